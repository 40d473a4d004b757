"""Replies, attendance and interests in a browser: axe finds nothing, nothing scrolls sideways."""

import os
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from icsgov.boards.profile import release_profile
from meetings.attending import replying, roll
from meetings.declaring import rounds
from meetings.models import Interest, ItemInterest
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    board = make.board("ICP", name="Integrated Care Partnership")
    board.rule_rows.create(
        name="quorum", value={"count": 3, "constituencies": ["Councils"]}, starts="2020-01-01"
    )
    met = make.meeting(board, date(2099, 7, 24))
    past = make.meeting(board, date(2023, 4, 25), state="held")
    make.item(met, "Acme contract")
    make.item(met, "Any other business", kind="aob")
    for at, name in enumerate(("Ann Able", "Bob Brown", "Cy Clark")):
        seat = make.seat(make.person(name), board, title="Leader, a council", position=at)
        past.attendance.create(person=seat.person, name=name, kind="present")
    said = replying.Said("substitute", substitute_name="Di Deputy", words="On leave")
    replying.reply(met, board.seats.first(), said, None, make.NOW)
    roll.lay(met, None, make.NOW)
    ann = board.seats.first().person
    fields = {"kind": "financial", "words": "Shareholder", "declared": date(2023, 1, 1)}
    row = Interest.objects.create(person=ann, organisation="Acme Ltd", **fields)
    Interest.objects.create(
        person=ann, organisation="Hidden", published=False, exempt_reason="Safety", **fields
    )
    ItemInterest.objects.create(item=met.items.last(), person=ann, words="Owner", done="left")
    release_profile(board, None, make.NOW)
    met.interest = row
    return met


def addresses(meeting, made):
    where = {"board": "icp", "address": meeting.address}
    seat, row = meeting.board.seats.first(), meeting.attendance.first()
    token = made.returns.first().fresh_token()
    return {
        "replies": reverse("replies", kwargs=where),
        "reply-recorded": reverse("reply-recorded", kwargs={**where, "seat": seat.key}),
        "attendance": reverse("attendance", kwargs=where),
        "attendance-row": reverse("attendance-row", kwargs={**where, "key": row.key}),
        "year": f"{reverse('attendance-year', args=('icp',))}?year=2023",
        "desk-interests": reverse("desk-interests", args=("icp",)),
        "desk-interest": reverse("desk-interest", args=("icp", meeting.interest.key)),
        "interests-in": reverse("desk-interests-in", args=("icp",)),
        "round": reverse("desk-interests-round", args=("icp",)),
        "meeting-interests": reverse("meeting-interests", kwargs=where),
        "meeting": reverse("meeting", kwargs=where),
        "item": reverse("item-open", args=(meeting.items.first().key,)),
        "link": reverse("interests-link", args=(token,)),
        "public": reverse("public-interests", args=("icp",)),
    }


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_the_desk(meeting, visit, signed_in, width, scheme):
    secretary = make.secretary(meeting.board)
    made = rounds.open_round(meeting.board, date(2099, 1, 1), secretary, make.NOW)
    signed_in(secretary)
    for name, address in addresses(meeting, made).items():
        page = visit(address, width, scheme)
        expect(page.get_by_role("heading", name="Page not found")).to_have_count(0)
        assert_accessible(page)
        shoot(page, f"{name}-{width}")


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_a_members_pages(meeting, visit, signed_in, width, scheme):
    account = make.user("Lou Member")
    make.seat(account, meeting.board)
    signed_in(account)
    page = visit(f"/reading/icp/{meeting.address}/reply/", width, scheme)
    assert_accessible(page)
    page.get_by_label("Somebody comes instead").check()
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("link", name="Enter who comes instead")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name of the substitute").fill("Di Deputy")
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("Sends a substitute. You can change this")).to_be_visible()
    shoot(page, f"reply-{width}")
    page = visit("/reading/interests/", width, scheme)
    assert_accessible(page)
    page.get_by_role("button", name="Declare an interest").click()
    assert_accessible(page)
    page.get_by_label("Financial", exact=True).check()
    page.get_by_label("What the interest is").fill("Sample shares")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your interest is declared.")).to_be_visible()
    assert_accessible(page)
    shoot(page, f"own-{width}")


def shoot(page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
