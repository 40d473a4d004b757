"""The editor of minutes in a browser: by keyboard alone, saved as it is typed, clean for axe."""

import os
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from meetings.minuting import paragraphs, returning
from meetings.minuting.word_changes import Change, Kind
from meetings.models import Minutes, Paragraph
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.builds import built
from tests.meetings.minuting.desk import Desk, desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(signed_in) -> Desk:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    made = desk()
    signed_in(made.secretary)
    return made


def texts(at: Desk) -> list[tuple[str, tuple[str, ...], str]]:
    return [(row.kind, row.heard, row.text) for row in paragraphs.standing(at.section)]


def test_minutes_are_written_by_keyboard(at, visit, complaints):
    page = visit(at.address())
    page.get_by_role("button", name="Add a paragraph").press("Enter")
    text = page.get_by_role("textbox", name="Text")
    expect(text).to_be_focused()
    text.press_sequentially("/d The board agreed.")
    page.keyboard.press("Enter")
    expect(page.locator(".minutes-line--open .minutes-number")).to_have_text("1.04")
    page.get_by_label("Who speaks").press_sequentially("kc")
    page.get_by_label("Who speaks").press("Tab")
    expect(page.get_by_label("Who speaks")).to_have_value("Kim Chair")
    page.get_by_role("textbox", name="Text").press_sequentially("thanked everybody.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved ", timeout=10_000)
    page.get_by_role("textbox", name="Text").press("Alt+ArrowUp")
    expect(page.locator(".minutes-line--open .minutes-number")).to_have_text("1.03")
    page.get_by_role("button", name="Done").press("Enter")
    expect(page.locator("form[data-paragraph]")).to_have_count(0)
    assert texts(at)[-2:] == [
        ("discussion", ("Kim Chair",), "<p>thanked everybody.</p>"),
        ("decision", (), "<p>The board agreed.</p>"),
    ]
    assert complaints() == []


def test_a_paragraph_is_split_at_the_caret(at, visit):
    row = at.add("one two")
    page = visit(f"{at.address()}?edit={row.key}")
    text = page.get_by_role("textbox", name="Text")
    expect(text).to_be_focused()
    for _ in "two":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".minutes-line")).to_have_count(4)
    assert [text.strip() for _, _, text in texts(at)[-2:]] == ["<p>one </p>", "<p>two</p>"]


def test_what_is_typed_before_the_next_paragraph_is_there_goes_into_it(at, visit):
    page = visit(f"{at.address()}?edit={at.add('one').key}")
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    pace = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1, "latency": 700}
    slow.send("Network.emulateNetworkConditions", pace)
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    page.keyboard.type(" more")
    page.keyboard.press("Enter")
    page.keyboard.type("/d The board agreed.")
    page.keyboard.press("Enter")
    page.keyboard.type("three")
    expect(page.locator(".minutes-line--open .minutes-number")).to_have_text("1.05")
    page.keyboard.type(" and more")
    expect(page.get_by_role("textbox", name="Text")).to_have_text("three and more")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("form[data-paragraph]")).to_have_count(0)
    assert texts(at)[-3:] == [
        ("discussion", (), "<p>one more</p>"),
        ("decision", (), "<p>The board agreed.</p>"),
        ("discussion", (), "<p>three and more</p>"),
    ]


def test_what_was_typed_ahead_stays_where_the_save_fails(at, visit):
    page = visit(f"{at.address()}?edit={at.add('one').key}")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.type(" two")
    expect(page.get_by_role("alert")).to_contain_text("there is no connection")
    expect(page.get_by_role("textbox", name="Text")).to_have_text("one two")
    page.context.set_offline(False)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("form[data-paragraph]")).to_have_count(0)
    assert texts(at)[-1][2] == "<p>one two</p>"


