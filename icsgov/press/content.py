"""What a page's content stream does, as far as the press must know before it adds to it."""

import re
from dataclasses import dataclass

# Strings, comments and inline pictures are passed over; of the rest only these operators count.
# Parentheses nest in PDF strings; three levels cover what programs write.
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)"
_TOKENS = re.compile(
    rb"[^(<%A-Za-z'\"/]++"
    rb"|(?P<layer>/OC(?=[\s/<]))"
    rb"|" + _STRING + rb"|<[0-9A-Fa-f\s]*+>|%[^\r\n]*+|/[^\s\[\]<>(){}/%]*+"
    rb"|(?P<inline>BI(?=[\s/]).*?\sEI(?=[\s\]>]|$))"
    rb"|(?P<op>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
    rb"|.",
    re.DOTALL,
)
_OPENS = {b"BMC", b"BDC"}
_SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
_PAINTS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do"}
_MARKED = re.compile(rb"/MCID\b")


@dataclass(frozen=True, slots=True)
class Content:
    """One page's content: how it leaves the graphics state, and how it is tagged.

    ``unopened`` counts Q without q, ``unclosed`` the q without Q; ``open_marks`` the marked
    content that does not end. ``balanced`` tells whether marked content begins and ends in
    order, ``numbered`` whether any of it belongs to a structure, ``loose_text`` and
    ``loose_paint`` whether anything is shown outside all of it.
    """

    unopened: int
    unclosed: int
    balanced: bool
    open_marks: int
    numbered: bool
    text: bool
    loose_text: bool
    loose_paint: bool


def scan(data: bytes) -> Content:
    """Read one page's decoded content."""
    depth = lowest = 0
    marks: list[bool] = []  # of each open sequence, whether its content counts as tagged
    balanced, layer = True, False
    text = loose_text = loose_paint = False
    for token in _TOKENS.finditer(data):
        kind = token.lastgroup
        if kind is None:
            continue
        op = token.group()
        if kind == "layer":
            layer = True
        elif op == b"q":
            depth += 1
        elif op == b"Q":
            depth -= 1
            lowest = min(lowest, depth)
        elif op in _OPENS:
            marks.append(not layer or any(marks[-1:]))
            layer = False
        elif op == b"EMC":
            balanced = balanced and bool(marks)
            del marks[-1:]
        elif op in _SHOWS_TEXT:
            text = True
            loose_text = loose_text or not any(marks[-1:])
        elif op in _PAINTS or kind == "inline":
            loose_paint = loose_paint or not any(marks[-1:])
    return Content(
        unopened=-lowest,
        unclosed=depth - lowest,
        balanced=balanced and not marks,
        open_marks=len(marks),
        numbered=bool(_MARKED.search(data)),
        text=text,
        loose_text=loose_text,
        loose_paint=loose_paint,
    )
