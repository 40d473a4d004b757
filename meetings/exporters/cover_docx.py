"""The cover sheet as a Word form: filled as far as it is, a box for every field of the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

from icsgov.boards.rules import CoverField, Rules
from icsgov.nhsuk.dates import date_words
from meetings import covers, wordforms
from meetings.exporters import controls
from meetings.exporters.box_docx import Writer
from meetings.wordforms import PLACEHOLDER, Box

PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
# What marks a set of properties as written by hand, and names its values text.
PROPERTIES_SPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
WIDTHS = (Cm(4.5), Cm(12.5))
BLUE, PALE = RGBColor(0x00, 0x5E, 0xB8), "E8EDEE"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True)
class Sheet:
    """What a form is made from: the paper's key, its cover with title, and where it goes."""

    paper: str
    values: Mapping[str, Any]
    rules: Rules
    heading: str
    day: date | None = None
    read: str = ""


def word(sheet: Sheet) -> bytes:
    """The Word file; what is empty shows where to write."""
    file: Any = Document()
    file.core_properties.title = f"Cover sheet: {sheet.values.get(covers.TITLE, '')}"[:250]
    file.core_properties.author = ""
    _set_up(file)
    left = [each.key for each in _rich(sheet.rules) if not _carried(sheet, each)]
    rows = wordforms.ask_rows(sheet.values, sheet.rules)
    file.add_heading(wordforms.HEADING, level=1)
    file.element.body.insert(
        len(file.element.body) - 1,
        controls.locked(f"{wordforms.PEOPLE}-where", "Meeting", [sheet.heading]),
    )
    file.add_paragraph(wordforms.HOW)
    _table(file, sheet, rows, left)
    _end(file)
    _mark(file, sheet, rows, left)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _set_up(file: Any) -> None:
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    style.paragraph_format.space_after = Pt(4)
    for level, size in ((1, 18), (2, 14), (3, 12)):
        heading = file.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.color.rgb = "Arial", Pt(size), BLUE
        heading.paragraph_format.space_before = Pt(6)
        fonts = heading.element.rPr.rFonts
        for name in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[name]
    for section in file.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.page_width, section.page_height = Cm(21), Cm(29.7)


def _rich(rules: Rules) -> list[CoverField]:
    return [each for each in rules.cover_fields if each.kind == "rich"]


def _carried(sheet: Sheet, of: CoverField) -> bool:
    return wordforms.carries(sheet.values.get(of.key, ""))


def _table(file: Any, sheet: Sheet, rows: int, left: list[str]) -> None:
    """A row for each field in the board's order: its label, and its boxes."""
    table: Any = file.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, WIDTHS, strict=True):
        column.w = width
    writer = Writer(file)
    own: dict[str, list[Box]] = {}
    for box in wordforms.boxes(sheet.rules, rows, left):
        own.setdefault(box.field.key, []).append(box)
    known = {each.key for each in sheet.rules.cover_fields}
    fields = [*sheet.rules.cover_fields]
    if covers.TITLE not in known:
        fields.insert(0, wordforms.TITLE)
    for each in fields:
        label, cell = table.add_row().cells
        label.width, cell.width = WIDTHS
        _label(label, each)
        _fill(cell, each, own.get(each.key, []), sheet, writer)


def _label(cell: Any, of: CoverField) -> None:
    shade = f'<w:shd {controls.SPACES} w:val="clear" w:color="auto" w:fill="{PALE}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(shade))
    cell.paragraphs[0].add_run(of.label).bold = True
    if of.hint:
        cell.add_paragraph().add_run(of.hint).font.size = Pt(9)


def _fill(cell: Any, of: CoverField, boxes: list[Box], sheet: Sheet, writer: Writer) -> None:
    paragraph = cell.paragraphs[0]
    value = sheet.values.get(covers.place(of))
    if of.kind in wordforms.SHOWN:
        said = covers.words(of.kind, value, sheet.rules) or "Not named yet"
        lines = said.split("\n")
        _put_block(cell, controls.locked(f"{wordforms.PEOPLE}-{of.key}", of.label, lines))
    elif not boxes:
        paragraph.add_run(wordforms.LEFT).italic = True
    elif of.kind == "purpose":
        _purpose(cell, boxes, value or {}, sheet.rules)
    elif of.kind == "asks":
        _asks(cell, boxes, value or [])
    elif of.kind == "rich":
        blocks = writer.blocks(value or "")
        _put_block(cell, controls.formatted(boxes[0].tag, of.label, blocks, PLACEHOLDER))
    elif of.kind == "text":
        _put_block(cell, controls.lines(boxes[0].tag, of.label, str(value or ""), PLACEHOLDER))
    else:
        paragraph._p.append(_plain(boxes[0], value, sheet))


