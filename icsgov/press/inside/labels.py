"""The numbers that Word prints before paragraphs but keeps out of their text."""

import re
import zipfile
from collections import defaultdict
from string import ascii_lowercase
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 1.01, 3.4, 3.04a: a number of the record. A lone 1. or (a) is a list, unless it is a heading's.
OF_RECORD = re.compile(r"\d+(\.\d+)+[a-z]?\.?")
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """The lists of a Word file, counted as Word counts them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.families: dict[str, str] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        self.headings: set[str] = set()
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        names = set(archive.namelist())
        if "word/numbering.xml" in names:
            self._read_lists(_parsed(archive.read("word/numbering.xml")))
        if "word/styles.xml" in names:
            self._read_styles(_parsed(archive.read("word/styles.xml")))

    def _read_lists(self, root: Any) -> None:
        abstract = {}
        for family in root.iter(f"{W}abstractNum"):
            abstract[_get(family, "abstractNumId")] = {
                int(_get(level, "ilvl") or 0): (
                    _val(level, "numFmt") or "decimal",
                    _val(level, "lvlText"),
                    int(_val(level, "start") or 1),
                )
                for level in family.iter(f"{W}lvl")
            }
        for number in root.iter(f"{W}num"):
            name, family = _get(number, "numId"), _val(number, "abstractNumId")
            self.levels[name] = abstract.get(family, {})
            own = number.find(f"{W}lvlOverride/{W}startOverride") is not None
            self.families[name] = f"{family}/{name}" if own else family

    def _read_styles(self, root: Any) -> None:
        for style in root.iter(f"{W}style"):
            name = _get(style, "styleId")
            listed = style.find(f"{W}pPr/{W}numPr")
            if listed is not None:
                self.styles[name] = (_val(listed, "numId"), int(_val(listed, "ilvl") or 0))
            if style.find(f"{W}pPr/{W}outlineLvl") is not None:
                self.headings.add(name)

    def print_labels(self, body: Any) -> None:
        """Write the numbers of the record into the text, as if they had been typed."""
        for paragraph in body.iter(f"{W}p"):
            style = _val(paragraph.find(f"{W}pPr"), "pStyle")
            label = self._label(paragraph, style)
            if OF_RECORD.fullmatch(label) or (label and style in self.headings):
                _type(paragraph, label)

    def _label(self, paragraph: Any, style: str) -> str:
        listed = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = self.styles.get(style, ("", 0))
        if listed is not None:
            number = _val(listed, "numId") or number
            level = int(_val(listed, "ilvl") or level)
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        return self._count(self.families[number], level, levels)

    def _count(self, family: str, level: int, levels: dict[int, tuple[str, str, int]]) -> str:
        """The next label of a level; deeper ones begin anew."""
        counters = self.counters[family]
        counters[level] = counters.get(level, levels[level][2] - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = levels.get(at, ("decimal", "", 1))
            return _written(counters.get(at, own[2]), own[0])

        return re.sub(r"%(\d)", shown, text)


def _written(number: int, form: str) -> str:
    """A number in one of Word's forms."""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter"):
        letter = ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        made, left = "", number
        for value, sign in ROMAN:
            made += sign * (left // value)
            left %= value
        return made.upper() if form == "upperRoman" else made
    return str(number)


def _type(paragraph: Any, label: str) -> None:
    """Put the label before the first words and take the paragraph off its list."""
    from lxml.etree import Element, SubElement

    properties = paragraph.find(f"{W}pPr")
    for listed in properties.findall(f"{W}numPr"):
        properties.remove(listed)
    run = Element(f"{W}r")
    text = SubElement(run, f"{W}t")
    text.text = f"{label} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties.addnext(run)


def _parsed(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _get(element: Any, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _val(parent: Any, name: str) -> str:
    """The value of a child; "" where there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return _get(found, "val") if found is not None else ""
