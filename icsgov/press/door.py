"""The door: every file from outside is checked, converted and rewritten here, in the cage."""

import errno
import hashlib
import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from icsgov.press import cage, convert
from icsgov.press.inside import upload
from icsgov.press.kinds import ACCEPTED, ENDINGS, Kind, by_name, sniff
from icsgov.press.limits import LIMITS, Limits
from icsgov.press.reasons import kind_not_taken, reason
from icsgov.press.verdict import NAMES, Reason, Verdict, decide

log = logging.getLogger(__name__)

JOB = "icsgov.press.inside.upload:receive"
# Why a caged job gave no answer, and the reason given to the file's author.
FAILURES = {
    "time": "too-slow",
    "memory": "too-heavy",
    "room": "no-room",
    "crash": "unreadable",
}


@dataclass(frozen=True)
class Received:
    """A file that came in. Everything but the verdict is empty where the file is refused.

    `normalised` is the clean PDF that every later step opens, `first_page` a picture of its first
    page, at most 400 pixels wide. `page_texts` and `slides` (the number printed on the page, where
    there is one) have an entry for each page, and so has `spoken`, the words that are heard and not
    seen, such as what describes a picture; page numbers start at 1. `images_without_alt` counts
    pictures that a screen reader cannot describe; `scanned_pages` have ink but no text. Of a cover
    sheet form there is only `form`, what stands in it, and `rest`, the file that follows it.
    """

    verdict: Verdict
    normalised: Path | None = None
    first_page: Path | None = None
    page_texts: tuple[str, ...] = ()
    slides: tuple[str | None, ...] = ()
    spoken: tuple[str, ...] = ()
    tagged: bool = False
    images_without_alt: int = 0
    scanned_pages: tuple[int, ...] = ()
    title: str = ""
    form: dict[str, Any] | None = None
    rest: Path | None = None


def check(path: Path, filename: str, limits: Limits = LIMITS) -> Verdict:
    """The verdict of `receive`, and nothing kept."""
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        return receive(path, filename, Path(folder), limits=limits).verdict


def receive(
    path: Path,
    filename: str,
    folder: Path,
    progress: Callable[[str], None] | None = None,
    limits: Limits = LIMITS,
) -> Received:
    """Check the file, and leave its clean PDF and the picture of its first page in `folder`.

    `folder` is this file's own. `filename` is what its author calls it. `progress` is told
    "checking", "converting" and "rewriting" as the work goes on. Never raises for what is in a
    file, nor for a full disk.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        found = reason("too-big", size=_megabytes(size), most=_megabytes(limits.file_bytes))
        return _refused(Kind.UNKNOWN, found, path)
    kind = sniff(path)
    if kind not in ACCEPTED | {Kind.ZIP}:
        return _refused(kind, kind_not_taken(kind), path)
    try:
        with tempfile.TemporaryDirectory(prefix="cage-", dir=folder) as job:
            source = Path(job) / "source"
            shutil.copyfile(path, source)
            answer = _ask(source, kind, progress, limits)
            return _received(answer, path, filename, folder, Path(job))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return _refused(kind, reason("no-room"), path)


def _refused(kind: Kind, found: Reason, path: Path) -> Received:
    return Received(decide(kind, None, [found], path.stat().st_size, _digest(path)))


def _ask(
    source: Path, kind: Kind, progress: Callable[[str], None] | None, limits: Limits
) -> dict[str, Any]:
    """The cage's answer; where it gives none, an answer with the reason for that."""
    soffice = convert.program()
    job = {
        "source": source.name,
        "kind": kind,
        "limits": asdict(limits),
        "soffice": str(soffice) if soffice else None,
    }
    try:
        answer: dict[str, Any] = cage.call(
            JOB,
            job,
            folder=source.parent,
            seconds=limits.seconds,
            memory=limits.memory_bytes,
            cpu=limits.cpu_seconds,
            file_size=limits.written_bytes,
            reads=[soffice.parents[1]] if soffice else [],
            progress=progress,
        )
    except cage.CageError as error:
        found = reason("no-cage", detail=str(error))
    except cage.JobError as error:
        log.warning("A %s file could not be read: %s", kind, error)
        found = reason(FAILURES[error.why], seconds=limits.seconds)
    else:
        made = [source.with_name(name) for name in _left(answer)]
        if all(_is_plain(path) for path in made):
            return answer
        log.error("A caged job left something else than files.")
        found = reason("unreadable")
    return {"kind": kind, "reasons": [asdict(found)]}


def _left(answer: dict[str, Any]) -> list[str]:
    """The files that the answer says are in the folder."""
    if "form" in answer:
        return [upload.REST] if answer["form"]["rest"] else []
    return [upload.NORMALISED, upload.FIRST_PAGE] if "pages" in answer else []


def _is_plain(path: Path) -> bool:
    """Whether it is a file itself: what comes out of the cage may lead nowhere else."""
    return os.path.lexists(path) and stat.S_ISREG(path.lstat().st_mode)


def _received(
    answer: dict[str, Any], path: Path, filename: str, folder: Path, job: Path
) -> Received:
    """What came in, from the cage's answer; the two files are moved out of the cage's folder."""
    kind = Kind(answer["kind"])
    reasons = [*_other_name(filename, kind), *(Reason(**each) for each in answer["reasons"])]
    size, digest = path.stat().st_size, _digest(path)
    verdict = decide(kind, answer.get("pages"), reasons, size, digest)
    if verdict.refused:
        return Received(verdict)
    if "form" in answer:
        rest = _move(job / upload.REST, folder) if answer["form"]["rest"] else None
        return Received(verdict, form=answer["form"], rest=rest)
    return Received(
        verdict,
        normalised=_move(job / upload.NORMALISED, folder),
        first_page=_move(job / upload.FIRST_PAGE, folder),
        page_texts=tuple(answer["page_texts"]),
        slides=tuple(answer["slides"]),
        spoken=tuple(answer["spoken"]),
        tagged=answer["tagged"],
        images_without_alt=answer["images_without_alt"],
        scanned_pages=tuple(answer["scanned_pages"]),
        title=_title(answer["title"], filename),
    )


def _other_name(filename: str, kind: Kind) -> list[Reason]:
    """A warning where the name claims another kind of file."""
    claimed = by_name(filename)
    if claimed in (None, kind) or kind not in ACCEPTED:
        return []
    ending = Path(filename).suffix.lower()
    return [reason("other-name", ending=ending, kind=f"a {NAMES[kind]}".replace("a E", "an E"))]


def _move(source: Path, folder: Path) -> Path:
    """Move a file out of the cage's folder and make it this process's own."""
    target = folder / source.name
    shutil.copyfile(source, target)
    return target


def _title(found: str, filename: str) -> str:
    """The document's title, or where it has none, the file's name without its ending."""
    stem = Path(filename).stem
    cleaned = found.removeprefix("Microsoft Word - ").removeprefix("PowerPoint Presentation")
    name = cleaned.strip()
    return (stem if name.lower().endswith(tuple(ENDINGS)) or not name else name)[:200]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
