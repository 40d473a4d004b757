"""Which bytes of a file a request asks for (RFC 9110, section 14). Knows no request."""

import re
from dataclasses import dataclass

SPAN = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class Span:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class OutOfRange(ValueError):
    """The file ends before the bytes that were asked for: the answer is 416."""


def span_of(header: str, size: int) -> Span | None:
    """The one range that a Range header asks for; None for the whole file.

    Several ranges, other units and nonsense are answered with the whole file, which the RFC
    allows. Raises OutOfRange when nothing of the range is there.
    """
    found = SPAN.fullmatch(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    start, end = found.groups()
    if not start:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(start), min(int(end or size), size - 1)
        if end and int(end) < int(start):
            return None
    if first > last:
        raise OutOfRange(header)
    return Span(first, last)
