"""What is shown of a drop: each file with the papers it may be for, and what is there already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings import calling, matching
from meetings.calling import Line
from meetings.matching import Match, Target
from meetings.models import Drop, DropFile, Paper
from meetings.preflight.findings import Mend, Warning
from meetings.timeline import Need


@dataclass(frozen=True)
class Dropped:
    """A file, the papers in the order in which it fits them, and what is meant if that is clear."""

    file: DropFile
    matches: Sequence[Match]
    suggested: Match | None = None
    double: str = ""

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"for-{self.file.key}"

    @property
    def possible(self) -> list[Match]:
        """What it may be for where that is not clear."""
        return matching.possible(self.matches)

    @property
    def initial(self) -> str:
        """The key of the paper to begin with; "" where a person has to choose."""
        return self.suggested.target.key if self.suggested and not self.double else ""


@dataclass(frozen=True)
class Sorting:
    """A drop as its secretary sees it."""

    drop: Drop
    rows: Sequence[Dropped]
    others: Sequence[DropFile]
    papers: Mapping[str, Paper]

    @property
    def is_checking(self) -> bool:
        return any(file.is_open for file in self.others)


def waiting(user: Any, now: datetime) -> list[Need]:
    """For whoever dropped files: those of which nobody has said yet what they are for (1 query)."""
    rows = Drop.objects.visible_to(user, now).filter(done_at=None).to_sort()
    return [_need(drop, drop.left) for drop in rows.select_related("meeting__board")]


def _need(drop: Drop, left: int) -> Need:
    waits = "1 file waits" if left == 1 else f"{left} files wait"
    words = f"{waits} until you say which paper each is for."
    mend = Mend("drop", "Sort them", {"key": drop.key})
    return Need(drop.meeting, Warning("files-wait", words, mend))


def sort(user: Any, drop: Drop, now: datetime) -> Sorting:
    """Match the files of a drop to the papers of its meeting that the reader keeps."""
    lines = calling.board_of(user, drop.meeting, now)
    targets = [_target(line) for line in lines]
    files = list(drop.files.select_related("original", "normalised", "thumbnail"))
    held = _held(lines)
    rows, seen = [], set()
    for file in files:
        if not file.can_attach or file.paper_id is not None:
            continue
        matches = matching.ranked(_names(file), targets, form=file.form_of)
        double = held.get(file.original.sha256, "")
        if file.original_id in seen:
            double = "the same as one above"
        seen.add(file.original_id)
        rows.append(Dropped(file, matches, matching.suggested(matches), double))
    others = [file for file in files if not file.can_attach]
    return Sorting(drop, rows, others, {str(line.paper.key): line.paper for line in lines})


def _names(file: DropFile) -> list[str]:
    """What the file is called, without its ending, and the title in it."""
    stem = file.filename.rpartition(".")[0] or file.filename
    title = str(file.verdict.get("title", ""))
    return [stem, title] if title else [stem]


def _target(line: Line) -> Target:
    return Target(
        key=str(line.paper.key),
        title=line.paper.title,
        number=line.label,
        letter=line.letter,
        authors=tuple(each.role.name for each in line.wanted),
    )


def _held(lines: Sequence[Line]) -> dict[str, str]:
    """The papers that have a file already, by the hash of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for file in line.progress.files:
            found[file.original.sha256].append(line.paper.title)
    return {sha256: f"already with “{titles[0]}”" for sha256, titles in found.items()}
