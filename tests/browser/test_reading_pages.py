"""The printed pages in the viewer: found, marked and drawn on, by mouse, finger and keyboard."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import Note, Paper, ReadState
from tests import packs
from tests.browser import rooms
from tests.browser.rooms import at, box_of, draw, printed, saved, select, shown
from tests.browsing import VIEWS, assert_accessible
from tests.meetings.book import pressed

pytestmark = pytest.mark.django_db(transaction=True)
STROKES = ".app-sheet--notes .app-sheet__ink"


@pytest.fixture
def meeting():
    return rooms.winter()


@pytest.fixture
def reader(meeting, signed_in):
    account = pressed.member_of(meeting)
    signed_in(account)
    return account


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


def test_a_frame_and_the_pen(meeting, reader, visit, complaints):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    box = pen_in_hand(page)
    draw(page, box, [(0.2, 0.2), (0.3, 0.25), (0.4, 0.2)])
    expect(page.locator(STROKES)).to_have_count(1)
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
    expect(page.locator(STROKES)).to_have_count(1)
    assert complaints() == []


def test_strokes_of_one_pen_make_one_note_and_every_step_can_be_taken_back(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    box = pen_in_hand(page)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    page.get_by_label("Colour").select_option(label="Red")
    page.get_by_label("Width").select_option(label="Thick")
    draw(page, box, [(0.2, 0.2), (0.4, 0.2)])
    draw(page, box, [(0.2, 0.3), (0.4, 0.3)])
    page.get_by_label("Colour").select_option(label="Black")
    draw(page, box, [(0.2, 0.4), (0.4, 0.4)])
    saved(page, 2)
    red, black = Note.objects.order_by("made_at")
    assert (red.colour, red.width, len(red.ink)) == ("red", "thick", 2)
    assert (black.colour, black.width, len(black.ink)) == ("black", "thick", 1)
    expect(page.locator("[data-notes-list]")).to_contain_text("Drawn with the red pen")

    page.get_by_role("button", name="Rub out").click()
    draw(page, box, [(0.3, 0.18), (0.3, 0.22)])
    expect(page.locator(STROKES)).to_have_count(2)
    draw(page, box, [(0.3, 0.28), (0.3, 0.42)])
    expect(page.locator(STROKES)).to_have_count(0)
    saved(page, 0)
    for left in (1, 2, 3):
        undo.click()
        expect(page.locator(STROKES)).to_have_count(left)
    saved(page, 2)
    page.locator("[data-container]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(STROKES)).to_have_count(2)
    saved(page, 1)
    page.reload()
    shown(page)
    expect(page.locator(f"{STROKES}--red.app-sheet__ink--thick")).to_have_count(2)


def pen_in_hand(page):
    """Choose the pen; the box of the first page."""
    shown(page)
    page.get_by_role("button", name="Pen", exact=True).click()
    expect(page.get_by_role("toolbar", name="Pen")).to_be_visible()
    return box_of(page.locator('.page[data-page-number="1"]'))


class Fingers:
    """Fingers on the screen, as the browser hears of them from the device."""

    def __init__(self, page, box):
        self.device = page.context.new_cdp_session(page)
        self.box = box

    def touch(self, kind, *places):
        points = [
            {
                "x": self.box["x"] + x * self.box["width"],
                "y": self.box["y"] + y * self.box["height"],
                "id": number,
            }
            for number, (x, y) in enumerate(places)
        ]
        self.device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, *steps):
        """Steps are where each finger is; all go down at the first and up after the last."""
        for finger in range(len(steps[0])):
            self.touch("touchStart", *steps[0][: finger + 1])
        for places in steps[1:]:
            self.touch("touchMove", *places)
        self.touch("touchEnd")


@pytest.mark.browser_context_args(has_touch=True)
def test_a_finger_draws_two_fingers_move_the_page(meeting, reader, visit, complaints):
    page = visit(at(meeting, "Slides of winter", "pages/"), 390)
    shown(page)
    page.get_by_role("button", name="Larger", exact=True).click(click_count=3)
    box = pen_in_hand(page)
    fingers = Fingers(page, box)
    fingers.drag([(0.1, 0.1)], [(0.15, 0.12)], [(0.2, 0.1)], [(0.25, 0.12)])
    expect(page.locator(STROKES)).to_have_count(1)
    saved(page, 1)
    assert len(Note.objects.get().ink[0]) >= 3
    rubber = page.get_by_role("button", name="Rub out")
    rubber.click()
    expect(rubber).to_have_attribute("aria-pressed", "true")
    fingers.drag([(0.15, 0.08)], [(0.15, 0.11)], [(0.15, 0.14)])
    expect(page.locator(STROKES)).to_have_count(0)
    saved(page, 0)
    rubber.click()
    expect(rubber).to_have_attribute("aria-pressed", "false")
    container = page.locator("[data-container]")
    before = container.evaluate("each => each.scrollTop")
    fingers.drag(*([(0.2, 0.3 - step / 100), (0.3, 0.3 - step / 100)] for step in (0, 3, 6, 9)))
    expect(page.locator(".app-sheet--sketch path")).to_have_count(0)
    expect(page.locator(STROKES)).to_have_count(0)
    assert container.evaluate("each => each.scrollTop") > before + 10
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(page)
    assert complaints() == []


@pytest.mark.browser_context_args(has_touch=True)
def test_a_stylus_draws_and_the_hand_beside_it_does_not(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    box = pen_in_hand(page)
    fingers = Fingers(page, box)
    stylus(fingers, [(0.2, 0.1), (0.3, 0.12), (0.4, 0.1)])
    expect(page.locator(STROKES)).to_have_count(1)
    fingers.drag([(0.6, 0.3)], [(0.6, 0.25)], [(0.6, 0.2)])
    assert page.locator("[data-container]").evaluate("each => each.scrollTop") > 0
    expect(page.locator(STROKES)).to_have_count(1)
    saved(page, 1)


def stylus(fingers, points):
    """A stroke of a stylus, with pressure, which is not kept."""
    kinds = ["mousePressed", *["mouseMoved"] * (len(points) - 1), "mouseReleased"]
    for kind, (x, y) in zip(kinds, [*points, points[-1]], strict=True):
        place = {
            "x": fingers.box["x"] + x * fingers.box["width"],
            "y": fingers.box["y"] + y * fingers.box["height"],
        }
        more = {"button": "left", "clickCount": 1, "pointerType": "pen", "force": 0.6}
        order = {"type": kind, "buttons": int(kind != "mouseReleased"), **place, **more}
        fingers.device.send("Input.dispatchMouseEvent", order)


@pytest.mark.browser_context_args(has_touch=True)
def test_words_that_a_finger_chose_are_offered_to_be_marked(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/?page=") + printed("Slide page 1"), 390)
    words = page.locator(".textLayer").get_by_text("Slide page 1", exact=True)
    expect(words).to_be_visible(timeout=30_000)
    # A finger that holds a word and then drags the ends of what is chosen lifts nowhere we hear of.
    words.evaluate("each => getSelection().selectAllChildren(each)")
    expect(page.get_by_role("toolbar", name="Mark these words")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Highlight").click()
    saved(page, 1)
    assert Note.objects.get().quote == "Slide page 1"


def test_the_pen_by_keyboard_alone(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.locator("[data-container]").focus()
    number = page.get_by_label("Page, by its printed number")
    first = number.input_value()
    page.keyboard.press("p")
    expect(page.get_by_role("toolbar", name="Pen")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Pen down, 49% across")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.press("Space")
    expect(said).to_contain_text("Pen up, 51% across")
    saved(page, 1)
    (stroke,) = Note.objects.get().ink
    assert (stroke[0][0], stroke[-1][0]) == (0.49, 0.51)
    assert stroke[3][1] == pytest.approx(stroke[0][1] + 0.05)
    page.keyboard.press("Control+z")
    saved(page, 0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar", name="Pen")).to_be_hidden()
    expect(number).to_have_value(first)
    page.keyboard.press("ArrowRight")
    expect(number).not_to_have_value(first)


def test_words_are_found_and_marked_by_keyboard_alone(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.keyboard.press("Control+f")
    page.keyboard.type("Slide page 3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_have_text("1 of 1", timeout=30_000)
    expect(page.locator(".textLayer .highlight.selected")).to_have_count(1, timeout=30_000)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Highlight")).to_be_focused()
    page.keyboard.press("Enter")
    saved(page, 1)
    note = Note.objects.get()
    assert (note.quote, note.pack_page) == ("Slide page 3", printed("Slide page 3"))
    assert len(note.rects) == 1


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


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_whole_pack_is_accessible_as_its_tags_tell_it(
    meeting, reader, visit, width, scheme, complaints
):
    page = visit(f"/reading/icp/{meeting.address}/1/pages/?whole=1", width, scheme)
    shown(page)
    for number in ("2", "3"):
        page.get_by_role("button", name="Next page").click()
        shown(page, number)
    expect(page.locator(".structTree [role='table']").first).to_be_attached(timeout=15_000)
    assert_accessible(page)
    assert complaints() == []


# What PDFs of other programs say of themselves, and browsers may not be told.
CROOKED = """
  <span role="table"><span role="caption">Beds</span><span role="cell">Loose</span>
    <span><span role="row"><span role="paragraph">No cell</span></span></span>
    <span role="rowgroup"><span role="columnheader">Head</span></span></span>
  <span role="list"><span role="list"><span role="listitem">Within</span></span></span>
  <span role="group"><span role="listitem">Free</span><span role="row"><span role="cell">Free</span>
  </span></span>
"""


def test_tags_that_cannot_be_are_put_right(meeting, reader, visit):
    page = visit(at(meeting, "Slides of winter", "pages/"))
    shown(page)
    page.evaluate(
        """html => {
          const tree = document.createElement("div");
          tree.className = "structTree";
          tree.innerHTML = html;
          document.querySelector("[data-pages] .page").append(tree);
        }""",
        CROOKED,
    )
    tree = page.locator("[data-pages] .page > .structTree")
    expect(tree.locator("[role=row] > [role=cell] > [role=paragraph]")).to_have_count(1)
    expect(tree.get_by_role("table", name="Beds")).to_have_count(1)
    expect(tree.locator("[role=listitem] > [role=list]")).to_have_count(1)
    expect(tree.locator("[role=group] [role]")).to_have_count(0)
    assert "".join(tree.text_content().split()) == "BedsLooseNocellHeadWithinFreeFree"
    assert_accessible(page)
