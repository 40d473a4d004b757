"""Expunging: what a paper or a release said leaves every row; hashes stay in its place.

It runs in one transaction with the second person's word. What lies on disk is destroyed after
it (scrubbing.py). The apps above register what they hold of a paper besides the record.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from icsgov.nhsuk.dates import date_words
from icsgov.record.kinds import AGENDA, GONE, MINUTES, NAMED, Kind, register
from icsgov.record.models import (
    Blob,
    Build,
    Entry,
    EntryLink,
    Publication,
    Reading,
    ReadyPage,
    Release,
    ReleaseFile,
    SearchRow,
    SearchText,
    SearchWord,
    Stamp,
    TakeDown,
    Tombstone,
)
from icsgov.record.models.takedowns import mark_of
from icsgov.record.publish import withdraw
from icsgov.record.tasks import BUILD, build_subject
from icsgov.record.tree import Node, rebuild, to_json
from icsgov.record.words import of as words_of
from icsgov.work.models import Work

register(Kind(GONE, web="record/partials/gone.html", searchable=False))

TITLE = "Paper taken down"
OF_MEETINGS = (AGENDA, MINUTES)  # called by board and day, which stay
EMPTY = {"kind": "meeting", "anchor": "agenda"}
Forgetting = Callable[[UUID, Any, datetime], Iterable[int]]
Following = Callable[[Release, str, Any, datetime], Iterable[Release]]
_FORGETTINGS: list[Forgetting] = []
Line = tuple[str, UUID]  # the kind and the subject of releases
Lines = Callable[[UUID], Iterable[Line]]
_LINES: list[Lines] = []
_FOLLOWINGS: list[Following] = []


def forgets(function: Forgetting) -> Forgetting:
    """Register what an app forgets of a paper, by its key; it tells the ids of its blobs."""
    _FORGETTINGS.append(function)
    return function


def stands_alone(function: Lines) -> Lines:
    """Register which releases are nothing but this paper: they go as a whole."""
    _LINES.append(function)
    return function


def follows(function: Following) -> Following:
    """Register which releases go with one that is gone, and what else follows from that."""
    _FOLLOWINGS.append(function)
    return function


def alone(thing: UUID) -> list[Release]:
    """The releases that are nothing but this paper, such as a board's terms of reference."""
    lines = [line for lines in _LINES for line in lines(thing)]
    return [each for kind, subject in lines for each in Release.objects.line(kind, subject)]


@dataclass(frozen=True)
class Removed:
    """What was taken out of the releases of one thing."""

    titles: frozenset[str]
    anchors: frozenset[str]
    blobs: frozenset[int]


def expunge(take_down: TakeDown, by: Any, now: datetime) -> None:
    """Take the paper, or the whole release, out of everything that anybody can read."""
    if take_down.release is not None:
        blobs = _releases(take_down, take_down.release, by, now)
    else:
        assert take_down.thing is not None
        blobs = _paper(take_down, take_down.thing, by, now)
    hashes = Blob.objects.filter(pk__in=blobs).values_list("sha256", flat=True)
    Tombstone.objects.bulk_create(
        Tombstone(take_down=take_down, role="bytes", sha256=sha256) for sha256 in sorted(hashes)
    )
    ReadyPage.objects.all().delete()
    Stamp.objects.renew()


def _paper(take_down: TakeDown, thing: UUID, by: Any, now: datetime) -> set[int]:
    for build in _builds_with(thing):
        _stop(build, now)
    blobs: set[int] = set()
    for release in alone(thing):
        blobs |= _whole_release(take_down, release, by, now)
    entries = Entry.objects.filter(kind="paper", thing=thing).select_related("release")
    for entry in list(entries):
        removed = _entry(take_down, entry, now)
        _unsay(entry.release, removed)
        blobs |= removed.blobs
    EntryLink.objects.filter(to=thing).update(words="")
    for build in _builds_with(thing):
        blobs |= _build(take_down, build, thing, by, now)
    for forget in _FORGETTINGS:
        blobs |= set(forget(thing, by, now))
    return blobs


def _entry(take_down: TakeDown, entry: Entry, now: datetime) -> Removed:
    """A paper of one release: its rows go, and a notice stands in its place."""
    release = entry.release
    within = list(release.entries.within(entry))
    inner = [each for each in within if each.pk != entry.pk]
    own = release.files.filter(entry__in=within) | release.files.filter(role="pack")
    blobs = {each.blob_id for each in within if each.blob_id}
    blobs |= _bury_files(take_down, own)
    removed = Removed(
        titles=frozenset(each.title for each in within if each.title),
        anchors=frozenset(each.anchor for each in within),
        blobs=frozenset(blobs),
    )
    Tombstone.objects.create(
        take_down=take_down, release=release, role="address", sha256=mark_of(entry.anchor)
    )
    EntryLink.objects.filter(entry__in=within).delete()
    _blank_pages(take_down, [each for each in inner if each.kind == "page"])
    Entry.objects.filter(pk__in=[each.pk for each in inner if each.kind != "page"]).delete()
    _to_notice(entry, _notice(take_down, entry.label, now))
    return removed


