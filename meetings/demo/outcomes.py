"""What came of the demo's meetings: April's promises that July keeps, sample actions and plans.

The actions and plans are samples: no real person is made to owe anything.
"""

from datetime import date, datetime

from icsgov.boards.models import Board, Person, User
from meetings.models import Action, ForwardEntry, Meeting
from meetings.outcomes.acting import take
from meetings.outcomes.promising import keep, promise
from meetings.outcomes.releasing import refresh
from strategy import links
from strategy.places import released_places

# April's items by number, and the number of July's item that takes each further: the concordat
# with the voluntary sector comes back as a charter.
KEPT = {3: 3, 4: 4}


def keep_april(april: Meeting, july: Meeting, by: User, now: datetime) -> None:
    """July's items keep what was promised in April, under other names."""
    then, later = (list(each.items.filter(part=1).in_order()) for each in (april, july))
    for number, keeper in KEPT.items():
        promised = ForwardEntry.objects.filter(item=then[number - 1], discharged_by=None)
        for entry in promised:
            keep(entry, later[keeper - 1], by, now)


def follow_april(april: Meeting, by: User, now: datetime) -> None:
    """Sample actions on the priorities that April's items served, still open in July."""
    if Action.objects.filter(board=april.board).exists():
        return
    items = list(april.items.filter(part=1).in_order())
    boroughs = [key for key, _ in released_places(now)]
    for number, text, due, words, places in (
        (3, "Collect sample figures from the boroughs.", date(2023, 7, 14), "", boroughs),
        (4, "Ask a sample network of voluntary groups for its wishes.", None, "the summer", []),
    ):
        made = take(
            april.board, 1, text, by, now,
            meeting=april, owners=[_reader("author")], due=due, due_words=words, public=True,
        )  # fmt: skip
        links.set_links(made.key, list(links.named_by(items[number - 1].key))[:1], by, now)
        links.set_links(made.key, places, by, now, rel=links.CONCERNS)
        refresh(made, by, now)


def make_actions(meeting: Meeting, by: User, now: datetime) -> None:
    """Sample actions: open, overdue, with a day in words, without an owner, private."""
    board = meeting.board
    if Action.objects.filter(board=board).exists():
        return
    author, chair = (_reader(key) for key in ("author", "chair"))
    day = meeting.date
    for text, owners, due, words in (
        ("Send round the sample figures on winter staffing.", [author], day, ""),
        ("Report on the sample pilot of virtual wards.", [author, chair], date(2023, 9, 12), ""),
        ("Bring the sample workforce plan to the people committee.", [chair], None, "the autumn"),
        ("Look at how sample papers could be shorter.", [], None, ""),
    ):
        take(
            board, 1, text, by, now,
            meeting=meeting, owners=owners, due=due, due_words=words, public=True,
        )  # fmt: skip
    private = "Ask for a second sample valuation."
    take(board, 2, private, by, now, meeting=meeting, owners=[chair], due=date(2023, 9, 1))


def _reader(key: str) -> Person:
    return Person.objects.get(account__email=f"{key}@example.org")


def make_plan(board: Board, by: User, now: datetime) -> None:
    """Sample promises: for the next meeting, for later, and one that slipped."""
    if ForwardEntry.objects.filter(board=board).exists():
        return
    past = board.meetings.past(board.today(now)).first()
    coming = board.meetings.coming(board.today(now)).first()
    for title, why, target, window in (
        ("Winter plans (sample)", "The board asked how the sample plans went.", coming, ""),
        ("Sample review of the risk register", "A yearly sample.", None, "in the spring"),
        ("Sample lessons from the pilot", "To be told at the next meeting.", past, ""),
    ):
        promise(
            board, 1, title, by, now, why=why, target=target, window=window, public=True
        )  # fmt: skip
