"""Who gets the pack of a part, by which way, and what became of it: member by member."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Q

from icsgov.boards.models import Person, Seat, User
from icsgov.boards.rights import READS
from icsgov.press.returned import Returned
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from icsgov.work.mail import queue
from icsgov.work.models import Message
from meetings import deputising
from meetings.models import Meeting
from meetings.publishing import PACK_RELEASED
from meetings.withholding import release_for


class Sent(Enum):
    """How far the e-mail of one member is; the word and the shape on screen."""

    NO_ACCOUNT = ("No account", "attention")
    CLOSED = ("Account closed", "attention")
    NOT_TOLD = ("Not told", "plain")
    PLANNED = ("Goes out later", "waiting")
    ON_ITS_WAY = ("On its way", "doing")
    HELD_UP = ("The mail server is away", "waiting")
    SENT = ("Sent", "done")
    CAME_BACK = ("Came back", "blocked")
    FAILED = ("Could not be sent", "blocked")
    DROPPED = ("Not sent: may not read it", "plain")

    @property
    def words(self) -> str:
        return self.value[0]

    @property
    def shape(self) -> str:
        return self.value[1]


_BY_STATE = {
    Message.State.SENDING: Sent.ON_ITS_WAY,
    Message.State.SENT: Sent.SENT,
    Message.State.BOUNCED: Sent.CAME_BACK,
    Message.State.FAILED: Sent.FAILED,
    Message.State.DROPPED: Sent.DROPPED,
}


@dataclass(frozen=True)
class Recipient:
    """One who reads a part: by a seat, or as the deputy of a member."""

    person: Person
    account: User | None
    seat: Seat | None
    stands_for: str
    messages: Sequence[Message]
    now: datetime

    @property
    def in_print(self) -> bool:
        return self.seat is not None and self.seat.in_print

    @property
    def print_line(self) -> str:
        """The postal address in one line."""
        lines = self.seat.print_to.splitlines() if self.seat else []
        return ", ".join(line.strip() for line in lines if line.strip())

    @property
    def last(self) -> Message | None:
        """The newest e-mail about it."""
        return self.messages[0] if self.messages else None

    @property
    def sent(self) -> Sent:
        """How far it is."""
        last = self.last
        if self.account is None:
            return Sent.NO_ACCOUNT
        if last is None:
            return Sent.NOT_TOLD if self.account.is_active else Sent.CLOSED
        if last.state != Message.State.WAITING:
            return _BY_STATE[Message.State(last.state)]
        if last.error:
            return Sent.HELD_UP
        return Sent.PLANNED if last.send_after > self.now else Sent.ON_ITS_WAY

    @property
    def at(self) -> datetime | None:
        """When it went, came back, or goes."""
        last = self.last
        if last is None:
            return None
        return last.returned_at or last.sent_at or last.send_after

    @property
    def why(self) -> str:
        """What the mail server, or whoever noted it, said of an address."""
        last = self.last
        return last.error if last is not None and self.sent in (Sent.CAME_BACK, Sent.FAILED) else ""

    @property
    def may_be_sent(self) -> bool:
        """Whether there is somebody to send to, and nothing is under way to them."""
        able = self.account is not None and self.account.is_active
        return able and (self.last is None or not self.last.is_open)

    @property
    def may_come_back(self) -> bool:
        return self.last is not None and self.last.state == Message.State.SENT


def recipients(
    meeting: Meeting, part: int, at: datetime, releases: Iterable[Release] = (), *, now: datetime
) -> list[Recipient]:
    """Everybody who reads a part at an hour, members first (4 queries); with their e-mails."""
    told = _messages(releases)
    seats = _seats(meeting, part, at)
    held = {seat.person_id for seat in seats}
    found = [_recipient(seat.person, seat, "", told, now) for seat in seats]
    for deputy in _deputies(meeting, part, at):
        if deputy.person_id not in held:
            found.append(_recipient(deputy.person, None, str(deputy.member), told, now))
    return found


def _seats(meeting: Meeting, part: int, at: datetime) -> list[Seat]:
    """One seat for each member who reads the part; the one that wants print, where two do."""
    rows = Seat.objects.held(meeting.board.today(at)).filter(
        board=meeting.board, role__in=READS, **({"part2": True} if part > 1 else {})
    )
    by_person: dict[int, Seat] = {}
    for seat in rows.select_related("person__account", "assistant"):
        known = by_person.setdefault(seat.person_id, seat)
        if seat.in_print and not known.in_print:
            by_person[seat.person_id] = seat
    return list(by_person.values())


def _deputies(meeting: Meeting, part: int, at: datetime) -> list[Any]:
    rows = deputising.of_meeting(meeting).held(meeting.board.today(at))
    rows = rows.filter(part2=True) if part > 1 else rows
    return list(rows.select_related("member", "person__account"))


def _messages(releases: Iterable[Release]) -> Mapping[int, list[Message]]:
    """The e-mails about these releases by account, the newest first."""
    keys = [release.key for release in releases]
    found: dict[int, list[Message]] = {}
    if keys:
        rows = Message.objects.filter(kind=PACK_RELEASED, thing__in=keys, user__isnull=False)
        for message in rows.order_by("-pk"):
            found.setdefault(message.user_id, []).append(message)  # type: ignore[arg-type]
    return found


def _recipient(
    person: Person,
    seat: Seat | None,
    stands_for: str,
    told: Mapping[int, list[Message]],
    now: datetime,
) -> Recipient:
    account = getattr(person, "account", None)
    messages = told.get(account.pk, []) if account else []
    return Recipient(person, account, seat, stands_for, messages, now)


def told_of_with(release: Release) -> list[Release]:
    """The releases that went out with one: readers were told once of all of them."""
    rows = Release.objects.of(AGENDA, release.subject, release.part)
    if release.build_id is None:
        return [release]
    return list(rows.filter(build=release.build_id, published_at=release.published_at))


def send_again(recipient: Recipient, release: Release, now: datetime) -> Message | None:
    """Put the e-mail in the outbox once more; None where it is under way, or to nobody.

    Of two clicks at once one does it: the number of those before it is in `once`.
    """
    account = recipient.account
    if account is None or not recipient.may_be_sent:
        return None
    number = len(recipient.messages)
    return queue(
        PACK_RELEASED,
        account.email,
        now=now,
        user=account,
        thing=release.key,
        once=f"{PACK_RELEASED}:{release.key}:{account.key}:{number}",
        send_after=max(now, release.effective_at),
    )


def readable_of(releases: Sequence[Release], now: datetime) -> Release | None:
    """The release that an e-mail can name: one that is read now, or will be."""
    open_ones = [
        each
        for each in releases
        if not each.is_withdrawn and (each.ended_at is None or each.ended_at > now)
    ]
    return min(open_ones, key=lambda each: (each.effective_at, each.audience), default=None)


def note_return(recipient: Recipient, words: str, meeting: Meeting, by: Any, now: datetime) -> bool:
    """Note that the newest e-mail to somebody came back; False when that was known."""
    last = recipient.last
    if last is None or not last.came_back(words, now):
        return False
    said = f"The e-mail to {recipient.person} came back: {words}"
    meeting.record_change("e-mail came back", by, now, words=said)
    return True


def counted(rows: Iterable[Recipient]) -> list[tuple[Sent, int]]:
    """How many are how far, in the order of Sent."""
    found = Counter(each.sent for each in rows)
    return [(sent, found[sent]) for sent in Sent if found[sent]]


def of_person(rows: Iterable[Recipient], key: UUID) -> Recipient | None:
    """The one with this key."""
    return next((each for each in rows if each.person.key == key), None)


def take_returned(
    rows: Sequence[Recipient], returned: Returned, meeting: Meeting, by: Any, now: datetime
) -> list[Recipient]:
    """Note what a returned message says: by the letter's own number, else by its address."""
    final = {told.to: told.words for told in returned.told if told.is_final}
    if returned.told and not final:
        return []
    named = [each for each in rows if _numbered(each, returned)]
    found = named or [each for each in rows if each.last and each.last.to in final]
    return [each for each in found if note_return(each, _words(each, final), meeting, by, now)]


