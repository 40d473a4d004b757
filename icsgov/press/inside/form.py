"""A form with content controls in a Word file: read box by box, and cut from what follows it.

The package was examined before (no DTD, bounded size and depth). Which boxes there should be, and
what they mean, is for others to say: here stands only what is in the file.
"""

import copy
import re
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mammoth
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
DOCUMENT, PROPERTIES = "word/document.xml", "docProps/custom.xml"
MARK = "icsgov-"
END = f"{MARK}end"
PROPERTY = re.compile(r"icsgov\.[a-z]{1,20}")
MOST_BOXES, LONGEST = 500, 500_000
STYLES = """
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Title'] => h2:fresh
u => u
"""
Element = Any


def read(source: Path, rest: Path, folder: Path) -> dict[str, Any] | None:
    """What stands in the boxes of a form; None where the file is none.

    What follows the form is written to `rest` as a file of its own, where there is anything.
    `folder` is where the work is done.
    """
    with zipfile.ZipFile(source) as archive:
        names = archive.namelist()
        properties = _properties(archive.read(PROPERTIES)) if PROPERTIES in names else {}
        root = _parse(archive.read(DOCUMENT)) if DOCUMENT in names else None
    if root is None:
        return None
    controls = [each for each in root.iter(_w("sdt")) if _tag(each).startswith(MARK)]
    if not controls and "icsgov.paper" not in properties:
        return None
    formatted = _formatted(source, root, controls[:MOST_BOXES], folder)
    own, others = _parted(root)
    said = {
        "properties": properties,
        "controls": [
            {**_box(control), "html": formatted.get(at, "")}
            for at, control in enumerate(controls[:MOST_BOXES])
        ],
        "outside": list(_outside(own))[:MOST_BOXES],
        "rest": any(_has_content(each) for each in others),
    }
    if said["rest"]:
        _write(source, _without(root, own), rest)
    return said


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _properties(data: bytes) -> dict[str, str]:
    """The custom properties of ours, as text."""
    found = {each.get("name", ""): "".join(each.itertext())[:2_000] for each in _parse(data)}
    return {name: value for name, value in found.items() if PROPERTY.fullmatch(name)}


def _tag(control: Element) -> str:
    found = control.find(f"{_w('sdtPr')}/{_w('tag')}")
    return "" if found is None else found.get(_w("val"), "")


def _box(control: Element) -> dict[str, Any]:
    """One box: its tag, its words, whether it is ticked, and the label it stands beside."""
    content = control.find(_w("sdtContent"))
    return {
        "tag": _tag(control),
        "text": "" if content is None else _text(content)[:LONGEST],
        "checked": _checked(control),
        "label": _label(control),
    }


def _checked(control: Element) -> bool | None:
    box = control.find(f"{_w('sdtPr')}/{{{W14}}}checkbox")
    if box is None:
        return None
    state = box.find(f"{{{W14}}}checked")
    return state is not None and state.get(f"{{{W14}}}val", "1") in ("1", "true")


def _label(control: Element) -> str:
    """The first paragraph of the row that the box stands in."""
    row = next(control.iterancestors(_w("tr")), None)
    if row is None:
        return ""
    first = next((each for each in row.iter(_w("tc"))), None)
    paragraph = first.find(_w("p")) if first is not None else None
    return "" if paragraph is None else _text(paragraph)


def _text(element: Element) -> str:
    """The words, a line for each paragraph and each break."""
    paragraphs = list(element.iter(_w("p"))) or [element]
    return "\n".join("".join(_words(each)) for each in paragraphs).strip()


def _words(element: Element) -> Iterator[str]:
    for each in element.iter(_w("t"), _w("br"), _w("cr"), _w("tab")):
        yield each.text or "" if each.tag == _w("t") else "\t" if each.tag == _w("tab") else "\n"


def _blocks(root: Element) -> list[Element]:
    body = root.find(_w("body"))
    return [] if body is None else [each for each in body if each.tag != _w("sectPr")]


def _parted(root: Element) -> tuple[list[Element], list[Element]]:
    """The blocks of the form, up to its last box, and those after it."""
    blocks = _blocks(root)
    holding = [at for at, each in enumerate(blocks) if any(True for _ in _marks(each))]
    after = holding[-1] + 1 if holding else 0
    return blocks[:after], blocks[after:]


