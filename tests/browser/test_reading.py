"""The reading room in a browser: papers as text, notes on them, and how every page looks."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import Note, Paper
from tests import factories as make
from tests.browser import rooms
from tests.browser.rooms import BODY, at, saved, select, shown
from tests.browsing import VIEWS, assert_accessible
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


def test_from_the_link_in_an_e_mail_to_the_paper_to_a_note_that_follows(
    meeting, visit, page, complaints
):
    account = pressed.member_of(meeting)
    account.set_password(make.PASSWORD)
    account.save()
    page = visit(at(meeting, "Winter plan"))
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Winter plan")).to_be_visible(timeout=15_000)
    expect(page.locator("#page-2")).to_contain_text("2")
    select(page, "Forty beds will open by October")
    page.get_by_role("button", name="Add a note").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Who pays?")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("mark.app-mark")).to_have_text("Forty beds will open by October")
    saved(page, 1)
    paper = Paper.objects.get(title="Winter plan")
    pressed.rewrite(
        paper, timezone.now(), body="<h2>New</h2><p>More.</p>" + BODY.replace("Forty", "Sixty")
    )
    pressed.publish(meeting, timezone.now())
    page.reload()
    expect(page.get_by_text("Changed since you read it")).to_be_visible()
    expect(page.locator("mark.app-mark").first).to_contain_text("beds will open by October")
    expect(page.locator("[data-notes-list]")).to_contain_text("Who pays?")
    page.get_by_role("link", name="See what changed").click()
    expect(page.locator(".app-diff ins").filter(has_text="Sixty")).to_have_count(1)
    assert complaints() == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_is_accessible_and_fits(meeting, reader, visit, width, scheme, complaints):
    paper = Paper.objects.get(title="Winter plan")
    notes = {"meeting": meeting, "thing": paper.key, "title": "Winter plan", "edition": "v1"}
    Note.objects.create(
        owner=reader.person,
        quote="Forty beds will open",
        words="A note",
        made_at=timezone.now(),
        changed_at=timezone.now(),
        **notes,
    )
    room = f"/reading/icp/{meeting.address}/"
    note = Note.objects.get()
    for address in (
        "/reading/",
        room,
        f"{room}brief/",
        f"{room}find/?q=beds",
        at(meeting, "Winter plan"),
        at(meeting, "Winter plan", "changes/"),
        at(meeting, "Winter plan", "ask/"),
        f"{room}marked/",
        "/reading/notes/",
        f"/reading/notes/{note.key}/",
    ):
        assert_accessible(visit(address, width, scheme))
    page = visit(at(meeting, "Slides of winter", "pages/"), width, scheme)
    shown(page)
    page.get_by_role("button", name="Notes").click()
    assert_accessible(page)
    assert complaints() == []