def _notice(take_down: TakeDown, label: str, now: datetime) -> Node:
    """What stands where the paper stood."""
    day = date_words(take_down.board.today(now) if take_down.board else timezone.localdate(now))
    return Node(
        kind=GONE,
        anchor=take_down.anchor,
        thing=take_down.key,
        label=label,
        title=TITLE,
        text=" ".join([f"Taken down on {day}.", *said(take_down)]),
    )


def said(take_down: TakeDown) -> list[str]:
    """What readers are told of the reason."""
    told = [f"Ground: {take_down.get_ground_display()}.", take_down.words]
    return [each for each in told if each]


def _to_notice(entry: Entry, notice: Node) -> None:
    Entry.objects.filter(pk=entry.pk).update(
        kind=notice.kind,
        anchor=notice.anchor,
        thing=notice.thing,
        title=notice.title,
        text=notice.text,
        data={},
        blob=None,
        on=None,
        ref="",
        state="",
    )


def _blank_pages(take_down: TakeDown, pages: Sequence[Entry]) -> None:
    """Page numbers stay, so that no later paper gets a number that readers know."""
    for number, page in enumerate(pages, 1):
        page.anchor, page.title, page.text = f"{take_down.anchor}.page-{number}", "", ""
        page.data, page.slide, page.blob, page.thing = {}, "", None, None
    fields = ["anchor", "title", "text", "data", "slide", "blob", "thing"]
    Entry.objects.bulk_update(pages, fields)


def _bury_files(take_down: TakeDown, files: Any) -> set[int]:
    """Files of a release go; their keys stay known, so that their addresses tell why."""
    rows = list(files.distinct().select_related("blob"))
    Tombstone.objects.bulk_create(
        Tombstone(
            key=row.key,
            take_down=take_down,
            release_id=row.release_id,
            role=row.role,
            sha256=row.blob.sha256,
        )
        for row in rows
    )
    keys = [row.pk for row in rows]
    Reading.objects.filter(file__in=keys).update(file=None, anchor=take_down.anchor)
    ReleaseFile.objects.filter(pk__in=keys).delete()
    return {row.blob_id for row in rows}


def _unsay(release: Release, removed: Removed) -> None:
    """What the index, the lists of changes and the log of readings say of what went."""
    _unindex(SearchRow.objects.filter(release=release, anchor__in=removed.anchors))
    rows = Reading.objects.filter(release=release, anchor__in=removed.anchors)
    rows.update(anchor="taken-down")
    for each in Release.objects.line(release.kind, release.subject, release.part):
        left = [change for change in each.changes if not _names(change, removed)]
        words = {
            name: ""
            for name in ("words", "withdrawn_reason")
            if _says(getattr(each, name), removed)
        }
        if left != each.changes or words:
            Release.objects.filter(pk=each.pk).update(changes=left, **words)
    for wish in Publication.objects.filter(build__subject=release.subject).exclude(words=""):
        if _says(wish.words, removed):
            Publication.objects.filter(pk=wish.pk).update(words="")


def _names(change: dict[str, str], removed: Removed) -> bool:
    return change["anchor"] in removed.anchors or _says(change["words"], removed)


def _says(words: str, removed: Removed) -> bool:
    return any(title.casefold() in words.casefold() for title in removed.titles)


def _unindex(rows: Any) -> None:
    """Rows leave the index, and the suggestions lose every word that no other row says."""
    said: set[str] = set()
    for text in SearchText.objects.filter(row__in=rows):
        said |= set(words_of(f"{text.title} {text.body} {text.people}"))
    rows.delete()
    for text in SearchText.objects.iterator():
        said -= set(words_of(f"{text.title} {text.body} {text.people}")) if said else set()
    words = sorted(said)
    for start in range(0, len(words), 500):
        SearchWord.objects.filter(word__in=words[start : start + 500]).delete()


def _builds_with(thing: UUID) -> list[Build]:
    """Builds that printed the paper, published or not: their trees hold its key."""
    rows = Build.objects.annotate(words=Cast("tree", TextField()))
    return list(rows.filter(words__contains=str(thing)).order_by("pk"))


