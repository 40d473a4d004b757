"""What kind of file it is, by its content. A file's name proves nothing."""

import mmap
import re
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """Kinds of file the door can tell apart. Only the first group is accepted."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"

    EMPTY = "empty"
    ZIP = "zip"
    OLD_WORD = "doc"
    OLD_POWERPOINT = "ppt"
    OLD_EXCEL = "xls"
    LOCKED_OFFICE = "office with a password"
    MACRO = "office with macros"
    TEMPLATE = "office template"
    OPEN_DOCUMENT = "opendocument"
    RTF = "rtf"
    HTML = "html"
    SVG = "svg"
    XML = "xml"
    TEXT = "text"
    PICTURE = "picture"
    PROGRAM = "program"
    ARCHIVE = "archive"
    OUTLOOK_RICH = "winmail"
    CALENDAR = "calendar"
    UNKNOWN = "unknown"


ACCEPTED = frozenset({Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.PNG, Kind.JPEG})
OFFICE = frozenset({Kind.DOCX, Kind.PPTX, Kind.XLSX})

ENDINGS = {
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".pptx": Kind.PPTX,
    ".xlsx": Kind.XLSX,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
}
MAGIC = {
    b"PK\x03\x04": Kind.ZIP,
    b"PK\x05\x06": Kind.ZIP,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    b"{\\rtf": Kind.RTF,
    b"GIF8": Kind.PICTURE,
    b"II*\x00": Kind.PICTURE,
    b"MM\x00*": Kind.PICTURE,
    b"BM": Kind.PICTURE,
    b"\xd7\xcd\xc6\x9a": Kind.PICTURE,
    b"MZ": Kind.PROGRAM,
    b"\x7fELF": Kind.PROGRAM,
    b"#!": Kind.PROGRAM,
    b"Rar!": Kind.ARCHIVE,
    b"7z\xbc\xaf": Kind.ARCHIVE,
    b"\x1f\x8b": Kind.ARCHIVE,
    b"\x78\x9f\x3e\x22": Kind.OUTLOOK_RICH,  # winmail.dat ([MS-OXTNEF] 2.1.3.1)
    b"BEGIN:VCALENDAR": Kind.CALENDAR,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in the old container, which also wraps new files that have a password.
OLE_STREAMS = {
    "EncryptedPackage": Kind.LOCKED_OFFICE,
    "WordDocument": Kind.OLD_WORD,
    "PowerPoint Document": Kind.OLD_POWERPOINT,
    "Workbook": Kind.OLD_EXCEL,
    "Book": Kind.OLD_EXCEL,
}
MARKUP = (
    (re.compile(rb"<svg[\s>]"), Kind.SVG),
    (re.compile(rb"<office:document"), Kind.OPEN_DOCUMENT),
    (re.compile(rb"<!doctype html|<html|<head|<body|<script|^mime-version:"), Kind.HTML),
    (re.compile(rb"^<\?xml|^<!doctype|^<[a-z]"), Kind.XML),
)
LOOKED_AT = 65_536  # bytes at the start


def sniff(path: Path) -> Kind:
    """The kind of the file at `path` by its first bytes; a zip is told apart in the cage."""
    if path.stat().st_size == 0:
        return Kind.EMPTY
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        head = data[:LOOKED_AT]
        if head.startswith(OLE):
            return _inside_ole(data)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Kind.PDF
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    return _by_text(head)


def _inside_ole(data: mmap.mmap) -> Kind:
    for name, kind in OLE_STREAMS.items():
        if data.find(name.encode("utf-16-le") + b"\0\0") >= 0:
            return kind
    return Kind.UNKNOWN


def _by_text(head: bytes) -> Kind:
    """Markup and plain text, also as UTF-16."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    plain = text.strip().lower().encode()
    for pattern, kind in MARKUP:
        if pattern.search(plain):
            return kind
    return Kind.UNKNOWN if "\0" in text or text.count("\ufffd") > 1 else Kind.TEXT


def by_name(filename: str) -> Kind | None:
    """The kind a file's name claims, of those that are accepted; None where it claims none."""
    return ENDINGS.get(Path(filename).suffix.lower())
