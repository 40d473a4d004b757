"""A Word file with its tracked changes accepted and its comments dropped, made in the cage.

The package was weighed before; what else may not be in it is for the door, through which the copy
goes like any other file.
"""

import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lxml import etree

from icsgov.press.inside.findings import Findings, Refused
from icsgov.press.inside.package import Package
from icsgov.press.limits import Limits

Tell = Callable[[str], None]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CLEAN = "clean.docx"
MENDED = frozenset({"tracked-changes", "comments"})
GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom"))
KEPT = tuple(f"{W}{name}" for name in ("ins", "moveTo"))
MARKS = tuple(
    f"{W}{name}"
    for name in (
        "commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart "
        "moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart "
        "customXmlDelRangeEnd numberingChange rPrChange pPrChange sectPrChange tblPrChange "
        "tblPrExChange tblGridChange trPrChange tcPrChange cellIns cellMerge"
    ).split()
)
COMMENT_PARTS = ("comments", "people")
TYPES = "[Content_Types].xml"


def make(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Write the copy of `job["source"]` into the current folder; how much it took out."""
    findings, source = Findings(), Path(job["source"])
    try:
        Package(source, findings, Limits(**job["limits"])).examine()
    except Refused:
        return {"made": False}
    if any(each.refuses and each.code not in MENDED for each in findings.reasons):
        return {"made": False}
    counted = {"changes": 0, "comments": 0}
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(CLEAN, "w", 8) as made:
        for name in archive.namelist():
            if not _is_comments(name):
                made.writestr(name, _cleaned(name, archive.read(name), counted))
            elif name.rpartition("/")[2] == "comments.xml":
                counted["comments"] = len(_parse(archive.read(name)))
    return {"made": True, **counted, "reasons": [asdict(each) for each in findings.reasons]}


def _is_comments(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    return folder == "word" and last.startswith(COMMENT_PARTS) and last.endswith(".xml")


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _cleaned(name: str, data: bytes, counted: dict[str, int]) -> bytes:
    if name == TYPES or name.endswith(".rels"):
        return _without_comments(data)
    if not (name.startswith("word/") and name.endswith(".xml")):
        return data
    root = _parse(data)
    counted["changes"] += _accept(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_comments(data: bytes) -> bytes:
    """Types and relationships that name no part of comments."""
    root = _parse(data)
    for each in list(root):
        target = each.get("PartName") or each.get("Target") or ""
        if target.rpartition("/")[2].startswith(COMMENT_PARTS) and target.endswith(".xml"):
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _accept(root: Any) -> int:
    """Accept every change in a part; how many there were."""
    count = _drop_rows(root) + _join_paragraphs(root)
    for each in list(root.iter(*GONE)):
        _remove(each)
        count += 1
    for each in list(root.iter(*KEPT)):
        _unwrap(each)
        count += 1
    for each in list(root.iter(*MARKS)):
        _remove(each)
    for reference in list(root.iter(f"{W}commentReference")):
        run = reference.getparent()
        _remove(run if run is not None and run.tag == f"{W}r" else reference)
    return count


def _drop_rows(root: Any) -> int:
    """Rows and cells of tables that were deleted."""
    rows = [each for each in root.iter(f"{W}tr") if each.find(f"{W}trPr/{W}del") is not None]
    cells = [each for each in root.iter(f"{W}tc") if each.find(f"{W}tcPr/{W}cellDel") is not None]
    for each in (*rows, *cells):
        _remove(each)
    return len(rows) + len(cells)


def _join_paragraphs(root: Any) -> int:
    """A paragraph whose end was deleted goes on with the next one."""
    found = [each for each in root.iter(f"{W}p") if each.find(f"{W}pPr/{W}rPr/{W}del") is not None]
    for paragraph in reversed(found):
        _remove(paragraph.find(f"{W}pPr/{W}rPr/{W}del"))
        following = paragraph.getnext()
        if following is not None and following.tag == f"{W}p":
            for child in list(following):
                if child.tag != f"{W}pPr":
                    paragraph.append(child)
            _remove(following)
        elif not any(_stays(each) for each in paragraph):
            _remove(paragraph)
    return len(found)


def _stays(child: Any) -> bool:
    return child.tag not in (*GONE, *MARKS, f"{W}pPr")


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any) -> None:
    """The content of an element in its place; a mark in a property list is just dropped."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)
