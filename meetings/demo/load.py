"""Everything of the demonstration, in order; what is there already is left as it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icsgov.boards.models import Board, Person, User
from icsgov.record import personal_packs
from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from meetings import publishing
from meetings.demo import (
    agendas,
    attending,
    confirmed,
    documents_of_boards,
    going_out,
    meetings,
    minutes,
    notes,
    outcomes,
    papers_due,
    questions,
    system,
    taking_down,
    thread,
)
from meetings.demo.people import READERS
from meetings.models import Meeting
from meetings.packs import audiences_for
from strategy.demo import sample
from strategy.demo.load import load as load_strategy

LONDON = ZoneInfo("Europe/London")
PREPARED = datetime(2023, 7, 10, 9, 0, tzinfo=LONDON)
PUBLISHED = datetime(2023, 7, 17, 12, 0, tzinfo=LONDON)
Say = Callable[[str], None]


def load(now: datetime, say: Say) -> None:
    """Make the demonstration; harmless when run again."""
    say("People and boards")
    secretary = system.make_reader(READERS[0])
    boards = system.make_boards(secretary, PREPARED)
    system.make_seats(boards, secretary, PREPARED)
    thread.ask_for_priorities(boards["icp"], secretary, PREPARED)
    load_strategy(PREPARED, secretary, say)
    say("A sample plan, with a round of updates that is over")
    owner = Person.objects.get(account__email="owner@example.org")
    report = sample.make(owner, secretary, PREPARED)
    sample.release_again(secretary, PREPARED + timedelta(days=2))
    say("The partnership’s meetings of April and July 2023, with real files")
    april = meetings.make(
        agendas.APRIL, boards, secretary, datetime(2023, 4, 10, 9, 0, tzinfo=LONDON)
    )
    july = meetings.make(agendas.JULY, boards, secretary, PREPARED)
    past = meetings.make(agendas.past_board(), boards, secretary, PREPARED)
    say("Questions from the public, and minutes")
    questions.make(past, secretary, PREPARED)
    minutes.make_april(april, secretary, datetime(2023, 5, 15, 9, 0, tzinfo=LONDON))
    minutes.make_sample(past, secretary, PREPARED)
    confirmed.make(boards, User.objects.get(email="member@example.org"), secretary, PREPARED)
    attending.seat_april(april)
    attending.time_sample(past, secretary, PREPARED)
    outcomes.keep_april(april, july, secretary, PREPARED)
    outcomes.make_actions(past, secretary, PREPARED)
    thread.bring_report(past, report, secretary, PREPARED)
    for meeting in (april, july, past):
        thread.name_priorities(meeting, secretary, PREPARED)
    outcomes.follow_april(april, secretary, PREPARED)
    for meeting in (april, july, past):
        thread.name_places(meeting, secretary, PREPARED)
    for meeting in (july, past):
        meetings.clear_papers(meeting, secretary, PREPARED)
    say("Packs, built and published")
    for meeting, part in ((july, 1), (past, 1), (past, 2)):
        publish(meeting, part, secretary, PUBLISHED)
    questions.answer_first(past, secretary)
    attending.record_sample(past, secretary, PUBLISHED)
    say("Documents of boards, and the glossary")
    documents_of_boards.make(boards, secretary, PUBLISHED)
    notes.make(july, User.objects.get(email="member@example.org"), now)
    say("A round of updates under way, and meetings to come")
    load_coming(boards, secretary, now)
    chair = User.objects.get(email="chair@example.org")
    taking_down.make(boards["icp"], past, secretary, chair, PUBLISHED)  # last: it empties the cache


def load_coming(boards: dict[str, Board], secretary: User, now: datetime) -> None:
    """What is under way and still to come, as of today."""
    sample.make_running(secretary, now)
    make_coming(boards, secretary, now)
    attending.set_quorum(boards["qpc"], secretary, now)
    going_out.make_members(boards["qpc"])
    attending.make(boards, secretary, now)
    publish_coming(boards["qpc"], secretary, now)
    going_out.make(boards["qpc"], secretary, now)
    papers_due.bring(boards, secretary, now)
    papers_due.add_late(boards["qpc"], secretary, now)
    outcomes.make_plan(boards["icb"], secretary, now)
    questions.ask_coming(boards, secretary, now)


def publish(meeting: Meeting, part: int, by: User, now: datetime) -> None:
    """Build a part and publish it to everybody who may read it; once."""
    if Release.objects.of(AGENDA, meeting.key, part).exists():
        return
    made = build(prove(AGENDA, meeting.key, part, now), by=by, now=now)
    personal_packs.settle(made, now)
    to: dict[str, datetime | None] = dict.fromkeys(audiences_for(meeting, part))
    publishing.ask(meeting, made, to, by=by, now=now, tell_members=False)


def publish_coming(board: Board, by: User, now: datetime) -> None:
    """The papers of a board's next meeting, so that its members have something to read."""
    meeting = Meeting.objects.coming(now.date()).filter(board=board).first()
    if meeting is not None:
        meetings.clear_papers(meeting, by, now)
        attending.withhold_sample(meeting, by, now)
        for part in meeting.parts.order_by("number").values_list("number", flat=True):
            publish(meeting, part, by, now)


def make_coming(boards: dict[str, Board], by: User, now: datetime) -> None:
    """A meeting of each board that is being prepared, the partnership's with a paper owed."""
    for slug, weeks, private in (
        ("icp", 3, ""),
        ("icb", 4, agendas.PRIVATE_GROUND),
        ("qpc", 6, agendas.PRIVATE_GROUND),
    ):
        board = boards[slug]
        if Meeting.objects.filter(board=board, date__gt=now.date()).exists():
            continue
        plan = agendas.coming(slug, meetings.coming_day(now, weeks), private=private)
        made = meetings.make(plan, boards, by, now)
        thread.name_places(made, by, now)
        if slug == "icp":
            papers_due.make(made, by, now)
