"""Many files in one: a zip, or an e-mail with its attachments, opened in the cage."""

import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from icsgov.press import cage
from icsgov.press.limits import LIMITS, Limits

JOB = "icsgov.press.inside.bundle:unpack"
ENDINGS = (".zip", ".eml", ".msg")
WHAT = {".zip": "archive", ".eml": "e-mail", ".msg": "e-mail"}
NOT_OPENED = "We could not open this {what}. {why} {instead} and send them one by one."
INSTEAD = {"archive": "Unpack its files", "e-mail": "Save its attachments"}
WHY = {
    "time": "It took too long.",
    "memory": "It needs more memory than we allow.",
    "room": "This server has no room left for it.",
    "crash": "It is damaged.",
}


@dataclass(frozen=True)
class Part:
    """One file of a bundle: its bare name, and where its bytes lie."""

    filename: str
    path: Path


@dataclass(frozen=True)
class Unpacked:
    """What was in a bundle; `left` are names of what was not taken, `refused` why nothing was."""

    parts: tuple[Part, ...] = ()
    left: tuple[str, ...] = ()
    refused: str = ""


def is_bundle(filename: str) -> bool:
    """Whether a name claims a file that holds others."""
    return Path(filename).suffix.lower() in ENDINGS


def unpack(path: Path, filename: str, folder: Path, limits: Limits = LIMITS) -> Unpacked:
    """Take a bundle apart into `folder`, which is its own. Never raises for what is in it."""
    ending = Path(filename).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="cage-", dir=folder) as job:
        source = Path(job) / "source"
        shutil.copyfile(path, source)
        order = {"source": source.name, "ending": ending, "limits": asdict(limits)}
        try:
            answer = cage.call(
                JOB,
                order,
                folder=Path(job),
                seconds=limits.seconds,
                memory=limits.memory_bytes,
                cpu=limits.cpu_seconds,
                file_size=limits.written_bytes,
            )
        except cage.CageError as error:
            return Unpacked(refused=_sorry(ending, f"This server opens none: {error}"))
        except cage.JobError as error:
            return Unpacked(refused=_sorry(ending, WHY[error.why]))
        if answer["refused"]:
            return Unpacked(refused=_sorry(ending, answer["refused"]))
        parts = tuple(
            Part(_name(each["name"], at), _out(Path(job) / f"part-{at}", folder))
            for at, each in enumerate(answer["files"])
        )
    return Unpacked(parts, tuple(_name(each, 0) for each in answer["left"]))


def _sorry(ending: str, why: str) -> str:
    what = WHAT[ending]
    return NOT_OPENED.format(what=what, why=why, instead=INSTEAD[what])


def _out(source: Path, folder: Path) -> Path:
    """The file, made this process's own; what comes out of the cage may lead nowhere else."""
    if source.is_symlink() or not source.is_file():
        raise ValueError(f"A caged job left something else than a file: {source.name}")
    target = folder / source.name
    shutil.copyfile(source, target)
    return target


def _name(given: str, at: int) -> str:
    """A bare name that can be shown and kept."""
    name = "".join(char for char in given if char.isprintable() and char not in "/\\")
    return name[-150:].strip() or f"file {at + 1}"
