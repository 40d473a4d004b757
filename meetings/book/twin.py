"""The web text of a paper as a page of the book: names on its passages, printed page numbers in
its margin, and the reader's marks. Works on the HTML that the record draws; knows no model.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from lxml import html as markup
from lxml.html import HtmlElement

from meetings.anchoring import Anchor, Place, Squeezed, find, squeeze

# What is read as words of the paper, and what only helps to find one's way.
SILENT = frozenset(
    "app-permalink nhsuk-u-visually-hidden app-note-ref app-file app-pdf-link".split()
)
PASSAGES = frozenset("p li h2 h3 h4 caption blockquote tr dt dd".split())
BEGINNING = 48  # letters by which the beginning of a printed page is found
SHORTEST = 12


@dataclass(frozen=True)
class Mark:
    """A reader's mark on a stretch of the text; `number` stands beside it and in the margin."""

    key: str
    place: Place
    label: str
    has_words: bool


@dataclass(frozen=True)
class Break:
    """Where a printed page begins."""

    at: int
    label: str


@dataclass
class _Piece:
    """A run of text: what holds it, whether after that element, and its first letter's place."""

    owner: HtmlElement
    is_tail: bool
    text: str
    start: int = 0
    squeezed: Squeezed | None = None


class Twin:
    """One paper's HTML, opened to be marked."""

    def __init__(self, html: str) -> None:
        self.root = markup.fragment_fromstring(html, create_parent="div")
        self._pieces = [piece for piece in _pieces(self.root) if piece.text]
        at = 0
        for piece in self._pieces:
            piece.squeezed = squeeze(piece.text)
            piece.start = at
            at += len(piece.squeezed.text)

    @cached_property
    def text(self) -> str:
        """All words without their spaces, as anchoring counts them."""
        return "".join(piece.squeezed.text for piece in self._pieces if piece.squeezed)

    def breaks(self, pages: Sequence[tuple[str, str]]) -> list[Break]:
        """Where the printed pages begin, given their labels and words; the first stands on top.

        A page whose beginning is not found (a table that runs on, say) is left out.
        """
        found, after = [], 0
        for number, (label, words) in enumerate(pages):
            at = 0 if number == 0 else _beginning(squeeze(words).text, self.text, after)
            if at is not None:
                found.append(Break(at, label))
                after = at + 1
        return found

    def name_passages(self) -> None:
        """Give every passage that has no name one to link to: section.p1, section.p2 …"""
        counts: dict[str, int] = defaultdict(int)
        for element in self.root.iter(*PASSAGES):
            if element.get("id"):
                continue
            section = next((above.get("id") for above in element.iterancestors("section")), "")
            counts[section or "text"] += 1
            element.set("id", f"{section or 'text'}.p{counts[section or 'text']}")

    def draw(self, breaks: Iterable[Break], marks: Iterable[Mark]) -> str:
        """The HTML with page numbers and marks put in."""
        events: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for each in breaks:
            at = self._piece_at(each.at)
            if at is not None:
                local = self._offset(at, each.at)
                events[at].append((local, local, _leaf(each.label)))
        cuts: dict[int, list[tuple[int, int, Mark, bool]]] = defaultdict(list)
        for mark in marks:
            for at, start, end, last in self._stretch(mark.place):
                cuts[at].append((start, end, mark, last))
        for at in sorted({*events, *cuts}, reverse=True):
            _put(self._pieces[at], events.get(at, []), cuts.get(at, []))
        inner = "".join(markup.tostring(child, encoding="unicode") for child in self.root)
        return escape(self.root.text or "", quote=False) + inner

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self._pieces]

    def _piece_at(self, letter: int) -> int | None:
        """The run of text that holds a letter."""
        if not self._pieces or letter >= len(self.text):
            return None
        return bisect_right(self._starts, letter) - 1

    def _offset(self, at: int, letter: int) -> int:
        piece = self._pieces[at]
        assert piece.squeezed is not None
        return piece.squeezed.at[letter - piece.start]

    def _stretch(self, place: Place) -> Iterator[tuple[int, int, int, bool]]:
        """The runs that a place covers, each from one character up to another."""
        for at, piece in enumerate(self._pieces):
            assert piece.squeezed is not None
            after = piece.start + len(piece.squeezed.text)
            first, last = max(place.start, piece.start), min(place.end, after)
            if first < last:
                goes_on = place.start < piece.start  # from before: spaces at the start are within
                start = 0 if goes_on else piece.squeezed.at[first - piece.start]
                end = piece.squeezed.at[last - 1 - piece.start] + 1
                whole = last < place.end  # it goes on behind: spaces at the end are within it
                yield at, start, len(piece.text) if whole else end, not whole