def _build(take_down: TakeDown, build: Build, thing: UUID, by: Any, now: datetime) -> set[int]:
    """A build that printed the paper cannot be read or published any more."""
    gone: set[str] = {""}

    def change(node: Node) -> Node:
        if node.thing != thing:
            return node
        gone.update(each.anchor for each in node.of_kind(*_kinds(node)))
        return _notice(take_down, node.label, now)

    root = rebuild(build.root, change)
    blobs = _built(build, gone)
    _spoil(build, by, now, tree=to_json(root))
    return blobs


def _kinds(node: Node) -> set[str]:
    return {node.kind} | {kind for each in node.children for kind in _kinds(each)}


def _built(build: Build, gone: Collection[str]) -> set[int]:
    """Ids of the files that a build made of these anchors; "" is the whole."""
    files = build.report.get("files", ())
    hashes = {file["sha256"] for file in files if file["anchor"] in gone}
    found = set(Blob.objects.filter(sha256__in=hashes).values_list("pk", flat=True))
    own = set(build.personal.values_list("pack", flat=True))
    return found | own | ({build.pack_id} if build.pack_id else set())


def _spoil(build: Build, by: Any, now: datetime, **also: Any) -> None:
    report = {"error": "A paper of this build was taken down. Build again."}
    Build.objects.filter(pk=build.pk).update(pack=None, report=report, **also)
    build.personal.all().delete()
    for asked in Publication.objects.filter(build=build, state=Publication.State.ASKED):
        asked.settle("refused", by, now)
    _stop(build, now)


def _neutral(take_down: TakeDown, release: Release) -> str:
    """A path that spells nothing; the old one is known again by its hash, and tells why."""
    Tombstone.objects.create(
        take_down=take_down, release=release, role="path", sha256=mark_of(release.path)
    )
    above, _, _ = release.path.rpartition("/")
    return f"{above}/{take_down.anchor}".lstrip("/")


def _stop(build: Build, now: datetime) -> None:
    """End the work on a thing's build before its row is read.

    A build in its last step ends first, and is then found; or it finds that it was stopped. The
    same holds for who makes personal packs of it, or publishes it: see Build.hold.
    """
    build.hold()
    for work in Work.objects.about(BUILD, build_subject(build.kind, build.subject, build.part)):
        work.cancel(now)


def _releases(take_down: TakeDown, release: Release, by: Any, now: datetime) -> set[int]:
    """The release, what other readers got of the same build, and what was released by it.

    Or every release of its thing, and every build.
    """
    same = Release.objects.line(release.kind, release.subject, release.part)
    builds = Build.objects.of(release.kind, release.subject, release.part)
    for build in builds:
        _stop(build, now)
    alike = Q(tree_sha256=release.tree_sha256)
    alike = Q(pk=release.pk) | alike | Q(whole=release) | Q(whole__tree_sha256=release.tree_sha256)
    blobs: set[int] = set()
    gone = list(same if take_down.every else same.filter(alike))
    for each in gone:
        blobs |= _whole_release(take_down, each, by, now)
    reason = " ".join(said(take_down))
    for follow in _FOLLOWINGS:
        for each in [held for one in gone for held in follow(one, reason, by, now)]:
            blobs |= _whole_release(take_down, each, by, now)
    if take_down.every:
        for build in builds:
            blobs |= _emptied(build, by, now)
    return blobs


def _emptied(build: Build, by: Any, now: datetime) -> set[int]:
    """A build of which nothing stays, published or not; the ids of its files."""
    files = build.report.get("files", ())
    blobs = _built(build, {file["anchor"] for file in files})
    _spoil(build, by, now, tree=EMPTY)
    return blobs


def _whole_release(take_down: TakeDown, release: Release, by: Any, now: datetime) -> set[int]:
    """Every row of a release but the notice that it was there."""
    _unindex(SearchRow.objects.filter(release=release))
    if not release.is_withdrawn:
        withdraw(release, " ".join(said(take_down)), by, now)
    named = {} if release.on and release.kind in OF_MEETINGS else {"title": "Taken down"}
    if release.kind in NAMED:
        named["path"] = _neutral(take_down, release)
    gone = Release.objects.filter(pk=release.pk)
    gone.update(
        expunged_at=now, changes=[], words="", withdrawn_reason=" ".join(said(take_down)), **named
    )
    blobs = _bury_files(take_down, release.files.all())
    Reading.objects.filter(release=release).exclude(anchor="").update(anchor="taken-down")
    blobs |= set(release.entries.exclude(blob=None).values_list("blob_id", flat=True))
    EntryLink.objects.filter(entry__release=release).delete()
    release.entries.exclude(seq=0).delete()
    release.entries.filter(seq=0).update(text="", data={}, title="", blob=None)
    if release.build is not None:
        blobs |= _emptied(release.build, by, now)
    return blobs
