"""Outlook messages for tests, written by the published formats and by no library that reads them.

[MS-CFB] says how a compound file holds folders and streams: a header, sectors of 512 bytes, a
table of which sector follows which (FAT), a directory whose entries are a tree, and a small FAT
for streams of less than 4,096 bytes. [MS-OXMSG] says which folders and streams make a message.
"""

import struct
from dataclasses import dataclass, field
from typing import Final

SECTOR: Final = 512
MINI: Final = 64
CUTOFF: Final = 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NOTHING = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
BY_VALUE, EMBEDDED = 1, 5  # PidTagAttachMethod
UNICODE, BINARY, LONG, OBJECT = 0x001F, 0x0102, 0x0003, 0x000D


@dataclass
class Entry:
    """A folder or a stream of the compound file."""

    name: str
    kind: int
    data: bytes = b""
    kids: list["Entry"] = field(default_factory=list)
    id: int = 0
    start: int = END

    @property
    def order(self) -> tuple[int, str]:
        """How [MS-CFB] 2.6.4 sorts names: the shorter first, then by letters in capitals."""
        return len(self.name.encode("utf-16-le")), self.name.upper()


def _numbered(root: Entry) -> list[Entry]:
    found: list[Entry] = []

    def visit(entry: Entry) -> None:
        entry.id = len(found)
        found.append(entry)
        for kid in entry.kids:
            visit(kid)

    visit(root)
    return found


def _tree(kids: list[Entry], links: dict[int, tuple[int, int]]) -> int:
    """Siblings as a balanced tree; the number of its top."""
    if not kids:
        return NOTHING
    ordered = sorted(kids, key=lambda each: each.order)
    at = len(ordered) // 2
    links[ordered[at].id] = (_tree(ordered[:at], links), _tree(ordered[at + 1 :], links))
    return ordered[at].id


def _padded(data: bytes, to: int, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % to)


def _chain(table: list[int], count: int) -> int:
    """So many units that follow each other; the first."""
    if not count:
        return END
    first = len(table)
    table.extend([*range(first + 1, first + count), END])
    return first