def _numbered(recipient: Recipient, returned: Returned) -> bool:
    last = recipient.last
    return last is not None and str(last.key) in returned.numbers


def _words(recipient: Recipient, final: Mapping[str, str]) -> str:
    last = recipient.last
    words = final.get(last.to, "") if last else ""
    return words or next(iter(final.values()), "") or "The mail server sent it back."


@dataclass(frozen=True)
class Printing:
    """A pack that is printed for some readers: everybody’s, or one that lacks papers.

    None where there is nothing to print yet.
    """

    release: Release | None
    readers: Sequence[Recipient]

    @property
    def first(self) -> Recipient:
        return self.readers[0]


def printings(
    rows: Iterable[Recipient], releases: Sequence[Release], now: datetime
) -> list[Printing]:
    """What is printed for whom: for each reader the pack that they may read, and no other."""
    found: dict[Release | None, list[Recipient]] = {}
    for each in rows:
        if each.in_print:
            found.setdefault(pack_for(each, releases, now), []).append(each)
    return [Printing(release, readers) for release, readers in found.items()]


def pack_for(recipient: Recipient, releases: Sequence[Release], now: datetime) -> Release | None:
    """What one reader may read of what went out together; also of somebody without an account.

    None for who may read nothing of it, and while a pack of their own is still to be made.
    """
    first = readable_of(releases, now)
    if first is None:
        return None
    at = max(now, first.effective_at)
    reader = recipient.account or User(person=recipient.person)
    mine = Release.objects.visible_to(reader, at)
    for each in sorted(releases, key=lambda release: release.audience):  # members' before public
        if mine.filter(Q(pk=each.pk) | Q(whole=each.pk)).exists():
            return release_for(recipient.person, each, at)
    return None
