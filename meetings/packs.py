"""The pack of one part as the desk sees it: what is printed, what changed, what readers have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, QuerySet
from django.http import Http404

from icsgov.boards.rights import may, standing, withheld
from icsgov.record.changes import Change, between
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Build, Publication, Release
from icsgov.record.models.releases import Audience, holding
from icsgov.record.proofs import Proof, prove
from icsgov.record.publications import Hindrance, hindrances
from icsgov.record.tasks import last_work
from icsgov.work.models import Work
from meetings import access
from meetings.models import Enclosure, Meeting

LOGGED = 20  # builds that the log shows


@dataclass(frozen=True)
class Pack:
    """One part's pack: the desk as it is now, the builds made of it, the releases of those."""

    meeting: Meeting
    part: int
    now: datetime
    work: Work | None
    builds: Sequence[Build]
    releases: Sequence[Release]
    asked: Publication | None

    @property
    def is_private(self) -> bool:
        return self.part > 1

    @cached_property
    def proof(self) -> Proof:
        """What the desk says now, read when it is asked for."""
        return prove(AGENDA, self.meeting.key, self.part, self.now)

    @property
    def is_building(self) -> bool:
        return self.work is not None and self.work.is_open

    @property
    def failed(self) -> Work | None:
        """The last try, if nothing came of it and no build has come through since."""
        work = self.work
        if work is None or work.state != Work.State.FAILED:
            return None
        return work if self.last is None or self.last.at < work.asked_at else None

    @property
    def reasons(self) -> list[str]:
        """Why it failed, a sentence each."""
        return self.failed.error.splitlines() if self.failed else []

    @cached_property
    def last(self) -> Build | None:
        """The newest build that came through."""
        return next((build for build in self.builds if build.pack_id), None)

    @cached_property
    def changes(self) -> list[Change]:
        """What changed on the desk since the last build."""
        last = self.last
        if last is None or last.proof_sha256 == self.proof.sha256:
            return []
        return between(last.root, self.proof.root)

    @property
    def is_current(self) -> bool:
        """Whether the last build says what the desk says."""
        return self.last is not None and self.last.proof_sha256 == self.proof.sha256

    @cached_property
    def hindrances(self) -> list[Hindrance]:
        """What keeps the last build from being published."""
        return hindrances(self.last, self.now) if self.last else []

    @property
    def live(self) -> list[Release]:
        """What readers have now: at most one release for each audience."""
        return [release for release in self.releases if release.is_live(self.now)]

    @property
    def planned(self) -> list[Release]:
        """Releases whose hour is still to come."""
        return [
            release
            for release in self.releases
            if release.effective_at > self.now
            and release.withdrawn_at is None
            and release.ended_at is None
        ]

    @property
    def lacking(self) -> list[Audience]:
        """Who has not been given what the last build says, neither now nor at an hour to come."""
        last = self.last
        if last is None:
            return []
        given = {
            release.audience
            for release in [*self.live, *self.planned]
            if release.tree_sha256 == last.tree_sha256
        }
        return [each for each in audiences_for(self.meeting, self.part) if each not in given]


def audiences_for(meeting: Meeting, part: int) -> tuple[Audience, ...]:
    """Who may get the pack: members always, everybody where the meeting is held in public."""
    if part > 1 or meeting.kind == Meeting.Kind.PRIVATE:
        return (Audience.MEMBERS,)
    return (Audience.MEMBERS, Audience.PUBLIC)


def pack_of(meeting: Meeting, part: int, now: datetime) -> Pack:
    """The pack of a part, in a fixed number of queries."""
    builds = Build.objects.of(AGENDA, meeting.key, part).defer("tree")
    releases = Release.objects.of(AGENDA, meeting.key, part)
    return Pack(
        meeting=meeting,
        part=part,
        now=now,
        work=last_work(AGENDA, meeting.key, part),
        builds=list(builds.select_related("pack", "by__person", "work")[:LOGGED]),
        releases=list(releases.select_related("published_by__person")),
        asked=_asked(meeting, part).select_related("build", "asked_by__person").last(),
    )


@dataclass(frozen=True)
class Enclosed:
    """A paper of a build as the summary names it."""

    label: str
    title: str
    pages: int
    first: str
    last: str


def contents(build: Build) -> list[Enclosed]:
    """The papers that a build makes known, with their pages in the pack."""
    found = []
    for paper in build.root.of_kind("paper"):
        numbers = [page.pack_page for page in paper.of_kind("page")]
        first, last = (numbers[0], numbers[-1]) if numbers else ("", "")
        found.append(Enclosed(paper.label, paper.title, len(numbers), first, last))
    return found


def changes_since_release(build: Build, pack: Pack) -> list[Change] | None:
    """What readers will find different from what they have now; None where they have nothing."""
    before = next((each for each in pack.live if each.build_id), None)
    if before is None or before.build is None:
        return None
    return between(before.build.root, build.root)


def hours(publication: Publication, now: datetime) -> list[tuple[str, datetime | None]]:
    """To whom a publication goes and when; None is at once."""
    planned = {name: publication.hour(name, now) for name in publication.audiences}
    return [(Audience(name).label, hour if hour > now else None) for name, hour in planned.items()]


def get_meeting(
    user: Any, board: str, address: str, part: int, action: str, now: datetime
) -> Meeting:
    """The meeting whose pack this is, for those who see the part whole and may do this to it."""
    meeting = access.get_meeting(user, board, address, "read", now)
    seats = standing(user, now)
    desk = seats.secretary | seats.chair
    if meeting.board_id not in (desk if part == 1 else desk & seats.part2):
        raise Http404
    if part != 1 and not meeting.parts.filter(number=part).exists():
        raise Http404
    if _lacks_some(user, meeting, part, now):
        raise Http404
    if not may(user, action, meeting, now):
        raise PermissionDenied
    return meeting


def _lacks_some(user: Any, meeting: Meeting, part: int, now: datetime) -> bool:
    """Whether the reader does not see the part whole, because a paper of it is withheld (1 query).

    Papers that were taken off the agenda since they were released count too.
    """
    kept = withheld(user, now)
    hung = Enclosure.objects.filter(item__meeting=meeting, item__part=part, paper__key__in=kept)
    given = Release.objects.line(AGENDA, meeting.key, part).filter(holding(kept))
    rows = Meeting.objects.filter(pk=meeting.pk)
    return rows.filter(Exists(hung) | Exists(given)).exists()


def get_build(meeting: Meeting, part: int, key: UUID) -> Build:
    """A build of a part that the reader has been let to, if it came through."""
    builds = Build.objects.of(AGENDA, meeting.key, part).done().select_related("pack", "by__person")
    found: Build = access.visible(builds, key=key)
    return found


def get_release(meeting: Meeting, part: int, key: UUID) -> Release:
    """A release of a part that the reader has been let to, whenever it is or was read."""
    found: Release = access.visible(Release.objects.of(AGENDA, meeting.key, part), key=key)
    return found


def get_publication(meeting: Meeting, part: int, key: UUID) -> Publication:
    """A wish to publish a part that the reader has been let to, still without an answer."""
    rows = _asked(meeting, part).select_related("build__pack", "asked_by__person")
    found: Publication = access.visible(rows, key=key)
    return found


def _asked(meeting: Meeting, part: int) -> QuerySet[Publication]:
    of_part = {"build__kind": AGENDA, "build__subject": meeting.key, "build__part": part}
    return Publication.objects.filter(state=Publication.State.ASKED, **of_part)
