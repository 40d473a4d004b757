"""Loading what stands on the record. What may not be read is not there: 404."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.text import slugify

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, may, rule
from icsgov.record import takedowns
from icsgov.record.kinds import (
    AGENDA,
    BY,
    DECISION,
    DOCUMENT,
    INTERESTS,
    MINUTES,
    NOTICE,
    PLACE,
    PROFILE,
)
from icsgov.record.models import Build, Entry, EntryLink, Release, ReleaseFile
from icsgov.record.tree import Node


@dataclass(frozen=True)
class MeetingRecord:
    """What anybody may know of one meeting: its notices and packs, the newest first.

    Among them are withdrawn ones, of which the notice remains.
    """

    path: str
    releases: Sequence[Release]
    now: datetime

    @cached_property
    def packs(self) -> list[Release]:
        return [release for release in self.releases if release.kind == AGENDA]

    @cached_property
    def notice(self) -> Release | None:
        """The live notice."""
        return self._live(NOTICE)

    @cached_property
    def pack(self) -> Release | None:
        """The live pack."""
        return self._live(AGENDA)

    @cached_property
    def all_minutes(self) -> list[Release]:
        """Every release of the minutes, the newest first."""
        return [release for release in self.releases if release.kind == MINUTES]

    @cached_property
    def minutes(self) -> Release | None:
        """The live minutes."""
        return self._live(MINUTES)

    @cached_property
    def withdrawn_minutes(self) -> Release | None:
        """The minutes that were taken back last, while there are none in their place."""
        newest = self.all_minutes[0] if self.all_minutes else None
        return newest if newest and newest.is_withdrawn and not self.minutes else None

    @cached_property
    def withdrawn(self) -> Release | None:
        """What was taken back last, while nothing new has come in its place."""
        newest = self.packs[0] if self.packs else self._newest_notice()
        return newest if newest and newest.is_withdrawn else None

    def _newest_notice(self) -> Release | None:
        return next((each for each in self.releases if each.kind == NOTICE), None)

    def _live(self, kind: str) -> Release | None:
        live = (each for each in self.releases if each.kind == kind and each.is_live(self.now))
        return next(live, None)

    def pack_number(self, number: int) -> Release:
        """The pack of that number, withdrawn or not; 404 where there was none."""
        for pack in self.packs:
            if pack.number == number:
                return pack
        raise Http404

    def changes(self, pack: Release) -> list[dict[str, str]]:
        """What changed with a pack; nothing where what it changed was taken back since."""
        before = next((each for each in self.packs if each.pk == pack.supersedes_id), None)
        return pack.changes if before and not before.is_withdrawn else []

    @property
    def address(self) -> str:
        """Where the meeting stands now; it moves with the short name of its board."""
        current = self.notice or self.pack or self.releases[0]
        return current.path


def meeting_record(path: str, now: datetime) -> MeetingRecord:
    """Everything public about the meeting at a path such as icp/2023-07-24 (1 query)."""
    known = Release.objects.known(now).filter(kind__in=(NOTICE, AGENDA, MINUTES))
    subjects = known.filter(path=path).values("subject")
    rows = known.filter(subject__in=subjects).select_related("supersedes")
    found = list(rows.order_by("-number", "-pk"))
    if not found:
        raise Http404
    meant = _meant(found, path, now).subject
    return MeetingRecord(path, [each for each in found if each.subject == meant], now)


def _meant(releases: Iterable[Release], path: str, now: datetime) -> Release:
    """Of things that had the same path one after the other, the one that has it now or last."""

    def nearness(release: Release) -> tuple[bool, datetime]:
        return release.is_live(now), release.published_at

    return max((each for each in releases if each.path == path), key=nearness)


def profiles(now: datetime) -> list[Entry]:
    """The boards as the public knows them, in the order people look for them (1 query)."""
    return sorted(_roots(PROFILE, now), key=lambda each: (each.data["position"], each.title))


def profile(slug: str, now: datetime) -> Release:
    """The live profile of the board that has this short name now, or had it last."""
    rows = Release.objects.for_public(now).filter(kind=PROFILE)
    had_it = rows.filter(path=slug).values("subject")
    found = list(rows.live(now).filter(subject__in=had_it))
    if not found:
        raise Http404
    return max(found, key=lambda each: (each.path == slug, each.published_at))


def profile_of(board: str, now: datetime) -> Entry | None:
    """The board with this key as the public knows it; "" is no board."""
    return _roots(PROFILE, now, subject=board).first() if board else None


def has_register(board: Any, now: datetime) -> bool:
    """Whether a board's register of interests is public (1 query)."""
    rows = Release.objects.for_public(now).live(now)
    return rows.filter(kind=INTERESTS, board=board).exists()


def notices(now: datetime, **where: Any) -> list[Entry]:
    """The live notices, the earliest meeting first (1 query)."""
    return sorted(_roots(NOTICE, now, **where), key=lambda each: (each.on, each.data["starts"]))


def coming(now: datetime, on: date, **where: Any) -> list[Entry]:
    """Notices of meetings from a day on, the next first (1 query)."""
    return notices(now, on__gte=on, **where)


def with_papers(meetings: Iterable[Entry], now: datetime) -> set[UUID]:
    """Of these notices' meetings, those with released papers (1 query)."""
    subjects = [each.release.subject for each in meetings]
    return set(packs(now, subject__in=subjects).values_list("subject", flat=True))


