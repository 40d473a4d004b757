"""Rows for tests, made in one line each; every argument has a sensible default."""

from datetime import date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from icsgov.boards.models import Administrator, Board, Organisation, Person, Seat, User
from meetings.models import (
    AgendaItem,
    Enclosure,
    ItemLead,
    Meeting,
    MeetingPart,
    Paper,
    PaperRole,
)

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2023, 7, 10, 12, 0, tzinfo=LONDON)
MEETING_DAY = date(2023, 7, 24)
PASSWORD = "correct horse battery"
_numbers = count(1)


def organisation(name: str = "") -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}")


def person(name: str = "", **fields: Any) -> Person:
    given, _, family = (name or f"Sam Sample{next(_numbers)}").partition(" ")
    return Person.objects.create(given_names=given, family_name=family, **fields)


def user(name: str = "", *, email: str = "", **fields: Any) -> User:
    """An account with a person; signs in with PASSWORD."""
    someone = person(name, **fields)
    address = email or f"{someone.family_name.lower()}{next(_numbers)}@example.org"
    account = User(email=address, person=someone)
    # A cheap hash: tests make hundreds of accounts and sign in by force_login.
    account.password = "md5$salt$unusable"
    account.save()
    return account


def board(short_name: str = "ICP", **fields: Any) -> Board:
    fields.setdefault("name", f"{short_name} of the sample system")
    return Board.objects.create(short_name=short_name, **fields)


def seat(someone: User | Person, at: Board, role: str = "member", **fields: Any) -> Seat:
    """A seat from 2020 on; `someone` is a person or an account."""
    holder = someone.person if isinstance(someone, User) else someone
    fields.setdefault("starts", date(2020, 1, 1))
    return Seat.objects.create(person=holder, board=at, role=role, **fields)


def secretary(at: Board, *, part2: bool = True) -> User:
    account = user()
    seat(account, at, "secretary", part2=part2, voting=False)
    return account


def administrator() -> User:
    account = user()
    Administrator.objects.create(person=account.person, starts=date(2020, 1, 1))
    return account


def meeting(at: Board, day: date = MEETING_DAY, **fields: Any) -> Meeting:
    fields.setdefault("starts", time(15))
    fields.setdefault("ends", time(17))
    fields.setdefault("venue", "Sample hall")
    made = Meeting.objects.create(board=at, date=day, **fields)
    MeetingPart.objects.create(meeting=made, number=1)
    return made


def part2(of: Meeting, reason: str = "Commercially sensitive") -> MeetingPart:
    return MeetingPart.objects.create(meeting=of, number=2, reason=reason)


def item(of: Meeting, title: str = "", *, lead: Person | None = None, **fields: Any) -> AgendaItem:
    """An item at the end of the agenda."""
    number = next(_numbers)
    fields.setdefault("rank", f"m{number:08d}i")
    fields.setdefault("minutes", 10)
    made = AgendaItem.objects.create(meeting=of, title=title or f"Item {number}", **fields)
    if lead is not None:
        ItemLead.objects.create(item=made, person=lead, name=str(lead), initials=lead.initials)
    return made


def paper(
    at: Board,
    title: str = "",
    *,
    author: User | Person | None = None,
    lead: User | Person | None = None,
    under: AgendaItem | None = None,
    **fields: Any,
) -> Paper:
    """A paper in state expected, enclosed under an item where one is given."""
    made = Paper.objects.create(board=at, title=title or f"Paper {next(_numbers)}", **fields)
    for someone, role in ((author, "author"), (lead, "lead")):
        if someone is not None:
            who = someone.person if isinstance(someone, User) else someone
            PaperRole.objects.create(paper=made, person=who, role=role, name=str(who))
    if under is not None:
        Enclosure.objects.create(item=under, paper=made)
    return made
