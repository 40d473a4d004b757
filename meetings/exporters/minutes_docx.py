"""Minutes as a Word file: real headings, numbered paragraphs, tables of who was there."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm

from icsgov.record.tree import Node
from meetings import bodies

HANGING = Cm(1.5)


def word(root: Node) -> bytes:
    """The Word file of minutes as their proof has them; a draft says so at the top."""
    file = Document()
    file.core_properties.title = root.title
    file.core_properties.author = str(root.data["board"])
    if root.state == "draft":
        file.add_paragraph("DRAFT").runs[0].bold = True
    file.add_paragraph(str(root.data["board"]))
    file.add_heading(root.title, level=1)
    if root.data["venue"]:
        file.add_paragraph(str(root.data["venue"]))
    for table in root.data["attendance"]:
        _attendance(file, table)
    for business in root.of_kind("business"):
        file.add_heading(" ".join(filter(None, (f"{business.label}.", business.title))), level=2)
        for minute in business.of_kind("minute"):
            _minute(file, minute)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _attendance(file: Any, table: dict[str, Any]) -> None:
    file.add_heading(table["kind"], level=2)
    made = file.add_table(rows=1, cols=2, style="Table Grid")
    for cell, words in zip(made.rows[0].cells, ("Name", "Title and organisation"), strict=True):
        cell.text = words
        cell.paragraphs[0].runs[0].bold = True
    for person in table["rows"]:
        cells = made.add_row().cells
        cells[0].text = person["name"] + (" (chair)" if person["chair"] else "")
        title = person["title"] or "not stated"
        deputy = f", represented by {person['deputy']}" if person["deputy"] else ""
        cells[1].text = title + deputy


def _minute(file: Any, minute: Node) -> None:
    """The first block with its number and what kind it is; further blocks beneath it."""
    first, *more = bodies.blocks(minute.data["html"]) or [""]
    row = _hanging(file)
    row.add_run(f"{minute.label}\t")
    if minute.state in ("decision", "action", "declaration"):
        row.add_run(f"{minute.data['kind']}: ").bold = True
    row.add_run(first)
    for text in more:
        _hanging(file).add_run(f"\t{text}")
    for correction in minute.of_kind("correction"):
        day = f" on {correction.on.day} {correction.on:%B %Y}" if correction.on else ""
        added = _hanging(file)
        added.add_run(f"\tCorrected{day}: ").bold = True
        added.add_run(correction.text)


def _hanging(file: Any) -> Any:
    """A paragraph whose number stands in the margin."""
    made = file.add_paragraph()
    made.paragraph_format.left_indent = HANGING
    made.paragraph_format.first_line_indent = -HANGING
    made.paragraph_format.tab_stops.add_tab_stop(HANGING)
    return made