def test_the_other_text_is_shown_when_two_write(at, visit):
    row = at.add("first")
    page = visit(f"{at.address()}?edit={row.key}")
    stored = Paragraph.objects.get(pk=row.pk)
    stored.save_at(
        stored.version, at.secretary, stored.section.minutes.meeting.opens_at, text="<p>theirs</p>"
    )
    page.get_by_role("textbox", name="Text").press_sequentially(" and mine")
    expect(page.get_by_text("Not saved: somebody else changed")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="See both and choose").click()
    expect(page.get_by_role("heading", name="Theirs")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save mine").click()
    expect(page.locator("form[data-paragraph]")).to_have_count(0)
    assert texts(at)[-1][2] == "<p>first and mine</p>"


def test_two_write_side_by_side(at, visit, live_server, browser):
    first, second = at.add("first"), at.add("second")
    page = visit(f"{at.address()}?edit={second.key}")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    page.keyboard.type(" is being written")
    colleague = make.secretary(at.board)
    client = Client()
    client.force_login(colleague)
    name = settings.SESSION_COOKIE_NAME
    theirs = browser.new_context()
    session = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    theirs.add_cookies([session])
    other = theirs.new_page()
    other.goto(f"{live_server.url}{at.address()}?edit={first.key}")
    expect(other.get_by_text(f"{at.secretary} is writing here")).to_be_visible(timeout=30_000)
    other.get_by_role("textbox", name="Text").press_sequentially(" and theirs")
    other.get_by_role("button", name="Add the next").click()
    expect(other.locator(".minutes-line--open .minutes-number")).to_have_text("1.04")
    other.get_by_role("textbox", name="Text").press_sequentially("between")
    other.get_by_role("button", name="Done").click()
    expect(page.get_by_text("first and theirs", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("between", exact=True)).to_be_visible(timeout=30_000)
    expect(page.locator(".minutes-line--open .minutes-number")).to_have_text("1.05")
    text = page.get_by_role("textbox", name="Text")
    expect(text).to_be_focused()
    page.keyboard.type(" here")
    expect(text).to_have_text("second is being written here")
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".minutes-line--open .minutes-number")).to_have_text("1.06")
    theirs.close()
    assert [text for _, _, text in texts(at)[2:5]] == [
        "<p>first and theirs</p>",
        "<p>between</p>",
        "<p>second is being written here</p>",
    ]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(at, visit, width, scheme):
    at.add("A decision of the sample board.", "decision")
    row = at.add("spoke at some length about how samples are taken, and why they matter.")
    page = visit(f"{at.address()}?edit={row.key}", width, scheme)
    expect(page.get_by_role("toolbar")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/editor-{width}.png", full_page=True)
    page = visit(at.address("minutes-whole"), width, scheme)
    assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_changes_from_word(at, visit, width, scheme):
    row = at.add("The board heard the plan.")
    copy = returning.copy_out(at.minutes, at.secretary, make.NOW)
    about = {"section": row.section.key, "paragraph": row.key}
    changes = [
        Change(Kind.CHANGED, was="<p>Old.</p>", text="<p>New.</p>", **about),
        Change(Kind.NEW, text="<p>More.</p>", **about),
        Change(Kind.MOVED, was="<p>Old.</p>", text="<p>Old.</p>", **about),
    ]
    returning.propose(copy, changes, "minutes.docx", at.secretary, make.NOW)
    page = visit(at.address("minutes-bring"), width, scheme)
    assert_accessible(page)
    page.get_by_role("button", name="Put it in").press("Enter")
    expect(page.get_by_text("The new paragraph is put in.")).to_be_visible()
    assert texts(at)[-1][2] == "<p>More.</p>"
    Minutes.objects.all().delete()
    page = visit(at.address(), width, scheme)
    page.get_by_text("Bring in minutes that were written in Word").click()
    assert_accessible(page)


def go(page, button: str, then: str = "") -> None:
    """Press a button; where the next page says `then`, wait for it."""
    page.get_by_role("button", name=button, exact=True).click()
    if then:
        expect(page.get_by_text(then, exact=then.isalpha())).to_be_visible()


def confirm(at: Desk, visit) -> None:
    """The next meeting accepted the minutes; they go out as confirmed."""
    page = visit(at.address("minutes-accept"))
    assert_accessible(page)
    go(page, "Save", "Print and release them to confirm them.")
    built(at.meeting, kind="minutes")
    page = visit(at.address("minutes-release"))
    page.get_by_label("Members and the public").check()
    go(page, "Release as confirmed", "The minutes are released.")


def test_from_the_skeleton_to_the_confirmed_record(at, visit, signed_in):
    chair, member = make.user(), make.user()
    make.seat(chair, at.board, "chair")
    make.seat(member, at.board)
    later = make.meeting(at.board, date(2023, 10, 2))
    make.item(later, "Opening business")
    page = visit(at.address())
    go(page, "Add a paragraph")
    page.get_by_role("textbox", name="Text").press_sequentially("/d The board agreed a plan.")
    go(page, "Done")
    expect(page.locator("form[data-paragraph]")).to_have_count(0)
    go(page, "Send to the chair")
    expect(page.get_by_text("With the chair", exact=True)).to_be_visible()
    signed_in(chair)
    page = visit(at.address("minutes-clear"))
    assert_accessible(page)
    page.get_by_label("Clear them").check()
    go(page, "Send the answer", "The minutes are cleared.")
    signed_in(at.secretary)
    built(at.meeting, kind="minutes")
    page = visit(at.address("minutes-release"))
    assert_accessible(page)
    page.get_by_label("Members and the public").check()
    go(page, "Release as draft", "The minutes are released.")
    page.get_by_role("link", name="Withdraw release 1 for the public").click()
    expect(page.get_by_role("heading", name="Withdraw a release of the minutes")).to_be_visible()
    assert_accessible(page)
    signed_in(member)
    page = visit(at.address("reading-minutes"))
    assert_accessible(page)
    page.get_by_role("link", name="Suggest a correction to 1.03").click()
    expect(page.get_by_role("heading", name="Suggest a correction to 1.03")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("How it should read").fill("The board agreed the winter plan.")
    go(page, "Send it to the secretary", "The secretary answers your suggestion.")
    signed_in(at.secretary)
    page = visit(at.address("minutes-corrections"))
    page.get_by_role("link", name="Paragraph 1.03").click()
    expect(page.get_by_role("button", name="Answer")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Accept it").check()
    go(page, "Answer", "Accepted")
    confirm(at, visit)
    page = visit("/icp/2023-07-24/minutes/#1.03", 390)
    assert_accessible(page)
    expect(page.get_by_text("Confirmed on 2 October 2023")).to_be_visible()
    expect(page.locator('[id="1.03"]')).to_contain_text("The board agreed the winter plan.")
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/public-390.png", full_page=True)
