"""Writing bulletins, and who gets a letter when one is out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from icsgov.work.mail import queue
from strategy import tasks
from strategy.forms.bulletins import EntryForm
from strategy.models import Bulletin, Indicator, Part, Reading, Subscriber


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


def subscribe(email: str, now: datetime) -> None:
    """Ask an address whether it wants the bulletins; one that has confirmed hears nothing."""
    known = Subscriber.objects.filter(email__iexact=email).first()
    if known is None:
        token = Subscriber.fresh_token()
        known = Subscriber.objects.create(email=email.lower(), token=token, asked_at=now)
    if known.confirmed_at is None:
        queue(
            tasks.CONFIRM,
            known.email,
            now=now,
            once=f"{tasks.CONFIRM}:{known.pk}:{now.date()}",
        )


def subscriber(token: str) -> Subscriber:
    """Whom a link is for; 404 for any other."""
    found = Subscriber.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return found


def confirm(who: Subscriber, now: datetime) -> None:
    """The second yes."""
    Subscriber.objects.filter(pk=who.pk, confirmed_at=None).update(confirmed_at=now)


def end(who: Subscriber) -> None:
    """No more letters; nothing of the address is kept."""
    Subscriber.objects.filter(pk=who.pk).delete()
