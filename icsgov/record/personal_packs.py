"""Personal packs: a build's pack bound anew without the papers that are withheld from somebody.

It is assembled from the pieces of what is left, never cut out of the whole, and stands beside the
build that it comes from: publishing the build releases it too.
"""

from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from icsgov.boards.rights import withheld_from_anybody
from icsgov.boards.rules import StampPlace
from icsgov.press.cache import Cache
from icsgov.press.pieces import Assembled
from icsgov.record.build import silently
from icsgov.record.models import Blob, Build, PersonalPack, Release
from icsgov.record.models.releases import Audience, holding
from icsgov.record.pagination import last_number
from icsgov.record.paging import Seen
from icsgov.record.presswork import Presswork, Progress
from icsgov.record.proofs import Proof, StampRule, prove
from icsgov.record.publish import FileOf, release_personal
from icsgov.record.readers import absent_sets
from icsgov.record.tree import Node, rebuild
from icsgov.record.withheld import BUSINESS, absent_digest, keys_in, without
from icsgov.work import scratch
from icsgov.work.jobs import JobFailed


class Spoilt(JobFailed):
    """A paper of the build was taken down while its pack was bound: nothing of that is kept."""

    def __init__(self) -> None:
        super().__init__("A paper of this build was taken down. Build again.")


def make(
    build: Build, things: Set[UUID], now: datetime, *, progress: Progress = silently
) -> PersonalPack:
    """The pack of a build without these papers; one that was made before is the answer.

    Raises JobFailed with a sentence that says what is missing or can no longer be printed, and
    Spoilt where a paper of the build was taken down meanwhile.
    """
    absent = absent_digest(things)
    known = PersonalPack.objects.of(build, absent)
    if known is not None:
        return known
    root = without(build.root, things)
    proof = replace(_proof(build, now), root=_unpaged(root))
    cache = Cache(Path(settings.DATA_DIR) / "press")
    with scratch.folder("personal") as folder:
        press = Presswork(proof, folder, cache, Seen(), progress)
        bound = _bound(press, build, root)
        try:
            return _keep(build, things, bound, now)
        except Spoilt:
            cache.prune(float("inf"))  # no piece of it may stay
            raise


def _bound(press: Presswork, build: Build, root: Node) -> Assembled:
    """What is left, on pages with everybody's numbers; minutes on pages of their own.

    In minutes people name the numbers of paragraphs, which stay.
    """
    if not list(root.of_kind(BUSINESS)):
        every = [page.pack_page for page in build.root.of_kind("page")]
        return press.without(_labels(root), int(last_number(every)))
    printed = press.run()
    blocking = [each for each in printed.findings if each.blocks]
    if blocking:
        raise JobFailed("\n".join(each.sentence for each in blocking))
    return printed.pack


@transaction.atomic
def _keep(build: Build, things: Set[UUID], bound: Assembled, now: datetime) -> PersonalPack:
    """Store the bytes and their row, while no take-down comes in between."""
    _hold(build)
    pack = Blob.objects.keep_file(bound.path, "pdf", len(bound.pages))
    made, _ = PersonalPack.objects.get_or_create(
        build=build,
        absent=absent_digest(things),
        defaults={"things": sorted(str(each) for each in things), "pack": pack, "at": now},
    )
    return made


def _hold(build: Build) -> None:
    if not build.hold():
        raise Spoilt


def _labels(root: Node) -> dict[str, str]:
    """The number on each page that is left, by the page's name; notices have none."""
    return {page.anchor: page.pack_page for page in root.of_kind("page")}


def _unpaged(root: Node) -> Node:
    """The tree as it was printed: before the pages were known."""

    def bare(node: Node) -> Node:
        kept = tuple(child for child in node.children if child.kind != "page")
        return replace(node, children=kept)

    return rebuild(root, bare)


