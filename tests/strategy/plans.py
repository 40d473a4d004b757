"""Plans for tests, made in one line each."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from icsgov.boards.models import Board
from strategy.measures import figure
from strategy.models import Bulletin, Part, Plan, Update, UpdateRound
from tests import factories as make

_numbers = count(1)


def plan(board: Board, title: str = "Sample strategy", **fields: Any) -> Plan:
    number = next(_numbers)
    fields.setdefault("address", f"sample-{number}")
    fields.setdefault("kind", "strategy")
    return Plan.objects.create(board=board, title=title, **fields)


def part(of: Plan, sort: str = "priority", name: str = "", **fields: Any) -> Part:
    """A part at the end of its plan, or under `parent`."""
    number = next(_numbers)
    if not name and not fields.get("text"):
        name = f"Sample {sort} {number}"
    return Part.objects.create(plan=of, sort=sort, name=name, position=number, **fields)


def metric(of: Plan, **fields: Any) -> Part:
    data = {"unit": "%", "better": "higher", **fields.pop("data", {})}
    return part(of, "metric", data=data, **fields)


def target(of: Part, words: str = "at least 32%", **fields: Any) -> Any:
    return of.targets.create(words=words, at=make.NOW, **fields)


def reading(of: Part, printed: str, on: date | None = None, **fields: Any) -> Any:
    fields.setdefault("value", figure(printed))
    return of.readings.create(printed=printed, on=on, at=make.NOW, **fields)


def assessment(of: Part, rating: str, on: date, **fields: Any) -> Any:
    fields.setdefault("person", "Sam Sample")
    return of.assessments.create(rating=rating, on=on, at=make.NOW, **fields)


def update(of: Plan, about: Part | None = None, **fields: Any) -> Update:
    """A lead who was asked about a part in an open round."""
    asked = UpdateRound.objects.create(
        plan=of, title="July", closes_on=timezone.localdate() + timedelta(days=14)
    )
    fields.setdefault("lead", "Lee Lead")
    fields.setdefault("email", "lee@example.org")
    made = Update(round=asked, part=about or part(of), **fields)
    made.fresh_token()
    made.save()
    return made


def bulletin(
    board: Board, address: str = "may-2019", text: str = "News", **fields: Any
) -> Bulletin:
    """An edition with one entry that says `text`."""
    fields.setdefault("on", date(2019, 5, 1))
    made = Bulletin.objects.create(board=board, address=address, title=text, **fields)
    made.entries.create(group=text, text=text)
    return made
