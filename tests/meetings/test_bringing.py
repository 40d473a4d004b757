"""A paper goes to another board with its history; what came of it there fills itself in."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from icsgov.boards.rules import COVER_FIELDS, OPTIONAL_COVER_FIELDS
from meetings import bringing
from meetings.models import Decision, Paper
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
FIELDS = [
    {"key": each.key, "label": each.label, "kind": each.kind}
    for each in (*COVER_FIELDS, *(f for f in OPTIONAL_COVER_FIELDS if f.key == "considered"))
]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(make.NOW, tick=False):
        yield make.NOW


@pytest.fixture
def boards():
    """A committee that met in July, and a board that meets on the 24th; one secretary of both."""
    committee, board = make.board("QPC", name="Quality Committee"), make.board("ICB")
    board.rule_rows.create(name="cover_fields", value=FIELDS, starts=date(2020, 1, 1))
    secretary = make.secretary(committee)
    make.seat(secretary, board, "secretary", part2=True)
    return committee, board, secretary


@pytest.fixture
def paper(boards):
    met = make.meeting(boards[0], date(2023, 7, 3))
    author = make.user("Avery Author")
    made = make.paper(
        boards[0],
        "Winter plan",
        author=author,
        under=make.item(met, "Winter"),
        body="<p>Beds</p>",
        cover={"summary": "<p>Short</p>", "unknown": "left behind"},
    )
    made.cut("Kept", None, make.NOW)
    return made


@pytest.fixture
def item(boards):
    return make.item(make.meeting(boards[1]), "Winter at the board")


def decide(paper, outcome="approved", part=1):
    row = paper.enclosures.get().item
    ref = f"{row.pk}-{part}"
    return Decision.objects.create(
        meeting=row.meeting, part=part, number=1, ref=ref, item=row, outcome=outcome, words="Yes"
    )


def test_the_secretary_brings_a_paper_and_its_history_with_it(boards, paper, item):
    decide(paper)
    page = Visitor(boards[2]).get(reverse("paper", kwargs={"key": paper.key}))
    page.follow("Bring it to another board")
    page.submit("Bring the paper", {"item": str(item.key)})
    made = Paper.objects.get(brought_from=paper)
    assert page.url == reverse("paper", kwargs={"key": made.key})
    assert made.board == boards[1]
    assert made.cover == {
        "summary": "<p>Short</p>",
        "considered": "Quality Committee, 3 July 2023: Approved",
    }
    assert (made.title, made.body, made.state) == ("Winter plan", "<p>Beds</p>", "expected")
    assert [role.name for role in made.authors] == ["Avery Author"]
    assert made.enclosures.get().item == item


def test_an_outcome_that_comes_later_is_offered_and_put_in(boards, paper, item):
    made = bringing.bring(paper, item, boards[2], make.NOW)
    assert made.cover["considered"].endswith("outcome not recorded yet")
    cover = {**made.cover, "considered": f"{made.cover['considered']}\nThe clinicians, in May"}
    made.write(made.version, None, make.NOW, cover=cover)
    decide(paper, "deferred")
    page = Visitor(boards[2]).get(reverse("paper", kwargs={"key": made.key}))
    assert "Quality Committee, 3 July 2023: Deferred" in page.text
    page.submit("Put it in")
    assert Paper.objects.get(pk=made.pk).cover["considered"] == (
        "Quality Committee, 3 July 2023: Deferred\nThe clinicians, in May"
    )
    assert "does not stand in the cover sheet" not in page.text


def test_what_a_part_2_came_to_stays_out_of_an_open_paper(boards, paper, item):
    make.part2(paper.enclosures.get().item.meeting)
    row = paper.enclosures.get().item
    type(row).objects.filter(pk=row.pk).update(part=2)
    decide(paper, part=2)
    Paper.objects.filter(pk=paper.pk).update(private=False)
    made = bringing.bring(Paper.objects.get(pk=paper.pk), item, boards[2], make.NOW)
    assert "considered" not in made.cover


def test_a_private_paper_goes_to_a_part_2_only(boards, paper, item):
    Paper.objects.filter(pk=paper.pk).update(private=True)
    private = Paper.objects.get(pk=paper.pk)
    assert list(bringing.places(boards[2], private, make.NOW)) == []


def test_a_meeting_to_come_has_not_considered_it(boards, paper, item):
    make.item(make.meeting(boards[0], date(2023, 9, 1)), "Again").enclosures.create(paper=paper)
    made = bringing.bring(paper, item, boards[2], make.NOW)
    assert "September" not in made.cover["considered"]


def test_without_another_board_it_says_what_to_do(paper):
    secretary = make.secretary(paper.board)
    page = Visitor(secretary).get(reverse("paper-bring", kwargs={"key": paper.key}))
    assert "There is no meeting to bring it to." in page.text


def test_an_item_of_a_board_that_is_not_ones_own_cannot_be_chosen(boards, paper, item):
    elsewhere = make.item(make.meeting(make.board("XYZ")), "Elsewhere")
    page = Visitor(boards[2]).get(reverse("paper-bring", kwargs={"key": paper.key}))
    page.submit("Bring the paper", {"item": str(elsewhere.key)})
    assert page.status == 422
    assert Paper.objects.filter(brought_from=paper).count() == 0
