"""Away from the desk: the papers as one file, notes taken along, and a marked file handed back."""

import io

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String

from meetings.models import Note, Paper
from tests import factories as make
from tests import packs
from tests.meetings.book import pressed
from tests.meetings.book.conftest import ROOM, client_of
from tests.press.tree import check_tree, parts

pytestmark = pytest.mark.django_db
WHOLE = f"{ROOM}papers.pdf"


@pytest.fixture
def printed(clock):
    """A meeting with both parts printed, and a member who may read both."""
    board = make.board("ICP")
    meeting = make.meeting(board)
    make.part2(meeting)
    packs.paper(board, "Winter plan", make.item(meeting, "Winter"))
    slides = (packs.pdf_blob(3, "Slide"),)
    packs.paper(board, "Slides of winter", make.item(meeting, "Slides"), files=slides)
    packs.paper(board, "Secret lease", make.item(meeting, "Lease", part=2), private=True)
    for part in (1, 2):
        pressed.publish(meeting, make.NOW, part)
    return meeting


@pytest.fixture
def trusted(printed):
    return pressed.member_of(printed, part2=True)


def noted(owner, meeting, title, **fields):
    paper = Paper.objects.get(title=title)
    values = {"edition": "v1", "edition_words": "version 1", "title": title, **fields}
    return Note.objects.create(
        owner=owner.person,
        meeting=meeting,
        part=2 if paper.private else 1,
        thing=paper.key,
        made_at=make.NOW,
        changed_at=make.NOW,
        **values,
    )


def pdf_from(client, query=""):
    answer = client.get(WHOLE + query)
    assert answer.status_code == 200
    return answer.content


def annotations(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            (number, str(each.Subtype), str(each.Contents))
            for number, page in enumerate(pdf.pages, 1)
            for each in page.obj.get("/Annots", [])
            if each.Subtype != Name.Link
        ]


