"""Pieces into one pack: stamped, numbered, linked, with contents and one structure tree."""

import errno
import os
import string
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from icsgov.press import contents, fonts, forme
from icsgov.press.cache import Cache, digest
from icsgov.press.forme import Forme
from icsgov.press.pack import Bound, Pack
from icsgov.press.pieces import DRAFTED, Assembled, AssemblyError, Heading, PackPage, Piece
from icsgov.press.prepare import PieceError, Planning, prepare
from icsgov.press.stamps import Stamp

__all__ = ["DRAFTED", "Assembled", "AssemblyError", "Heading", "PackPage", "Piece", "assemble"]

Progress = Callable[[str, int, int], None]


def assemble(
    pieces: Sequence[Piece],
    *,
    to: Path,
    title: str,
    stamp: Stamp,
    identity: str,
    created: datetime,
    lang: str = "en-GB",
    cache: Cache | None = None,
    prefix: str = "",
    pages: int | None = None,
    font_folder: Path | None = None,
    progress: Progress | None = None,
) -> Assembled:
    """Bind the pieces, in order, into the file ``to``, which appears whole or not at all.

    ``prefix`` stands before every page number (Part 2's own series); ``pages`` is the total that
    stamps name where the file is a supplement. The same arguments give the same bytes:
    ``identity`` and ``created`` are the only word on who and when. ``progress`` is called with a
    piece's key, how many are done and of how many, and may raise to stop the work.

    Raises AssemblyError.
    """
    if not pieces:
        raise AssemblyError("There is nothing to put into the pack.")
    starts = {prefix, *(_series(label) for piece in pieces for label in _given_labels(piece))}
    font = fonts.stamp_font(stamp.letters("".join(starts)), font_folder or fonts.home())
    planning = Planning(stamp, stamp.widest(max(starts, key=len)), font)
    making = _Making(planning, cache, progress)
    formes = [making.forme_of(piece, done, len(pieces)) for done, piece in enumerate(pieces)]
    bound = list(_number_pages(pieces, formes, prefix))
    total = pages or sum(len(each.pages) for each in bound if not each.piece.first_label)
    pack = Pack(bound, stamp, font, total, title, lang, identity, created)
    size = _write_whole(to, pack.write)
    return Assembled(
        path=to,
        size=size,
        pages=tuple(page for each in bound for page in each.pages),
        report=tuple(pack.report()),
        ua=pack.ua,
        made=making.made,
        reused=making.reused,
    )


@dataclass(slots=True)
class _Making:
    """Gets formes, from the cache or made."""

    planning: Planning
    cache: Cache | None
    progress: Progress | None
    made: int = 0
    reused: int = 0

    def forme_of(self, piece: Piece, done: int, total: int) -> Forme:
        if self.progress is not None:
            self.progress(piece.key, done, total)
        try:
            return self._kept(piece, self.cache) if self.cache is not None else self._made(piece)
        except PieceError as error:
            raise AssemblyError(f"{_named(piece)}: {error}", piece.key) from error
        except FileNotFoundError as error:
            raise AssemblyError(f"{_named(piece)} is missing.", piece.key) from error
        except OSError as error:
            raise _in_words(error) from error

    def _kept(self, piece: Piece, cache: Cache) -> Forme:
        key = self.planning.key(piece.digest or digest(_bytes(piece.pdf)), piece.drafted)
        kept = cache.find(key)
        if kept is not None:
            self.reused += 1
        else:
            kept = cache.put(key, self._made(piece).dump())
        return forme.load(kept)

    def _made(self, piece: Piece) -> Forme:
        self.made += 1
        return prepare(piece.pdf, piece.drafted, self.planning)


def _bytes(pdf: bytes | Path) -> bytes:
    return pdf if isinstance(pdf, bytes) else pdf.read_bytes()


def _named(piece: Piece) -> str:
    return piece.title if piece.drafted else f"{piece.title} (file “{piece.source}”)"


def _given_labels(piece: Piece) -> Sequence[str]:
    return piece.labels or ([piece.first_label] if piece.first_label else [])


def _series(label: str) -> str:
    """What stands before a label's number: "P2-" of "P2-14", nothing of "35A"."""
    return label.rstrip(string.ascii_uppercase).rstrip(string.digits)


def _number_pages(pieces: Sequence[Piece], formes: Sequence[Forme], prefix: str) -> Iterator[Bound]:
    """Give every page its place and its label, and every piece its object numbers."""
    offset, number, count = forme.SHARED, 0, 0
    for piece, each in zip(pieces, formes, strict=True):
        if piece.labels and len(piece.labels) != len(each.pages):
            what = f"{_named(piece)} has {len(each.pages)} pages, not {len(piece.labels)}."
            raise AssemblyError(what, piece.key)
        pages = []
        for index in range(len(each.pages)):
            number += 1
            if piece.labels:
                label = piece.labels[index]
            elif piece.first_label:
                label = contents.counted_from(piece.first_label, index)
            else:
                count += 1
                label = f"{prefix}{count}"
            slide = piece.slides[index] if index < len(piece.slides) else None
            pages.append(PackPage(number, label, piece.key, index + 1, slide))
        yield Bound(piece, each, offset, pages)
        offset += each.size


def _write_whole(to: Path, write: Callable[[BinaryIO], None]) -> int:
    """Write beside the target and move into place; returns the size in bytes."""
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=".pack-")
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            write(file)
        Path(name).replace(to)
    except FileNotFoundError as error:
        raise AssemblyError("The cache was cleared meanwhile. Build the pack again.") from error
    except OSError as error:
        raise _in_words(error) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return to.stat().st_size


def _in_words(error: OSError) -> Exception:
    """A full disk as a sentence; any other error as it is."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return AssemblyError("The disk is full. Free some space, then build the pack again.")
    return error
