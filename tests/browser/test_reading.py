"""The reading room in a browser: text and printed pages, notes on both, on two devices, offline."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.record.models import Entry
from meetings.models import Note, Paper, ReadState
from tests import factories as make
from tests import packs
from tests.browsing import VIEWS, assert_accessible
from tests.meetings.book import pressed

pytestmark = pytest.mark.django_db(transaction=True)
BODY = (
    "<h2>Background</h2><p>Beds in Lewisham are short in winter, and the board knows it well.</p>"
    "<h2>Proposal</h2><p>Forty beds will open by October, with staff from all six boroughs.</p>"
)


@pytest.fixture
def meeting():
    today = timezone.localdate()
    made = make.meeting(make.board("ICP"), today + timedelta(days=14))
    item = make.item(made, "Winter", lead=make.person("Lee Lead"))
    packs.paper(made.board, "Winter plan", item, body=BODY)
    slides = make.item(made, "Slides")
    packs.paper(made.board, "Slides of winter", slides, files=(packs.pdf_blob(6, "Slide"),))
    pressed.publish(made, timezone.now())
    return made


@pytest.fixture
def reader(meeting, signed_in):
    account = pressed.member_of(meeting)
    signed_in(account)
    return account


def at(meeting, title, name=""):
    paper = Paper.objects.get(title=title)
    return f"/reading/icp/{meeting.address}/1/{paper.key}/{name}"


def select(page, words, root="[data-words]"):
    """Select words as a mouse would, and let go of it."""
    page.evaluate(
        """([root, words]) => {
          const within = document.querySelector(root);
          const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            walker.currentNode.parentElement.dispatchEvent(
              new PointerEvent("pointerup", { bubbles: true }));
            return;
          }
          throw new Error("not there: " + words);
        }""",
        [root, words],
    )


def shown(page, number="1"):
    """Wait until a page of the viewer is drawn with its words."""
    text = page.locator(f'.page[data-page-number="{number}"] .textLayer')
    expect(text).to_contain_text("", timeout=30_000)
    expect(page.locator(f'.page[data-page-number="{number}"] canvas').first).to_be_visible(
        timeout=30_000
    )


def saved(page, count):
    """So many notes are on the server, and the page says that none waits on the device."""
    for _ in range(150):
        if Note.objects.count() == count:
            break
        page.wait_for_timeout(100)
    expect(page.locator("[data-unsaved]")).to_have_text("", timeout=15_000)
    expect(page.locator("[data-notes-list] .app-note__unsaved")).to_have_count(0, timeout=15_000)
    assert Note.objects.count() == count


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


def test_words_of_a_printed_page_are_marked_and_found_again_there(
    meeting, reader, visit, complaints
):
    page = visit(at(meeting, "Slides of winter", "pages/?page=") + printed("Slide page 1"))
    slide = page.locator(".page", has_text="Slide page 1")
    expect(slide).to_be_visible(timeout=30_000)
    select(page, "Slide page 1", "[data-pages]")
    page.get_by_role("button", name="Highlight").click()
    saved(page, 1)
    note = Note.objects.get()
    assert (note.quote, len(note.rects)) == ("Slide page 1", 1)
    slides = Paper.objects.get(title="Slides of winter")
    more = (packs.pdf_blob(2, "Inserted"), packs.pdf_blob(6, "Slide"))
    pressed.rewrite(slides, timezone.now(), files=more)
    pressed.publish(meeting, timezone.now())
    page = visit(at(meeting, "Slides of winter", "pages/?page=") + printed("Slide page 1"))
    expect(slide.locator(".app-sheet__words")).to_have_count(1, timeout=30_000)
    assert complaints() == []


def printed(words):
    """The number printed on the page of a file with these words, in the newest pack."""
    pages = Entry.objects.filter(kind="page", text=words, release__ended_at=None)
    return pages.get().pack_page


def test_a_frame_and_the_pen(meeting, reader, visit, complaints):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    box = page.locator('.page[data-page-number="1"]').bounding_box()
    page.get_by_role("button", name="Pen").click()
    draw(page, box, [(0.2, 0.2), (0.3, 0.25), (0.4, 0.2)])
    expect(page.locator(".app-sheet__note--ink .app-sheet__ink")).to_have_count(1)
    page.get_by_role("button", name="Frame").click()
    draw(page, box, [(0.2, 0.3), (0.5, 0.4)])
    page.get_by_role("dialog").get_by_role("textbox").fill("Is this right?")
    page.get_by_role("button", name="Save note").click()
    saved(page, 2)
    ink, frame = Note.objects.order_by("made_at")
    assert (ink.kind, frame.kind) == ("ink", "note")
    assert len(ink.ink[0]) >= 3
    assert frame.rects[0][2] == pytest.approx(0.3, abs=0.03)
    page.reload()
    shown(page)
    expect(page.locator(".app-sheet__frame")).to_have_count(1)
    expect(page.locator(".app-sheet__ink")).to_have_count(1)
    assert complaints() == []


def draw(page, box, points):
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def test_pages_go_by_their_printed_numbers(meeting, reader, visit):
    page = visit(f"/reading/icp/{meeting.address}/1/pages/?page=4")
    expect(page.get_by_role("heading", name="Enclosure B: Slides of winter")).to_be_visible()
    number = page.get_by_label("Page, by its printed number")
    expect(number).to_have_value("4", timeout=30_000)
    page.get_by_role("button", name="Next page").click()
    expect(number).to_have_value("5")
    number.fill("2")
    number.press("Enter")
    expect(page.get_by_role("heading", name="Enclosure A: Winter plan")).to_be_visible(
        timeout=15_000
    )


def test_by_keyboard_alone(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.locator("[data-container]").focus()
    number = page.get_by_label("Page, by its printed number")
    first = number.input_value()
    page.keyboard.press("ArrowRight")
    expect(number).not_to_have_value(first)
    page.keyboard.press("End")
    expect(page.locator("[data-of]")).to_have_text(f"of {number.input_value()}")
    page.keyboard.press("Control+f")
    expect(page.get_by_role("searchbox", name="Words to find")).to_be_focused()
    page.keyboard.type("Slide page 3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_have_text("1 of 1", timeout=30_000)
    page.keyboard.press("Escape")
    expect(page.locator("[data-find]")).to_be_hidden()
    expect(page.locator("[data-container]")).to_be_focused()


def test_where_the_reader_stopped_is_where_they_go_on(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    number = page.get_by_label("Page, by its printed number")
    with page.expect_response(lambda answer: "/position/" in answer.url, timeout=20_000):
        page.locator("[data-container]").focus()
        page.keyboard.press("End")
    last = number.input_value()
    assert ReadState.objects.get().position.startswith("page=")
    page = visit(at(meeting, "Slides of winter", "pages/"))
    expect(number).to_have_value(last, timeout=30_000)


def test_contents_and_thumbnails(meeting, reader, visit):
    page = visit(f"/reading/icp/{meeting.address}/1/pages/?whole=1")
    shown(page)
    page.get_by_role("button", name="Contents").click()
    expect(page.get_by_role("button", name="Enclosure B: Slides of winter")).to_be_visible(
        timeout=15_000
    )
    expect(page.locator(".app-viewer__thumbnail")).to_have_count(11)
    expect(page.locator(".app-viewer__thumbnail canvas").first).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Page 5").click()
    expect(page.get_by_label("Page, by its printed number")).to_have_value("5")


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
