"""What the browser tests of the reading room share: a meeting to read for, and hands to do it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from icsgov.record.models import Entry
from meetings.models import Note, Paper
from tests import factories as make
from tests import packs
from tests.meetings.book import pressed

BODY = (
    "<h2>Background</h2><p>Beds in Lewisham are short in winter, and the board knows it well.</p>"
    "<h2>Proposal</h2><p>Forty beds will open by October, with staff from all six boroughs.</p>"
)


def winter():
    """A meeting in a fortnight with a drafted paper and slides, published to its members."""
    today = timezone.localdate()
    made = make.meeting(make.board("ICP"), today + timedelta(days=14))
    item = make.item(made, "Winter", lead=make.person("Lee Lead"))
    packs.paper(made.board, "Winter plan", item, body=BODY)
    slides = make.item(made, "Slides")
    packs.paper(made.board, "Slides of winter", slides, files=(packs.pdf_blob(6, "Slide"),))
    pressed.publish(made, timezone.now())
    return made


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


def printed(words):
    """The number printed on the page of a file with these words, in the newest pack."""
    pages = Entry.objects.filter(kind="page", text=words, release__ended_at=None)
    return pages.get().pack_page


def box_of(locator):
    """Where it lies, once it rests: pages are drawn anew when they are made to fit."""
    boxes = [None, locator.bounding_box()]
    for _ in range(150):
        if boxes[-1] is not None and boxes[-1] == boxes[-2]:
            break
        locator.page.wait_for_timeout(150)
        boxes.append(locator.bounding_box())
    assert boxes[-1] is not None
    return boxes[-1]


def draw(page, box, points):
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()
