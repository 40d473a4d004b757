"""What a page's content stream does, as far as the press must know before it adds to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Strings, comments and inline pictures are passed over; of the rest only these operators count.
# Parentheses nest in PDF strings; three levels cover what programs write.
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)"
_STRING_END = re.compile(rb"(?<!\\)(?:\\\\)*+\)")
_INLINE = rb"|(?P<inline>BI(?=[\s/]).*?\sEI(?=[\s\]>]|$))"
_INLINE_END = re.compile(rb"\sEI(?=[\s\]>]|$)")


def _pattern(strings: bytes, inline: bytes) -> re.Pattern[bytes]:
    return re.compile(
        rb"[^(<%A-Za-z'\"/]++|(?P<layer>/OC(?=[\s/<]))"
        rb"|<[0-9A-Fa-f\s]*+>|%[^\r\n]*+|/[^\s\[\]<>(){}/%]*+"
        + strings
        + inline
        + rb"|(?P<op>[A-Za-z'\"][A-Za-z0-9*'\"]*+)|.",
        re.DOTALL,
    )


_PATTERNS = {  # by what may still come: the end of a string, the end of a picture
    (True, True): _pattern(rb"|" + _STRING, _INLINE),
    (True, False): _pattern(rb"|" + _STRING, b""),
    (False, True): _pattern(b"", _INLINE),
    (False, False): _pattern(b"", b""),
}
_OPENS = {b"BMC", b"BDC"}
_SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
_BEGINS_PATH = {b"m", b"re"}
_PAINTS_PATH = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
_PAINTS = {b"sh", b"Do"}
_MARKED = re.compile(rb"/MCID\b")


@dataclass(frozen=True, slots=True)
class Content:
    """One page's content: how it leaves the graphics state, and how it is tagged.

    ``unopened`` counts Q without q, ``unclosed`` the q without Q; ``open_marks`` the marked
    content that does not end. ``balanced`` tells whether marked content begins and ends in
    order, ``numbered`` whether any of it belongs to a structure. Of what is shown outside all
    of it, ``loose_text`` and ``loose_paint`` tell of text and pictures; ``lines`` are where lines
    and areas are drawn, as starts and ends.
    """

    unopened: int
    unclosed: int
    balanced: bool
    open_marks: int
    numbered: bool
    text: bool
    loose_text: bool
    loose_paint: bool
    lines: tuple[tuple[int, int], ...]


def scan(data: bytes) -> Content:
    """Read one page's decoded content."""
    scanning = _Scanning()
    for token in _tokens(data):
        kind = token.lastgroup
        if kind == "op":
            scanning.operator(token.group(), token.end())
        elif kind == "layer":
            scanning.layer = True
        elif kind == "inline":
            scanning.loose_paint |= not scanning.tagged
            scanning.last = token.end()
    return Content(
        unopened=-scanning.lowest,
        unclosed=scanning.depth - scanning.lowest,
        balanced=scanning.balanced and not scanning.marks,
        open_marks=len(scanning.marks),
        numbered=bool(_MARKED.search(data)),
        text=scanning.text,
        loose_text=scanning.loose_text,
        loose_paint=scanning.loose_paint,
        lines=tuple(scanning.lines),
    )


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """The content's tokens. Strings and pictures are looked for only before the last end of one:
    a content of nothing but beginnings would take for ever."""
    strings = max((match.end() for match in _STRING_END.finditer(data)), default=0)
    inline = max((match.end() for match in _INLINE_END.finditer(data)), default=0)
    at = 0
    for cut in sorted({strings, inline, len(data)}):
        for token in _PATTERNS[at < strings, at < inline].finditer(data, at):
            if token.start() >= cut:
                break
            at = token.end()
            yield token


def mark_decoration(data: bytes, lines: Iterable[tuple[int, int]]) -> bytes:
    """The content with these parts marked as decoration."""
    pieces, last = [], 0
    for start, end in lines:
        pieces += [data[last:start], b" /Artifact BMC ", data[start:end], b" EMC "]
        last = end
    return b"".join([*pieces, data[last:]])


class _Scanning:
    """What is known so far of a content that is being read."""

    def __init__(self) -> None:
        self.depth = self.lowest = 0
        self.marks: list[bool] = []  # of each open sequence, whether its content counts as tagged
        self.balanced, self.layer = True, False
        self.text = self.loose_text = self.loose_paint = False
        self.lines: list[tuple[int, int]] = []
        self.path: int | None = None  # where the path now being built begins
        self.last = 0  # where the last operator ended

    @property
    def tagged(self) -> bool:
        return bool(self.marks) and self.marks[-1]

    def operator(self, op: bytes, end: int) -> None:
        """Take note of one operator, which ends here."""
        if op in (b"q", b"Q"):
            self.depth += 1 if op == b"q" else -1
            self.lowest = min(self.lowest, self.depth)
        elif op in _OPENS:
            self.marks.append(not self.layer or self.tagged)
            self.layer = False
        elif op == b"EMC":
            self.balanced = self.balanced and bool(self.marks)
            del self.marks[-1:]
        elif op in _BEGINS_PATH:
            self.path = self.last if self.path is None else self.path
        elif op == b"n":
            self.path = None
        else:
            self._shows(op, end)
        self.last = end

    def _shows(self, op: bytes, end: int) -> None:
        if op in _SHOWS_TEXT:
            self.text = True
            self.loose_text |= not self.tagged
        elif op in _PAINTS:
            self.loose_paint |= not self.tagged
        elif op in _PAINTS_PATH:
            if self.path is not None and not self.tagged:
                self.lines.append((self.path, end))
            self.path = None
