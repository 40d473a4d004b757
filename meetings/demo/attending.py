"""Who comes, what was declared, and a meeting as the room took it down: of sample people alone.

Nobody who is named from the published record replies or declares anything here.
"""

from datetime import date, datetime, time, timedelta

from icsgov.boards.models import Board, Person, Seat, User
from icsgov.boards.tasks import set_rule
from meetings import recordings
from meetings.attending import replying
from meetings.declaring import at_items, registering, rounds
from meetings.models import Attendance, Interest, InterestRound, Meeting, Minutes

SOURCE = "Sample rule of the demonstration"
DECLARED = date(2024, 4, 8)
BIDDER = "Winter Plans Ltd (sample)"


def set_quorum(board: Board, by: User, now: datetime) -> None:
    """A sample rule for the committee's quorum, so that something is counted."""
    if not board.rule_rows.filter(name="quorum").exists():
        value = {"count": 2, "chair_needed": False}
        set_rule(board, "quorum", value, by, now, starts=DECLARED, source=SOURCE)


def seat_april(meeting: Meeting) -> None:
    """Tie the people of April to their seats, by which the year's attendance knows them."""
    rows = meeting.attendance.filter(seat=None).exclude(person=None)
    for row in rows:
        seat = Seat.objects.held(meeting.date).filter(board=meeting.board, person=row.person_id)
        Attendance.objects.filter(pk=row.pk).update(seat=seat.first())


def time_sample(meeting: Meeting, by: User, now: datetime) -> None:
    """The sample board's meeting as it was taken down: opened, item by item, closed."""
    if meeting.opened:
        return
    meeting.save_at(
        meeting.version, by, now, opened=time(13, 31), closed=time(14, 52), public_count=6
    )
    minutes = Minutes.objects.get(meeting=meeting, part=1)
    hours = (time(13, 31), time(13, 44), time(14, 29), time(14, 52))
    for at, section in enumerate(minutes.sections.order_by("rank")[:3]):
        section.save_at(section.version, by, now, began=hours[at], ended=hours[at + 1])


def record_sample(meeting: Meeting, by: User, now: datetime) -> None:
    """A recording of the sample meeting, with the times that the room noted; there is no film."""
    if recordings.of(meeting) is not None:
        return
    begins = recordings.begins_of(meeting)
    worked_out = ((item, item.seconds(begins)) for item in recordings.items_of(meeting, now))
    times = {str(item.key): seconds for item, seconds in worked_out if seconds is not None}
    recordings.put(meeting, 0, "https://example.org/sample-recording", begins, times, by, now)


def withhold_sample(meeting: Meeting, by: User, now: datetime) -> None:
    """The sample member holds shares in a bidder, so a paper of Part 2 is withheld from them."""
    held = Interest.objects.filter(person__given_names="Sample", organisation=BIDDER).first()
    item = meeting.items.filter(part=2, title__startswith="Contract").first()
    if held is not None and item is not None and not item.interests.exists():
        words = f"{held.organisation}: {held.words}"
        said = at_items.Said(held.person, words, "withheld", held)
        at_items.record(item, said, by, now)


def make(boards: dict[str, Board], by: User, now: datetime) -> None:
    """Replies to the coming meetings, sample interests, and a round that is being answered."""
    for board in boards.values():
        coming = Meeting.objects.filter(board=board, state="planned", date__gt=now.date())
        for meeting in coming.select_related("board").order_by("date")[:1]:
            _reply(meeting, by, now)
    _declare(boards["icp"], by, now)
    if not InterestRound.objects.exists():
        rounds.open_round(boards["icb"], now.date() + timedelta(weeks=3), by, now)


def _reply(meeting: Meeting, by: User, now: datetime) -> None:
    """The sample member comes, the sample chair sends somebody."""
    said = {
        "Member": replying.Said("attend", words="I join from the second item on (sample)"),
        "Chair": replying.Said(
            "substitute", substitute_name="Sample Deputy", substitute_title="Sample role"
        ),
    }
    for place in replying.places(meeting):
        person = place.seat.person
        if person.given_names == "Sample" and person.family_name in said and not place.reply:
            words = str(person)
            replying.reply(meeting, place.seat, said[person.family_name], by, now, acting_for=words)


def _declare(board: Board, by: User, now: datetime) -> None:
    """Interests of sample people: one public, one private, one that ended, a nil return."""
    people = {row.family_name: row for row in Person.objects.filter(given_names="Sample")}
    member = people["Member"]
    if Interest.objects.filter(person=member).exists():
        return
    for interest in (
        Interest(
            person=member,
            kind="financial",
            organisation=BIDDER,
            words="Shareholder (sample)",
            action="Leaves the room when it is discussed (sample)",
            starts=DECLARED,
        ),
        Interest(
            person=member,
            kind="indirect",
            organisation="Sample Hospice",
            words="A relative works there (sample)",
            published=False,
            exempt_reason="It would name somebody else (sample)",
        ),
        Interest(
            person=people["Chair"],
            kind="personal",
            organisation="Sample Community Trust",
            words="Trustee (sample)",
            starts=DECLARED,
            ends=now.date() - timedelta(days=30),
        ),
    ):
        interest.declared = DECLARED
        registering.declare(interest, by, now)
    registering.confirm(people["Author"], by, now)
    _act(board, member, now, by)


def _act(board: Board, member: Person, now: datetime, by: User) -> None:
    """What was done about it at the coming meeting's item stays open; at another it is noted."""
    meeting = Meeting.objects.filter(board=board, date__gt=now.date()).order_by("date").first()
    item = meeting.items.filter(title="Questions from the public").first() if meeting else None
    if item is not None:
        said = at_items.Said(member, "Shareholder of Winter Plans Ltd (sample)", "noted")
        at_items.record(item, said, by, now)
