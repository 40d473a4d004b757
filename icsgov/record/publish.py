"""Publishing: a tree and its files become a release, in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from icsgov.boards.models import Board
from icsgov.record import changes as changed
from icsgov.record import indexing
from icsgov.record.models import (
    Absence,
    Blob,
    Build,
    Entry,
    EntryLink,
    Release,
    ReleaseFile,
    Stamp,
)
from icsgov.record.models.releases import Audience
from icsgov.record.tree import Link, Node, digest, walk, with_anchors
from icsgov.record.withheld import without
from icsgov.work.jobs import ask

DRAW: Final = "draw"  # the work of drawing the pages of a release before somebody asks for them

# What a personal release has in common with the whole one. Not what somebody wrote of the changes:
# such words may tell of what is absent.
SHARED = (
    "board kind subject path part audience number title on schema build supersedes "
    "effective_at ended_at withdrawn_at withdrawn_by withdrawn_reason published_by second_by "
    "published_at"
).split()


@dataclass(frozen=True)
class FileOf:
    """A file to release: the anchor of its entry ('' for the whole), its role and name."""

    anchor: str
    sha256: str
    role: str
    filename: str


@dataclass(frozen=True)
class Line:
    """What makes two releases versions of the same thing."""

    board: Board | None
    kind: str
    subject: UUID
    path: str
    part: int = 1
    audience: str = Audience.PUBLIC


def frozen_anchors(kind: str, subject: UUID, part: int) -> dict[UUID, str]:
    """Anchors that things got when they were first released; they keep them for ever."""
    rows = Entry.objects.filter(
        release__kind=kind, release__subject=subject, release__part=part, thing__isnull=False
    ).order_by("release_id", "seq")
    anchors: dict[UUID, str] = {}
    for thing, anchor in rows.values_list("thing", "anchor"):
        if thing is not None:
            anchors.setdefault(thing, anchor)
    return anchors


def tree_of(release: Release, *, without: Collection[str] = ()) -> Node:
    """The tree of a release, read back from its entries (2 queries), without some kinds."""
    return tree_from(release.entries.exclude(kind__in=without))


def tree_without(release: Release, things: Collection[UUID]) -> Node:
    """The tree of a release as those have it from whom these papers are withheld (2 queries)."""
    return without(tree_of(release), things)


def tree_from(entries: QuerySet[Entry]) -> Node:
    """The tree that entries of one release make, its root among them (2 queries).

    What stands under an entry that was left out hangs on the next one above.
    """
    rows = list(entries.order_by("seq").select_related("blob").prefetch_related("links"))
    root, _ = _gather(rows, 0)
    return root


def _gather(rows: Sequence[Entry], at: int) -> tuple[Node, int]:
    row, children, following = rows[at], [], at + 1
    while following < len(rows) and rows[following].seq <= row.end:
        child, following = _gather(rows, following)
        children.append(child)
    return _node(row, tuple(children)), following


def _node(row: Entry, children: tuple[Node, ...]) -> Node:
    return Node(
        kind=row.kind,
        anchor=row.anchor,
        thing=row.thing,
        label=row.label,
        title=row.title,
        text=row.text,
        data=row.data,
        on=row.on,
        ref=row.ref,
        state=row.state,
        blob=row.blob.sha256 if row.blob else "",
        file_page=row.file_page,
        pack_page=row.pack_page,
        slide=row.slide,
        links=tuple(Link(k.rel, k.to, k.words) for k in row.links.all()),
        children=children,
    )


@transaction.atomic
def release_tree(
    line: Line,
    root: Node,
    *,
    title: str,
    by: Any,
    now: datetime,
    effective_at: datetime | None = None,
    on: date | None = None,
    build: Build | None = None,
    words: str = "",
    second_by: Any = None,
    files: Iterable[FileOf] = (),
) -> Release:
    """Put a tree on the record for one audience; the one before it ends at that hour."""
    starts = effective_at or now
    before = _end_others(line, starts)
    release = Release.objects.create(
        board=line.board,
        kind=line.kind,
        subject=line.subject,
        path=line.path,
        part=line.part,
        audience=line.audience,
        number=_next_number(line),
        title=title,
        on=on,
        tree_sha256=digest(root),
        build=build,
        supersedes=before,
        changes=changed.between(tree_of(before), root) if before else [],
        words=words,
        effective_at=starts,
        published_by=by,
        second_by=second_by,
        published_at=now,
    )
    entries = _write_entries(release, root)
    _write_files(release, entries, files)
    indexing.index(release)
    _stamp(release, now)
    return release


def _stamp(release: Release, now: datetime) -> None:
    """Public pages are made anew, and asked for at once; of what members have nothing is kept."""
    if release.audience == Audience.PUBLIC:
        Stamp.objects.renew()
        ask(DRAW, release.key, by=None, now=now)


def instant(
    line: Line, root: Node, *, title: str, by: Any, now: datetime, on: date | None = None
) -> Release | None:
    """Release a tree without a PDF, in the caller's transaction; None when nothing changed."""
    root = with_anchors(root, frozen_anchors(line.kind, line.subject, line.part))
    head = _line(line).heads().first()
    if head is not None and head.tree_sha256 == digest(root) and head.path == line.path:
        return None
    return release_tree(line, root, title=title, by=by, now=now, on=on)


