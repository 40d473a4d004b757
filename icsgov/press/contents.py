"""What a reader finds their way by: page labels, outline, names; and the pack's own metadata."""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from pikepdf import String

from icsgov.press.binder import Binder, refs, text

PRODUCER = "icsgov"
LEAF = 200  # names in one leaf of a name tree


@dataclass(slots=True)
class Line:
    """One line of the outline: where it leads, as an explicit destination, and what is under it."""

    title: str
    place: bytes
    under: list["Line"] = field(default_factory=list)


def add_outline(binder: Binder, root: int, lines: Sequence[Line]) -> None:
    """Add the outline: its first level open, everything below closed."""
    numbers = _add_lines(binder, root, lines, closed=False)
    shown = len(lines) + sum(len(line.under) for line in lines)
    ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
    binder.add(root, b"<</Type/Outlines%s/Count %d>>" % (ends, shown))


def _add_lines(binder: Binder, above: int, lines: Sequence[Line], closed: bool) -> list[int]:
    numbers = [binder.take() for _ in lines]
    for at, (number, line) in enumerate(zip(numbers, lines, strict=True)):
        below = _add_lines(binder, number, line.under, closed=True)
        value = b"<</Title%s/Parent %d 0 R/Dest%s" % (text(line.title), above, line.place)
        if at:
            value += b"/Prev %d 0 R" % numbers[at - 1]
        if at + 1 < len(numbers):
            value += b"/Next %d 0 R" % numbers[at + 1]
        if below:
            count = -len(below) if closed else len(below)
            value += b"/First %d 0 R/Last %d 0 R/Count %d" % (below[0], below[-1], count)
        binder.add(number, value + b">>")
    return numbers


def add_names(binder: Binder, names: dict[str, bytes]) -> int:
    """Add a name tree of destinations; returns its root's number."""
    ordered = [(text(name), place) for _, name, place in sorted(_by_bytes(names))]
    leaves = []
    for start in range(0, len(ordered), LEAF):
        leaf = ordered[start : start + LEAF]
        pairs = b" ".join(name + place for name, place in leaf)
        limits = leaf[0][0] + leaf[-1][0]
        leaves.append(binder.add(binder.take(), b"<</Limits[%s]/Names[%s]>>" % (limits, pairs)))
    return binder.add(binder.take(), b"<</Kids[%s]>>" % refs(leaves))


def _by_bytes(names: dict[str, bytes]) -> Iterable[tuple[bytes, str, bytes]]:
    """The names with the bytes that a viewer compares when it looks one up."""
    return ((bytes(String(name)), name, place) for name, place in names.items())


def page_labels(labels: Sequence[str]) -> bytes:
    """The number tree that gives each page its label; runs that count on share one entry."""
    entries, run = [], None
    for index, label in enumerate(labels):
        prefix, kind, start = _split(label)
        if run != (prefix, kind, start):
            entries.append(b"%d<<%s%s/St %d>>" % (index, _prefix(prefix), kind, start))
        run = (prefix, kind, start + 1)
    return b"<</Nums[%s]>>" % b"".join(entries)


def _prefix(prefix: str) -> bytes:
    return b"/P" + text(prefix) if prefix else b""


def _split(label: str) -> tuple[str, bytes, int]:
    """A label's fixed part and its count: "P2-14" counts in numbers, "35A" in letters.

    Viewers disagree on what follows Z, so a label with more letters is all fixed part.
    """
    stem = label.rstrip(string.ascii_uppercase)
    letters = label[len(stem) :]
    if stem and len(letters) == 1:
        return stem, b"/S/A", from_letters(letters)
    digits = label[len(label.rstrip(string.digits)) :]
    if not digits or digits.startswith("0"):
        return label, b"", 1
    return label[: -len(digits)], b"/S/D", int(digits)


def counted_from(first: str, index: int) -> str:
    """The label so many pages after the first of its series: 35A, 35B; or P2-1, P2-2."""
    stem = first.rstrip(string.ascii_uppercase)
    if stem != first:
        return stem + to_letters(from_letters(first[len(stem) :]) + index)
    prefix = first.rstrip(string.digits)
    return prefix + str(int(first[len(prefix) :] or 1) + index)


def to_letters(count: int) -> str:
    """The letters for a count from 1: A to Z, then AA, AB and so on."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def from_letters(letters: str) -> int:
    """The count from 1 that these letters stand for."""
    count = 0
    for letter in letters:
        count = 26 * count + ord(letter) - ord("A") + 1
    return count


def info(title: str, created: datetime) -> bytes:
    """The document information dictionary: title, maker and date, nobody's name."""
    when = created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ").encode()
    return b"<</Title%s/Producer%s/CreationDate(%s)/ModDate(%s)>>" % (
        text(title),
        text(PRODUCER),
        when,
        when,
    )


def metadata(title: str, lang: str, created: datetime, ua: bool) -> bytes:
    """The XMP packet: the same facts, and the claim to PDF/UA-1 where it is earned."""
    when = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    claim = "<pdfuaid:part>1</pdfuaid:part>" if ua else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
""".encode()
