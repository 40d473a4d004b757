"""Word: tracked changes, comments, hidden text, fields that fetch."""

import re

from icsgov.press.inside.parts import WORD, Part, is_on, local

CHANGES = (
    "ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange rPrChange pPrChange "
    "sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange"
).split()
TRACKED = frozenset(f"{space} {name}" for space in WORD for name in CHANGES)
WATCHED = frozenset(
    f"{space} {name}"
    for space in WORD
    for name in "p r t vanish pStyle rStyle comment instrText fldChar fldSimple style".split()
)
FETCHES = re.compile(r"\s*(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|IMPORT|DATABASE)\b", re.I)
LONGEST_SAMPLE = 60  # characters of hidden text that are quoted


class WordPart(Part):
    """A part of a Word file: the document, its headers, notes, comments or styles."""

    in_run = in_text = in_instruction = hidden = False
    paragraph_hidden = False
    instruction = ""
    style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in TRACKED:
            self.tally.tracked += 1
        elif name in WATCHED:
            getattr(self, f"_{local(name)}")(attributes)

    def end(self, name: str) -> None:
        if name in WATCHED:
            self.in_text = self.in_instruction = False
            if local(name) == "r":
                self.in_run = False
            elif local(name) == "style":
                self.style = ""

    def text(self, data: str) -> None:
        if self.in_instruction:
            self.instruction += data
        elif self.in_text and (self.hidden or self.paragraph_hidden) and data.strip():
            self.tally.hidden_text = self.tally.hidden_text or data.strip()[:LONGEST_SAMPLE]

    def _p(self, attributes: dict[str, str]) -> None:
        self.paragraph_hidden = False

    def _r(self, attributes: dict[str, str]) -> None:
        self.in_run, self.hidden = True, False

    def _t(self, attributes: dict[str, str]) -> None:
        self.in_text = True

    def _vanish(self, attributes: dict[str, str]) -> None:
        if self.style and is_on(attributes):
            self.tally.hidden_styles.add(self.style)
        elif self.in_run:
            self.hidden = is_on(attributes)

    def _style(self, attributes: dict[str, str]) -> None:
        self.style = _value(attributes, "styleId")

    def _pStyle(self, attributes: dict[str, str]) -> None:
        self.paragraph_hidden = _value(attributes, "val") in self.tally.hidden_styles

    def _rStyle(self, attributes: dict[str, str]) -> None:
        if self.in_run:
            self.hidden |= _value(attributes, "val") in self.tally.hidden_styles

    def _comment(self, attributes: dict[str, str]) -> None:
        self.tally.comments += 1

    def _instrText(self, attributes: dict[str, str]) -> None:
        self.in_instruction = True

    def _fldChar(self, attributes: dict[str, str]) -> None:
        self._field(self.instruction)
        self.instruction = ""

    def _fldSimple(self, attributes: dict[str, str]) -> None:
        self._field(_value(attributes, "instr"))

    def _field(self, instruction: str) -> None:
        self.tally.linked_data |= FETCHES.match(instruction) is not None


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")
