"""The letters that leads get."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message
from strategy.models import Update, UpdateRound

ASKED = "strategy-asked"
REMINDED = timedelta(days=3)


def ask_lead(update: Update, now: datetime) -> None:
    """Queue the letter with a lead's link, which is made when the letter is written."""
    queue(ASKED, update.email, now=now, thing=update.key)


@composes(ASKED)
def asked_letter(message: Message, now: datetime) -> Composed | None:
    """The link, the deadline, and what is still missing; nothing once it was answered.

    The link of an earlier letter ends: only its digest was kept.
    """
    update = Update.objects.awaited().filter(key=message.about).first()
    if update is None:
        return None
    token = update.fresh_token()
    more = f"What is still missing: {update.asked_again}\n\n" if update.asked_again else ""
    body = (
        f"We ask for your update for the plan “{update.round.plan.title}” "
        f"by {date_words(update.round.closes_on)}.\n\n{more}"
        f"This link is for you alone and works once:\n{_url('strategy-update', token=token)}\n"
    )
    return Composed(f"Your update, by {date_words(update.round.closes_on)}", body)


@every_tick
def remind_leads(now: datetime) -> None:
    """Three days before the deadline, those who have not answered get a new link, once."""
    until = (now + REMINDED).date()
    rounds = UpdateRound.objects.filter(state="open", closes_on__range=(now.date(), until))
    waiting = Update.objects.filter(round__in=rounds, state__in=("asked", "again"))
    for update in waiting.filter(reminded_at=None):
        if Update.objects.filter(pk=update.pk, reminded_at=None).update(reminded_at=now):
            ask_lead(update, now)


def _url(name: str, **kwargs: Any) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"
