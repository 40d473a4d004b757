"""What follows from releasing, and the letters that leads and subscribers get."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.record.models import Build, Release
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message
from strategy import editing
from strategy.kinds import BULLETIN
from strategy.models import Subscriber, Update, UpdateRound

ASKED, RELEASED, CONFIRM = "strategy-asked", "bulletin-released", "bulletin-confirm"
REMINDED = timedelta(days=3)


@transaction.atomic
def release(build: Build, words: str, by: Any, now: datetime) -> list[Release]:
    """Release a build; subscribers hear of a bulletin's first edition. Raises Hindered."""
    made = editing.release(build, words, by, now)
    for each in made:
        if each.kind == BULLETIN and each.number == 1:
            tell_subscribers(each, now)
    return made


def tell_subscribers(release: Release, now: datetime) -> None:
    """Queue a link to a bulletin for everybody who wants it."""
    for subscriber in Subscriber.objects.confirmed():
        queue(
            RELEASED,
            subscriber.email,
            now=now,
            thing=release.key,
            once=f"{RELEASED}:{release.key}:{subscriber.pk}",
        )


@composes(RELEASED)
def released_letter(message: Message, now: datetime) -> Composed | None:
    """“A new bulletin”; nothing once it is withdrawn or the reader has ended it."""
    if message.thing is None:
        return None
    release = Release.objects.for_public(now).filter(key=message.thing).first()
    reader = Subscriber.objects.confirmed().filter(email=message.to).first()
    if release is None or reader is None:
        return None
    end = _url("bulletin-end", token=reader.token)
    body = (
        f"{release.title} is out:\n{settings.SITE_URL}/{release.path}/\n\n"
        f"To get no more of these letters:\n{end}\n"
    )
    return Composed(release.title, body, (("List-Unsubscribe", f"<{end}>"),))


@composes(CONFIRM)
def confirm_letter(message: Message, now: datetime) -> Composed | None:
    """The second question: only this link begins a subscription."""
    reader = Subscriber.objects.filter(email=message.to, confirmed_at=None).first()
    if reader is None:
        return None
    body = (
        f"Somebody asked us to send the bulletins of {settings.SYSTEM_NAME} to this address.\n\n"
        f"If it was you, follow this link:\n{_url('bulletin-confirm', token=reader.token)}\n\n"
        "If not, do nothing. You will not hear from us again.\n"
    )
    return Composed("Confirm that you want the bulletins", body)


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
