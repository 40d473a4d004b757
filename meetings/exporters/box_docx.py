"""Formatted text in a box of a Word form, put so that it can be read back as it was."""

from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from meetings import bodies
from meetings.exporters.controls import SPACES

STYLES: Final = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
MARKS: Final = {"strong": "b", "em": "i", "u": "u"}
RAISED: Final = {"sub": "subscript", "sup": "superscript"}
DEEPEST: Final = 8
BULLETS, NUMBERS = "bullet", "decimal"


class Lists:
    """The numberings of one file: one definition for bullets and one for numbers."""

    def __init__(self, file: Document) -> None:
        self.root: Any = file.part.numbering_part.element
        self.kinds = {"ul": self._define(BULLETS), "ol": self._define(NUMBERS)}

    def _define(self, form: str) -> str:
        number = str(1 + max([int(each) for each in self._numbers("abstractNum")], default=0))
        levels = "".join(_level(at, form) for at in range(DEEPEST + 1))
        made = parse_xml(
            f'<w:abstractNum {SPACES} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(made)
        else:
            first.addprevious(made)
        return number

    def _numbers(self, kind: str) -> list[str]:
        found = self.root.findall(qn(f"w:{kind}"))
        return [str(each.get(qn(f"w:{kind}Id"))) for each in found]

    def new(self, tag: str) -> str:
        """A list of its own, which counts from 1."""
        number = str(1 + max([int(each) for each in self._numbers("num")], default=0))
        kind = self.kinds[tag]
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        self.root.append(
            parse_xml(
                f'<w:num {SPACES} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
                f"{restart}</w:num>"
            )
        )
        return number


def _level(at: int, form: str) -> str:
    text = "•" if form == BULLETS else f"%{at + 1}."
    left = 360 * (at + 1)
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


class Writer:
    """Writes formatted texts into one file."""

    def __init__(self, file: Document) -> None:
        self.file = file
        self.lists = Lists(file)

    def blocks(self, html: str) -> list[Any]:
        """The paragraphs of a text."""
        made: list[Any] = []
        for block in bodies.tree(html):
            self._block(block, made)
        return made

    def _block(self, block: Any, made: list[Any]) -> None:
        if block.tag in ("ul", "ol"):
            self._list(block, made, 0, self.lists.new(block.tag))
            return
        paragraph = _paragraph(STYLES.get(block.tag, ""))
        self._inline(block, paragraph, ())
        made.append(paragraph)

    def _list(self, rows: Any, made: list[Any], depth: int, number: str) -> None:
        for row in rows:
            paragraph = _paragraph("", (number, min(depth, DEEPEST)))
            inner = [each for each in row if each.tag in ("ul", "ol")]
            self._inline(row, paragraph, (), without=inner)
            made.append(paragraph)
            for each in inner:
                same = each.tag == rows.tag
                below = number if same else self.lists.new(each.tag)
                self._list(each, made, depth + 1, below)

    def _inline(self, element: Any, into: Any, marks: tuple[str, ...], without: Any = ()) -> None:
        self._text(element.text, into, marks)
        for child in element:
            if child in without:
                pass
            elif child.tag == "br":
                into.append(_run(OxmlElement("w:br"), marks))
            elif child.tag == "a":
                self._link(child, into, marks)
            elif child.tag == "p":  # within a list item
                self._inline(child, into, marks)
            else:
                self._inline(child, into, (*marks, child.tag))
            self._text(child.tail, into, marks)

    def _link(self, link: Any, into: Any, marks: tuple[str, ...]) -> None:
        part = self.file.part
        key = part.relate_to(link.get("href"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), key)
        self._inline(link, made, marks)
        into.append(made)

    def _text(self, text: str | None, into: Any, marks: tuple[str, ...]) -> None:
        if text:
            said = OxmlElement("w:t")
            said.text = text
            said.set(qn("xml:space"), "preserve")
            into.append(_run(said, marks))


def _paragraph(style: str, number: tuple[str, int] | None = None) -> Any:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        )
    return parse_xml(f"<w:p {SPACES}><w:pPr>{properties}</w:pPr></w:p>")


def _run(content: Any, marks: tuple[str, ...]) -> Any:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    for mark in MARKS:
        if mark in marks:
            each = OxmlElement(f"w:{MARKS[mark]}")
            if mark == "u":
                each.set(qn("w:val"), "single")
            properties.append(each)
    raised = [RAISED[mark] for mark in marks if mark in RAISED]
    if raised:
        each = OxmlElement("w:vertAlign")
        each.set(qn("w:val"), raised[-1])
        properties.append(each)
    run.append(properties)
    run.append(content)
    return run
