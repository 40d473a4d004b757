"""A letter that came back: the message of the mail server that says so, read in the cage."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from icsgov.press import cage
from icsgov.press.limits import LIMITS, Limits

JOB = "icsgov.press.inside.returned:read"
ENDINGS = (".eml", ".msg")
SORRY = "We could not read this message. Note by hand which address it was."


@dataclass(frozen=True)
class Told:
    """What the message says of one address; `is_final` unless it is only delayed."""

    to: str
    words: str
    is_final: bool


@dataclass(frozen=True)
class Returned:
    """The letters it names, by the number in their Message-ID, and the addresses."""

    numbers: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    refused: str = ""


def read(path: Path, filename: str, folder: Path, limits: Limits = LIMITS) -> Returned:
    """Read a returned message in `folder`, which is its own. Never raises for what is in it."""
    shutil.copyfile(path, folder / "source")
    order = {"source": "source", "ending": Path(filename).suffix.lower()}
    try:
        answer = cage.call(
            JOB,
            order,
            folder=folder,
            seconds=limits.seconds,
            memory=limits.memory_bytes,
            cpu=limits.cpu_seconds,
            file_size=limits.written_bytes,
        )
    except (cage.CageError, cage.JobError):
        return Returned(refused=SORRY)
    told = tuple(
        Told(each["to"], each["words"], each["action"] != "delayed") for each in answer["told"]
    )
    return Returned(tuple(each.lower() for each in answer["numbers"]), told)
