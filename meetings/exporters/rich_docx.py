"""Formatted text in a Word file: paragraphs, lists, tables, links, bold and what else may stand."""

from collections.abc import Iterator
from typing import Any

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import html as markup
from lxml.html import HtmlElement

HEADINGS = {"h2": 3, "h3": 4, "h4": 5}  # beneath the heading of the item
DEEPEST_LIST = 3  # Word's own list styles end there
LISTS = {"ul": "List Bullet", "ol": "List Number"}
MARKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline"}
RAISED = {"sub": "subscript", "sup": "superscript"}


class RichWriter:
    """Writes HTML as `bodies.clean` lets it stand to the end of a Word file."""

    def __init__(self, file: Any, style: str = "Normal") -> None:
        self.file, self.style = file, style

    def write(self, html: str) -> list[Any]:
        """The blocks of a text, written; their elements in order."""
        root = markup.fragment_fromstring(html, create_parent="article")
        return [made for block in root for made in self._block(block)]

    def _block(self, block: HtmlElement) -> Iterator[Any]:
        if block.tag in LISTS:
            yield from self._list(block, 1)
        elif block.tag == "table":
            yield self._table(block)
        elif block.tag == "blockquote":
            for child in block:
                yield from self._block(child)
        elif block.tag in HEADINGS:
            made = self.file.add_heading(level=HEADINGS[block.tag])
            self._words(made, block)
            yield made._p
        else:
            made = self.file.add_paragraph(style=self.style)
            self._words(made, block)
            yield made._p

    def _list(self, block: HtmlElement, depth: int) -> Iterator[Any]:
        level = min(depth, DEEPEST_LIST)
        style = LISTS[block.tag] + (f" {level}" if level > 1 else "")
        number = self._new_list(style) if block.tag == "ol" else None
        for item in block:
            made = self.file.add_paragraph(style=style)
            if number is not None:
                made._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            self._words(made, item)
            yield made._p
            for inner in item:
                if inner.tag in LISTS:
                    yield from self._list(inner, depth + 1)

    def _new_list(self, style: str) -> int:
        """A list of its own, so that it begins with 1."""
        own = self.file.styles[style].element.pPr.numPr.numId.val
        numbering = self.file.part.numbering_part.numbering_definitions._numbering
        family = numbering.num_having_numId(own).abstractNumId.val
        made = numbering.add_num(family)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _table(self, block: HtmlElement) -> Any:
        rows = [[*row.iterchildren("td", "th")] for row in block.iter("tr")]
        width = max((sum(_span(cell) for cell in row) for row in rows), default=1)
        made = self.file.add_table(rows=0, cols=max(width, 1), style="Table Grid")
        for row in rows:
            cells = made.add_row().cells
            at = 0
            for cell in row:
                last = min(at + _span(cell), len(cells)) - 1
                self._cell(cells[at].merge(cells[last]) if last > at else cells[at], cell)
                at = last + 1
        _repeat_heading(made, rows)
        return made._tbl

    def _cell(self, place: Any, cell: HtmlElement) -> None:
        first = place.paragraphs[0]
        blocks = [child for child in cell if child.tag in ("p", "ul", "ol")]
        self._words(first, cell, bold=cell.tag == "th")
        for block in blocks:
            for each in block if block.tag in LISTS else [block]:
                made = place.add_paragraph() if first.text else first
                self._words(made, each, bold=cell.tag == "th")

    def _words(self, into: Any, element: HtmlElement, **form: bool) -> None:
        """The words of an element, not those of the blocks within it."""
        _run(into, element.text, form)
        for child in element:
            if child.tag == "br":
                into.add_run().add_break(WD_BREAK.LINE)
            elif child.tag == "a" and child.get("href"):
                self._link(into, child, form)
            elif child.tag == "p" and element.tag == "li":
                self._words(into, child, **form)
            elif child.tag not in ("ul", "ol", "table", "p", "img"):
                self._words(into, child, **{**form, **_form(child)})
            _run(into, child.tail, form)

    def _link(self, into: Any, element: HtmlElement, form: dict[str, bool]) -> None:
        target = self.file.part.relate_to(
            element.get("href"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        before = len(into._p)
        self._words(into, _plain(element), **form)
        for run in list(into._p)[before:]:
            run.get_or_add_rPr().style = "Hyperlink"
            link.append(run)
        into._p.append(link)


def _plain(element: HtmlElement) -> HtmlElement:
    """The link as a span: its words without its address."""
    made = markup.fromstring(markup.tostring(element, encoding="unicode", with_tail=False))
    made.tag = "span"
    return made


def _form(element: HtmlElement) -> dict[str, bool]:
    name = MARKS.get(element.tag) or RAISED.get(element.tag)
    return {name: True} if name else {}


def _run(into: Any, text: str | None, form: dict[str, bool]) -> None:
    if not text:
        return
    run = into.add_run(text)
    for name, value in form.items():
        setattr(run.font, name, value)


def _span(cell: HtmlElement) -> int:
    return int(cell.get("colspan", "1"))


def _repeat_heading(table: Any, rows: list[list[HtmlElement]]) -> None:
    """A first row of headings is repeated on every page, and read out as one."""
    if rows and rows[0] and all(cell.tag == "th" for cell in rows[0]):
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
