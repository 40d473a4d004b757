"""The public registers: found by board, day, state and words, and blind to what is private."""

from datetime import date, timedelta

import pytest
from django.test import Client

from icsgov.boards.profile import release_profile
from icsgov.record.models import Release
from icsgov.record.publish import withdraw
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import bring, drop, promise
from strategy import links
from tests import factories as make
from tests import releases
from tests.factories import NOW
from tests.meetings.outcomes.record import out, record
from tests.strategy import editions, plans

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
REGISTERS = ("/decisions/", "/actions/", "/forward-plan/")


def said(address, status=200):
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def two(shown):
    """Two boards with what came of their meetings."""
    out(shown)
    other = record("ICB")
    out(other)
    release_profile(other.board, None, NOW)
    return shown, other


@pytest.mark.parametrize(
    ("address", "words"),
    [("/decisions/", "D1"), ("/actions/", "action 1"), ("/forward-plan/", "The concordat")],
)
def test_registers_show_all_boards_or_one(two, address, words):
    everything = said(address)
    assert everything.count("ICP of the sample system") >= 1
    assert everything.count("ICB of the sample system") >= 1
    one = said(f"/icp{address}")
    assert words in one
    assert "ICB" not in one
    assert "ICB" not in said(f"{address}?board=icp").partition("<ol")[2].partition("</ol>")[0]


def test_what_stands_in_drafts_is_in_no_register(shown):
    for address in REGISTERS:
        page = said(address)
        assert "It was approved" not in page
        assert "Write it" not in page
        assert "The concordat" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=approved", True),
        ("q=APPROVED+was", True),
        ("q=deferred", False),
        ("q=ICP/2023-07-24/D1", True),
        ("state=approved", True),
        ("state=noted", False),
        ("since-day=24&since-month=7&since-year=2023", True),
        ("since-day=25&since-month=7&since-year=2023", False),
        ("until-day=23&until-month=7&until-year=2023", False),
        ("page=999", True),
        ("page=x", True),
    ],
)
def test_decisions_are_found_by_what_is_asked(shown, query, found):
    out(shown)
    page = said(f"/decisions/?{query}")
    assert ("ICP/2023-07-24/D1" in page.partition("</form>")[2]) is found


@pytest.mark.parametrize(
    "query",
    ["since-day=31&since-month=2&since-year=2023", "board=nobody", "state=maybe",
     "since-day=2&since-month=2&since-year=2023&until-day=1&until-month=2&until-year=2023"],
)  # fmt: skip
def test_what_cannot_be_is_said_and_kept(shown, query):
    out(shown)
    page = said(f"/decisions/?{query}", 422)
    assert "There is a problem" in page
    assert Client().get(f"/decisions/decisions.csv?{query}").status_code == 302


def test_decisions_are_found_by_the_priority_they_serve(shown):
    plan = plans.plan(shown.board, "Open plan", address="open-plan")
    early = plans.part(plan, "priority", "Early years", number="1")
    editions.release("plan", plan.key, shown.board)
    links.set_links(shown.meeting.decisions.get().key, [early.key], shown.secretary, NOW)
    out(shown)
    assert "Early years" in said("/decisions/")
    assert "It was approved" in said(f"/decisions/?priority={early.key}")
    said("/decisions/?priority=7", 422)


def test_decisions_are_found_by_the_place_they_are_about(shown):
    plan = plans.plan(shown.board, "Open plan", address="open-plan")
    hamlets, other = (plans.part(plan, "place", name) for name in ("Tower Hamlets", "Bexley"))
    editions.release("plan", plan.key, shown.board)
    key = shown.meeting.decisions.get().key
    links.set_links(key, [hamlets.key], None, NOW, rel=links.CONCERNS)
    out(shown)
    assert "It was approved" in said("/decisions/?borough=tower-hamlets")
    assert '<a href="/search/?borough=tower-hamlets">Tower Hamlets</a>' in said("/decisions/")
    assert "Tower Hamlets" in said("/decisions/decisions.csv")
    said(f"/decisions/?borough={other.name.lower()}", 422)  # offered only where something is