def _line(line: Line) -> Any:
    return Release.objects.of(line.kind, line.subject, line.part).filter(audience=line.audience)


def _next_number(line: Line) -> int:
    last = _line(line).first()
    return last.number + 1 if last else 1


def _end_others(line: Line, at: datetime) -> Release | None:
    """End what would be read from the new one's hour on; what readers had until then, if any.

    One that was planned for later ends before it began, and no reader ever has it.
    """
    others = _line(line).filter(Q(ended_at=None) | Q(ended_at__gt=at))
    live = others.filter(effective_at__lte=at, withdrawn_at=None).first()
    ended = list(others.values_list("pk", flat=True))
    _with_personal(ended).update(ended_at=at)
    indexing.end(ended, at)
    return live


def _with_personal(releases: Collection[int]) -> QuerySet[Release]:
    """Releases and their personal ones, which begin, end and are withdrawn with them."""
    return Release.objects.filter(Q(pk__in=releases) | Q(whole__in=releases))


@transaction.atomic
def release_personal(
    whole: Release, root: Node, absent: str, things: Iterable[UUID], files: Iterable[FileOf]
) -> Release:
    """Put a tree that lacks some papers of a release on the record, for who may not have them.

    It has the number of the whole one, and says of changes only those in what it holds, in no
    words of the secretary's. One that is there already is the answer.
    """
    known = whole.personal.filter(absent=absent).first()
    if known is not None:
        return known
    lacked = sorted(things)
    before = whole.supersedes
    release = Release.objects.create(
        **{name: getattr(whole, name) for name in SHARED},
        whole=whole,
        absent=absent,
        tree_sha256=digest(root),
        changes=changed.between(tree_without(before, lacked), root) if before else [],
    )
    Absence.objects.bulk_create(Absence(release=release, thing=thing) for thing in lacked)
    entries = _write_entries(release, root)
    _write_files(release, entries, files)
    return release


def _write_entries(release: Release, root: Node) -> dict[str, Entry]:
    """The tree as rows; returns them by anchor."""
    nodes = list(walk(root))
    blobs = Blob.objects.by_hash(node.blob for _, node in nodes if node.blob)
    ends = _ends([depth for depth, _ in nodes])
    rows = Entry.objects.bulk_create(
        Entry(
            release=release,
            seq=seq,
            end=ends[seq],
            depth=depth,
            thing=node.thing,
            kind=node.kind,
            anchor=node.anchor,
            label=node.label,
            title=node.title,
            text=node.text,
            data=dict(node.data),
            on=node.on,
            ref=node.ref,
            state=node.state,
            blob=blobs[node.blob] if node.blob else None,
            file_page=node.file_page,
            pack_page=node.pack_page,
            slide=node.slide,
        )
        for seq, (depth, node) in enumerate(nodes)
    )
    EntryLink.objects.bulk_create(
        EntryLink(entry=row, rel=link.rel, to=link.to, words=link.words)
        for row, (_, node) in zip(rows, nodes, strict=True)
        for link in node.links
    )
    return {row.anchor: row for row in rows}


def _ends(depths: Sequence[int]) -> list[int]:
    """For each row the position of its last descendant."""
    ends = [len(depths) - 1] * len(depths)
    above: list[int] = []
    for at, depth in enumerate(depths):
        while above and depths[above[-1]] >= depth:
            ends[above.pop()] = at - 1
        above.append(at)
    return ends


def _write_files(release: Release, entries: dict[str, Entry], files: Iterable[FileOf]) -> None:
    wanted = list(files)
    blobs = Blob.objects.by_hash(file.sha256 for file in wanted)
    ReleaseFile.objects.bulk_create(
        ReleaseFile(
            release=release,
            entry=entries.get(file.anchor),
            blob=blobs[file.sha256],
            role=file.role,
            filename=file.filename,
        )
        for file in wanted
    )


@transaction.atomic
def withdraw(release: Release, reason: str, by: Any, now: datetime) -> None:
    """Take a release back, with the reason on the record.

    One that had not yet become effective leaves its predecessor as it was.
    """
    _with_personal([release.pk]).filter(withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason
    )
    if release.effective_at > now and release.supersedes is not None and not release.ended_at:
        _with_personal([release.pk]).update(ended_at=release.effective_at)
        before = _with_personal([release.supersedes.pk])
        if before.filter(ended_at=release.effective_at).update(ended_at=None):
            indexing.resume(release.supersedes)
    indexing.remove(release)
    _stamp(release, now)
    release.refresh_from_db()
