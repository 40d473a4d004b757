"""Papers in a browser: the editor, the autosave, uploads; accessible, narrow and wide."""

import io

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from icsgov.ledger.models import Change
from meetings.models import Paper, PaperImage
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
COVER = {
    "summary": "<p>Beds are short.</p>",
    "recommendation": [{"verb": "approve", "text": "the plan"}],
}
BODY = (
    '<h2>Background</h2><p>Words<span class="footnote">A note.</span></p>'
    "<table><tbody><tr><th>Year</th></tr><tr><td>2023</td></tr></tbody></table>"
)


@pytest.fixture
def paper():
    board = make.board("ICP")
    author, lead = make.user("Author Sample"), make.user("Lead Sample")
    made = make.paper(
        board,
        "Winter plan",
        author=author,
        lead=lead,
        under=make.item(make.meeting(board), "Winter"),
        cover=COVER,
        body=BODY,
    )
    made.author, made.lead, made.secretary = author, lead, make.secretary(board)
    return made


def url(paper, name="paper", **more):
    return reverse(name, kwargs={"key": paper.key, **more})


def stored(paper):
    return Paper.objects.get(pk=paper.pk)


def editor(page, name="Text of the paper"):
    return page.get_by_role("textbox", name=name)


def wait_until_saved(page):
    expect(page.locator("[data-saved]")).to_contain_text("Saved ", timeout=15_000)


@pytest.fixture
def writing(paper, signed_in, visit):
    """The editor of the text, with the caret at its end."""
    signed_in(paper.author)
    page = visit(url(paper, "paper-text"))
    editor(page).click()
    page.keyboard.press("Control+End")
    return page


def test_what_is_typed_is_saved_by_itself_and_the_line_about_it_is_true(paper, writing, complaints):
    page = writing
    line = page.locator("[data-saved]")
    page.keyboard.type("More words")
    expect(line).to_contain_text("Not saved yet")
    wait_until_saved(page)
    assert "More words" in stored(paper).body
    page.keyboard.type(" and more")
    expect(line).to_contain_text("Not saved yet")
    wait_until_saved(page)
    assert "More words and more" in stored(paper).body
    assert complaints() == []


def test_the_buttons_work_by_keyboard(paper, writing):
    page = writing
    page.keyboard.type("Head")
    page.get_by_role("button", name="Heading", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Smaller heading")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Smaller heading")).to_have_attribute(
        "aria-pressed", "true"
    )
    wait_until_saved(page)
    assert stored(paper).body.endswith("<h3>Head</h3>")


def test_looking_at_a_text_changes_nothing(paper, writing):
    page = writing
    page.keyboard.press("Control+Home")
    page.get_by_role("button", name="Bold").focus()
    page.wait_for_timeout(2_500)
    expect(page.locator("[data-saved]")).to_have_text("Everything you type is saved by itself.")
    assert stored(paper).version == 1


def test_a_footnote_a_list_and_a_link_are_kept(paper, writing):
    page = writing
    page.get_by_role("button", name="Bullets").click()
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two note")
    for _ in "note":
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Web address").fill("example.org/plan")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    wait_until_saved(page)
    body = stored(paper).body
    assert '<ul><li>One</li><li>Two <span class="footnote">note</span>' in body
    assert 'href="https://example.org/plan"' in body


def test_a_list_pasted_from_word_becomes_a_list(paper, writing):
    page = writing
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", '<p class="MsoListParagraph">·&nbsp;&nbsp; First</p>'
            + '<p class="MsoListParagraph">·&nbsp;&nbsp; Second</p>');
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(editor(page).locator("li")).to_have_text(["First", "Second"])
    wait_until_saved(page)
    assert "<ul><li>First</li><li>Second</li></ul>" in stored(paper).body


def test_a_picture_is_uploaded_described_and_shown(paper, writing, complaints):
    page = writing
    stream = io.BytesIO()
    Image.new("RGB", (60, 30), "teal").save(stream, "PNG")
    page.get_by_role("button", name="Picture").click()
    picture = {"name": "map.png", "mimeType": "image/png", "buffer": stream.getvalue()}
    page.get_by_label("Picture (PNG or JPEG)").set_input_files(picture)
    page.get_by_label("What it shows").fill("A map")
    assert_accessible(page)
    page.get_by_role("button", name="Add the picture").click()
    shown = editor(page).get_by_role("img", name="A map")
    expect(shown).to_be_visible(timeout=15_000)
    assert shown.evaluate("image => image.naturalWidth") == 60
    wait_until_saved(page)
    sha256 = PaperImage.objects.get().blob.sha256
    assert f'<img src="asset:{sha256}" alt="A map">' in stored(paper).body
    assert complaints() == []