def test_an_action_past_its_day_is_overdue_by_the_day_it_is_read(shown, time_machine):
    out(shown)
    assert "Overdue" in said("/actions/").partition("</form>")[2]
    assert "Write it." in said("/actions/?state=overdue")
    time_machine.move_to(NOW - timedelta(days=20), tick=False)
    shown.board.refresh_from_db()
    Release.objects.update(effective_at=NOW - timedelta(days=30))
    assert "Overdue" not in said("/actions/").partition("</form>")[2]


def test_the_forward_plan_tells_what_was_kept_and_what_was_dropped(shown):
    out(shown)
    board = shown.board
    drop(promise(board, 1, "Dropped matter", None, NOW, public=True), "No need.", None, NOW)
    kept = promise(board, 1, "Kept matter", None, NOW, public=True)
    july = make.meeting(board, date(2023, 9, 4))
    bring(kept, july, None, NOW, title="Another name")
    assert "Kept matter" in said("/forward-plan/?state=open")
    releases.publish(july)
    assert "Kept matter" not in said("/forward-plan/?state=open")
    assert "Kept matter" in said("/forward-plan/?state=kept")
    assert "No need." in said("/forward-plan/?state=dropped")


def test_csv_holds_what_was_asked_and_runs_as_no_formula(shown):
    out(shown)
    take(shown.board, 1, "=cmd()", None, NOW, public=True)
    sheet = said("/actions/actions.csv")
    assert sheet.startswith("\ufeffReference,Board,Action")
    assert "'=cmd()" in sheet
    assert "'=cmd()" not in said("/icp/actions/actions.csv?q=Write")
    assert "ICP/2023-07-24/D1,2023-07-24" in said("/decisions/decisions.csv?state=approved")
    assert "The concordat" in said("/forward-plan/forward-plan.csv")


def test_a_decision_stays_at_its_address_when_its_board_takes_another_short_name(shown):
    out(shown)
    address = "/decisions/icp/2023-07-24/d1/"
    assert "It was approved." in said(address)
    board = shown.board
    board.save_at(board.version, None, NOW, short_name="Partnership")
    assert "It was approved." in said(address)


def test_what_was_taken_back_leaves_a_notice(shown):
    row = take(shown.board, 1, "Open action", None, NOW, public=True)
    address = f"/actions/icp/{row.number}/"
    assert "Open action" in said(address)
    withdraw(Release.objects.get(kind="action"), "Wrong.", None, NOW)
    gone = said(address, 410)
    assert "Wrong." in gone
    assert "Open action" not in gone


def test_private_things_change_no_byte_of_any_register(shown):
    out(shown)
    addresses = [*REGISTERS, "/icp/decisions/", "/actions/actions.csv", "/decisions/decisions.csv"]
    before = [said(each) for each in addresses]
    make.part2(shown.meeting)
    decide(shown.meeting, 2, "approved", "Private.", None, NOW)
    row = take(shown.board, 2, "Private.", None, NOW, due=date(2023, 7, 1))
    promise(shown.board, 2, "Private.", None, NOW, target=shown.meeting)
    row.save_at(row.version, None, NOW, text="Private still.")
    assert [said(each) for each in addresses] == before


@pytest.mark.parametrize("address", REGISTERS)
def test_a_register_asks_as_many_questions_for_one_row_as_for_many(
    shown, address, django_assert_max_num_queries
):
    out(shown)
    counts = []
    for more in (0, 30):
        for number in range(more):
            take(shown.board, 1, f"Action {number}", None, NOW, public=True)
            promise(shown.board, 1, f"Promise {number}", None, NOW, public=True)
        with django_assert_max_num_queries(16) as asked:
            said(f"{address}?q=")
        counts.append(len(asked))
    assert counts[0] == counts[1]