def _marks(block: Element) -> Iterator[Element]:
    return (each for each in block.iter(_w("sdt")) if _tag(each).startswith(MARK))


def _outside(blocks: list[Element]) -> Iterator[str]:
    """The paragraphs of the form that stand in none of its boxes."""
    for block in blocks:
        for paragraph in block.iter(_w("p")):
            if any(_tag(each).startswith(MARK) for each in paragraph.iterancestors(_w("sdt"))):
                continue
            text = " ".join(_own_words(paragraph).split())
            if text.strip(" .0123456789"):
                yield text[:2_000]


def _own_words(paragraph: Element) -> str:
    """The words of a paragraph without those of the boxes in it."""
    bare = copy.deepcopy(paragraph)
    for each in list(bare.iter(_w("sdt"))):
        if _tag(each).startswith(MARK):
            each.getparent().remove(each)
    return _text(bare)


def _has_content(block: Element) -> bool:
    shown = block.iter(_w("drawing"), _w("object"), _w("pict"), _w("tbl"))
    return bool(_text(block)) or block.tag == _w("tbl") or any(True for _ in shown)


def _without(root: Element, blocks: list[Element]) -> Element:
    """The document without the form; the pages that follow keep their own layout."""
    for each in blocks:
        each.getparent().remove(each)
    for each in _blocks(root):
        if _has_content(each):
            break
        each.getparent().remove(each)
    first = next(iter(_blocks(root)), None)
    breaks = first.iter(_w("pageBreakBefore")) if first is not None else ()
    for each in list(breaks)[:1]:
        each.getparent().remove(each)
    return root


def _write(source: Path, root: Element, target: Path) -> None:
    """The package with another document, and without what says which form it was."""
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in archive.namelist():
            data = archive.read(name)
            if name == DOCUMENT:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif name == PROPERTIES:
                data = _unmarked(data)
            made.writestr(name, data)


def _unmarked(data: bytes) -> bytes:
    root = _parse(data)
    for each in list(root):
        if PROPERTY.fullmatch(each.get("name", "")):
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _formatted(
    source: Path, root: Element, controls: list[Element], folder: Path
) -> dict[int, str]:
    """The HTML of every box of formatted text, by its place among the boxes; one conversion."""
    wanted = {at: each for at, each in enumerate(controls) if _is_rich(each)}
    if not wanted:
        return {}
    word = secrets.token_hex(8)
    body = etree.Element(_w("body"))
    for at, control in wanted.items():
        body.append(_paragraph(f"{word}-{at}-"))
        body.extend(copy.deepcopy(each) for each in _content(control))
    document = etree.Element(_w("document"), nsmap=root.nsmap)
    document.append(body)
    target = folder / "boxes.docx"
    _write(source, document, target)
    with target.open("rb") as file:
        html = mammoth.convert_to_html(
            file, style_map=STYLES, convert_image=_no_picture, ignore_empty_paragraphs=True
        ).value
    parts = re.split(rf"<p>{word}-(\d+)-</p>", html)
    return {int(at): part for at, part in zip(parts[1::2], parts[2::2], strict=True)}


def _no_picture(image: Any) -> list[Any]:
    return []


def _is_rich(control: Element) -> bool:
    properties = control.find(_w("sdtPr"))
    return properties is not None and properties.find(_w("richText")) is not None


def _content(control: Element) -> list[Element]:
    """The blocks in a box, wherever in a table or a paragraph it stands."""
    content = control.find(_w("sdtContent"))
    if content is None:
        return []
    if any(each.tag == _w("tc") for each in content):
        return [each for cell in content.iter(_w("tc")) for each in cell if each.tag != _w("tcPr")]
    if any(each.tag == _w("r") for each in content):
        paragraph = etree.Element(_w("p"))
        paragraph.extend(list(content))
        return [paragraph]
    return list(content)


def _paragraph(words: str) -> Element:
    paragraph = etree.Element(_w("p"))
    run = etree.SubElement(paragraph, _w("r"))
    etree.SubElement(run, _w("t")).text = words
    return paragraph
