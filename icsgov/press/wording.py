"""The words of a Word file as HTML, read in the cage and cut where the file was marked."""

import logging
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from icsgov.press import cage
from icsgov.press.door import FAILURES
from icsgov.press.kinds import ACCEPTED, Kind, sniff
from icsgov.press.limits import MEGABYTE, Limits
from icsgov.press.reasons import kind_not_taken, reason
from icsgov.press.verdict import Reason

log = logging.getLogger(__name__)

JOB = "icsgov.press.inside.wording:read"
# Minutes are words: what unpacks to more than this is something else.
LIMITS = Limits(
    file_bytes=20 * MEGABYTE,
    zip_bytes=60 * MEGABYTE,
    xml_elements=300_000,
    seconds=45,
    cpu_seconds=45,
    memory_bytes=1_000 * MEGABYTE,
)


@dataclass(frozen=True)
class Passage:
    """A part of the file: the name it was marked with ("" for none), and its HTML, not cleaned."""

    name: str
    html: str


@dataclass(frozen=True)
class Wording:
    """What a file says. `refusals` are sentences that say why it was not taken."""

    passages: tuple[Passage, ...] = ()
    refusals: tuple[str, ...] = ()


def read(path: Path, prefix: str) -> Wording:
    """The words of a .docx; never raises for what is in it.

    Refused are files of another kind, with tracked changes or comments, and what the door
    refuses. Content controls and bookmarks whose names begin with `prefix` cut it.
    """
    if path.stat().st_size > LIMITS.file_bytes:
        most = f"{LIMITS.file_bytes // MEGABYTE} MB"
        size = f"{path.stat().st_size / MEGABYTE:,.1f} MB"
        return _refused([reason("too-big", size=size, most=most)])
    kind = sniff(path)
    if kind is not Kind.ZIP:
        return _refused([reason("not-word") if kind in ACCEPTED else kind_not_taken(kind)])
    with tempfile.TemporaryDirectory(prefix="cage-") as folder:
        shutil.copyfile(path, Path(folder) / "source")
        return _ask(Path(folder), prefix)


def _ask(folder: Path, prefix: str) -> Wording:
    job = {"source": "source", "prefix": prefix, "limits": asdict(LIMITS)}
    try:
        answer = cage.call(
            JOB,
            job,
            folder=folder,
            seconds=LIMITS.seconds,
            cpu=LIMITS.cpu_seconds,
            memory=LIMITS.memory_bytes,
        )
    except cage.CageError as error:
        return _refused([reason("no-cage", detail=str(error))])
    except cage.JobError as error:
        log.warning("A Word file could not be read: %s", error)
        return _refused([reason(FAILURES[error.why], seconds=LIMITS.seconds)])
    found = [Reason(**each) for each in answer["reasons"]]
    if any(each.refuses for each in found):
        return _refused([each for each in found if each.refuses])
    return Wording(tuple(Passage(*each) for each in answer["passages"]))


def _refused(reasons: list[Reason]) -> Wording:
    return Wording(refusals=tuple(each.sentence for each in reasons))
