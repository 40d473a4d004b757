"""Update rounds: asking every lead, taking answers in, and what an accepted answer becomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from strategy import measures, tasks
from strategy.models import Assessment, Part, Plan, Progress, Reading, Update, UpdateRound
from strategy.models.parts import latest


@transaction.atomic
def open_round(made: UpdateRound, by: Any, now: datetime) -> list[Update]:
    """Save a new round and ask every lead that has an address, once for each part."""
    made.create_by(by, now)
    asked: list[Update] = []
    for lead in leads(made.plan):
        part = lead.parent
        if part is None or any(update.part_id == part.pk for update in asked):
            continue
        update = Update(
            round=made,
            part=part,
            lead=lead.name,
            email=lead.data["email"],
            last_text=last_text(part),
        )
        update.fresh_token()
        update.create_by(by, now)
        tasks.ask_lead(update, now)
        asked.append(update)
    return asked


def leads(plan: Plan) -> list[Part]:
    """The leads of a plan's parts who have an e-mail address."""
    rows = plan.parts.standing().filter(sort="lead", parent__isnull=False)
    rows = rows.filter(parent__taken_out_at=None)
    return [lead for lead in rows.select_related("parent") if lead.data.get("email")]


def last_text(part: Part) -> str:
    """What the part's lead said last time, in a round or in a rating."""
    earlier = Update.objects.filter(part=part, state="accepted").order_by("-given_at").first()
    if earlier is not None:
        return earlier.text
    rated = latest(part, "assessments")
    return rated.text if rated else ""


def metrics_of(part: Part) -> list[Part]:
    """The metrics beneath a part, for which its lead may give readings."""
    return list(part.children.standing().filter(sort="metric"))


@dataclass(frozen=True)
class Answer:
    """An update on its page: itself, and each reading it gives by the name of its metric."""

    update: Update
    readings: tuple[tuple[str, str], ...]


def answers(row: UpdateRound) -> list[Answer]:
    """What every lead was asked, with what came of it (2 queries)."""
    updates = list(row.updates.select_related("part"))
    keys = {key for update in updates for key in update.readings}
    names = dict(Part.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}
    called = {str(key): name for key, name in names.items()}
    return [
        Answer(
            update, tuple((called.get(key, key), words) for key, words in update.readings.items())
        )
        for update in updates
    ]


@transaction.atomic
def accept(update: Update, by: Any, now: datetime) -> None:
    """Take an answer as it is: its rating, text and readings are said of the part from now on."""
    update.accept(by, now)
    for fact in _facts(update, by, now):
        fact.save()


def _facts(update: Update, by: Any, now: datetime) -> Iterator[Any]:
    given = update.given_at or now
    on = update.round.plan.board.today(given)
    said = {"source": f"{update.round.title}, {update.lead}"[:300], "by": by, "at": now}
    if update.rating and "assessments" in update.part.kind.gathers:
        yield Assessment(
            part=update.part,
            on=on,
            rating=update.rating,
            text=update.text,
            person=update.lead,
            **{**said, "source": update.round.title},
        )
    elif "progress" in update.part.kind.gathers:
        yield Progress(part=update.part, on=on, text=update.text, **said)
    metrics = {str(metric.key): metric for metric in metrics_of(update.part)}
    for key, printed in update.readings.items():
        if key in metrics:
            value = measures.figure(printed)
            yield Reading(part=metrics[key], printed=printed, value=value, on=on, **said)


@transaction.atomic
def ask_again(update: Update, words: str, by: Any, now: datetime) -> None:
    """Ask for more, with a new link."""
    update.ask_again(words, by, now)
    tasks.ask_lead(update, now)


def give(update: Update, values: Mapping[str, Any], now: datetime) -> None:
    """What a lead answered; readings are by key of the metric, as printed."""
    readings = {
        name.removeprefix("reading-"): value
        for name, value in values.items()
        if name.startswith("reading-") and value
    }
    update.give(values.get("rating", ""), values["text"], readings, now)
