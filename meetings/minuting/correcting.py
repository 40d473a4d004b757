"""Corrections to released minutes: suggested by members, settled by the secretary."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from icsgov.boards.rights import standing
from icsgov.record import diff
from icsgov.record.kinds import MINUTES
from icsgov.record.models import Release
from meetings import bodies
from meetings.models import Correction, Minutes, Paragraph


class Outdated(Exception):
    """The paragraph has been corrected since it was read."""


def get_released_paragraph(user: Any, key: UUID, now: datetime) -> Paragraph:
    """A paragraph that the reader, who sits on the board, has as a draft to correct; else 404."""
    releases = Release.objects.visible_to(user, now).live(now).filter(kind=MINUTES)
    out = releases.filter(board__in=standing(user, now).boards, entries__thing=key)
    rows = Paragraph.objects.filter(key=key, section__minutes__state=Minutes.State.RELEASED)
    found = rows.select_related("section__minutes__meeting__board").first()
    if found is None or not out.filter(part=found.section.minutes.part).exists():
        raise Http404
    return found


def stands(paragraph: Paragraph) -> str:
    """The text with all that was accepted beside it, in words."""
    rows = paragraph.corrections.filter(state=Correction.State.ACCEPTED)
    return "\n".join([bodies.plain(paragraph.text), *(row.text for row in rows)])


@transaction.atomic
def suggest(
    paragraph: Paragraph, read: str, text: str, reason: str, by: Any, now: datetime
) -> Correction:
    """A suggestion, with the text it was written against. Raises Outdated when that changed."""
    was = stands(paragraph)
    if " ".join(read.split()) != " ".join(was.split()):
        raise Outdated
    correction = Correction(paragraph=paragraph, was=was, text=text, reason=reason, by=by, at=now)
    return correction.create_by(by, now)


@transaction.atomic
def settle(correction: Correction, to: str, text: str, answer: str, by: Any, now: datetime) -> None:
    """Accept or decline it. Raises MoveRefused where somebody settled it before."""
    correction.settle(to, by, now, text=text, answer=answer)


def of(minutes: Minutes) -> list[Correction]:
    """Every correction to these minutes, those without an answer first (1 query)."""
    rows = Correction.objects.filter(paragraph__section__minutes=minutes)
    found = rows.select_related("paragraph", "by__person", "settled_by__person")
    return sorted(found, key=lambda row: row.state != Correction.State.SUGGESTED)


def difference(correction: Correction) -> tuple[diff.Span, ...]:
    """What the suggestion changes in the text it was written against, word by word."""
    return diff.words(correction.was, correction.text)


def own(paragraph: Paragraph, by: Any) -> list[Correction]:
    """What somebody suggested to a paragraph, with the answers."""
    return list(paragraph.corrections.filter(by=by))
