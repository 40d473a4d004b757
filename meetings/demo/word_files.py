"""Word files as authors send them: one that becomes text for the web, one with changes left in."""

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from PIL import Image, ImageDraw

from meetings.demo import documents

TABLE = (
    ("Site", "Beds in November", "Beds in January"),
    ("Sample North", "40", "52"),
    ("Sample South", "36", "44"),
    ("Sample East", "28", "31"),
)
DESCRIBED = "Bars: 40, 36 and 28 beds in November, 52, 44 and 31 in January (sample)"
CHANGED = (
    "<w:p {spaces}><w:r><w:t xml:space='preserve'>The sample roadmap has </w:t></w:r>"
    "<w:del w:id='1' w:author='A colleague' w:date='2026-01-05T10:00:00Z'><w:r><w:delText>two"
    "</w:delText></w:r></w:del>"
    "<w:ins w:id='2' w:author='A colleague' w:date='2026-01-05T10:00:00Z'><w:r><w:t>three</w:t>"
    "</w:r></w:ins><w:r><w:t xml:space='preserve'> steps.</w:t></w:r></w:p>"
)


def report(title: str) -> bytes:
    """Headings, both kinds of lists, a table with a header row, a picture with its description."""
    made = _begin(title)
    made.add_heading("What this sample is for", 2)
    made.add_paragraph("It shows how a Word file reads on the web, beside its PDF.")
    for words in ("Headings stay headings", "Lists stay lists"):
        made.add_paragraph(words, style="List Bullet")
    made.add_heading("Beds", 2)
    _table(made)
    made.add_paragraph()
    picture = made.add_picture(io.BytesIO(_bars()), width=Cm(12))
    picture._inline.docPr.set("descr", DESCRIBED)
    made.add_heading("What comes next", 2)
    for words in ("Sites send figures", "The sample team adds them up"):
        made.add_paragraph(words, style="List Number")
    return documents.saved(made)


def changed(title: str) -> bytes:
    """The changes of a colleague are neither taken nor refused in it."""
    made = _begin(title)
    made.add_heading("Steps", 2)
    last = made.element.body.sectPr
    last.addprevious(parse_xml(CHANGED.format(spaces=nsdecls("w"))))
    return documents.saved(made)


def _begin(title: str) -> Any:
    made = Document()
    made.core_properties.title = title
    made.core_properties.author = ""
    made.styles["Normal"].font.name = "Arial"
    made.add_heading(title, 1)
    return made


def _table(made: Any) -> None:
    table = made.add_table(rows=0, cols=len(TABLE[0]), style="Table Grid")
    for row in TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _bars() -> bytes:
    """A small chart of the table."""
    picture = Image.new("RGB", (480, 240), "white")
    draw = ImageDraw.Draw(picture)
    for at, row in enumerate(TABLE[1:]):
        for place, (value, colour) in enumerate(zip(row[1:], ("#768692", "#005eb8"), strict=True)):
            left = 40 + at * 140 + place * 50
            draw.rectangle((left, 220 - 3 * int(value), left + 40, 220), fill=colour)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
