"""A meeting whose papers each hold one word that stands in no other, in every place they have."""

import io
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

from icsgov.record.build import build
from icsgov.record.models import Blob, Build
from icsgov.record.proofs import prove
from meetings.models import Meeting, Paper
from tests import factories as make
from tests import packs

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "f8cfc000000301010018dd8db00000000049454e44ae426082"
)
WORDS = ("Quagmire", "Jackdaw", "Vizard", "Zephyr")


@dataclass(frozen=True)
class Marked:
    """A meeting with papers by their words, and its build."""

    meeting: Meeting
    papers: dict[str, Paper]
    build: Build


def marked(board: str = "ICB") -> Marked:
    """Four papers in Part 2: drafted with a picture, as a file, both, and a cover alone."""
    meeting = packs.meeting(make.board(board))
    make.part2(meeting)
    papers = {
        word: _paper(meeting, word, drafted=at != 1, filed=at in (1, 2))
        for at, word in enumerate(WORDS)
    }
    return Marked(meeting, papers, built(meeting))


def built(meeting: Meeting, part: int = 2) -> Build:
    """What the press makes of the part as it stands."""
    return build(prove("agenda", meeting.key, part, make.NOW), by=None, now=make.NOW)


def _paper(meeting: Meeting, word: str, *, drafted: bool, filed: bool) -> Paper:
    item = make.item(meeting, f"Item {WORDS.index(word) + 1}", part=2)
    files = (packs.pdf_blob(2, f"{word} slides"),) if filed else ()
    cover = {"summary": f"<p>{word} in short</p>"} if drafted else {}
    made = packs.paper(
        meeting.board, f"{word} plan", item, files=files, cover=cover, body="", cleared=False
    )
    if drafted:
        picture = packs.add_picture(made, PNG)
        shown = f'<p><img src="asset:{picture}" alt="{word} chart"></p>'
        made.body = f"<h2>{word} heading</h2><p>{word} text</p>{shown}"
        made.save()
    packs.hand_in(made)
    return made


def pages(blob: Blob) -> dict[str, str]:
    """The words of every page by its label; sheets without a label by their place."""
    return pages_in(blob.read())


def pages_in(content: bytes) -> dict[str, str]:
    """The same of a file's bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        labels = [page.label for page in pdf.pages]
    document = pdfium.PdfDocument(content)
    try:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    return {
        label or f"sheet {at}": words
        for at, (label, words) in enumerate(zip(labels, texts, strict=True))
    }


def everything(blob: Blob) -> str:
    """All that a file holds, taken apart: pages, every object and stream, its own bytes."""
    return everything_in(blob.read())


def everything_in(content: bytes) -> str:
    """The same of a file's bytes; test_withheld_marks.py tries it on every place."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parts = [str(pdf.docinfo), content.decode("latin-1"), *pages_in(content).values()]
        sheets = 0
        for thing in pdf.objects:
            parts.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes().decode("latin-1"))
            elif isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page":
                sheets += 1
        assert sheets == len(pdf.pages), "a page that no page tree names"
        parts += list(_titles(pdf))
    return " ".join(parts)


def _titles(pdf: pikepdf.Pdf) -> list[str]:
    """Every line of the outline."""
    with pdf.open_outline() as outline:
        waiting, found = list(outline.root), []
        while waiting:
            line = waiting.pop()
            found.append(line.title)
            waiting.extend(line.children)
    return found