def with_minutes(meetings: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """Of these meetings, those with released minutes: draft or confirmed (1 query)."""
    rows = _roots(MINUTES, now, subject__in=list(meetings))
    return {each.release.subject: each.state for each in rows}


def state_of(release: Release | None) -> str:
    """The state of what was released: of minutes, draft or confirmed (1 query)."""
    root = release.entries.filter(seq=0).first() if release else None
    return root.state if root else ""


def decided(now: datetime, **where: Any) -> QuerySet[Entry]:
    """The decisions that the public has, the latest first (1 query)."""
    return _roots(DECISION, now, **where).order_by("-on", "ref", "pk")


def came_of(minutes: Node, now: datetime) -> dict[UUID, list[Entry]]:
    """What came of the paragraphs of minutes and is in a public register, by their keys (1 query).

    A decision, an action or a promise names by its link `by` the paragraph that holds it.
    """
    keys = {each.thing for each in minutes.of_kind("minute") if each.thing}
    live = Release.objects.for_public(now).live(now)
    links = EntryLink.objects.filter(rel=BY, to__in=keys, entry__seq=0, entry__release__in=live)
    found: dict[UUID, list[Entry]] = {}
    for link in links.select_related("entry__release").order_by("entry__release_id", "pk"):
        found.setdefault(link.to, []).append(link.entry)
    return found


def documents(board: Board | None, now: datetime) -> list[Entry]:
    """What a board published besides its meetings, the latest first (1 query)."""
    rows = _roots(DOCUMENT, now, board=board)
    return sorted(rows, key=lambda each: (str(each.on or ""), each.pk), reverse=True)


def packs(now: datetime, **where: Any) -> QuerySet[Release]:
    """The live packs, the latest released first (1 query)."""
    rows = Release.objects.for_public(now).live(now).filter(kind=AGENDA, **where)
    return rows.order_by("-effective_at", "-pk")


def _roots(kind: str, now: datetime, **where: Any) -> QuerySet[Entry]:
    live = Release.objects.for_public(now).live(now).filter(kind=kind, **where)
    return Entry.objects.filter(release__in=live, seq=0).select_related("release")


def priorities(now: datetime) -> list[Entry]:
    """The priorities of the plans that the public has now, in print order (1 query)."""
    live = Release.objects.for_public(now).live(now)
    rows = Entry.objects.filter(release__in=live, kind="priority", thing__isnull=False)
    return list(rows.select_related("release").order_by("release__title", "release_id", "seq"))


def priority(key: str, now: datetime) -> Entry | None:
    """The priority with this key that the public has now."""
    return next((each for each in priorities(now) if str(each.thing) == key), None)


def boroughs(now: datetime) -> list[dict[str, str]]:
    """The boroughs and other places that public plans name: slug and name, by name (1 query)."""
    live = Release.objects.for_public(now).live(now)
    titles = Entry.objects.filter(release__in=live, kind=PLACE).values_list("title", flat=True)
    named = {slugify(title): title for title in titles}
    by_name = sorted(named.items(), key=lambda pair: pair[1])
    return [{"slug": slug, "name": name} for slug, name in by_name if slug]


def paper_entry(release: Release, slug: str) -> Entry | None:
    """The paper of a release at a slug."""
    return release.entries.filter(kind="paper", anchor=slug).first()


def paper_with(release: Release, key: UUID) -> Entry | None:
    """The paper of a release by its own key."""
    return release.entries.filter(kind="paper", thing=key).first()


def paper_called(release: Release, letter: str) -> Entry | None:
    """The paper of a release with an enclosure letter, in any case."""
    return release.entries.filter(kind="paper", label__iexact=letter).first()


def last_pack_with(record: MeetingRecord, slug: str) -> Release | None:
    """The newest pack, withdrawn ones included, that holds a paper at this slug (1 query)."""
    with_paper = Entry.objects.filter(release__in=record.packs, kind="paper", anchor=slug)
    holding = set(with_paper.values_list("release", flat=True))
    return next((pack for pack in record.packs if pack.pk in holding), None)


def public_file(key: UUID, filename: str, now: datetime) -> ReleaseFile:
    """A file that anybody may know of; its release may have been withdrawn."""
    return _file(Release.objects.known(now), key, filename=filename)


def file_for(user: Any, key: UUID, now: datetime) -> ReleaseFile:
    """A file that this reader may fetch."""
    return _file(Release.objects.visible_to(user, now), key)


def _file(releases: QuerySet[Release], key: UUID, **where: Any) -> ReleaseFile:
    rows = ReleaseFile.objects.filter(release__in=releases).select_related("release", "blob")
    found = rows.filter(key=key, **where).first()
    return found or takedowns.look(releases, key=key)


def pack_file(release: Release) -> ReleaseFile:
    """The whole pack of a release as one PDF."""
    found = release.files.filter(role="pack").select_related("release", "blob").first()
    return found or takedowns.look([release], role="pack")


@rule(Build, "settle")
def _settle(seats: Standing, build: Build, now: datetime) -> bool:
    return build.board_id is None or build.board_id in seats.secretary


def get_build(user: Any, key: UUID, action: str, now: datetime) -> Build:
    """A build that came through, if the reader may do this to it."""
    found = Build.objects.visible_to(user, now).done().filter(key=key).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found
