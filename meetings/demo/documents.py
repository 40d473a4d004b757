"""Real office files, made when the demo data is made: slides, papers and a PDF annex."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt
from lxml import etree
from pptx import Presentation as new_presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide as PptxSlide
from pptx.util import Inches, Length
from pptx.util import Pt as SlidePt

from icsgov.press.render import render

BLUE, INK = RGBColor(0x00, 0x5E, 0xB8), RGBColor(0x21, 0x2B, 0x32)
MADE = datetime(2023, 7, 14, 9, 0, tzinfo=UTC)
WIDE = (Inches(13.333), Inches(7.5))
INNER = Length(WIDE[0] - Inches(1.4))
LEAD_LINE = 90  # about as many characters stand in a line of a slide's leading sentence


@dataclass(frozen=True)
class Slide:
    """A slide: points, or the rows of a table whose first row is its head."""

    title: str
    points: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Clause:
    """A numbered section of a paper: paragraphs, and lettered lines under the last one."""

    title: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...] = ()
    lead: str = ""


def deck(title: str, subtitle: str, slides: Sequence[Slide]) -> bytes:
    """A PowerPoint file with numbered slides."""
    show = new_presentation()
    show.slide_width, show.slide_height = WIDE
    show.core_properties.title = title
    show.core_properties.created = show.core_properties.modified = MADE
    _front(show, title, subtitle)
    for number, slide in enumerate(slides, 2):
        _slide(show, slide, number)
    return saved(show)


def _front(show: Presentation, title: str, subtitle: str) -> None:
    page = show.slides.add_slide(show.slide_layouts[0])
    page.shapes.title.text = title
    page.placeholders[1].text = subtitle
    for shape, top, height in zip(page.placeholders, (2.2, 4.2), (1.7, 1.2), strict=True):
        shape.left, shape.width = Inches(1), WIDE[0] - Inches(2)
        shape.top, shape.height = Inches(top), Inches(height)
    _style(page.shapes.title.text_frame.paragraphs[0], 40, BLUE, bold=True)


def _slide(show: Presentation, slide: Slide, number: int) -> None:
    page = show.slides.add_slide(show.slide_layouts[5])
    heading = page.shapes.title
    heading.left, heading.top, heading.width, heading.height = (
        Inches(0.7),
        Inches(0.35),
        INNER,
        Inches(0.95),
    )
    heading.text = slide.title
    heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _style(heading.text_frame.paragraphs[0], 30, BLUE, bold=True)
    top = Length(Inches(1.5))
    if slide.lead:
        height = Inches(0.3 + 0.4 * -(-len(slide.lead) // LEAD_LINE))
        _box(page, (slide.lead,), top, height, 22, bullets=False)
        top = Length(top + height + Inches(0.2))
    if slide.points:
        _box(page, slide.points, top, Length(WIDE[1] - top - Inches(0.8)), 20, bullets=True)
    if slide.rows:
        _table(page, slide.rows, top)
    _number(page, number)


def _box(
    page: PptxSlide, texts: Sequence[str], top: Length, height: Length, size: int, *, bullets: bool
) -> None:
    frame = page.shapes.add_textbox(Inches(0.7), top, INNER, height).text_frame
    frame.word_wrap = True
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = text
        paragraph.space_after = SlidePt(9)
        _style(paragraph, size, INK)
        if bullets:
            _bullet(paragraph)


def _bullet(paragraph: object) -> None:
    """Make it a point of a list, its lines under each other; python-pptx has no word for that."""
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.set("marL", str(Inches(0.3)))
    properties.set("indent", str(-Inches(0.3)))
    etree.SubElement(properties, qn("a:buChar"), char="•")


def _table(page: PptxSlide, rows: Sequence[tuple[str, ...]], top: Length) -> None:
    shape = page.shapes.add_table(
        len(rows), len(rows[0]), Inches(0.7), top, INNER, Length(Inches(0.5) * len(rows))
    )
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = shape.table.cell(at, column)
            cell.text = text
            _style(cell.text_frame.paragraphs[0], 16, None, bold=at == 0)


def _number(page: PptxSlide, number: int) -> None:
    box = page.shapes.add_textbox(
        Inches(0.7), Length(WIDE[1] - Inches(0.6)), Inches(1), Inches(0.4)
    )
    box.text_frame.text = str(number)
    _style(box.text_frame.paragraphs[0], 12, INK)


def _style(paragraph: object, size: int, colour: RGBColor | None, *, bold: bool = False) -> None:
    for run in paragraph.runs:  # type: ignore[attr-defined]
        run.font.size, run.font.bold, run.font.name = SlidePt(size), bold, "Arial"
        if colour is not None:
            run.font.color.rgb = colour


def saved(made: object) -> bytes:
    """The bytes of a Word or PowerPoint file."""
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def paper(title: str, status: str, clauses: Sequence[Clause]) -> bytes:
    """A Word file with real headings and numbered paragraphs."""
    made = Document()
    made.core_properties.title = title
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = MADE
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(9)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.ONE_POINT_FIVE
    made.add_paragraph(status)
    made.add_heading(title, 1)
    for number, clause in enumerate(clauses, 1):
        made.add_heading(f"{number}. {clause.title}", 2)
        if clause.lead:
            made.add_paragraph().add_run(clause.lead).bold = True
        for place, text in enumerate(clause.paragraphs, 1):
            made.add_paragraph(f"{number}.{place}. {text}")
        for letter, text in zip("abcdefghij", clause.lines, strict=False):
            made.add_paragraph(f"{letter}) {text}").paragraph_format.left_indent = Pt(24)
    return saved(made)


ANNEX_CSS = """
@page { size: 338mm 190mm; margin: 15mm 18mm 16mm;
  @bottom-left { content: counter(page); font: 10pt Arimo, Arial, sans-serif; } }
body { font: 20pt/1.35 Arimo, Arial, sans-serif; color: #212b32; }
h1 { color: #005eb8; font-size: 30pt; margin: 0 0 8mm; break-before: page; }
p { margin: 0 0 4mm; }
li { margin-bottom: 3mm; }
table { border-collapse: collapse; width: 100%; font-size: 17pt; }
th, td { border-bottom: 0.5pt solid #768692; padding: 2.5mm; }
th, td { text-align: left; vertical-align: top; }
"""


def annex(title: str, first: int, slides: Sequence[Slide]) -> bytes:
    """A PDF of landscape pages whose printed numbers go on from an earlier deck."""
    start = f"@page :first {{ counter-reset: page {first}; }}"
    pages = "".join(_page(slide) for slide in slides)
    html = (
        f"<html lang='en-GB'><head><title>{escape(title)}</title></head><body>{pages}</body></html>"
    )
    return render(html, stylesheet=ANNEX_CSS + start, title=title).pdf


def _page(slide: Slide) -> str:
    lead = f"<p>{escape(slide.lead)}</p>" if slide.lead else ""
    points = "".join(f"<li>{escape(point)}</li>" for point in slide.points)
    body = f"<ul>{points}</ul>" if points else ""
    if slide.rows:
        head, *rows = slide.rows
        body += "<table><tr>" + "".join(f"<th scope='col'>{escape(c)}</th>" for c in head) + "</tr>"
        body += "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        body += "</table>"
    return f"<h1>{escape(slide.title)}</h1>{lead}{body}"
