"""What members find in their registers: all that their boards have on record for them.

Part 2 is there for those whose seat opens it, in its own series; each time that is kept.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from icsgov.boards.models import Board
from icsgov.boards.rights import standing
from icsgov.record.models import Entry, Reading, Release
from icsgov.record.models.releases import Audience
from icsgov.record.tree import Node
from meetings.outcomes.threads import Day, on_record
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD

PAGES: Final = {
    DECISION: "reading-decision",
    ACTION: "reading-action",
    FORWARD: "reading-promise",
}


def boards(user: Any, now: datetime) -> list[Board]:
    """The boards on which the reader sits, in the order people look for them."""
    return list(Board.objects.filter(pk__in=standing(user, now).boards).order_by("position", "pk"))


def live(user: Any, now: datetime) -> QuerySet[Release]:
    """What the reader's boards have on record for the reader now."""
    seen = Release.objects.visible_to(user, now).live(now)
    return seen.filter(board__in=standing(user, now).boards)


def one(user: Any, kind: str, key: UUID, now: datetime) -> Release:
    """A thing by its key, as the reader has it; 404 for none."""
    rows = live(user, now).filter(kind=kind, subject=key).select_related("board")
    found = rows.order_by("-published_at", "-pk").first()
    if found is None:
        raise Http404
    return found


def address(entry: Entry) -> str:
    """Where members read an entry of a register."""
    return reverse(PAGES[entry.release.kind], kwargs={"key": entry.release.subject})


def thread(user: Any, release: Release, now: datetime) -> list[Day]:
    """The thread that a thing stands in, as far as the reader has it."""
    return on_record(release.subject, Release.objects.visible_to(user, now).live(now), _place)


def _place(entry: Entry, url: str) -> str:
    """What is for members alone is read in the reading room; the rest where everybody reads it."""
    release = entry.release
    if release.audience == Audience.PUBLIC:
        return url
    if release.kind in PAGES:
        return address(entry)
    board, meeting = release.path.split("/")
    where = {"board": board, "address": meeting}
    if entry.kind == "paper":
        return reverse("reading-paper", kwargs={**where, "part": release.part, "key": entry.thing})
    if entry.kind == "business":
        page = reverse("reading-minutes", kwargs={**where, "part": release.part})
        return f"{page}#{entry.anchor}"
    return reverse("reading-meeting", kwargs=where)


def in_minutes(node: Node) -> str:
    """Where members read the paragraph that holds a thing; "" for none."""
    if not node.data.get("paragraph"):
        return ""
    board, meeting = node.data["meeting"].split("/")
    where = {"board": board, "address": meeting, "part": node.data["part"]}
    return f"{reverse('reading-minutes', kwargs=where)}#{node.data['paragraph']}"


def note(user: Any, rows: list[Entry], now: datetime) -> None:
    """Keep that somebody read what of these is private (1 query)."""
    Reading.objects.log_each(user, [entry.release for entry in rows], now)
