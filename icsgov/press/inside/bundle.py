"""A zip or an e-mail with attachments, taken apart in the cage: plain files by number, or a reason.

Nothing is written under a name that the file gives; nothing within the parts is opened.
"""

import email
import email.policy
import mimetypes
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from icsgov.press.limits import Limits

Tell = Callable[[str], None]
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError)
PIECE = 1 << 20
# What systems put into archives for themselves.
LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
# Of an attachment in Outlook ([MS-OXCMSG] 2.2.2): what it is called, and that nobody sees it by
# itself, as the picture of a signature.
NAMES = (0x3707, 0x3704, 0x3001)
HIDDEN = 0x7FFE
DRIVE = re.compile(r"[A-Za-z]:/")
INNER = (".zip", ".7z", ".rar", ".eml", ".msg")

CLIMBS = "Its parts point out of the archive, as an attack would."
LOCKED = "It needs a password."
TOO_MANY = "It holds more than {most} files."
TOO_LARGE = "It unpacks to far more than its size, as an attack would."
BROKEN_WORDS = "It is damaged."
EMPTY = "There is no file in it."


class Refused(Exception):
    """The whole bundle is refused; the text says why."""


@dataclass
class Taken:
    """What came of a bundle: files by number with their names, and the names of what was left."""

    files: list[dict[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: str = ""


def unpack(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Take `job["source"]` of the current folder apart; the files are part-0, part-1 …"""
    limits, taken = Limits(**job["limits"]), Taken()
    source = Path(job["source"])
    parts = {".zip": _of_zip, ".eml": _of_mail, ".msg": _of_outlook}[job["ending"]]
    try:
        for name, pieces in parts(source, limits):
            _keep(taken, name, pieces, limits)
    except Refused as refused:
        return asdict(Taken(refused=str(refused)))
    except BROKEN:
        return asdict(Taken(refused=BROKEN_WORDS))
    if not taken.files and not taken.left:
        taken.refused = EMPTY
    return asdict(taken)


def _keep(taken: Taken, name: str, pieces: Iterator[bytes], limits: Limits) -> None:
    """Write one part, or note that it was left out."""
    if name.lower().endswith(INNER):
        taken.left.append(name)
        return
    if len(taken.files) >= limits.bundle_files:
        raise Refused(TOO_MANY.format(most=limits.bundle_files))
    path = f"part-{len(taken.files)}"
    with Path(path).open("wb") as target:
        for piece in pieces:
            target.write(piece)
    taken.files.append({"name": name, "path": path})


def _of_zip(source: Path, limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    with zipfile.ZipFile(source) as archive:
        entries = [each for each in archive.infolist() if not each.is_dir()]
        entries = [each for each in entries if not _is_litter(each.filename)]
        _weigh(entries, source.stat().st_size, limits)
        for entry in entries:
            yield _bare(entry.filename), _pieces(archive, entry)


def _bare(name: str) -> str:
    """The name without folders, as this system or Windows writes them."""
    return PurePosixPath(name.replace("\\", "/")).name


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return any(lower.startswith(each) or lower.endswith(each) for each in LITTER)


def _weigh(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Refuse by the directory alone; what it says is held to when the parts are read."""
    if len(entries) > limits.bundle_files:
        raise Refused(TOO_MANY.format(most=limits.bundle_files))
    unpacked = sum(each.file_size for each in entries)
    dense = unpacked > max(limits.zip_ratio_from, packed * limits.zip_ratio)
    if unpacked > limits.zip_bytes or dense:
        raise Refused(TOO_LARGE)
    for each in entries:
        name = each.filename.replace("\\", "/")
        climbs = ".." in name.split("/") or name.startswith("/") or DRIVE.match(name)
        if climbs or stat.S_ISLNK(each.external_attr >> 16):
            raise Refused(CLIMBS)
        if each.flag_bits & 1:
            raise Refused(LOCKED)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, never more than the directory says."""
    left = entry.file_size
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused(TOO_LARGE)
            yield piece


def _of_mail(source: Path, limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    with source.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    for at, part in enumerate(_attached(message), 1):
        name = part.get_filename() or ""
        if part.get_content_type() == "message/rfc822":
            yield f"{name or _subject(part)}.eml", iter(())
        elif name or not _is_words(part):
            content: Any = part.get_payload(decode=True) or b""
            yield _bare(name) or f"file {at}{_ending(part)}", iter((content,))


def _attached(message: Any) -> Iterator[Any]:
    """What is attached, also within a signature or a group; no picture of the text itself."""
    for part in message.iter_attachments():
        if part.get_content_maintype() == "multipart":
            yield from _attached(part)
        elif not _is_inline(part):
            yield part


def _subject(part: Any) -> str:
    """What a message within a message is about."""
    return " ".join(str(part.get_payload(0)["subject"] or "message").split())[:100]


def _is_words(part: Any) -> bool:
    """Words without a name, such as what a mailing list writes under a message."""
    return part.get_content_type() in ("text/plain", "text/html")


def _ending(part: Any) -> str:
    """The ending that a name would have, where the sender gave none."""
    return mimetypes.guess_extension(part.get_content_type()) or ""


def _is_inline(part: Any) -> bool:
    """A picture of a signature, say."""
    return part.get_content_disposition() == "inline" and part.get_content_maintype() == "image"


def _of_outlook(source: Path, limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    from oxmsg import Message

    for at, each in enumerate(Message.load(str(source)).attachments, 1):
        name, content = _outlook_name(each), each.file_bytes
        if content is None:
            yield f"{name or 'message'}.msg", iter(())
        elif not each.properties.int_prop_value(HIDDEN):
            yield _bare(name) or f"file {at}", iter((content,))


def _outlook_name(attachment: Any) -> str:
    """The first that is given of its long name, its short one, and what the reader is shown."""
    said = (attachment.properties.str_prop_value(each) for each in NAMES)
    return next((name for name in said if name), "")