def compound(root: Entry, *, scattered: bool = False) -> bytes:
    """The bytes of a compound file of version 3; `scattered` small streams lie back to front."""
    entries, fat, body = _numbered(root), [], b""
    mini_fat: list[int] = []
    mini = b""
    for each in entries:
        if each.kind == STREAM and each.data and len(each.data) < CUTOFF:
            each.start = _chain(mini_fat, -(-len(each.data) // MINI))
            mini += _padded(each.data, MINI)
    root.data = mini
    if scattered:
        _scatter(entries, mini_fat, root)
    for each in entries:
        if each is root or (each.kind == STREAM and len(each.data) >= CUTOFF):
            each.start = _chain(fat, -(-len(each.data) // SECTOR))
            body += _padded(each.data, SECTOR)
    table = _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), SECTOR, b"\xff")
    mini_fat_start = _chain(fat, len(table) // SECTOR)
    body += table
    directory = _padded(_directory(entries, root), SECTOR)
    directory_start = _chain(fat, len(directory) // SECTOR)
    body += directory
    sectors = 1
    while (len(fat) + sectors) * 4 > sectors * SECTOR:
        sectors += 1
    fat_start = len(fat)
    fat.extend([FAT] * sectors)
    body += _padded(struct.pack(f"<{len(fat)}I", *fat), SECTOR, b"\xff")
    header = struct.pack(
        "<8s16x5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6,
        0, sectors, directory_start, 0, CUTOFF,
        mini_fat_start if mini_fat else END, len(table) // SECTOR, END, 0,
    )  # fmt: skip
    first = range(fat_start, fat_start + sectors)
    return header + struct.pack("<109I", *first, *[FREE] * (109 - sectors)) + body


def _scatter(entries: list[Entry], mini_fat: list[int], root: Entry) -> None:
    """Turn the order of the small sectors round, as a file that was often saved has them mixed."""
    last = len(mini_fat) - 1
    pieces = [root.data[at * MINI : (at + 1) * MINI] for at in range(last + 1)]
    root.data = b"".join(reversed(pieces))
    mini_fat[:] = [each if each == END else last - each for each in reversed(mini_fat)]
    for each in entries:
        if each.kind == STREAM and each.start != END and len(each.data) < CUTOFF:
            each.start = last - each.start


def _directory(entries: list[Entry], root: Entry) -> bytes:
    links: dict[int, tuple[int, int]] = {}
    tops = {each.id: _tree(each.kids, links) for each in entries}
    rows = b""
    for each in entries:
        name = each.name.encode("utf-16-le") + b"\0\0"
        left, right = links.get(each.id, (NOTHING, NOTHING))
        start = 0 if each.kind == STORAGE else each.start
        size = 0 if each.kind == STORAGE else len(each.data)
        rows += struct.pack(
            "<64sHBB3I16xI16xIQ",
            name, len(name), each.kind, 1, left, right, tops[each.id], 0, start, size,
        )  # fmt: skip
    return rows


Value = tuple[int, int, bytes | int]  # the property's number, its type, what it says


def _properties(values: list[Value], head: bytes) -> list[Entry]:
    """The stream of properties, and a stream for each that does not fit into it."""
    rows, streams = head, []
    for number, kind, value in values:
        tag = kind | number << 16
        if isinstance(value, int):
            rows += struct.pack("<IIII", tag, 6, value, 0)
            continue
        size = len(value) + (2 if kind == UNICODE else 0)
        rows += struct.pack("<IIII", tag, 6, 0xFFFFFFFF if kind == OBJECT else size, 0)
        if kind != OBJECT:
            streams.append(Entry(f"__substg1.0_{number:04X}{kind:04X}", STREAM, value))
    return [Entry("__properties_version1.0", STREAM, rows), *streams]


def _text(number: int, words: str) -> Value:
    return number, UNICODE, words.encode("utf-16-le")


def _attachment(at: int, name: str, content: bytes | None) -> Entry:
    """One file; None for a message within the message. Pictures are those of a signature."""
    values: list[Value] = [_text(0x3704 if name == name.upper() else 0x3707, name)] if name else []
    if name.endswith(".png"):
        values.append((0x7FFE, 0x000B, 1))
    if content is None:
        values += [(0x3705, LONG, EMBEDDED), (0x3701, OBJECT, b"")]
    else:
        values += [(0x3705, LONG, BY_VALUE), (0x3701, BINARY, content)]
    kids = _properties(values, b"\0" * 8)
    if content is None:
        kids.append(Entry("__substg1.0_3701000D", STORAGE, kids=_properties([], b"\0" * 24)))
    return Entry(f"__attach_version1.0_#{at:08X}", STORAGE, kids=kids)


def message(
    *files: tuple[str, bytes | None],
    subject: str = "Papers",
    body: str = "Here they are.",
    headers: str = "",
    message_class: str = "IPM.Note",
    scattered: bool = False,
) -> bytes:
    """A .msg as Outlook saves it: its texts in Unicode, its attachments by value."""
    values: list[Value] = [
        _text(0x001A, message_class),
        _text(0x0037, subject),
        _text(0x1000, body),
        (0x340D, LONG, 0x00040000),  # the texts are in Unicode
    ]
    if headers:
        values.append(_text(0x007D, headers))
    head = struct.pack("<8xIIII8x", 0, len(files), 0, len(files))
    named = Entry(
        "__nameid_version1.0",
        STORAGE,
        kids=[Entry(f"__substg1.0_{number:04X}0102", STREAM) for number in (2, 3, 4)],
    )
    attached = [_attachment(at, name, content) for at, (name, content) in enumerate(files)]
    kids = [named, *attached, *_properties(values, head)]
    return compound(Entry("Root Entry", ROOT, kids=kids), scattered=scattered)