def bookmarks(content):
    """Every line of the outline, those below others behind them."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        waiting, found = list(outline.root), []
        while waiting:
            line = waiting.pop(0)
            found.append(line.title)
            waiting = [*line.children, *waiting]
        return found


def test_one_click_gives_both_parts_with_bookmarks_to_those_who_may_read_both(printed, trusted):
    content = pdf_from(client_of(trusted))
    titles = " ".join(bookmarks(content))
    assert titles.index("Winter") < titles.index("Lease")
    member = pdf_from(client_of(pressed.member_of(printed)))
    assert "Lease" not in " ".join(bookmarks(member))
    with pikepdf.open(io.BytesIO(content)) as both, pikepdf.open(io.BytesIO(member)) as one:
        assert len(both.pages) > len(one.pages)


def test_a_bookmark_of_part_2_leads_to_its_own_page(printed, trusted):
    content = pdf_from(client_of(trusted))
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        assert [item.title for item in outline.root] == ["Part 1", "Part 2"]
        lines = [outline.root[1], *outline.root[1].children]
        leads = [places[item.destination[0].objgen] for item in lines]
    part1 = len(pikepdf.open(io.BytesIO(pdf_from(client_of(pressed.member_of(printed))))).pages)
    assert min(leads) >= part1


def test_the_whole_is_tagged_and_its_numbers_are_the_printed_ones(printed, trusted, tmp_path):
    path = tmp_path / "papers.pdf"
    for query, extra in (("", []), ("?notes=1", ["My notes"])):
        noted(trusted, printed, "Winter plan", quote="What went before", words="Ask")
        path.write_bytes(pdf_from(client_of(trusted), query))
        with pikepdf.open(path) as pdf, pdf.open_metadata() as about:
            check_tree(pdf)
            assert pdf.Root.MarkInfo.Marked
            titles = [str(part.T) for part in parts(pdf)]
            assert "Enclosure A: Secret lease" in titles
            assert titles[len(titles) - len(extra) :] == extra
            # The slides were uploaded without tags, so the pack of Part 1 claims nothing.
            assert "pdfuaid:part" not in about
            printed_numbers = [page.label for page in pdf.pages]
        with pdfium.PdfDocument(path) as seen:
            for label, page in zip(printed_numbers, seen, strict=True):
                assert f"Page {label} of" in page.get_textpage().get_text_range()


def test_my_notes_are_on_the_copy_and_nobody_elses(printed, trusted):
    noted(trusted, printed, "Slides of winter", page=2, rects=[[0.1, 0.1, 0.3, 0.05]], words="Big?")
    noted(trusted, printed, "Winter plan", quote="What went before", words="Ask")
    noted(trusted, printed, "Secret lease", quote="no longer there", words="Kept")
    noted(trusted, printed, "Winter plan", kind="ink", page=1, ink=[[[0.1, 0.1], [0.2, 0.2]]])
    other = pressed.member_of(printed)
    noted(other, printed, "Winter plan", words="Not for you")
    found = annotations(pdf_from(client_of(trusted), "?notes=1"))
    assert sorted(kind for _, kind, _ in found) == ["/Highlight", "/Ink", "/Square", "/Text"]
    said = " ".join(words for *_, words in found)
    assert "Big?" in said
    assert "It was on version 1.\nno longer there\nKept" in said
    assert "Not for you" not in said
    assert annotations(pdf_from(client_of(trusted))) == []


def test_a_highlight_lies_over_its_words(printed, trusted):
    noted(trusted, printed, "Winter plan", quote="What went before")
    content = pdf_from(client_of(trusted), "?notes=1")
    again = hand_back(client_of(pressed.member_of(printed)), content)
    assert again.status_code == 302
    taken = Note.objects.exclude(owner=trusted.person).get()
    assert "What went before" in taken.quote


def test_a_drawing_comes_back_with_its_pen(printed, trusted):
    stroke = [[0.1, 0.1], [0.2, 0.2]]
    pen = {"kind": "ink", "colour": "red", "width": "thick"}
    noted(trusted, printed, "Slides of winter", page=2, ink=[stroke], **pen)
    content = pdf_from(client_of(trusted), "?notes=1")
    assert hand_back(client_of(pressed.member_of(printed)), content).status_code == 302
    taken = Note.objects.exclude(owner=trusted.person).get()
    assert (taken.kind, taken.colour, taken.width) == ("ink", "red", "thick")
    assert taken.ink[0] == [pytest.approx(point, abs=0.001) for point in stroke]


def hand_back(client, content, name="marked.pdf"):
    return client.post(f"{ROOM}marked/", {"file": SimpleUploadedFile(name, content)})


def marked_elsewhere(content):
    """The papers as another program leaves them: a comment, a highlight and ink."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[3].obj
        box = [72, 690, 300, 720]
        marks = [
            Dictionary(Subtype=Name.Text, Rect=Array(box), Contents=String("Why so few?")),
            Dictionary(Subtype=Name.Ink, Rect=Array(box), InkList=Array([Array(box)])),
            Dictionary(
                Subtype=Name.Highlight,
                Rect=Array(box),
                QuadPoints=Array([72, 720, 300, 720, 72, 690, 300, 690]),
            ),
        ]
        page.Annots = Array([pdf.make_indirect(each) for each in marks])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_a_pdf_that_was_marked_elsewhere_becomes_private_notes_once(printed, trusted):
    client = client_of(trusted)
    content = marked_elsewhere(pdf_from(client))
    for _ in range(2):
        assert hand_back(client, content).status_code == 302
    kinds = sorted(Note.objects.values_list("kind", flat=True))
    assert kinds == ["highlight", "ink", "note"]
    assert Note.objects.filter(owner=trusted.person).count() == 3
    assert Note.objects.get(kind="note").words == "Why so few?"
    assert Note.objects.get(kind="ink").ink[0]


def test_a_copy_with_my_notes_handed_back_adds_none_and_takes_over_what_was_changed(
    printed, trusted
):
    noted(trusted, printed, "Slides of winter", page=2, rects=[[0.1, 0.1, 0.3, 0.05]], words="Old")
    client = client_of(trusted)
    content = pdf_from(client, "?notes=1")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (mark,) = (
            each
            for page in pdf.pages
            for each in page.obj.get("/Annots", [])
            if each.Subtype == Name.Square
        )
        mark.Contents = String("New")
        out = io.BytesIO()
        pdf.save(out)
    assert hand_back(client, out.getvalue()).status_code == 302
    assert Note.objects.get().words == "New"


def test_marks_on_other_pages_are_said_and_not_kept(printed, trusted):
    content = marked_elsewhere(packs.pdf_bytes(6, "Another document"))
    answer = hand_back(client_of(trusted), content)
    page = answer.content.decode()
    assert "Some marks have no place" in page
    assert "Page 4: Why so few?" in page
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 not a pdf", "This is not a PDF."),
        (b"%PDF-1.7\nbroken", "The PDF cannot be read."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(printed, trusted, content, why):
    answer = hand_back(client_of(trusted), content)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_my_notes_as_a_word_file(printed, trusted):
    noted(trusted, printed, "Winter plan", quote="What went before", words="Ask\nabout\x0b this")
    noted(trusted, printed, "Winter plan", quote="of which nothing is left", words="Kept")
    noted(pressed.member_of(printed), printed, "Winter plan", words="Not for you")
    answer = client_of(trusted).get("/reading/notes/my-notes.docx")
    file = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(each.text for each in file.paragraphs)
    for words in ("Notes of Robin Reader", "Winter plan", "What went before", "about this"):
        assert words in said
    assert "it was on version 1" in said
    assert "Not for you" not in said
