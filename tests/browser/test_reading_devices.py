"""Notes of a reader on several devices, without signal, and after signing out."""

import pytest
from playwright.sync_api import expect

from meetings.models import Note
from tests.browser import rooms
from tests.browser.rooms import at, saved, select
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
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"


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
