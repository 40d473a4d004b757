"""Editions on the desk: what would be released, what was built, and releasing it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from icsgov.ledger.models import Versioned
from icsgov.record import publications
from icsgov.record.changes import Change, between
from icsgov.record.models import Build, Release
from icsgov.record.models.releases import Audience
from icsgov.record.proofs import Proof, prove
from icsgov.record.publications import Hindrance, hindrances
from icsgov.record.publish import withdraw
from icsgov.record.tasks import last_work
from icsgov.work.models import Work


@dataclass(frozen=True)
class Edition:
    """Where the next edition of something stands."""

    kind: str
    subject: UUID
    now: datetime
    work: Work | None
    build: Build | None
    releases: list[Release]

    @cached_property
    def proof(self) -> Proof:
        """What the desk says now."""
        return prove(self.kind, self.subject, 1, self.now)

    @property
    def is_building(self) -> bool:
        return self.work is not None and self.work.is_open

    @property
    def failed(self) -> str:
        """Why the last try failed; empty where it did not."""
        return self.work.error if self.work and self.work.state == Work.State.FAILED else ""

    @property
    def live(self) -> Release | None:
        return next((each for each in self.releases if each.is_live(self.now)), None)

    @property
    def withdrawn(self) -> Release | None:
        """What was taken back last, while nothing is in its place."""
        gone = [each for each in self.releases if each.is_withdrawn]
        return max(gone, key=lambda each: each.number) if gone and not self.live else None

    @property
    def is_current(self) -> bool:
        """Whether the last build says what the desk says."""
        return self.build is not None and self.build.proof_sha256 == self.proof.sha256

    @property
    def is_released(self) -> bool:
        return self.build is not None and any(
            release.build_id == self.build.pk for release in self.releases
        )

    @cached_property
    def changes(self) -> list[Change]:
        """What the desk says and the last build does not."""
        if self.build is None or self.is_current:
            return []
        return between(self.build.root, self.proof.root)

    @cached_property
    def hindrances(self) -> list[Hindrance]:
        """What keeps the build from being released."""
        return hindrances(self.build, self.now) if self.build else []


def edition_of(kind: str, subject: UUID, now: datetime) -> Edition:
    """The next edition of a plan, report or bulletin."""
    builds = Build.objects.of(kind, subject, 1).done().select_related("pack")
    return Edition(
        kind=kind,
        subject=subject,
        now=now,
        work=last_work(kind, subject, 1),
        build=builds.first(),
        releases=list(Release.objects.of(kind, subject)),
    )


def build_of(kind: str, subject: UUID, key: UUID) -> Build:
    """A build of one thing that came through; 404 for any other."""
    rows = Build.objects.of(kind, subject, 1).done().select_related("pack", "board")
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def release(build: Build, words: str, by: Any, now: datetime) -> list[Release]:
    """Release a build to everybody. Raises Hindered with the reasons."""
    wish = publications.ask(build, {Audience.PUBLIC: None}, by=by, now=now, words=words)
    return publications.publish(wish, by=by, now=now)


def released(kind: str, subject: UUID, key: UUID) -> Release:
    """An edition of one thing that was released; 404 for any other."""
    found = Release.objects.of(kind, subject).filter(key=key).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def take_back(thing: Versioned, release: Release, reason: str, by: Any, now: datetime) -> None:
    """Withdraw an edition; its reason stands in the thing's history as well."""
    withdraw(release, reason, by, now)
    thing.record_change("withdrawn", by, now, words=f"Edition {release.number}: {reason}")
