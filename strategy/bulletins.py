"""Writing bulletins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from strategy.forms.bulletins import EntryForm
from strategy.models import Bulletin, Indicator, Part, Reading


def programmes(bulletin: Bulletin) -> QuerySet[Part]:
    """The programmes that entries can be under: those of the plans of the bulletin's board."""
    rows = Part.objects.standing().filter(sort="programme", plan__board=bulletin.board)
    return rows.select_related("plan")


@transaction.atomic
def save_entry(form: EntryForm, by: Any, now: datetime) -> bool:
    """Save an entry with its figures; a cleared bulletin becomes a draft again."""
    if not form.save_by(by, now):
        return False
    _show(form.instance.pk, form.cleaned_data["readings"])
    reopen(form.instance.bulletin, by, now)
    return True


def reopen(bulletin: Bulletin, by: Any, now: datetime) -> None:
    """What was cleared is not what it was: it needs clearing anew."""
    bulletin.refresh_from_db()
    if bulletin.can_move("draft"):
        bulletin.reopen(by, now)


def _show(entry: int, readings: Iterable[Reading]) -> None:
    wanted = {reading.pk for reading in readings}
    Indicator.objects.filter(entry=entry).exclude(reading__in=wanted).delete()
    known = set(Indicator.objects.filter(entry=entry).values_list("reading", flat=True))
    Indicator.objects.bulk_create(
        Indicator(entry_id=entry, reading_id=pk) for pk in sorted(wanted - known)
    )
