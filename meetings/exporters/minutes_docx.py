"""Minutes as a Word file: real headings, numbered paragraphs, tables of who was there.

Every paragraph stands in a content control of its own, so that the file can be brought back.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from icsgov.record.tree import Node
from meetings.exporters.docx_marks import Marker, fix
from meetings.exporters.rich_docx import RichWriter
from meetings.minuting.printing import listed

HANGING = Cm(1.6)
STEP = Cm(0.63)
TEXT_WIDTH = Cm(16)  # A4 less its margins
BLUE = RGBColor(0x00, 0x5E, 0xB8)
SHOWN_KINDS = ("decision", "action", "declaration")


def word(root: Node, texts: Mapping[UUID, str], copy: UUID) -> bytes:
    """The Word file of minutes as their proof has them; a draft says so at the top.

    `texts` are the texts by the keys of their paragraphs, without the speakers' names; `copy`
    is the key by which the file is known when it comes back.
    """
    made = _Minutes(root, texts)
    made.write(copy)
    stream = BytesIO()
    made.file.save(stream)
    return stream.getvalue()


class _Minutes:
    def __init__(self, root: Node, texts: Mapping[UUID, str]) -> None:
        self.root, self.texts = root, texts
        self.file = Document()
        self.marker = Marker()
        self.writer = RichWriter(self.file, "Minute continued")

    def write(self, copy: UUID) -> None:
        root, file = self.root, self.file
        file.core_properties.title = root.title
        file.core_properties.author = str(root.data["board"])
        file.core_properties.language = "en-GB"
        _set_up(file)
        running = f"{root.data['board']}: {root.title}"
        _run_header(file, running, root.state == "draft")
        if root.state == "draft":
            file.add_paragraph("DRAFT").runs[0].bold = True
        file.add_paragraph(str(root.data["board"]))
        title = file.add_heading(root.title, level=1)
        self.marker.bookmark(title._p, f"c{copy.hex}")
        if root.data["venue"]:
            file.add_paragraph(str(root.data["venue"]))
        for table in root.data["attendance"]:
            _attendance(file, table)
        for business in root.of_kind("business"):
            self._business(business)

    def _business(self, business: Node) -> None:
        assert business.thing is not None
        number = f"{business.label}. " if business.label else ""
        heading = self.file.add_heading(f"{number}{business.title}", level=2)
        self.marker.bookmark(heading._p, f"s{business.thing.hex}")
        for minute in business.of_kind("minute"):
            self._minute(minute)

    def _minute(self, minute: Node) -> None:
        """The number, what kind it is and who speaks cannot be changed; the text can."""
        assert minute.thing is not None
        text = self.texts[minute.thing]
        blocks = self.writer.write(text)
        if not blocks or blocks[0].tag != qn("w:p") or _is_list(blocks[0]):
            lead = self.file.add_paragraph(style="Minute")._p
            if blocks:
                blocks[0].addprevious(lead)
            blocks.insert(0, lead)
        first = blocks[0]
        first.style = "Minute"
        self._lead(first, minute, text)
        for block in blocks[1:]:
            _indent(block)
        self.marker.enclose(blocks, f"p{minute.thing.hex}", f"Paragraph {minute.label}")
        for correction in minute.of_kind("correction"):
            self._correction(correction)

    def _lead(self, first: Any, minute: Node, text: str) -> None:
        made = self.file.add_paragraph()
        made.add_run(f"{minute.label}\t")
        if minute.state in SHOWN_KINDS:
            made.add_run(f"{minute.data['kind']}: ").bold = True
        names = listed(minute.data["names"])
        if names and minute.data["html"] != text:
            made.add_run(f"{names} ").bold = True
        runs = list(made._p.iterchildren(qn("w:r")))
        for at, run in enumerate(runs):
            first.insert(at + 1, run)
        made._p.getparent().remove(made._p)
        fix(first, runs, "Number and speaker")

    def _correction(self, correction: Node) -> None:
        day = f" on {correction.on.day} {correction.on:%B %Y}" if correction.on else ""
        made = self.file.add_paragraph(style="Minute continued")
        made.add_run(f"Corrected{day}: ").bold = True
        made.add_run(correction.text)
        name = correction.thing.hex if correction.thing else ""
        self.marker.enclose([made._p], f"i{name}", "Correction")


def _set_up(file: Any) -> None:
    """A4, one type, and the styles that numbered paragraphs need."""
    for section in file.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level in range(1, 6):
        style = file.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Arial", BLUE
        for theme in ("asciiTheme", "hAnsiTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.keep_with_next = True
    minute = file.styles.add_style("Minute", WD_STYLE_TYPE.PARAGRAPH)
    minute.base_style = normal
    minute.paragraph_format.left_indent = HANGING
    minute.paragraph_format.first_line_indent = -HANGING
    minute.paragraph_format.tab_stops.add_tab_stop(HANGING)
    more = file.styles.add_style("Minute continued", WD_STYLE_TYPE.PARAGRAPH)
    more.base_style = normal
    more.paragraph_format.left_indent = HANGING
    link = file.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, BLUE


def _run_header(file: Any, words: str, is_draft: bool) -> None:
    """What runs along the top, and page x of y along the foot."""
    section = file.sections[0]
    section.header.paragraphs[0].text = f"DRAFT  {words}" if is_draft else words
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _is_list(block: Any) -> bool:
    return bool(block.style and block.style.startswith("List"))


def _indent(block: Any) -> None:
    """What follows the first block stands under its words, not under its number."""
    if block.tag != qn("w:p"):
        place = OxmlElement("w:tblInd")
        place.set(qn("w:w"), str(HANGING.twips))
        place.set(qn("w:type"), "dxa")
        block.tblPr.append(place)
        _narrow(block)
    elif _is_list(block):
        depth = int(block.style[-1]) if block.style[-1].isdigit() else 1
        into = block.get_or_add_pPr().get_or_add_ind()
        into.left, into.hanging = HANGING + STEP * depth, STEP


def _narrow(table: Any) -> None:
    """Take the indent off the columns, so that the table ends where the lines do."""
    columns = list(table.tblGrid.gridCol_lst)
    width = (TEXT_WIDTH - HANGING) // max(len(columns), 1)
    for column in columns:
        column.w = width
    for cell in table.iter(qn("w:tc")):
        cell.width = width * cell.grid_span


def _attendance(file: Any, table: dict[str, Any]) -> None:
    file.add_heading(table["kind"], level=2)
    made = file.add_table(rows=1, cols=2, style="Table Grid")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(made.rows[0].cells, ("Name", "Title and organisation"), strict=True):
        cell.text = words
        cell.paragraphs[0].runs[0].bold = True
    for person in table["rows"]:
        cells = made.add_row().cells
        cells[0].text = person["name"] + (" (chair)" if person["chair"] else "")
        deputy = f"represented by {person['deputy']}" if person["deputy"] else ""
        said = (person["title"] or "not stated", deputy, person["while"])
        cells[1].text = ", ".join(filter(None, said))
