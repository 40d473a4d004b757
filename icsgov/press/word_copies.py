"""What else is made of a Word file in the cage: a clean copy, and text for the web."""

import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from icsgov.press import cage
from icsgov.press.inside.clean_copy import CLEAN, MENDED
from icsgov.press.limits import LIMITS, Limits
from icsgov.press.verdict import Verdict

COPY = "icsgov.press.inside.clean_copy:make"
TEXT = "icsgov.press.inside.web_text:make"


@dataclass(frozen=True)
class CleanCopy:
    """A copy with every change accepted and every comment dropped, and how many there were."""

    path: Path
    changes: int
    comments: int


@dataclass(frozen=True)
class Picture:
    """A picture of a text: what the text calls it, its kind, and where its bytes lie."""

    name: str
    kind: str
    path: Path


@dataclass(frozen=True)
class WebText:
    """A Word file as HTML; `left` counts pictures of kinds that the web does not show."""

    html: str
    pictures: tuple[Picture, ...] = ()
    left: int = 0


def can_be_mended(verdict: Verdict) -> bool:
    """Whether nothing but tracked changes and comments speaks against a file."""
    refusing = {each.code for each in verdict.reasons if each.refuses}
    return bool(refusing) and refusing <= MENDED


def clean_copy(path: Path, folder: Path, limits: Limits = LIMITS) -> CleanCopy | None:
    """The clean copy of a Word file, left in `folder`; None where none could be made."""
    with tempfile.TemporaryDirectory(prefix="cage-", dir=folder) as job:
        answer = _ask(COPY, path, Path(job), limits)
        if answer is None or not answer["made"]:
            return None
        made = _out(Path(job) / CLEAN, folder)
    return CleanCopy(made, int(answer["changes"]), int(answer["comments"]))


def web_text(path: Path, folder: Path, limits: Limits = LIMITS) -> WebText | None:
    """The text of a Word file that the door has let in; None where it could not be made."""
    with tempfile.TemporaryDirectory(prefix="cage-", dir=folder) as job:
        answer = _ask(TEXT, path, Path(job), limits)
        if answer is None:
            return None
        pictures = tuple(
            Picture(each["path"], each["kind"], _out(Path(job) / f"picture-{at}", folder))
            for at, each in enumerate(answer["pictures"])
        )
    return WebText(str(answer["html"]), pictures, int(answer["left"]))


def _ask(function: str, path: Path, job: Path, limits: Limits) -> dict[str, Any] | None:
    shutil.copyfile(path, job / "source")
    try:
        answer: dict[str, Any] = cage.call(
            function,
            {"source": "source", "limits": asdict(limits)},
            folder=job,
            seconds=limits.seconds,
            memory=limits.memory_bytes,
            cpu=limits.cpu_seconds,
            file_size=limits.written_bytes,
        )
    except (cage.CageError, cage.JobError):
        return None
    return answer


def _out(source: Path, folder: Path) -> Path:
    """A file of the cage, made this process's own; it may lead nowhere else."""
    if source.is_symlink() or not source.is_file():
        raise ValueError(f"A caged job left something else than a file: {source.name}")
    target = folder / source.name
    shutil.copyfile(source, target)
    return target
