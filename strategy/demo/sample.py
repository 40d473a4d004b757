"""A sample plan: its owner, a round of updates that is over, and one that is under way.

All of it is made up, and said by sample people only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from icsgov.boards.models import Person
from icsgov.record.build import build
from icsgov.record.models import Build, Release
from icsgov.record.proofs import prove
from strategy import rounds
from strategy.demo.load import release
from strategy.kinds import PLAN, PROGRESS
from strategy.models import Plan, Update, UpdateRound

ADDRESS: Final = "sample-improvement-plan"
OVER: Final = "Spring 2023 (sample)"
RUNNING: Final = "Update under way (sample)"
ASKED, ANSWERED, ACCEPTED = (datetime(2023, 6, day, 9, tzinfo=UTC) for day in (5, 14, 26))
CLOSES: Final = date(2023, 6, 23)
TIME_LEFT: Final = timedelta(days=10)


@dataclass(frozen=True)
class Said:
    """What a sample lead answers about the part of a number, and what becomes of it."""

    text: str
    rating: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)
    accepted: bool = False
    missing: str = ""


# By sort and number of the part. Who is not in the second of them has not answered.
SPRING: Final = {
    ("priority", "1"): Said(
        "A second shift reads sample results in the evening.",
        readings={"Results sent within two weeks (sample)": "78%"},
        accepted=True,
    ),
    ("condition", "1"): Said("Two laboratories send results by themselves.", "A", accepted=True),
    ("condition", "2"): Said("Two sample posts have become free.", "A", accepted=True),
    ("condition", "3"): Said("The late sample scanner has come.", "G", accepted=True),
    ("condition", "4"): Said("The sample leaflet is printed.", "G", accepted=True),
}
AUTUMN: Final = {
    ("priority", "1"): Said(
        "Results of the third sample laboratory are still sent by post.",
        readings={"Results sent within two weeks (sample)": "81%"},
        accepted=True,
    ),
    ("condition", "1"): Said("The third laboratory joins in October.", "A", accepted=True),
    ("condition", "2"): Said("Both free posts are advertised.", "A"),
    ("condition", "3"): Said("Going well.", "G", missing="Say how many scanners are in use."),
}


def make(owner: Person, by: Any, now: datetime) -> Build:
    """The owner, the first edition, and the round that is over with its report; once."""
    plan = Plan.objects.get(address=ADDRESS)
    plan.name_owner(owner, by, now)
    made = plan.rounds.filter(title=OVER).first()
    if made is None:
        made = UpdateRound(plan=plan, title=OVER, closes_on=CLOSES, meeting="Board, 19 July 2023")
        ask(made, SPRING, by, (ASKED, ANSWERED, ACCEPTED))
        made.close(by, ACCEPTED)
    known = Build.objects.of(PROGRESS, made.key, 1).done().first()
    return known or build(prove(PROGRESS, made.key, 1, now), by=by, now=now)


def release_again(by: Any, now: datetime) -> None:
    """A second edition, with what the round brought; once."""
    plan = Plan.objects.get(address=ADDRESS)
    if Release.objects.of(PLAN, plan.key).count() == 1:
        words = "Ratings and figures of the update in spring (sample)"
        release(PLAN, plan.key, by, now, words=words)


def make_running(by: Any, now: datetime) -> None:
    """A round of which some answers are in, one was sent back and one is owed; once."""
    plan = Plan.objects.get(address=ADDRESS)
    if not plan.rounds.filter(title=RUNNING).exists():
        closes = plan.board.today(now + TIME_LEFT)
        made = UpdateRound(plan=plan, title=RUNNING, closes_on=closes)
        ask(made, AUTUMN, by, (now - timedelta(days=4), now - timedelta(days=1), now))


def ask(
    made: UpdateRound,
    said: Mapping[tuple[str, str], Said],
    by: Any,
    when: tuple[datetime, datetime, datetime],
) -> None:
    """Open a round; leads answer, and the owner takes answers or sends them back."""
    asked, answered, taken = when
    for update in rounds.open_round(made, by, asked):
        answer = said.get((update.part.sort, update.part.number))
        if answer is not None:
            rounds.give(update, _values(update, answer), answered)
            _take(update, answer, by, taken)


def _take(update: Update, answer: Said, by: Any, now: datetime) -> None:
    if answer.accepted:
        rounds.accept(update, by, now)
    elif answer.missing:
        rounds.ask_again(update, answer.missing, by, now)


def _values(update: Update, answer: Said) -> dict[str, str]:
    """The answer as the lead's form gives it."""
    keys = {metric.name: metric.key for metric in rounds.metrics_of(update.part)}
    readings = {f"reading-{keys[name]}": printed for name, printed in answer.readings.items()}
    return {"text": answer.text, "rating": answer.rating, **readings}
