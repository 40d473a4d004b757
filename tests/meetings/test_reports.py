"""A progress report goes into a meeting as a paper, frozen, with what changed on its cover."""

from datetime import date

import pytest
import time_machine

from icsgov.boards.rules import COVER_FIELDS, CoverField
from icsgov.record.build import build
from icsgov.record.proofs import prove
from meetings import reports
from meetings.models import Paper
from strategy import rounds
from tests import factories as make
from tests.desks import Reader, words
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def board():
    return make.board("ICP")


@pytest.fixture
def update(board):
    plan = plans.plan(board, "Our plan", address="ours")
    about = plans.part(plan, "condition", "Metrics in place", number="2")
    plans.assessment(about, "A", date(2022, 3, 23))
    editions.release("plan", plan.key, board)
    made = plans.update(plan, about)
    made.give("G", "All metrics <agreed>.", {}, make.NOW)
    rounds.accept(made, None, make.NOW)
    return made


@pytest.fixture
def built(update):
    return build(prove("plan-progress", update.round.key, 1, make.NOW), by=None, now=make.NOW)


@pytest.fixture
def item(board):
    return make.item(make.meeting(board), "Progress of the plan", mode="verbal")


@pytest.fixture
def secretary(board):
    return Reader(make.secretary(board))


def test_one_click_and_a_choice_make_it_a_paper(secretary, update, built, item):
    desk = words(secretary.get("desk-round", update.round.key))
    assert f"/desk/papers/report/{update.round.key}/{built.key}/" in desk
    page = words(secretary.get("report-to-meeting", update.round.key, built.key))
    assert "ICP, 24 July 2023: Progress of the plan" in page
    secretary.post("report-to-meeting", update.round.key, built.key, item=item.key)
    paper = item.enclosures.get().paper
    assert paper.title == built.root.title
    assert paper.current.files.get().original == built.pack
    assert "1 of 1 parts changed" in paper.cover["summary"]
    assert "2 Metrics in place: G – On target" in paper.cover["summary"]
    item.refresh_from_db()
    assert item.mode == "paper"


def test_the_paper_stays_as_it_was_when_answers_go_on(update, built, item):
    paper = reports.enclose(item, update.round, built, None, make.NOW)
    update.part.save_at(update.part.version, None, make.NOW, name="Renamed")
    paper.refresh_from_db()
    assert "Renamed" not in paper.cover["summary"]
    assert paper.current.files.get().original == built.pack


def test_the_same_report_goes_under_an_item_once(secretary, update, built, item):
    for _ in range(2):
        secretary.post("report-to-meeting", update.round.key, built.key, item=item.key)
    assert Paper.objects.count() == 1


def test_a_cover_that_asks_names_what_the_report_is_about(board, update, built, item):
    fields = (*COVER_FIELDS, CoverField("priorities", "Which priority", "supports"))
    board.rule_rows.create(
        name="cover_fields",
        value=[{"key": each.key, "label": each.label, "kind": each.kind} for each in fields],
        starts=date(2020, 1, 1),
    )
    paper = reports.enclose(item, update.round, built, None, make.NOW)
    assert paper.cover["priorities"] == [
        {"key": str(update.part.key), "words": "2 Metrics in place"}
    ]


def test_only_items_that_the_reader_keeps_are_offered(secretary, update, built, board, item):
    other = make.item(make.meeting(make.board("ICB")), "Elsewhere")
    held = make.item(make.meeting(board, date(2023, 6, 1)), "Long ago")
    page = words(secretary.get("report-to-meeting", update.round.key, built.key))
    assert "Elsewhere" not in page and "Long ago" not in page
    for wrong in (other.key, held.key, "", "x"):
        answer = secretary.post("report-to-meeting", update.round.key, built.key, item=wrong)
        assert answer.status_code == 422
    assert not Paper.objects.exists()


def test_an_owner_without_a_meeting_is_told_what_to_do(update, built, item):
    owner = make.user()
    update.round.plan.name_owner(owner.person, None, make.NOW)
    page = words(Reader(owner).get("report-to-meeting", update.round.key, built.key))
    assert "ask its secretary" in page


def test_what_was_not_built_is_not_there(secretary, update):
    assert secretary.get("report-to-meeting", update.round.key, update.key).status_code == 404
