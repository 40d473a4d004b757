"""Minutes edited in Word come back as proposals: shown word by word, taken over by a person."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as open_docx
from docx.document import Document
from docx.oxml.ns import qn

from meetings.minuting import paragraphs
from meetings.models import Correction, Paragraph, Proposal, Speaker
from tests import factories as make
from tests.markup import faults
from tests.meetings.minuting.desk import Desk, desk
from tests.meetings.minuting.test_path import clear, release

pytestmark = pytest.mark.django_db
RICH = (
    "The board <strong>heard</strong> an <em>update</em>, see "
    '<a href="https://www.example.org/a?b=1&amp;c=2">the page</a>.</p>'
    "<ul><li>one<ul><li>deeper</li></ul></li><li>two</li></ul><ol><li>first</li><li>second</li></ol>"
    "<table><thead><tr><th>Head</th><th>Count</th></tr></thead>"
    "<tbody><tr><td>A</td><td>1</td></tr></tbody></table><p>And<br>so on."
)


@pytest.fixture
def at() -> Desk:
    made = desk()
    for words in ("The board heard the plan.", RICH, "The plan is for three years."):
        made.add(words)
    Speaker.objects.create(
        paragraph=Paragraph.objects.get(text__contains="three years"), name="Lou Member"
    )
    return made


def taken(at: Desk) -> Document:
    return open_docx(BytesIO(at.client.get(at.address("minutes-word")).content))


def bring(at: Desk, file: Document | bytes, name: str = "edited.docx"):
    data = file if isinstance(file, bytes) else _bytes(file)
    return at.client.post(at.address("minutes-bring"), {"file": SimpleUploadedFile(name, data)})


def _bytes(file: Document) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def control(file: Document, row: Paragraph):
    """The content of the content control of a paragraph."""
    tags = file.element.body.iter(qn("w:tag"))
    tag = next(each for each in tags if each.get(qn("w:val")) == f"icsgov_p{row.key.hex}")
    return tag.getparent().getparent().find(qn("w:sdtContent"))


def retype(file: Document, row: Paragraph, words: str) -> None:
    """Type over the words of a paragraph, as somebody does in Word."""
    texts = [
        each
        for each in control(file, row).iter(qn("w:t"))
        if not any(up.tag == qn("w:sdtContent") for up in list(each.iterancestors())[:2])
    ]
    for each in texts[1:]:
        each.text = ""
    texts[0].text = words


def row_of(words: str) -> Paragraph:
    return Paragraph.objects.get(text__contains=words)


def offers() -> list[tuple[str, str]]:
    rows = Proposal.objects.filter(state="open")
    return [(row.kind, row.text) for row in rows]


def answer(at: Desk, row: Proposal, take: bool = True):
    version = row.paragraph.version if row.paragraph else 0
    data = {"answer": "take" if take else "leave", "version": version}
    return at.client.post(reverse("proposal", kwargs={"key": row.key}), data)


def page(at: Desk) -> str:
    text = at.client.get(at.address("minutes-bring")).content.decode()
    assert faults(text) == []
    return text


def test_a_file_that_nobody_changed_changes_nothing(at):
    response = bring(at, taken(at))
    assert response.status_code == 302
    assert offers() == []
    assert "The Word file changes nothing." in page(at)


def test_a_changed_paragraph_is_shown_word_by_word_and_taken_over(at):
    file = taken(at)
    row = row_of("heard the plan")
    retype(file, row, "The board heard the winter plan.")
    bring(at, file)
    text = page(at)
    assert "<ins>winter" in text.replace("<ins> winter", "<ins>winter")
    assert row_of("heard the plan").text == "<p>The board heard the plan.</p>"
    answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert row.text == "<p>The board heard the winter plan.</p>"
    assert "taken over" in page(at)


def test_numbers_and_speakers_do_not_come_back_as_text(at):
    file = taken(at)
    row = row_of("three years")
    retype(file, row, "The plan is for five years.")
    bring(at, file)
    assert offers() == [("changed", "<p>The plan is for five years.</p>")]
    answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert row.heard == ("Lou Member",)


def test_rich_text_survives_the_way_out_and_back(at):
    file = taken(at)
    row = row_of("see <a")
    cell = next(each for each in control(file, row).iter(qn("w:t")) if each.text == "A")
    cell.text = "B"
    bring(at, file)
    answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert "<td>B</td>" in row.text
    for kept in ("<strong>heard</strong>", "<li>one<ul><li>deeper", "And<br>so on.", "<th"):
        assert kept in row.text
    assert '<a href="https://www.example.org/a?b=1&amp;c=2">the page</a>' in row.text
    assert "<ol><li>first</li><li>second</li></ol>" in row.text


def test_new_paragraphs_are_put_in_behind_the_one_they_follow(at):
    file = taken(at)
    place = control(file, row_of("heard the plan")).getparent()
    for words in ("1.09 Second new.", "First new."):
        made = file.add_paragraph(words)
        place.addnext(made._p)
    bring(at, file)
    assert offers() == [("new", "<p>First new.</p>"), ("new", "<p>Second new.</p>")]
    at.client.post(at.address("minutes-bring-all"))
    texts = at.texts()
    start = texts.index("<p>The board heard the plan.</p>")
    assert texts[start + 1 : start + 3] == ["<p>First new.</p>", "<p>Second new.</p>"]


def test_a_paragraph_that_is_gone_is_taken_out_by_a_person_only(at):
    file = taken(at)
    row = row_of("heard the plan")
    place = control(file, row).getparent()
    place.getparent().remove(place)
    bring(at, file)
    assert [kind for kind, _ in offers()] == ["gone"]
    assert row_of("heard the plan").removed_at is None
    answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert row.removed_at is not None


def test_what_is_left_changes_nothing_and_is_asked_once(at):
    file = taken(at)
    retype(file, row_of("heard the plan"), "Something else.")
    bring(at, file)
    row = Proposal.objects.get()
    answer(at, row, take=False)
    assert row_of("heard the plan").text == "<p>The board heard the plan.</p>"
    assert offers() == []
    assert answer(at, row).status_code == 302
    assert "settled this change before you" in page(at)


def test_a_change_on_both_sides_is_shown_as_a_clash(at):
    file = taken(at)
    row = row_of("heard the plan")
    retype(file, row, "The board heard the winter plan.")
    row.save_at(row.version, at.secretary, make.NOW, text="<p>The board heard the summer plan.</p>")
    bring(at, file)
    text = page(at)
    assert "Changed here too" in text
    assert "summer" in text
    at.client.post(at.address("minutes-bring-all"))
    assert len(offers()) == 1
    answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert row.text == "<p>The board heard the winter plan.</p>"


def test_a_paragraph_changed_after_the_page_was_read_is_shown_again(at):
    file = taken(at)
    row = row_of("heard the plan")
    retype(file, row, "The board heard the winter plan.")
    bring(at, file)
    offer = Proposal.objects.get()
    row.save_at(row.version, at.secretary, make.NOW, text="<p>Theirs.</p>")
    where = reverse("proposal", kwargs={"key": offer.key})
    response = at.client.post(where, {"answer": "take", "version": offer.paragraph.version - 1})
    assert response.status_code == 409
    assert "Theirs." in response.content.decode()
    row.refresh_from_db()
    assert row.text == "<p>Theirs.</p>"


def test_what_readers_have_becomes_a_suggested_correction(at):
    clear(at)
    release(at)
    file = taken(at)
    retype(file, row_of("heard the plan"), "The board heard the winter plan.")
    bring(at, file)
    answer(at, Proposal.objects.get())
    assert Correction.objects.get().text == "The board heard the winter plan."
    assert row_of("heard the plan").text == "<p>The board heard the plan.</p>"


def refused(at: Desk, file: Document | bytes, name: str = "edited.docx") -> str:
    response = bring(at, file, name)
    assert response.status_code == 422
    assert not Proposal.objects.exists()
    text = response.content.decode()
    assert faults(text) == []
    return text


def test_a_word_file_that_is_not_ours_is_refused(at):
    assert "was not made by “Download as Word” here" in refused(at, _bytes(open_docx()))


def test_a_word_file_of_other_minutes_is_refused(at):
    other = desk(short_name="ICB")
    other.add("Elsewhere.")
    assert "This is a Word file of other minutes." in refused(at, taken(other))


def test_a_file_that_is_no_word_file_is_refused(at):
    assert "This is not a Word file." in refused(at, b"%PDF-1.7 nothing", "a.pdf")
    assert "damaged" in (text := refused(at, b"PK\x03\x04 broken")) or "not put together" in text
    assert "We cannot tell what this file is." in refused(at, b"\x00\x01\x02")
    response = at.client.post(at.address("minutes-bring"), {})
    assert response.status_code == 422


def test_tracked_changes_are_refused(at):
    file = taken(at)
    body = control(file, row_of("heard the plan"))
    run = next(body.iter(qn("w:p"))).makeelement(qn("w:ins"), {qn("w:author"): "Somebody"})
    next(body.iter(qn("w:p"))).append(run)
    assert "The file still has tracked changes (1)." in refused(at, file)


def test_a_program_that_keeps_bookmarks_only_still_brings_it_back(at):
    file = taken(at)
    retype(file, row_of("heard the plan"), "The board heard the winter plan.")
    for wrapper in list(file.element.body.iter(qn("w:sdt"))):
        for child in list(wrapper.find(qn("w:sdtContent"))):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)
    bring(at, file)
    assert offers() == [("changed", "<p>The board heard the winter plan.</p>")]


def test_the_file_is_put_together_as_word_wants_it(at):
    data = at.client.get(at.address("minutes-word")).content
    with zipfile.ZipFile(BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count("w:bookmarkStart") == document.count("w:bookmarkEnd")
    assert paragraphs.standing(at.section)[0].key.hex in document
