"""Publishing a pack: asking, a second person's word, what freezes with it, and taking it back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from icsgov.boards.models import Board, Seat, User
from icsgov.boards.rights import READS
from icsgov.record import publications
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Build, Publication, Release
from icsgov.record.paging import releases_seen
from icsgov.record.publications import Hindered, Hindrance
from icsgov.record.publish import withdraw
from icsgov.record.tree import Node
from icsgov.work.mail import queue
from meetings.models import Enclosure, Meeting
from meetings.packs import audiences_for
from meetings.withholding import undecided

PACK_RELEASED = "pack-released"
NOT_WITHHELD = (
    "“Paper withheld” is recorded for somebody at an item, and a paper there is not withheld "
    "from them. Record it again on the page of interests, or what was done instead."
)


@transaction.atomic
def ask(
    meeting: Meeting,
    build: Build,
    audiences: Mapping[str, datetime | None],
    *,
    by: Any,
    now: datetime,
    words: str = "",
    tell_members: bool = True,
) -> Publication:
    """Publish a build, or ask a second person to, where the board's rule wants one.

    Raises Hindered with the reasons. An earlier wish that nobody confirmed is over.
    """
    _hold(meeting)
    build.hold()  # before wishes to publish it: in this order a take-down comes to them too
    if set(audiences) - set(audiences_for(meeting, build.part)):
        raise Hindered(Hindrance("audience", "This meeting’s papers are for its members only."))
    if _to_withhold(meeting, build.part, now):
        raise Hindered(Hindrance("not-withheld", NOT_WITHHELD))
    for earlier in waiting(meeting, build.part):
        earlier.settle("refused", by, now)
    publication = publications.ask(
        build, audiences, by=by, now=now, words=words, tell_members=tell_members
    )
    if not meeting.rules.second_person:
        _publish(meeting, publication, by, now)
    return publication


def _to_withhold(meeting: Meeting, part: int, now: datetime) -> bool:
    """Whether a paper was to be withheld from somebody and is not."""
    return bool(undecided(meeting.items.filter(part=part), now))


def _hold(meeting: Meeting) -> None:
    """Let one after the other publish or withdraw, until the transaction ends.

    PostgreSQL locks the row; SQLite is locked since the transaction began.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def waiting(meeting: Meeting, part: int) -> list[Publication]:
    """Wishes to publish a part that nobody has answered."""
    rows = Publication.objects.filter(state=Publication.State.ASKED)
    return list(rows.filter(build__kind=AGENDA, build__subject=meeting.key, build__part=part))


@transaction.atomic
def confirm(meeting: Meeting, publication: Publication, by: Any, now: datetime) -> list[Release]:
    """The second person's yes. Raises Hindered where it is the same person, or too late."""
    _hold(meeting)
    if by == publication.asked_by:
        words = "You asked for this yourself. Somebody else has to confirm it."
        raise Hindered(Hindrance("same-person", words))
    return _publish(meeting, publication, by, now, second_by=by)


def refuse(publication: Publication, by: Any, now: datetime) -> None:
    """The second person's no, or the first one's second thoughts."""
    publication.settle("refused", by, now)


def _publish(
    meeting: Meeting, publication: Publication, by: Any, now: datetime, second_by: Any = None
) -> list[Release]:
    releases = publications.publish(publication, by=by, now=now, second_by=second_by)
    freeze(meeting, publication.build)
    for release in releases:
        words = f"Release {release.number} for {release.get_audience_display().lower()}"
        meeting.record_change("published", by, now, words=words)
    if publication.tell_members:
        tell_members(releases, now)
    return releases


def freeze(meeting: Meeting, build: Build) -> None:
    """Give the enclosures for good the letters and addresses that they are released with."""
    rows = Enclosure.objects.filter(item__meeting=meeting, item__part=build.part)
    for item, paper in _papers(build.root):
        own = _enclosed_as(rows, paper)
        # A paper may stand under two items; one that was moved since is found without its item.
        under = own.filter(item__key=str(item.thing))
        (under if under.exists() else own).update(letter=paper.label, slug=paper.anchor)


def _enclosed_as(rows: QuerySet[Enclosure], paper: Node) -> QuerySet[Enclosure]:
    """The enclosures that a paper of the tree was drawn from: written, or of a generated kind."""
    kind = paper.data.get("generated")
    if not kind:
        return rows.filter(paper__key=str(paper.thing))
    made = rows.filter(kind=kind)
    if kind == Enclosure.Kind.MINUTES:
        return made.filter(source__minutes_rows__key=str(paper.thing))
    return made


def _papers(root: Node) -> Iterator[tuple[Node, Node]]:
    for item in root.of_kind("item"):
        yield from ((item, child) for child in item.children if child.kind == "paper")


def tell_members(releases: Iterable[Release], now: datetime) -> None:
    """Queue an e-mail to each member for the hour at which they can first read the pack."""
    first = min(releases, key=lambda release: (release.effective_at, release.audience))
    if first.board is None:
        return
    for account in readers(first.board, first.part, first.effective_at):
        queue(
            PACK_RELEASED,
            account.email,
            now=now,
            user=account,
            thing=first.key,
            once=f"{PACK_RELEASED}:{first.key}:{account.key}",
            send_after=first.effective_at,
        )


def readers(board: Board, part: int, at: datetime) -> list[User]:
    """The accounts of those who will read a part then; rights are checked again on sending."""
    seats = Seat.objects.held(board.today(at)).filter(board=board, role__in=READS)
    if part > 1:
        seats = seats.filter(part2=True)
    accounts = User.objects.filter(is_active=True, person__in=seats.values("person"))
    return list(accounts.select_related("person").order_by("pk"))


@transaction.atomic
def take_back(meeting: Meeting, release: Release, reason: str, by: Any, now: datetime) -> None:
    """Withdraw a release with its reason, or call off one whose hour has not come."""
    _hold(meeting)
    withdraw(release, reason, by, now)
    verb = "withdrawn" if release.effective_at <= now else "called off"
    words = f"Release {release.number} for {release.get_audience_display().lower()}: {reason}"
    meeting.record_change(verb, by, now, words=words)
    if not _is_known(meeting, release.part, now):
        rows = Enclosure.objects.filter(item__meeting=meeting, item__part=release.part)
        rows.update(letter="", slug="")


def _is_known(meeting: Meeting, part: int, now: datetime) -> bool:
    """Whether any reader has had, or is to have, a pack of this part."""
    planned = Release.objects.of(AGENDA, meeting.key, part).heads()
    return planned.exists() or releases_seen(AGENDA, meeting.key, part, now).exists()
