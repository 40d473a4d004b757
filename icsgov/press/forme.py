"""Formes: pieces made ready for the binder, once, so that binding a pack is copying.

A printer locks the type of a page into a forme and prints from it as often as is needed. Here a
piece is read once by qpdf: its pages are reduced to what may be published, its links resolved,
its structure tidied, its margins measured. The result is kept as the objects' own text with the
object numbers left open, so that the binder only adds an offset to each of them. Whatever a
source file held beyond that was never copied.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from icsgov.press import conformance
from icsgov.press.sheets import Sheet
from icsgov.press.stamps import Plan, Spot

# Objects that all formes share, by the numbers that they have in every pack. The stamp's font
# takes four.
CATALOG, PAGES, OPENING, STRUCTURE, DOCUMENT, OUTLINES, INFO, METADATA, FONT = range(1, 10)
SHARED = FONT + 3
LENGTH = 8  # bytes that tell how long a dumped forme's head is
OPENED = re.compile(rb"(?<![\w.])%d 0 R" % OPENING)
# qpdf writes every parenthesis within a string with a backslash, so strings are passed over.
_HOLES = re.compile(
    rb"\(icsid:(?P<id>\d++)\)|\((?:[^()\\]|\\.)*+\)|(?<![\w.])(?P<ref>\d++) 0 R", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Template:
    """The text of objects with holes: each hole takes one of ``numbers`` plus an offset."""

    text: bytes
    numbers: list[int]

    def at(self, offset: int) -> bytes:
        """The text with every number moved by the offset."""
        return self.text % tuple([number + offset for number in self.numbers])


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a forme. ``closing`` ends what the page's own content leaves open."""

    number: int
    stamp: int
    closing: str
    resource: str
    sheet: Sheet
    plan: Plan


@dataclass(frozen=True, slots=True)
class CrossLink:
    """A link to another piece: the numbers kept for its destination and its description."""

    destination: int
    words: int
    key: str
    anchor: str
    page: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline that the file itself has."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object: its dictionary without the length, and where its bytes are."""

    number: int
    head: Template
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Forme:
    """One piece, ready to be bound. All numbers are its own, from 1 to ``size``."""

    size: int
    part: int
    node: int
    objects: list[int]
    text: Template
    streams: list[Stream]
    pages: list[Page]
    tops: list[int]
    parents: list[tuple[int, int]]
    ids: list[int]
    anchors: dict[str, tuple[int, float, float]]
    links: list[CrossLink]
    bookmarks: list[Bookmark]
    problems: list[tuple[int | None, str]]
    left_out: list[int]
    tagged: bool
    covered: bool
    version: str
    kept: bytes | Path = field(repr=False)

    @property
    def opens(self) -> bool:
        """Whether any of its pages begins with the stream that all share."""
        return OPENED.search(self.text.text) is not None

    def data(self) -> bytes:
        """The bytes of its streams, one after the other; read anew where they are in a file."""
        if isinstance(self.kept, bytes):
            return self.kept
        with self.kept.open("rb") as file:
            file.seek(LENGTH + int.from_bytes(file.read(LENGTH), "big"))
            return file.read()

    def dump(self) -> bytes:
        """The forme as bytes, for the cache."""
        plain = {key: value for key, value in _plain(self).items() if key != "kept"}
        head = json.dumps(plain, separators=(",", ":")).encode()
        return len(head).to_bytes(LENGTH, "big") + head + self.data()


def load(path: Path) -> Forme:
    """The forme that was dumped into this file; its streams stay there until they are asked for."""
    with path.open("rb") as file:
        plain = json.loads(file.read(int.from_bytes(file.read(LENGTH), "big")))
    plain["text"] = _template(plain["text"])
    plain["streams"] = [
        Stream(number, _template(head), start, size)
        for number, head, start, size in plain["streams"]
    ]
    plain["pages"] = [_page(page) for page in plain["pages"]]
    plain["links"] = [CrossLink(*link) for link in plain["links"]]
    plain["bookmarks"] = [Bookmark(*mark) for mark in plain["bookmarks"]]
    for name in ("parents", "problems"):
        plain[name] = [tuple(pair) for pair in plain[name]]
    plain["anchors"] = {name: tuple(place) for name, place in plain["anchors"].items()}
    return Forme(**plain, kept=path)


def _plain(forme: Forme) -> dict[str, Any]:
    plain = {name: getattr(forme, name) for name in forme.__slots__}
    plain["text"] = _pair(forme.text)
    plain["streams"] = [
        (each.number, _pair(each.head), each.start, each.length) for each in forme.streams
    ]
    plain["pages"] = [asdict(page) for page in forme.pages]
    plain["links"] = [list(asdict(link).values()) for link in forme.links]
    plain["bookmarks"] = [list(asdict(mark).values()) for mark in forme.bookmarks]
    return plain


def _pair(template: Template) -> tuple[str, list[int]]:
    return template.text.decode("latin-1"), template.numbers


def _template(pair: list[Any]) -> Template:
    return Template(pair[0].encode("latin-1"), pair[1])