def _pieces(element: HtmlElement) -> Iterator[_Piece]:
    """The runs of text in reading order, without those that only help to find one's way."""
    if element.text:
        yield _Piece(element, False, element.text)
    for child in element:
        if isinstance(child.tag, str) and not SILENT & set((child.get("class") or "").split()):
            yield from _pieces(child)
        if child.tail:
            yield _Piece(child, True, child.tail)


def _beginning(page: str, text: str, after: int) -> int | None:
    """Where the words at the top of a page stand in the text, behind the page before."""
    for skipped in (0, 8, 24):
        for length in (BEGINNING, BEGINNING // 2, SHORTEST):
            wanted = page[skipped : skipped + length]
            if len(wanted) >= SHORTEST:
                at = text.find(wanted, after)
                if at >= 0:
                    return max(after, at - skipped)
    place = find(Anchor(page[:BEGINNING], start=after), text[after:])
    return place.start + after if place else None


def _leaf(label: str) -> str:
    safe = escape(label)
    return (
        f'<span class="app-leaf" id="page-{safe}"><span class="nhsuk-u-visually-hidden">'
        f'Printed page </span><span class="app-leaf__number">{safe}</span></span>'
    )


def _put(
    piece: _Piece,
    leaves: Sequence[tuple[int, int, str]],
    marks: Sequence[tuple[int, int, Mark, bool]],
) -> None:
    """Write the run of text anew, with what stands in it."""
    points = sorted(
        {0, len(piece.text), *(at for at, _, _ in leaves)}
        | {side for start, end, _, _ in marks for side in (start, end)}
    )
    made = []
    for start, end in zip(points, [*points[1:], len(piece.text)], strict=True):
        made += [leaf for at, _, leaf in leaves if at == start]
        made += [_opened(piece.text[start:end], start, end, marks)]
    # The parser would drop spaces at the very start: a letter stands before them meanwhile.
    fragment = markup.fragment_fromstring("x" + "".join(made), create_parent="div")
    fragment.text = fragment.text[1:]
    _replace(piece, fragment)


def _opened(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Mark, bool]]) -> str:
    """A stretch of text within all marks that cover it; the last of a mark ends with its number."""
    html, numbers = escape(text, quote=False), ""
    for first, last, mark, ends in marks:
        if first <= start and end <= last and start < end:
            html = f'<mark class="app-mark" data-note="{mark.key}">{html}</mark>'
            numbers += _number(mark) if ends and end == last and mark.has_words else ""
    return html + numbers


def _number(mark: Mark) -> str:
    return (
        f'<sup class="app-note-ref"><a href="#note-{mark.key}">'
        f'<span class="nhsuk-u-visually-hidden">My note </span>{escape(mark.label)}</a></sup>'
    )


def _replace(piece: _Piece, fragment: HtmlElement) -> None:
    children = list(fragment)
    if piece.is_tail:
        piece.owner.tail = fragment.text
        parent = piece.owner.getparent()
        at = parent.index(piece.owner) + 1
    else:
        piece.owner.text = fragment.text
        parent, at = piece.owner, 0
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
