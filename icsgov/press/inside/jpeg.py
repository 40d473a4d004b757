"""Pictures as bytes: how many pixels, whether whole, and without what a camera wrote in them."""

import struct

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
STANDALONE = {0x01, *range(0xD0, 0xD9)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# JFIF (APP0) and Adobe (APP14) say how to draw; all other APPn and comments say who, when, where.
SAYS_WHO = {*range(0xE1, 0xF0), 0xFE} - {0xEE}


class NotJpeg(ValueError):
    """The bytes are not a whole JPEG."""


def _segments(data: bytes) -> list[tuple[int, int, int]]:
    """(marker, start, end) of each segment before the scan; end of the last is the scan's start."""
    if data[:2] != b"\xff\xd8":
        raise NotJpeg
    found, at = [], 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 4 > len(data) or data[at] != 0xFF:
            raise NotJpeg
        marker = data[at + 1]
        size = 2 if marker in STANDALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found.append((marker, at, at + size))
        if marker == SOS:
            return found
        at += size


def without_marks(data: bytes) -> bytes:
    """The same picture without Exif, XMP, IPTC and comments. Raises NotJpeg where not whole."""
    if b"\xff\xd9" not in data[-4096:]:
        raise NotJpeg
    segments = _segments(data)
    kept = [data[start:end] for marker, start, end in segments if marker not in SAYS_WHO]
    return b"\xff\xd8" + b"".join(kept) + data[segments[-1][2] :]


def pixels_of(data: bytes) -> int:
    """How many pixels a PNG or JPEG has; 0 for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width * height)
    try:
        for marker, start, _ in _segments(data):
            if marker in FRAMES and start + 9 <= len(data):
                height, width = struct.unpack(">HH", data[start + 5 : start + 9])
                return int(width * height)
    except NotJpeg:
        pass
    return 0
