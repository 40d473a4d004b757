"""Writes a PDF file object by object: compact, reproducible, never held in memory.

Plain objects go into compressed object streams and the table of objects into a cross-reference
stream (PDF 7.5.7 and 7.5.8). The file's second identifier is the hash of its bytes.
"""

import hashlib
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from pikepdf import String

HEADER = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
IN_STREAM = 250  # objects in one object stream; its index must fit one byte
ROW = 6  # bytes of a table row: kind 1, place 4, index 1
UP = 2  # the PNG predictor that stores the difference to the row above
NEXT_IN_STREAM = bytes([UP, 0, 0, 0, 0, 0, 1])


def text(value: str) -> bytes:
    """A text string as PDF writes it."""
    return String(value).unparse()


def refs(numbers: Iterable[int]) -> bytes:
    """References to these objects, as the inside of an array."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


class Binder:
    """One file being written. ``size`` object numbers are taken from outside, from 0."""

    def __init__(self, file: BinaryIO, version: str, size: int) -> None:
        self._file = file
        self._at = 0
        self._hash = hashlib.md5(usedforsecurity=False)
        self._table = [0] * size
        self._numbers: list[int] = []
        self._texts: list[bytes] = []
        self._write(HEADER % version.encode())

    def take(self) -> int:
        """A new object number."""
        self._table.append(0)
        return len(self._table) - 1

    def add(self, number: int, value: bytes) -> int:
        """Add a plain object; returns its number."""
        self.add_all([number], [value])
        return number

    def add_all(self, numbers: list[int], values: list[bytes]) -> None:
        """Add plain objects."""
        self._numbers += numbers
        self._texts += values
        while len(self._numbers) >= IN_STREAM:
            self._close_stream()

    def add_stream(self, number: int, head: bytes, data: bytes) -> int:
        """Add a stream: ``head`` is its dictionary without brackets and length."""
        self._table[number] = 1 << 40 | self._at << 8
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, head, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")
        return number

    def add_packed(self, number: int, head: bytes, data: bytes) -> int:
        """Add a stream, compressed here."""
        return self.add_stream(number, head + b"/Filter/FlateDecode", zlib.compress(data, 6))

    def finish(self, root: int, info: int, identity: bytes) -> None:
        """Write what is left, then the table of objects and the end of the file."""
        while self._numbers:
            self._close_stream()
        number = self.take()
        start = self._at
        self._table[number] = 1 << 40 | start << 8
        table = zlib.compress(b"".join(self._rows()), 9)
        first = hashlib.md5(identity, usedforsecurity=False).hexdigest()
        second = self._hash.hexdigest()
        head = (
            f"/Type/XRef/Size {len(self._table)}/W[1 4 1]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{first}><{second}>]/Filter/FlateDecode"
            f"/DecodeParms<</Predictor 12/Columns {ROW}>>"
        )
        self.add_stream(number, head.encode(), table)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _close_stream(self) -> None:
        numbers, texts = self._numbers[:IN_STREAM], self._texts[:IN_STREAM]
        del self._numbers[:IN_STREAM], self._texts[:IN_STREAM]
        stream = self.take()
        index, at = [], 0
        for place, (number, value) in enumerate(zip(numbers, texts, strict=True)):
            self._table[number] = 2 << 40 | stream << 8 | place
            index.append(b"%d %d" % (number, at))
            at += len(value) + 1
        start = b" ".join(index) + b" "
        head = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(start))
        self.add_packed(stream, head, start + b" ".join(texts))

    def _rows(self) -> Iterable[bytes]:
        """The table's rows, each as its difference to the one above."""
        above = 0
        for entry in self._table:
            if entry == above + 1 and entry & 255:
                yield NEXT_IN_STREAM
            else:
                pairs = zip(entry.to_bytes(ROW), above.to_bytes(ROW), strict=True)
                yield bytes([UP, *((new - old) & 255 for new, old in pairs)])
            above = entry

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._at += len(data)