def test_when_two_people_write_both_texts_are_shown_and_none_is_lost(paper, writing):
    page = writing
    stored(paper).write(1, paper.secretary, timezone.now(), body="<p>Theirs</p>")
    page.keyboard.type("Mine")
    problem = page.locator("#problem")
    expect(problem).to_contain_text("somebody else changed", timeout=15_000)
    expect(page.locator("[data-saved]")).to_have_text("Not saved")
    page.keyboard.type(" too")
    page.get_by_role("button", name="See both texts and choose").click()
    expect(page.get_by_role("heading", name="Their text")).to_be_visible()
    assert_accessible(page)
    expect(editor(page)).to_contain_text("Mine too")
    page.get_by_role("button", name="Save my text").click()
    page.wait_for_url(f"**{url(paper)}")
    assert "Mine too" in stored(paper).body
    assert Change.objects.filter(thing=paper.key, verb="edited").count() == 2


def test_a_session_that_ends_while_writing_leaves_the_text_on_the_page(paper, writing):
    page = writing
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Long thoughts")
    expect(page.get_by_role("alert")).to_contain_text("signed out", timeout=15_000)
    expect(page.locator("[data-saved]")).not_to_contain_text("Saved ")
    expect(editor(page)).to_contain_text("Long thoughts")


def test_the_cover_sheet_saves_itself_and_takes_more_asks(paper, signed_in, visit, complaints):
    signed_in(paper.author)
    page = visit(url(paper, "paper-cover"))
    page.get_by_label("Decision").check()
    editor(page, "Summary of main points").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Still.")
    wait_until_saved(page)
    page.get_by_label("Verb of ask 2").fill("note")
    page.get_by_label("Words of ask 2").fill("the risks")
    page.get_by_role("button", name="Add another ask").click()
    expect(page.get_by_label("Verb of ask 3")).to_be_visible()
    cover = stored(paper).cover
    assert cover["purpose"] == {"ticks": ["decision"]}
    assert cover["summary"] == "<p>Beds are short. Still.</p>"
    assert cover["recommendation"][1] == {"verb": "note", "text": "the risks"}
    assert complaints() == []


def test_a_word_file_is_uploaded_checked_and_confirmed(paper, signed_in, visit, complaints):
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Figures")
    document.save(stream)
    signed_in(paper.author)
    page = visit(url(paper, "paper-files"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    word = {"name": "annex.docx", "mimeType": kind, "buffer": stream.getvalue()}
    page.locator('input[type="file"]').set_input_files(word)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_role("button", name="This is the right file").click(timeout=30_000)
    expect(page.get_by_text("Looked at by Author Sample")).to_be_visible()
    page.get_by_role("link", name="annex.docx", exact=True).click()
    expect(page.get_by_role("img", name="The first page of annex.docx")).to_be_visible()
    assert_accessible(page)
    assert complaints() == []


def test_a_paper_goes_from_its_author_to_the_pack_by_taps(paper, signed_in, visit):
    signed_in(paper.author)
    page = visit(url(paper))
    page.get_by_role("link", name="Submit the paper").click()
    page.get_by_role("button", name="Submit the paper").click()
    expect(page.get_by_text("The paper has been submitted.")).to_be_visible()
    signed_in(paper.lead)
    page = visit("/desk/papers/mine/")
    page.get_by_role("button", name="Clear it").click()
    expect(page.get_by_text("Cleared: Executive lead.")).to_be_visible()
    signed_in(paper.secretary)
    page = visit(url(paper))
    page.get_by_role("link", name="Record or skip the clearance: Chair").click()
    page.get_by_label("This clearance is skipped").check()
    page.get_by_label("The evidence, or the reason").fill("The chair is away")
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Cleared", exact=True)).to_be_visible()
    assert stored(paper).state == "cleared"


PAGES = [
    ("papers-mine", {}),
    ("paper", {}),
    ("paper-cover", {}),
    ("paper-text", {}),
    ("paper-files", {}),
    ("paper-pictures", {}),
    ("paper-people", {"role": "author"}),
    ("paper-versions", {}),
    ("paper-version", {"number": "1"}),
    ("paper-submit", {}),
    ("paper-private", {}),
    ("paper-due", {}),
    ("paper-withdraw", {}),
]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_any_page(paper, signed_in, visit, complaints, width, scheme):
    paper.cut("First", paper.author, timezone.now())
    paper.write(paper.version, paper.author, timezone.now(), body=f"{BODY}<p>More</p>")
    paper.cut("Second", paper.author, timezone.now())
    signed_in(paper.secretary)
    for name, more in PAGES:
        where = {} if name == "papers-mine" else {"key": paper.key, **more}
        assert_accessible(visit(reverse(name, kwargs=where), width, scheme))
    assert_accessible(visit(f"{url(paper, 'paper-compare')}?from=1&to=2", width, scheme))
    assert complaints() == []
