"""Content controls of Word: boxes with a tag, which stay what they are while they are filled."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
GREY = '<w:rPr><w:color w:val="4C6272"/></w:rPr>'
TICKED, EMPTY = "☒", "☐"
_ids = count(100_001)


def control(
    tag: str, name: str, kind: str, content: str, *, empty: bool = False, locked: bool = False
) -> Any:
    """A box: `kind` and `content` are XML. A locked one can be neither changed nor taken out."""
    lock = "sdtContentLocked" if locked else "sdtLocked"
    placeholder = "<w:showingPlcHdr/>" if empty else ""
    return parse_xml(
        f"<w:sdt {SPACES}><w:sdtPr><w:alias w:val={quoteattr(name[:60])}/>"
        f'<w:tag w:val={quoteattr(tag)}/><w:id w:val="{next(_ids)}"/>'
        f'<w:lock w:val="{lock}"/>{placeholder}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def words(tag: str, name: str, text: str, placeholder: str, *, lines: bool = False) -> Any:
    """A box of plain words, in a paragraph."""
    kind = '<w:text w:multiLine="1"/>' if lines else "<w:text/>"
    return control(tag, name, kind, _run(text, placeholder), empty=not text)


def day(tag: str, name: str, iso: str, text: str, placeholder: str) -> Any:
    """A box with a calendar."""
    full = f' w:fullDate="{iso}T00:00:00Z"' if iso else ""
    kind = (
        f'<w:date{full}><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )
    return control(tag, name, kind, _run(text, placeholder), empty=not text)


def choice(tag: str, name: str, text: str, choices: Sequence[str], placeholder: str) -> Any:
    """A box with a list to choose from, in which other words may be typed too."""
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(each)} w:value={quoteattr(each)}/>"
        for each in choices
    )
    kind = f"<w:comboBox>{items}</w:comboBox>"
    return control(tag, name, kind, _run(text, placeholder), empty=not text)


def tick(tag: str, name: str, *, ticked: bool) -> Any:
    """A tick box."""
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return control(tag, name, kind, _run(TICKED if ticked else EMPTY, ""))


def formatted(tag: str, name: str, blocks: Sequence[Any], placeholder: str) -> Any:
    """A box of formatted text around finished paragraphs."""
    content = "" if blocks else f"<w:p>{_run('', placeholder)}</w:p>"
    made = control(tag, name, "<w:richText/>", content, empty=not blocks)
    for block in blocks:
        made[-1].append(block)
    return made


def lines(tag: str, name: str, text: str, placeholder: str) -> Any:
    """A box of plain words in as many lines as they take, a paragraph each."""
    said = text.replace("\r\n", "\n").split("\n") if text else [""]
    content = "".join(f"<w:p>{_run(line, placeholder if not text else '')}</w:p>" for line in said)
    return control(tag, name, "<w:richText/>", content, empty=not text)


def locked(tag: str, name: str, lines: Sequence[str]) -> Any:
    """Words that can only be read."""
    content = "".join(f"<w:p>{_run(line, '')}</w:p>" for line in lines)
    return control(tag, name, "<w:richText/>", content, locked=True)


def _run(text: str, placeholder: str) -> str:
    if not text and placeholder:
        return f"<w:r>{GREY}<w:t>{escape(placeholder)}</w:t></w:r>"
    lines = text.replace("\r\n", "\n").split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{said}</w:r>"
