"""Decisions, actions and the forward plan in a browser: beside the minutes, by drag and key."""

import os
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards.profile import release_profile
from meetings.models import ForwardEntry
from meetings.outcomes import deciding
from meetings.outcomes.acting import take
from meetings.outcomes.promising import promise
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.factories import NOW
from tests.meetings.minuting.desk import Desk
from tests.meetings.outcomes.record import out, record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(signed_in) -> Desk:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    made = record()
    release_profile(made.board, None, NOW)
    signed_in(made.secretary)
    return made


@pytest.fixture
def coming(at):
    """Two meetings to come, and a promise that is planned for none."""
    today = timezone.now().date()
    meetings = [make.meeting(at.board, today + timedelta(days=days)) for days in (30, 90)]
    entry = promise(at.board, 1, "The sample review", None, NOW, public=True)
    return meetings, entry


def test_a_decision_is_said_beside_its_paragraph(at, visit, complaints):
    row = at.add("The board agreed the budget.", "decision")
    page = visit(at.address())
    beside = page.locator(f"#o-{row.key}")
    beside.get_by_role("link", name="Say what was decided").press("Enter")
    beside.get_by_label("Agreed", exact=True).check()
    beside.get_by_text("A vote was counted").click()
    beside.get_by_label("Votes for").fill("99")
    beside.get_by_role("button", name="Save").press("Enter")
    expect(beside.get_by_text("only 2 members were present").first).to_be_visible()
    expect(beside.locator(".nhsuk-error-summary")).to_be_focused()
    beside.get_by_label("Votes for").fill("2")
    beside.get_by_role("button", name="Save").press("Enter")
    expect(beside).to_contain_text("ICP/2023-07-24/D2: Agreed")
    assert [words for words in complaints() if "422" not in words] == []


def test_a_card_moves_by_the_arrow_keys_and_by_dragging(at, coming, visit, complaints):
    (first, second), entry = coming
    page = visit("/desk/forward-plan/?board=icp")
    handle = page.get_by_role("button", name="Move The sample review: left and right arrow keys")
    handle.press("ArrowRight")
    expect(page.locator(f'[data-column="{first.key}"]')).to_contain_text("On the agenda")
    expect(handle).to_be_focused()
    there = page.locator(f'[data-column="{second.key}"]')
    page.locator(f"#f-{entry.key}").drag_to(there)
    expect(there).to_contain_text("The sample review")
    assert ForwardEntry.objects.get(pk=entry.pk).discharged_by.meeting == second
    assert not first.items.exists()
    assert complaints() == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_of_the_desk_are_clean_for_axe(at, coming, visit, width, scheme):
    _, entry = coming
    row = at.section.paragraphs.get(kind="decision")
    action = take(at.board, 1, "Write it.", None, NOW, due=date(2023, 7, 1))
    for address in (
        "/desk/decisions/",
        f"/desk/decisions/{row.decision.key}/",
        f"/desk/decisions/{row.decision.key}/edit/",
        f"/desk/decisions/{row.decision.key}/take-back/",
        "/desk/actions/",
        "/desk/actions/mine/",
        "/desk/actions/new/",
        f"/desk/actions/{action.key}/",
        f"/desk/actions/{action.key}/settle/",
        "/desk/forward-plan/?board=icp",
        f"/desk/forward-plan/{entry.key}/",
        f"/desk/items/{at.section.item.key}/outcomes/",
        f"/desk/minutes/paragraphs/{row.key}/promise/",
        f"/desk/icp/{at.meeting.address}/matters-arising/1/",
    ):
        assert_accessible(visit(address, width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_what_two_changed_is_seen_side_by_side_and_one_is_taken_back(at, visit, width, scheme):
    row = at.meeting.decisions.get()
    page = visit(f"/desk/decisions/{row.key}/edit/", width, scheme)
    deciding.revise(row, row.version, None, NOW, words="Theirs.")
    page.get_by_label("The resolution").fill("Mine.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Theirs, saved")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert at.meeting.decisions.get().words == "Mine."
    page.get_by_role("button", name="Take it back").press("Enter")
    page.get_by_label("Why you take it back").fill("It was noted only.")
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.get_by_text("Its number is not used again.").first).to_be_visible()
    assert_accessible(page)
    assert at.meeting.decisions.get().is_struck


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_registers_of_members_are_clean_for_axe(at, coming, visit, signed_in, width, scheme):
    out(at, ("members",))
    member = make.user()
    make.seat(member, at.board)
    signed_in(member)
    action = at.board.actions.first()
    for address in (
        "/reading/decisions/",
        f"/reading/decisions/{at.meeting.decisions.get().key}/",
        "/reading/actions/",
        f"/reading/actions/{action.key}/",
        "/reading/forward-plan/",
        "/reading/decisions/?since-day=31&since-month=2&since-year=2023",
    ):
        page = visit(address, width, scheme)
        expect(page.get_by_role("heading", name="Page not found")).to_have_count(0)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_public_registers_are_clean_for_axe(at, coming, visit, width, scheme):
    _, entry = coming
    out(at)
    for address in (
        "/decisions/",
        "/decisions/icp/2023-07-24/d1/",
        "/actions/",
        "/actions/icp/1/",
        "/forward-plan/",
        f"/forward-plan/{entry.key}/",
        "/icp/decisions/?since-day=31&since-month=2&since-year=2023",
    ):
        assert_accessible(visit(address, width, scheme))
