"""A desk with a pack's worth on it: people, items, papers with versions, and real PDF files."""

import io
from functools import cache
from typing import Any

import pikepdf

from icsgov.boards.models import Board, User
from icsgov.record.models import Blob
from meetings.models import (
    AgendaItem,
    Ask,
    Enclosure,
    Meeting,
    Paper,
    PaperFile,
    PaperImage,
    PaperVersion,
)
from tests import factories as make

COVER = {
    "purpose": {"ticks": ["discussion"], "text": "To hear what members think."},
    "summary": "<p>The first point.</p><ul><li>One</li><li>Two</li></ul>",
    "recommendation": [{"verb": "note", "text": "the progress made"}],
    "authors": [{"name": "Alex Author", "title": "Director of Samples"}],
    "leads": [{"name": "Lee Lead", "title": ""}],
}
BODY = (
    "<p>An opening.</p><h2>Background</h2><p>What went before"
    '<span class="footnote">As the sample says.</span>.</p>'
    "<h3>The detail</h3><p>More.</p><h2>Next steps</h2><ol><li>First</li></ol>"
)


@cache
def pdf_bytes(pages: int, words: str = "Sample", *, landscape: bool = False) -> bytes:
    """A small PDF with a line of text on each page, made as a printer driver would."""
    pdf = pikepdf.new()
    size = (842, 595) if landscape else (595, 842)
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        text = f"BT /F1 24 Tf 72 {size[1] - 100} Td ({words} page {number}) Tj ET".encode()
        page.obj.Contents = pdf.make_stream(text)
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def pdf_blob(pages: int = 2, words: str = "Sample", **shape: Any) -> Blob:
    """A normalised PDF as the door leaves it."""
    blob = Blob.objects.keep(pdf_bytes(pages, words, **shape), "pdf", pages)
    return blob.set_pages(f"{words} page {number}" for number in range(1, pages + 1))


def hand_in(
    paper: Paper, by: User | None = None, *, cleared: bool = True, cut: bool = True
) -> PaperVersion:
    """Cut a version, submit and clear the paper."""
    if cut:
        paper.cut("Saved", by, make.NOW)
    if paper.state == "expected":
        paper.submit(by, make.NOW)
    if cleared:
        paper.clear(by, make.NOW)
    version = paper.current
    assert version is not None
    return version


def paper(
    at: Board,
    title: str,
    under: AgendaItem,
    *,
    files: tuple[Blob, ...] = (),
    cleared: bool = True,
    **fields: Any,
) -> Paper:
    """A paper that was handed in and cleared, with cover, text and files."""
    fields = {"cover": COVER, "body": BODY, **fields}
    made = make.paper(at, title, under=under, **fields)
    version = made.cut("Saved", None, make.NOW)
    for position, blob in enumerate(files):
        add_file(version, blob, position=position)
    hand_in(made, cut=False, cleared=cleared)
    return made


def add_file(version: PaperVersion, blob: Blob, **fields: Any) -> PaperFile:
    """A file that came through the door and was looked at."""
    values = {"filename": "canary-own-name.pptx", "kind": "pptx", "state": "ready"}
    return PaperFile.objects.create(
        version=version,
        original=blob,
        normalised=blob,
        seen_at=make.NOW,
        **values | fields,
    )


def add_picture(of: Paper, content: bytes) -> str:
    """A picture that belongs to the paper; its SHA-256."""
    blob = Blob.objects.keep(content, "png")
    PaperImage.objects.create(paper=of, blob=blob, alt="A sample")
    return blob.sha256


def meeting(at: Board, **fields: Any) -> Meeting:
    """A meeting of three items: one without a paper, one drafted, one with slides."""
    made = make.meeting(at, **fields)
    chair = make.person("Kit Chair", initials="KC")
    make.seat(chair, at, "chair", title="Leader of a sample council")
    lead = make.person("Lee Lead", initials="LL")
    make.item(made, "Welcome", lead=chair, lines="Receive apologies\nDeclarations of interest")
    drafted = make.item(made, "A drafted paper", lead=lead, minutes=25, purposes=["discussion"])
    Ask.objects.create(item=drafted, verb="note", text="the progress made")
    shown = make.item(made, "A paper with slides", lead=lead, minutes=35, purposes=["decision"])
    paper(at, "Drafted here", drafted)
    paper(at, "Shown as slides", shown, files=(pdf_blob(3, "Slide", landscape=True),))
    return made


def enclosure(of: Paper) -> Enclosure:
    """The paper's one enclosure."""
    return of.enclosures.get()
