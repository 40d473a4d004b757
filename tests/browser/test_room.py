"""The room in a browser: taps wait without a connection, are done once, and end with sign-out."""

import os
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from meetings.models import Action, Interest, Tap
from meetings.room import taps
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "/desk/icp/2023-07-24/room/1/"


@pytest.fixture
def meeting(signed_in):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    board = make.board("ICP")
    board.rule_rows.create(name="quorum", value={"count": 2}, starts="2020-01-01")
    met = make.meeting(board)
    plan = make.item(met, "Winter plan", minutes=10)
    plan.asks.create(position=0, verb="approve", text="the winter plan")
    make.item(met, "Any other business", kind="aob", minutes=5)
    for name in ("Ann Able", "Bob Brown"):
        make.seat(make.person(name), board)
    Interest.objects.create(
        person=board.seats.get(person__family_name="Able").person,
        kind="financial",
        organisation="Winter Ltd",
        words="Owner",
        declared=date(2023, 1, 1),
    )
    secretary = make.secretary(board)
    taps.ready(met, 1, secretary, make.NOW)
    signed_in(secretary)
    return met


def press(page, name: str) -> None:
    """A button by its words; what is there for the ear alone may have a space before it."""
    words = re.compile(f"^{re.escape(name).replace(':', ' ?:')}$")
    page.get_by_role("button", name=words).click()


def kept(page) -> list[str]:
    """What this device keeps of taps."""
    return [name for name in page.evaluate("Object.keys(localStorage)") if name.startswith("room:")]


def test_taps_are_done_as_they_are_tapped(meeting, visit, complaints):
    page = visit(ROOM, 390)
    press(page, "Arrived: Ann Able")
    expect(page.get_by_role("heading", name="Here (1)", exact=True)).to_be_visible()
    press(page, "Open the meeting")
    press(page, "Start 1 Winter plan")
    expect(page.get_by_role("heading", name="1 Winter plan")).to_be_visible()
    press(page, "Agreed as asked")
    expect(page.get_by_text("We agreed, as asked: approve the winter plan.")).to_be_visible()
    page.get_by_label("Action", exact=True).fill("Send the plan")
    page.get_by_label("Who", exact=True).first.fill("Ann Able")
    press(page, "Add the action")
    expect(page.get_by_text("Action (Ann Able): Send the plan")).to_be_visible()
    assert Action.objects.get().text == "Send the plan"
    expect(page.locator("#room-waiting")).to_be_hidden()
    assert Tap.objects.count() == 5
    assert kept(page) == []
    assert complaints() == []


def test_without_a_connection_they_wait_and_say_so(meeting, visit):
    page = visit(ROOM)
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.context.set_offline(True)
    press(page, "Open the meeting")
    press(page, "Arrived: Ann Able")
    press(page, "Arrived: Bob Brown")
    waiting = page.locator("#room-waiting")
    expect(waiting).to_contain_text("3 not sent yet")
    expect(waiting).to_contain_text("Ann Able arrived; Bob Brown arrived")
    assert not Tap.objects.exists()
    page.context.set_offline(False)
    expect(waiting).to_be_hidden(timeout=20_000)
    expect(page.get_by_role("heading", name="Here (2)", exact=True)).to_be_visible()
    assert [tap.what for tap in Tap.objects.order_by("pk")] == ["open", "arrive", "arrive"]
    assert kept(page) == []


def test_an_answer_that_is_lost_does_nothing_twice(meeting, visit):
    page = visit(ROOM)
    press(page, "Open the meeting")
    press(page, "Start 1 Winter plan")
    lost = []

    def lose(route) -> None:
        """The server does it, and the browser never hears of it."""
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    expect(page.get_by_role("heading", name="1 Winter plan")).to_be_visible()
    page.route("**/tap/", lose, times=1)
    page.get_by_label("Action", exact=True).fill("Once only")
    press(page, "Add the action")
    read_back = page.get_by_text("Action (owner not stated): Once only")
    expect(read_back).to_be_visible(timeout=30_000)
    expect(page.locator("#room-waiting")).to_be_hidden()
    assert len(lost) == 1
    assert Action.objects.count() == 1


def test_what_is_refused_is_said_with_what_was_typed(meeting, visit):
    page = visit(ROOM)
    press(page, "Open the meeting")
    expect(page.get_by_text("Start an item below.")).to_be_visible()
    page.get_by_label("Members of the public").fill("some")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="as a number")).to_contain_text("“some”")
    assert kept(page) == []


def test_what_is_typed_elsewhere_outlives_a_tap(meeting, visit):
    page = visit(ROOM)
    press(page, "Open the meeting")
    press(page, "Start 1 Winter plan")
    page.get_by_label("Action", exact=True).fill("Half a sentence")
    press(page, "Arrived: Ann Able")
    expect(page.get_by_role("heading", name="Here (1)", exact=True)).to_be_visible()
    expect(page.get_by_label("Action", exact=True)).to_have_value("Half a sentence")


def test_signing_out_empties_the_device(meeting, visit):
    page = visit(ROOM)
    page.route("**/tap/", lambda route: route.abort())
    press(page, "Open the meeting")
    expect(page.locator("#room-waiting")).to_contain_text("1 not sent yet")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    press(page, "Sign out")
    assert asked == ["1 tap of a meeting was not sent yet and will be lost. Sign out?"]
    assert len(kept(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "Sign out")
    page.wait_for_url(lambda url: "/room/" not in url)
    assert kept(page) == []


def test_another_readers_taps_are_not_sent(meeting, visit, signed_in):
    page = visit(ROOM)
    page.route("**/tap/", lambda route: route.abort())
    press(page, "Open the meeting")
    expect(page.locator("#room-waiting")).to_contain_text("1 not sent yet")
    page.unroute("**/tap/")
    signed_in(make.secretary(meeting.board))
    page = visit(ROOM)
    expect(page.get_by_role("button", name="Open the meeting")).to_be_visible()
    assert kept(page) == []
    assert not Tap.objects.exists()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(meeting, visit, signed_in, width, scheme):
    page = visit(ROOM, width, scheme)
    assert_accessible(page)
    for name in ("Arrived: Ann Able", "Open the meeting", "Start 1 Winter plan"):
        press(page, name)
    expect(page.get_by_text("stands in “Winter plan”")).to_be_visible()
    press(page, "Agreed with changes")
    expect(page.get_by_text("We agreed, with changes")).to_be_visible()
    assert_accessible(page)
    shoot(page, f"room-{width}")
    account = make.user()
    make.seat(account, meeting.board, "chair")
    signed_in(account)
    page = visit(f"{ROOM}chair/", width, scheme)
    expect(page.get_by_text("We agreed, with changes")).to_be_visible()
    assert_accessible(page)
    shoot(page, f"chair-{width}")


def shoot(page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
