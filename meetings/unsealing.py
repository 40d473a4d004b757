"""A private paper looked at again: released as a document of the board, later, or never.

A draft of the document is begun and goes through the flow of any document; until it is published
nothing of the paper has changed, and taking the draft back leaves no trace but in the history. The
private packs that hold the paper stay as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from icsgov.ledger.models import Change
from icsgov.record.kinds import DOCUMENT
from icsgov.record.models import Release
from meetings.models import BoardDocument, Paper


class Decided(Exception):
    """Somebody else has changed the paper since the page was opened."""


@dataclass(frozen=True)
class Held:
    """A paper of a Part 2, and the document that it became or is to become."""

    paper: Paper
    document: BoardDocument | None
    is_public: bool


def hold(paper: Paper, seen: str) -> None:
    """Keep the paper from others, if it is as it was seen; raises Decided."""
    paper.hold()
    if paper.mark != seen or BoardDocument.objects.filter(paper=paper).exists():
        raise Decided


@transaction.atomic
def begin(paper: Paper, seen: str, by: Any, now: datetime) -> BoardDocument:
    """A draft of the document that it may become; raises Decided."""
    hold(paper, seen)
    draft = BoardDocument(board=paper.board, paper=paper, kind=BoardDocument.Kind.RELEASED)
    return draft.create_by(by, now)


@transaction.atomic
def look_again(paper: Paper, seen: str, on: date, by: Any, now: datetime) -> None:
    """Ask again on another day; raises Decided."""
    hold(paper, seen)
    paper.set_apart(by, now, review=on)


@transaction.atomic
def keep(paper: Paper, seen: str, reason: str, by: Any, now: datetime) -> None:
    """Keep it private and ask no more, saying why; raises Decided."""
    hold(paper, seen)
    paper.set_apart(by, now, private=True, private_reason=reason, review=None)


@transaction.atomic
def cancel(document: BoardDocument, by: Any, now: datetime) -> None:
    """Take a draft back that was never published; raises Decided when it was."""
    document.paper.hold()
    if Release.objects.of(DOCUMENT, document.key).exists():
        raise Decided
    document.paper.record_change("release not made", by, now)
    document.delete()


def open_up(document: BoardDocument, by: Any, now: datetime) -> None:
    """In the transaction that releases it: no mark, no day to look again, an address of its own."""
    if document.paper.private or document.paper.review:
        document.paper.set_apart(by, now, private=False, review=None)
    if document.address == document.hidden_address:
        document.save_at(document.version, by, now, address=document.free_address())


def private_since(paper: Paper) -> datetime | None:
    """When it was marked private, or begun as a private paper; None where nobody said so."""
    rows = Change.objects.of(paper).values_list("at", flat=True)
    begun = rows.filter(verb="created") if paper.private else rows.none()
    return rows.filter(after__private=True).first() or begun.first()


def held_in(papers: Iterable[Paper], now: datetime) -> list[Held]:
    """Papers of a Part 2, each with what became of it (3 queries)."""
    papers = list(papers)
    known = {each.paper_id: each for each in BoardDocument.objects.filter(paper__in=papers)}
    keys = {each.key for each in known.values()}
    rows = Release.objects.filter(kind=DOCUMENT, subject__in=keys, withdrawn_at=None)
    public = {each.subject for each in rows if each.is_live(now)}
    return [
        Held(paper, known.get(paper.pk), paper.pk in known and known[paper.pk].key in public)
        for paper in papers
    ]
