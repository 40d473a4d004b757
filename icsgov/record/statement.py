"""The accessibility statement: what administrators say of the site, as an instant release.

The release is what is kept: who changed it when, and what it said before, stand on the record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from icsgov.record.kinds import Kind, register
from icsgov.record.models import Entry, Release
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Node

STATEMENT: Final = "statement"
SUBJECT: Final = UUID("a11e5517-0000-4000-8000-000000000001")
TITLE: Final = "Accessibility statement"
CHECK: Final = "check"
register(Kind(STATEMENT, searchable=False))


def statement(now: datetime) -> Mapping[str, Any]:
    """What the statement says now; empty before anybody wrote it (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind=STATEMENT, subject=SUBJECT)
    root = Entry.objects.filter(release__in=live, seq=0).first()
    return root.data if root else {}


def release_statement(said: Mapping[str, Any], by: Any, now: datetime) -> None:
    """Publish the statement anew, with the last check; nothing happens for the same as before."""
    check = statement(now).get(CHECK)
    _release({**said, **({CHECK: check} if check else {})}, by, now)


def record_check(pages: int, found: Mapping[str, int], now: datetime) -> None:
    """Say in the statement that every page was checked today, and how many faults were found.

    `found` counts the faults by criterion. Nobody types this: only the check itself records it.
    """
    check = {"on": timezone.localdate(now).isoformat(), "pages": pages, "found": dict(found)}
    _release({**statement(now), CHECK: check}, None, now)


def _release(said: Mapping[str, Any], by: Any, now: datetime) -> None:
    node = Node(kind=STATEMENT, anchor=STATEMENT, thing=SUBJECT, title=TITLE, data=dict(said))
    instant(Line(None, STATEMENT, SUBJECT, "accessibility"), node, title=TITLE, by=by, now=now)
