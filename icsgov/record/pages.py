"""What the pages of a tree show: pure functions from nodes to contexts of templates.

The same functions draw a release for its readers and a build for those who preview it: where
links lead is told by a shelf.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse

from icsgov.record.kinds import GONE, WITHHELD
from icsgov.record.models import Entry, Release, ReleaseFile
from icsgov.record.tree import Node
from icsgov.record.watching import Watch

ROWS = frozenset({"item", "heading", "break"})
# What the page of a meeting does without: the inside of papers.
INSIDE = frozenset({"section", "webtext", "image", "page", "business", "minute", "correction"})


@dataclass(frozen=True)
class FileLink:
    """A file to fetch: its address, name, size in bytes, number of pages and SHA-256."""

    url: str
    filename: str
    size: int
    pages: int
    sha256: str = ""


@dataclass(frozen=True)
class Shelf:
    """Where links in a drawn tree lead: papers under `base`, files by the anchor of their node.

    The file of "" is the whole pack; pictures have an address by the SHA-256 of their bytes.
    Private addresses name papers `by_key`, because addresses end up in logs and histories.
    `prefix` begins the ids of rows where a page shows more than one agenda.
    """

    base: str
    files: Mapping[str, FileLink] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    by_key: bool = False
    prefix: str = ""

    def paper(self, node: Node) -> str:
        """The address of a paper's page."""
        return f"{self.base}{node.thing if self.by_key else node.anchor}/"

    @property
    def pack(self) -> FileLink | None:
        return self.files.get("")


@dataclass(frozen=True)
class PaperLink:
    """A paper as the agenda names it."""

    node: Node
    url: str
    file: FileLink | None


@dataclass(frozen=True)
class Beside:
    """What is on the record beside an item: where it can be watched, how many questions it has."""

    watch: Watch | None = None
    questions: int = 0


@dataclass(frozen=True)
class AgendaRow:
    """A row of the agenda; `depth` 0 is the outermost."""

    node: Node
    depth: int
    papers: tuple[PaperLink, ...]
    beside: Beside = Beside()

    @property
    def gone(self) -> list[Node]:
        """Notices of papers that were taken down, or are withheld from the reader."""
        return [child for child in self.node.children if child.kind in (GONE, WITHHELD)]

    @property
    def asked(self) -> list[Mapping[str, str]]:
        """What the board is asked to do: by the papers, or by the item where they ask nothing."""
        by_papers = [ask for paper in self.papers for ask in paper.node.data.get("asks", ())]
        return by_papers or list(self.node.data.get("asks", ()))


def public_address(file: ReleaseFile) -> str:
    """The permanent address of a file that anybody may fetch."""
    return reverse("public-file", kwargs={"key": file.key, "filename": file.filename})


def shelf_of(
    release: Release,
    base: str,
    *,
    address: Callable[[ReleaseFile], str] = public_address,
    **more: Any,
) -> Shelf:
    """Where the links of a release lead (1 query)."""
    rows = list(release.files.select_related("blob", "entry"))
    return Shelf(
        base=base,
        files={_anchor(row): _link(row, address(row)) for row in rows if row.role != "image"},
        images={row.blob.sha256: address(row) for row in rows if row.role == "image"},
        **more,
    )


def _anchor(row: ReleaseFile) -> str:
    return row.entry.anchor if row.entry and row.role != "pack" else ""


def _link(row: ReleaseFile, url: str) -> FileLink:
    return FileLink(url, row.filename, row.blob.size, row.blob.pages, row.blob.sha256)


def agenda_rows(root: Node, shelf: Shelf) -> list[AgendaRow]:
    """The rows of an agenda in print order, each with its papers."""
    return list(_rows(root, shelf, 0))


def _rows(node: Node, shelf: Shelf, depth: int) -> Iterator[AgendaRow]:
    for child in node.children:
        if child.kind in ROWS:
            yield AgendaRow(child, depth, tuple(_papers(child, shelf)))
            yield from _rows(child, shelf, depth + 1)


def _papers(row: Node, shelf: Shelf) -> Iterator[PaperLink]:
    for child in row.children:
        if child.kind == "paper":
            yield PaperLink(child, shelf.paper(child), shelf.files.get(child.anchor))


def context_for_meeting(
    root: Node, shelf: Shelf, beside: Mapping[UUID, Beside] | None = None
) -> dict[str, Any]:
    """What record/meeting.html and its agenda show of one part; `beside` by the items' keys."""
    known: dict[UUID | None, Beside] = dict((beside or {}).items())
    rows = [
        replace(row, beside=known.get(row.node.thing, Beside())) for row in agenda_rows(root, shelf)
    ]
    return {"meeting": root, "rows": rows, "shelf": shelf}


def context_for_paper(root: Node, paper: Node, shelf: Shelf) -> dict[str, Any]:
    """What record/paper.html shows of a paper: `root` is its meeting, with or without texts.

    `paper` is whole; raises LookupError when the meeting has no such paper.
    """
    rows = agenda_rows(root, shelf)
    papers = [link for row in rows for link in row.papers]
    at = [link.node.anchor for link in papers].index(paper.anchor)
    return {
        "meeting": root,
        "row": next(row for row in rows if papers[at] in row.papers),
        "paper": paper,
        "file": shelf.files.get(paper.anchor),
        "contents": contents(paper),
        "previous": papers[at - 1] if at else None,
        "following": papers[at + 1] if at + 1 < len(papers) else None,
        "shelf": shelf,
    }


def contents(paper: Node) -> list[Node]:
    """The headings and files of a paper, the outermost only, for its list of contents."""
    shown = (node for node in paper.children if node.kind in ("section", "file"))
    return [node for node in shown if node.title]


def by_year(meetings: Iterable[Entry]) -> list[tuple[int, list[Entry]]]:
    """Meetings in the order given, in groups by the year they were in."""
    return [(year, list(each)) for year, each in groupby(meetings, key=_year)]


def before(meetings: Iterable[Entry], today: date) -> list[Entry]:
    """Meetings before a day, and papers of such, the latest first."""
    over = [each for each in meetings if each.on and each.on < today]
    return sorted(over, key=lambda each: str(each.on), reverse=True)


def _year(meeting: Entry) -> int:
    return meeting.on.year if meeting.on else 0


def seats_held(board: Node, on: date) -> list[Node]:
    """Those who sit on the board on a day."""
    return [
        seat
        for seat in board.of_kind("seat")
        if seat.on and seat.on <= on and (not seat.data["ends"] or seat.data["ends"] >= f"{on}")
    ]


def by_role(seats: Iterable[Node]) -> list[tuple[str, Sequence[Node]]]:
    """The seats in groups with their headings: chairs, members, those in attendance."""
    groups: dict[str, list[Node]] = {"chair": [], "member": [], "attendee": []}
    for seat in seats:
        groups[seat.data["role"]].append(seat)
    chairs = "Chair" if len(groups["chair"]) == 1 else "Co-chairs"
    named = ((chairs, "chair"), ("Members", "member"), ("Also at meetings", "attendee"))
    return [(heading, groups[role]) for heading, role in named if groups[role]]
