"""Several people at one set of minutes: who is here, and whether anything has changed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from meetings.minuting.book import Book
from meetings.models import (
    Action,
    Correction,
    Decision,
    Minutes,
    MinuteSection,
    Paragraph,
    Presence,
    Remark,
)


@dataclass(frozen=True)
class Guest:
    """Somebody else at the minutes: the paragraph they have open, and its number; None for none."""

    name: str
    paragraph: int | None
    label: str | None


def arrive(minutes: Minutes, user: Any, open_at: UUID | None, now: datetime) -> None:
    """Note that somebody has the minutes open, and which of their paragraphs."""
    rows = Paragraph.objects.filter(section__minutes=minutes)
    paragraph = rows.filter(key=open_at).first() if open_at else None
    Presence.objects.update_or_create(
        minutes=minutes, user=user, defaults={"paragraph": paragraph, "seen_at": now}
    )


def others(minutes: Minutes, user: Any, now: datetime) -> list[Presence]:
    """Who else has the minutes open (1 query)."""
    return list(Presence.objects.filter(minutes=minutes).exclude(user=user).here(now))


def named(here: Sequence[Presence], book: Book) -> list[Guest]:
    """Those who are here, with the number of what each is writing."""
    labels = {line.row.pk: line.label or "a paragraph" for line in book.lines}
    return [
        Guest(str(each), each.paragraph_id, labels.get(each.paragraph_id or 0)) for each in here
    ]


def fingerprint(minutes: Minutes, here: Sequence[Presence]) -> str:
    """Another value after any change that the page of the minutes shows (6 queries)."""
    of = {"section__minutes": minutes}
    about = {"paragraph__section__minutes": minutes}
    said: list[Any] = [
        (minutes.state, minutes.version, minutes.style),
        _all(MinuteSection, {"minutes": minutes}, "version", "label", "title"),
        _all(Paragraph, of, "version", "rank", "label", "removed_at"),
        _all(Decision, about, "version"),
        _all(Action, about, "version"),
        _all(Correction, about, "version"),
        _all(Remark, about, "settled_at"),
        [(str(each), each.paragraph_id) for each in here],
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:16]


def _all(model: Any, where: dict[str, Any], *fields: str) -> list[Any]:
    return list(model.objects.filter(**where).order_by("pk").values_list("pk", *fields))