def _put_block(cell: Any, block: Any) -> None:
    """A box of paragraphs in the place of the empty one; a cell ends with a paragraph."""
    cell.paragraphs[0]._p.addprevious(block)
    last = cell.paragraphs[-1].paragraph_format
    last.space_after, last.line_spacing = Pt(0), Pt(2)


def _plain(box: Box, value: Any, sheet: Sheet) -> Any:
    of = box.field
    if of.kind == "tick":
        return controls.tick(box.tag, of.label, ticked=bool(value))
    if of.kind == "date":
        shown = date.fromisoformat(value) if value else sheet.day
        text, iso = (date_words(shown), shown.isoformat()) if shown else ("", "")
        return controls.day(box.tag, of.label, iso, text, PLACEHOLDER)
    return controls.words(box.tag, of.label, str(value or ""), PLACEHOLDER)


def _purpose(cell: Any, boxes: list[Box], value: Mapping[str, Any], rules: Rules) -> None:
    ticked = value.get("ticks", ())
    paragraph = cell.paragraphs[0]
    for box in boxes:
        if box.what == "tick":
            tick = rules.purposes[box.at]
            paragraph._p.append(controls.tick(box.tag, tick.label, ticked=tick.key in ticked))
            paragraph.add_run(f" {tick.label}")
            paragraph = cell.add_paragraph()
        else:
            paragraph.add_run(wordforms.IN_WORDS).font.size = Pt(9)
            said = str(value.get("text", ""))
            cell.add_paragraph()
            box_of_words = controls.lines(box.tag, box.field.label, said, PLACEHOLDER)
            cell.paragraphs[-1]._p.addprevious(box_of_words)
            cell.paragraphs[-1].paragraph_format.line_spacing = Pt(2)


def _asks(cell: Any, boxes: list[Box], value: list[Mapping[str, str]]) -> None:
    cell.paragraphs[0].add_run(wordforms.ASKED).font.size = Pt(9)
    verbs = list(covers.VERBS)
    paragraph: Any = None
    for box in boxes:
        row = value[box.at] if box.at < len(value) else {}
        if box.what == "verb":
            paragraph = cell.add_paragraph(f"{box.at + 1}. ")
            verb, name = row.get("verb", ""), f"Ask {box.at + 1}: what to do"
            paragraph._p.append(controls.choice(box.tag, name, verb, verbs, PLACEHOLDER))
            paragraph.add_run(" ")
        else:
            name = f"Ask {box.at + 1}: the words"
            said = controls.words(box.tag, name, row.get("text", ""), PLACEHOLDER, lines=True)
            paragraph._p.append(said)


def _end(file: Any) -> None:
    """Where the form ends and the paper may begin, on a page of its own."""
    last = file.element.body[-1]
    last.addprevious(controls.locked(wordforms.END, "End of the cover sheet", [wordforms.ENDS]))
    file.add_paragraph().paragraph_format.page_break_before = True


def _mark(file: Any, sheet: Sheet, rows: int, left: list[str]) -> None:
    """Which paper, which set of fields and which state of the cover sheet this form is for."""
    said = {
        "icsgov.paper": sheet.paper,
        "icsgov.form": wordforms.digest(sheet.rules),
        "icsgov.rows": str(rows),
        "icsgov.left": ",".join(left),
        "icsgov.read": sheet.read,
    }
    rows_of_xml = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(said.items(), 2)
    )
    xml = f"<Properties {PROPERTIES_SPACES}>{rows_of_xml}</Properties>"
    parse_xml(xml)
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml.encode()
    package = file.part.package
    part = Part(PackURI("/docProps/custom.xml"), PROPERTIES_TYPE, blob, package)
    package.relate_to(part, PROPERTIES_RELATION)
