"""Notes of a reader on several devices, without signal, and after signing out."""

import pytest
from playwright.sync_api import expect

from meetings.models import Note
from tests.browser import rooms
from tests.browser.rooms import at, box_of, draw, saved, select, shown
from tests.meetings.book import pressed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    return rooms.winter()


@pytest.fixture
def reader(meeting, signed_in):
    account = pressed.member_of(meeting)
    signed_in(account)
    return account


def test_without_signal_notes_wait_on_the_device_and_are_sent_later(meeting, reader, visit):
    page = visit(at(meeting, "Winter plan"))
    page.context.set_offline(True)
    select(page, "Beds in Lewisham are short")
    page.get_by_role("button", name="Highlight").click()
    expect(page.locator("[data-notes-list]")).to_contain_text("Not saved yet")
    expect(page.locator("[data-unsaved]")).to_have_text("1 note not saved yet")
    assert not Note.objects.exists()
    page.context.set_offline(False)
    saved(page, 1)
    assert Note.objects.get().quote == "Beds in Lewisham are short"


def test_after_signing_out_the_device_holds_nothing(meeting, reader, visit):
    page = visit(at(meeting, "Winter plan"))
    page.get_by_role("button", name="Larger text").click()
    page.context.set_offline(True)
    select(page, "Beds in Lewisham are short")
    page.get_by_role("button", name="Highlight").click()
    expect(page.locator("[data-unsaved]")).to_have_text("1 note not saved yet")
    assert "Lewisham" in page.evaluate("JSON.stringify(localStorage)")
    page.context.set_offline(False)
    saved(page, 1)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible(timeout=15_000)
    assert kept(page) == NOTHING


NOTHING = {"local": {}, "session": {}, "databases": [], "caches": [], "workers": 0}


def kept(page):
    """All that the browser stores for the site."""
    return page.evaluate(
        """async () => ({
          local: { ...localStorage },
          session: { ...sessionStorage },
          databases: await indexedDB.databases(),
          caches: await caches.keys(),
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )


def test_signing_out_with_a_note_that_waits_asks_and_then_forgets_it(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.route("**/notes/", lambda route: route.abort())
    page.get_by_role("button", name="Pen", exact=True).click()
    draw(page, box_of(page.locator('.page[data-page-number="1"]')), [(0.2, 0.1), (0.4, 0.1)])
    expect(page.locator("[data-unsaved]")).to_have_text("1 note not saved yet")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Sign out").click()
    assert asked == ["1 note is not saved yet and will be lost. Sign out?"]
    assert "waiting" in str(kept(page)["local"])
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible(timeout=15_000)
    assert kept(page) == NOTHING


def test_a_drawing_without_signal_is_sent_as_it_has_become(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.get_by_role("button", name="Pen", exact=True).click()
    box = box_of(page.locator('.page[data-page-number="1"]'))
    draw(page, box, [(0.2, 0.1), (0.4, 0.1)])
    saved(page, 1)
    page.context.set_offline(True)
    for down in (0.2, 0.3):
        draw(page, box, [(0.2, down), (0.4, down)])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-unsaved]")).to_have_text("1 note not saved yet")
    assert len(Note.objects.get().ink) == 1
    page.context.set_offline(False)
    expect(page.locator("[data-unsaved]")).to_have_text("", timeout=30_000)
    assert len(Note.objects.get().ink) == 2
    page.context.set_offline(True)
    page.get_by_role("button", name="Notes").click()
    page.locator("[data-notes-list]").get_by_role("button", name="Remove").click()
    expect(page.locator("[data-notes-list] li")).to_have_count(0)
    assert Note.objects.exists()
    page.context.set_offline(False)
    saved(page, 0)


def test_two_devices(meeting, reader, visit, browser, live_server):
    page = visit(at(meeting, "Winter plan"))
    other = browser.new_context()
    other.add_cookies(page.context.cookies())
    second = other.new_page()
    second.goto(live_server.url + at(meeting, "Winter plan"))
    select(page, "Beds in Lewisham are short")
    page.get_by_role("button", name="Highlight").click()
    saved(page, 1)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.locator("[data-notes-list]")).to_contain_text("Beds in Lewisham", timeout=15_000)
    other.close()


def test_two_devices_in_the_viewer(meeting, reader, visit, browser, live_server):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    other = browser.new_context()
    other.add_cookies(page.context.cookies())
    second = other.new_page()
    second.goto(live_server.url + at(meeting, "Slides of winter", "pages/"))
    shown(second)
    page.get_by_role("button", name="Pen", exact=True).click()
    draw(page, box_of(page.locator('.page[data-page-number="1"]')), [(0.2, 0.1), (0.4, 0.1)])
    saved(page, 1)
    ink = second.locator(".app-sheet--notes .app-sheet__ink")
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ink).to_have_count(1, timeout=15_000)
    page.get_by_role("button", name="Undo").click()
    saved(page, 0)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ink).to_have_count(0, timeout=15_000)
    other.close()
