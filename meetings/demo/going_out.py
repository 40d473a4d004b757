"""The committee's pack on its way to sample readers: read, came back, in print, by a deputy."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from icsgov.boards import letting_in
from icsgov.boards.models import Board, Person, Seat, User
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from icsgov.work.models import Message
from meetings import deputising, going_out
from meetings.demo.system import SAMPLE_SINCE
from meetings.models import Meeting

PAT, SASHA, LOU = "Pat", "Sasha", "Lou"
MEMBERS = (
    (PAT, "pat@example.org", ""),
    (SASHA, "sasha@example.org", "1 Sample Street\nSampletown\nSE1 1AA"),
    (LOU, "", "Sample House\n2 Sample Road\nSampletown\nSE1 2AA"),
)
RETURNED = "550 5.1.1 No such mailbox (sample)"


def make_members(board: Board) -> None:
    """Three more sample members: an address that takes nothing, print, and no account."""
    for position, (name, email, print_to) in enumerate(MEMBERS, 201):
        person, made = Person.objects.get_or_create(given_names=name, family_name="Sample")
        if not made:
            continue
        if email:
            User.objects.create_user(email, None, person=person)
        Seat.objects.create(
            board=board,
            person=person,
            title="Member (sample)",
            in_print=bool(print_to),
            print_to=print_to,
            position=position,
            starts=SAMPLE_SINCE,
        )


def make(board: Board, by: User, now: datetime) -> None:
    """Name a deputy, let somebody in, and write to the readers; once."""
    meeting = board.meetings.coming(board.today(now)).first()
    release = meeting and Release.objects.of(AGENDA, meeting.key, 1).first()
    if not meeting or not release or Message.objects.filter(thing=release.key).exists():
        return
    people = {row.given_names: row for row in Person.objects.filter(family_name="Sample")}
    deputy = Person.objects.get(account__email="deputy@example.org")
    deputising.appoint(meeting, people[PAT], deputy, by, now)
    _let_in(people[SASHA], by, now)
    _send(meeting, by, now)


def _let_in(person: Person, by: User, now: datetime) -> None:
    """Somebody who had lost a password a week ago; the check stays on record."""
    account = User.objects.get(person=person)
    at = now - timedelta(days=7)
    said = {"how": "called back", "words": "On the number of the sample council"}
    made = letting_in.let_in(account, said | {"second_factor": False}, by, at)
    made.use("three sample words", at + timedelta(minutes=12))
    _sent(Message.objects.filter(user=account), at)


def _send(meeting: Meeting, by: User, now: datetime) -> None:
    """Everybody with an account is told; one address takes nothing. No mail server is asked."""
    releases = list(Release.objects.of(AGENDA, meeting.key, 1))
    named = going_out.readable_of(releases, now)
    if named is None:
        return
    for row in going_out.recipients(meeting, 1, now, releases, now=now):
        message = going_out.send_again(row, named, now)
        if message is not None:
            _sent(Message.objects.filter(pk=message.pk), now)
    for row in going_out.recipients(meeting, 1, now, releases, now=now):
        if row.person.given_names == PAT:
            going_out.note_return(row, RETURNED, meeting, by, now)


def _sent(rows: QuerySet[Message], at: datetime) -> None:
    rows.update(state=Message.State.SENT, sent_at=at)
