"""Papers under rows."""

import pytest

from icsgov.ledger.models import Change
from meetings import enclosing
from meetings.models import Enclosure, Paper, PaperRole
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.item(make.meeting(make.board()))


def order(item):
    return [each.paper.title for each in item.enclosures.all()]


def test_a_paper_is_expected_from_its_people(item):
    author, lead = make.person(), make.person()
    people = [("author", author, "Manager"), ("lead", lead, "Director")]
    paper = enclosing.expect(item, "Plan", people, None, NOW)
    assert (paper.state, paper.board, paper.private) == ("expected", item.meeting.board, False)
    printed = PaperRole.objects.filter(paper=paper).values_list("role", "name", "title")
    assert list(printed) == [
        ("author", str(author), "Manager"),
        ("lead", str(lead), "Director"),
    ]
    assert order(item) == ["Plan"]
    assert Change.objects.of(paper).get().verb == "created"


def test_a_paper_in_part_2_is_private(item):
    make.part2(item.meeting)
    closed = make.item(item.meeting, part=2)
    assert enclosing.expect(closed, "Contract", [], None, NOW).private


def test_an_item_with_a_paper_is_no_verbal_one(item):
    item.save_at(1, None, NOW, mode="verbal")
    enclosing.attach(item, make.paper(item.meeting.board), None, NOW)
    item.refresh_from_db()
    assert item.mode == "paper"


def test_papers_come_in_order_and_once(item):
    papers = [make.paper(item.meeting.board, title) for title in "abc"]
    for paper in [*papers, papers[0]]:
        enclosing.attach(item, paper, None, NOW)
    assert order(item) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("title", "step", "expected"),
    [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 1, "abc")],
)
def test_a_paper_changes_its_place(item, title, step, expected):
    for each in "abc":
        enclosing.attach(item, make.paper(item.meeting.board, each), None, NOW)
    enclosing.shift(Enclosure.objects.get(paper__title=title), step, None, NOW)
    assert order(item) == list(expected)


def test_a_paper_that_is_taken_off_stays(item):
    made = enclosing.attach(item, make.paper(item.meeting.board, "Plan"), None, NOW)
    enclosing.detach(made, None, NOW)
    assert order(item) == []
    assert Paper.objects.filter(title="Plan").exists()
    assert [each.verb for each in Change.objects.of(item)] == ["detached", "attached"]
