"""Minutes go the way that packs go: built, looked at, released; and labels freeze with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction

from icsgov.record import publications
from icsgov.record.kinds import MINUTES
from icsgov.record.models import Build, Release
from icsgov.record.proofs import Proof, prove
from icsgov.record.publications import Hindered, Hindrance, hindrances
from icsgov.record.publish import withdraw
from icsgov.record.tasks import last_work
from icsgov.work.models import Work
from meetings import access
from meetings.minuting import enclosing, paragraphs
from meetings.models import Minutes
from meetings.outcomes import releasing as outcomes
from meetings.packs import audiences_for

State = Minutes.State
READY = (State.CLEARED, State.RELEASED, State.ACCEPTED, State.CONFIRMED)
# What readers having them makes of the state.
ONWARD = {State.CLEARED: Minutes.release, State.ACCEPTED: Minutes.confirm}


@dataclass(frozen=True)
class Edition:
    """The minutes as printed and as readers have them."""

    minutes: Minutes
    now: datetime
    work: Work | None
    builds: Sequence[Build]
    releases: Sequence[Release]

    @cached_property
    def proof(self) -> Proof:
        """What they say now."""
        return prove(MINUTES, self.minutes.meeting.key, self.minutes.part, self.now)

    @cached_property
    def last(self) -> Build | None:
        """The newest build that came through."""
        return next((build for build in self.builds if build.pack_id), None)

    @property
    def is_building(self) -> bool:
        return self.work is not None and self.work.is_open

    @property
    def reasons(self) -> list[str]:
        """Why the last try failed, a sentence each."""
        failed = self.work and self.work.state == Work.State.FAILED
        return self.work.error.splitlines() if self.work and failed else []

    @property
    def is_current(self) -> bool:
        return self.last is not None and self.last.proof_sha256 == self.proof.sha256

    @property
    def live(self) -> list[Release]:
        return [release for release in self.releases if release.is_live(self.now)]

    @property
    def withdrawn(self) -> list[Release]:
        """What was taken back, the newest first."""
        return [release for release in self.releases if release.is_withdrawn]

    @property
    def is_out(self) -> bool:
        """Whether readers have the last build."""
        return self.last is not None and self.last.pk in {each.build_id for each in self.live}

    @property
    def hindrances(self) -> list[Hindrance]:
        """What keeps the last build from readers."""
        return [*hindrances(self.last, self.now), *_own(self)] if self.last else []


def edition(minutes: Minutes, now: datetime) -> Edition:
    """The minutes with their builds and releases, in a fixed number of queries."""
    about = (MINUTES, minutes.meeting.key, minutes.part)
    builds = Build.objects.of(*about).defer("tree").select_related("pack", "by__person")
    return Edition(minutes, now, last_work(*about), list(builds), list(Release.objects.of(*about)))


def _own(of: Edition) -> list[Hindrance]:
    found = []
    if of.minutes.state not in READY:
        words = "The chair has not cleared the minutes. Send them to the chair first."
        found.append(Hindrance("uncleared", words))
    if not of.is_current:
        words = "The minutes have changed since they were printed. Print them again."
        found.append(Hindrance("changed", words))
    return found


@transaction.atomic
def publish(minutes: Minutes, audiences: Sequence[str], by: Any, now: datetime) -> list[Release]:
    """Release the last build to these audiences at once, and freeze its labels.

    Cleared minutes are out as a draft then, accepted ones confirmed. Raises Hindered.
    """
    paragraphs.hold(minutes)
    minutes.refresh_from_db()
    of = edition(minutes, now)
    wrong = set(audiences) - set(audiences_for(minutes.meeting, minutes.part))
    if of.last is None or wrong or of.hindrances:
        nothing = Hindrance("unfinished", "Print the minutes first.")
        private = Hindrance("audience", "These minutes are for the board’s members only.")
        raise Hindered(*(of.hindrances or [private if wrong else nothing]))
    wish = dict.fromkeys(audiences)
    asked = publications.ask(of.last, wish, by=by, now=now, tell_members=False)
    made = publications.publish(asked, by=by, now=now)
    paragraphs.freeze(minutes, by, now)
    onward = ONWARD.get(State(minutes.state))
    if onward is not None:
        minutes.refresh_from_db()
        onward(minutes, by, now)
    if minutes.state == State.RELEASED:
        enclosing.enclose(minutes, by, now)
    outcomes.release_with(minutes, by, now)
    return made


@transaction.atomic
def take_back(minutes: Minutes, release: Release, reason: str, by: Any, now: datetime) -> None:
    """Withdraw a release with its reason, and with it the outcomes that its readers had by it."""
    paragraphs.hold(minutes)
    withdraw(release, reason, by, now)
    words = f"Release {release.number} for {release.get_audience_display().lower()}: {reason}"
    minutes.record_change("withdrawn", by, now, words=words)
    after_withdrawal(minutes, reason, by, now)


def after_withdrawal(minutes: Minutes, reason: str, by: Any, now: datetime) -> None:
    """What a release that is gone takes along: outcomes, and the draft where no reader has it."""
    outcomes.take_back(minutes, reason, by, now)
    minutes.refresh_from_db()
    heads = Release.objects.of(MINUTES, minutes.meeting.key, minutes.part).heads()
    if minutes.state == State.RELEASED and not heads.exists():
        minutes.withdraw(by, now, words=reason)


def get_release(minutes: Minutes, key: UUID) -> Release:
    """A release of minutes that the reader has been let to, withdrawn or not."""
    about = (MINUTES, minutes.meeting.key, minutes.part)
    found: Release = access.visible(Release.objects.of(*about), key=key)
    return found


def get_build(minutes: Minutes, key: UUID) -> Build:
    """A build of minutes that the reader has been let to, if it came through."""
    rows = Build.objects.of(MINUTES, minutes.meeting.key, minutes.part).done()
    found: Build = access.visible(rows.select_related("pack"), key=key)
    return found