def _page(plain: dict[str, Any]) -> Page:
    plan = plain.pop("plan")
    mark = Spot(**plan["mark"]) if plan["mark"] else None
    spot = Spot(**plan["stamp"])
    plain["sheet"] = Sheet(**plain["sheet"])
    return Page(**plain, plan=Plan(spot, mark, plan["below"], plan["above"]))


def freeze(
    ready: pikepdf.Pdf,
    known: list[dict[str, Any]],
    crossings: list[tuple[str, str, int]],
    problems: list[tuple[int | None, str]],
    facts: dict[str, Any],
) -> Forme:
    """Turn a cleaned file, saved and opened again, into a forme.

    Its catalog holds under /ICS what was noted while cleaning: placeholders of what the binder
    makes, and the structure's tops, parents and IDs. The catalog's own number becomes that of the
    piece's Part, the page tree's that of its node in the pack's page tree.
    """
    notes, root = ready.Root.ICS, ready.Root
    parents = sorted((_number(owner), _number(value)) for owner, value in notes.Parents)
    held = [root, notes.Font, notes.Opening, *notes.Stamps, *notes.Held]
    freezing = _Freezing(
        shared={_number(notes.Font): FONT, _number(notes.Opening): OPENING},
        owners={owner for owner, _ in parents},
        held={_number(each) for each in held},
        part=_number(root),
        node=_number(root.Pages),
    )
    for each in ready.objects:
        if each is not None and _number(each) not in freezing.held:
            freezing.add(each)
    pages = [
        Page(number=_number(page.obj), stamp=_number(stamp), **rest)
        for page, stamp, rest in zip(ready.pages, notes.Stamps, known, strict=True)
    ]
    return Forme(
        size=len(ready.objects),
        part=freezing.part,
        node=freezing.node,
        objects=freezing.objects,
        text=Template(b"\0".join(freezing.texts), freezing.numbers),
        streams=freezing.streams,
        pages=pages,
        tops=[_number(top) for top in notes.Tops],
        parents=parents,
        ids=[_number(element) for element in notes.IDs],
        links=_cross_links(notes.Held, crossings),
        problems=[*problems, *((None, each) for each in sorted(freezing.problems))],
        kept=b"".join(freezing.data),
        **facts,
    )


def _cross_links(held: Any, crossings: list[tuple[str, str, int]]) -> list[CrossLink]:
    """Each crossing link with the two numbers held for it."""
    kept = [_number(each) for each in held]
    return [
        CrossLink(destination, words, key, anchor, page)
        for destination, words, (key, anchor, page) in zip(
            kept[::2], kept[1::2], crossings, strict=True
        )
    ]


class _Freezing:
    """Collects the text of objects and the bytes of streams."""

    def __init__(
        self, shared: dict[int, int], owners: set[int], held: set[int], part: int, node: int
    ) -> None:
        self.shared = shared
        self.owners = owners
        self.held = held
        self.part = part
        self.node = node
        self.objects: list[int] = []
        self.texts: list[bytes] = []
        self.numbers: list[int] = []
        self.streams: list[Stream] = []
        self.data: list[bytes] = []
        self.start = 0
        self.problems: set[str] = set()

    def add(self, each: pikepdf.Object) -> None:
        """Take in one object of the file."""
        number = _number(each)
        if isinstance(each, pikepdf.Stream):
            self._add_stream(number, each)
            return
        text, numbers = self._template(number, each)
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Font:
            self.problems |= {problem for problem in [conformance.of_font(each)] if problem}
        if number == self.node:
            text = text[:-2] + b"/Parent %d 0 R>>" % PAGES
        self.objects.append(number)
        self.texts.append(text)
        self.numbers += numbers

    def _add_stream(self, number: int, stream: pikepdf.Stream) -> None:
        data = stream.read_raw_bytes()
        head = Dictionary(stream.stream_dict)
        for key in {"/Length", "/StructParents", "/StructParent"} & set(head.keys()):
            del head[key]
        text, numbers = self._template(number, head)
        self.streams.append(Stream(number, Template(text, numbers), self.start, len(data)))
        self.data.append(data)
        self.start += len(data)

    def _template(self, number: int, each: pikepdf.Object) -> tuple[bytes, list[int]]:
        """The object's text, its references opened; its parent tree key is its own number."""
        numbers: list[int] = []

        def opened(match: re.Match[bytes]) -> bytes:
            if match["id"]:
                numbers.append(self.part)
                return b"(%d-" + match["id"] + b")"
            if not match["ref"]:
                return match[0]
            target = int(match["ref"])
            if target in self.shared:
                return b"%d 0 R" % self.shared[target]
            numbers.append(target)
            return b"%d 0 R"

        text = each.unparse(resolved=True).replace(b"%", b"%%")
        text = _HOLES.sub(opened, text)
        if number in self.owners:
            link = isinstance(each, Dictionary) and each.get("/Subtype") == Name.Link
            key = b"/StructParent" if link else b"/StructParents"
            text = text[:-2] + key + b" %d>>"
            numbers.append(number)
        return text, numbers


def _number(each: Any) -> int:
    return each.objgen[0]
