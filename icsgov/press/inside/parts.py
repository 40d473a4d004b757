"""Reading the XML parts of an Office file: no DTD, no entity, bounded depth and number.

expat, because it never fetches and stops at the first malformed byte.
"""

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from icsgov.press.inside.findings import Findings
from icsgov.press.limits import Limits

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
OFF = {"0", "false", "off"}


@dataclass
class Tally:
    """What the parts of one package hold, counted."""

    elements: int = 0
    tracked: int = 0
    comments: int = 0
    media: int = 0
    hidden_text: str = ""
    hidden_styles: set[str] = field(default_factory=set)
    hidden_slides: list[str] = field(default_factory=list)  # part names
    noted_slides: int = 0
    hidden_sheets: list[str] = field(default_factory=list)  # as their tabs say
    sheets_with_hidden_cells: int = 0
    cell_notes: int = 0
    slides: list[str] = field(default_factory=list)  # relationship ids, in order
    targets: dict[tuple[str, str], str] = field(default_factory=dict)  # (part, id): target
    linked_data: bool = False
    template: bool = False


class Part:
    """One XML part, read element by element. Subclasses look at what they care for."""

    def __init__(self, name: str, tally: Tally, findings: Findings, limits: Limits) -> None:
        self.name = name
        self.tally = tally
        self.findings = findings
        self.limits = limits
        self.depth = 0

    def read(self, data: bytes) -> None:
        """Read the whole part; anything malformed refuses the file."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError):
            self.findings.stop("bad-archive", self.name, detail="a part is not well-formed")
        self.done()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; names are "namespace local"."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters between tags."""

    def done(self) -> None:
        """The part has been read to its end."""

    def _doctype(self, *_: Any) -> None:
        self.findings.stop("entities", self.name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tally.elements += 1
        if self.depth > self.limits.xml_depth or self.tally.elements > self.limits.xml_elements:
            self.findings.stop("too-complex", self.name)
        self.start(name, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.end(name)


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def is_on(attributes: dict[str, str], name: str = "val") -> bool:
    """Whether a switch element such as <w:vanish w:val="0"/> is on; without a value it is."""
    values = [value for key, value in attributes.items() if local(key) == name]
    return not values or values[0].lower() not in OFF