def _proof(build: Build, now: datetime) -> Proof:
    """What the build was printed with; of one that did not keep it, what the desk says now."""
    kept: Mapping[str, Any] | None = build.report.get("proof")
    if kept is None:
        return prove(build.kind, build.subject, build.part, now)
    stamp: dict[str, Any] = {**kept["stamp"]}
    place: StampPlace = stamp.pop("place")
    return Proof(
        kind=build.kind,
        subject=build.subject,
        part=build.part,
        board=build.board,
        path=build.path,
        title=build.title,
        filename=kept["filename"],
        on=_day(build),
        root=build.root,
        stamp=StampRule(**stamp, place=place),
        dated=datetime.fromisoformat(kept["dated"]),
        whole=kept["whole"],
        language=kept["language"],
    )


def _day(build: Build) -> Any:
    return build.root.on


@transaction.atomic
def release(whole: Release, made: PersonalPack) -> Release:
    """Give a release of its build to those who may read it only without these papers.

    Raises Spoilt where a paper of the build was taken down since it was read.
    """
    _hold(made.build)
    root = without(made.build.root, made.keys)
    return release_personal(whole, root, made.absent, made.keys, list(files_of(made, root)))


def files_of(made: PersonalPack, root: Node) -> Iterator[FileOf]:
    """What readers of a personal pack may fetch: it, and the files of the papers left in it.

    A picture is named by where it stands in this tree: its own name may tell of an absent paper.
    """
    there = {node.anchor for node in _all(root)}
    pictures = {node.blob: node.anchor for node in root.of_kind("image")}
    for each in made.build.report["files"]:
        file = FileOf(**each)
        if file.role == "pack":
            yield replace(file, sha256=made.pack.sha256)
        elif file.role == "image":
            yield from _picture(file, pictures)
        elif file.anchor in there:
            yield file


def _picture(file: FileOf, pictures: Mapping[str, str]) -> Iterator[FileOf]:
    anchor = pictures.get(file.sha256)
    if anchor is not None:
        name = file.filename.replace(file.anchor, anchor)
        yield replace(file, anchor=anchor, filename=name)


def _all(root: Node) -> Iterator[Node]:
    yield root
    for child in root.children:
        yield from _all(child)


def settle(build: Build, now: datetime, *, progress: Progress = silently) -> None:
    """Make every personal pack that is wanted of a build, and give them to their readers.

    Readers have them where members have the build. Of one from which a paper is taken down
    meanwhile nothing more is wanted. Raises JobFailed.
    """
    with suppress(Spoilt):
        for things in wanted_of(build, now):
            made = make(build, things, now, progress=progress)
            for whole in Release.objects.filter(build=build, audience=Audience.MEMBERS, whole=None):
                release(whole, made)


def wanted_of(build: Build, now: datetime) -> list[frozenset[UUID]]:
    """The sets of papers without which somebody reads what a build holds."""
    return list(absent_sets(build.board, build.subject, build.part, keys_in(build.root), now))


def unsettled(now: datetime) -> list[Release]:
    """What members read now or will, and somebody has no personal pack of (1 query where none)."""
    withheld = withheld_from_anybody(now)
    if not withheld:
        return []
    heads = Release.objects.heads().filter(audience=Audience.MEMBERS).exclude(build=None)
    rows = heads.filter(holding(withheld))
    rows = rows.select_related("build__board", "build__pack")
    return [row for row in rows if row.build is not None and lacking(row.build, now)]


def of_build(build: Build) -> list[PersonalPack]:
    """Every personal pack that was made of a build."""
    return list(PersonalPack.objects.filter(build=build).for_tree())


def lacking(build: Build, now: datetime) -> list[frozenset[UUID]]:
    """The sets of absent papers for which a build has no pack yet."""
    wanted = wanted_of(build, now)
    made = PersonalPack.objects.filter(build=build).values_list("absent", flat=True)
    known = set(made) if wanted else set()
    return [things for things in wanted if absent_digest(things) not in known]
