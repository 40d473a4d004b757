"""Following by e-mail: asked twice, told of titles only, ended with one click."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from icsgov.record.models import Release, Subscription
from icsgov.record.news import News, called, news
from icsgov.record.queries import Query
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message

CONFIRM, TOLD = "follow-confirm", "follow-told"
UNCONFIRMED: Final = timedelta(days=7)  # then an address that never answered is forgotten
MOST_WAITING: Final = 5  # letters that strangers can make us send to one address
MORNING: Final = 7  # o'clock, local time
LISTED: Final = 40


def follow(email: str, query: Query, how: str, now: datetime) -> None:
    """Ask an address whether it wants this; one that has confirmed gets it as it asks now."""
    known = Subscription.objects.filter(email__iexact=email, asks=query.address).first()
    if known is None:
        waiting = Subscription.objects.filter(email__iexact=email, confirmed_at=None)
        if waiting.count() >= MOST_WAITING:
            return
        token = Subscription.fresh_token()
        known = Subscription.objects.create(
            email=email.lower(), asks=query.address, how=how, token=token, asked_at=now
        )
    if known.confirmed_at is None:
        once = f"{CONFIRM}:{known.key}:{now.date()}"
        queue(CONFIRM, known.email, now=now, thing=known.key, once=once)


def subscription(token: str) -> Subscription:
    """Whom a link is for; 404 for any other."""
    found = Subscription.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return found


def confirm(who: Subscription, now: datetime) -> None:
    """The second yes: what comes from now on is told."""
    rows = Subscription.objects.filter(pk=who.pk, confirmed_at=None)
    rows.update(confirmed_at=now, told_until=now)


def end(who: Subscription) -> None:
    """No more letters; nothing of the address is kept."""
    _drop(Subscription.objects.filter(pk=who.pk))


@transaction.atomic
def _drop(rows: QuerySet[Subscription]) -> None:
    """Addresses go from the list, and with the letters to them from the outbox."""
    keys = list(rows.values_list("key", flat=True))
    Message.objects.filter(kind__in=(CONFIRM, TOLD), thing__in=keys).delete()
    Subscription.objects.filter(key__in=keys).delete()


@composes(CONFIRM)
def confirm_letter(message: Message, now: datetime) -> Composed | None:
    """The second question: only this link begins a subscription."""
    who = Subscription.objects.filter(key=message.about, confirmed_at=None).first()
    if who is None:
        return None
    body = (
        f"Somebody asked us to send news of {_about(who, now)} to this address.\n\n"
        f"If it was you, follow this link:\n{_url('follow-confirm', token=who.token)}\n\n"
        "If not, do nothing. You will not hear from us again.\n"
    )
    return Composed(f"Confirm that you want e-mails from {settings.SITE_NAME}", body)


def _about(who: Subscription, now: datetime) -> str:
    return called(who.query, now) or f"everything on {settings.SITE_NAME}"


@every_tick
def forget(now: datetime) -> None:
    """An address that never confirmed is not kept."""
    _drop(Subscription.objects.forgotten(now - UNCONFIRMED))


@every_tick
def tell(now: datetime) -> None:
    """Queue a letter for all whose turn it is and for whom something came."""
    due = _due(now)
    since = due.aggregate(since=Min("told_until"))["since"]
    if since is None or not _anything(since, now):
        return
    by_query: dict[str, list[Subscription]] = defaultdict(list)
    for who in due:
        by_query[who.asks].append(who)
    for rows in by_query.values():
        _tell(rows, now)


def _due(now: datetime) -> QuerySet[Subscription]:
    """Those told at once, and after seven in the morning those told daily."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    turn = Q(how=Subscription.How.AT_ONCE)
    if local >= morning:
        turn |= Q(how=Subscription.How.DAILY, told_until__lt=morning)
    return Subscription.objects.confirmed().filter(turn)


def _anything(since: datetime, now: datetime) -> bool:
    return Release.objects.public().filter(effective_at__gt=since, effective_at__lte=now).exists()


def _tell(rows: Iterable[Subscription], now: datetime) -> None:
    """One look at the record serves all who follow the same."""
    first = min(who.told_until or now for who in rows)
    came = news(next(iter(rows)).query, now, since=first, most=LISTED)
    for who in rows:
        since = who.told_until or now
        turned = Subscription.objects.filter(pk=who.pk, told_until=who.told_until)
        if turned.update(told_until=now) and any(each.at > since for each in came):
            span: dict[str, Any] = {
                "since": since.isoformat(),
                "until": now.isoformat(),
            }  # to the microsecond
            once = f"{TOLD}:{who.key}:{span['since']}"
            queue(TOLD, who.email, now=now, thing=who.key, once=once, **span)


@composes(TOLD)
def told_letter(message: Message, now: datetime) -> Composed | None:
    """What came, by title and link, as the public may read it when the letter leaves."""
    who = Subscription.objects.confirmed().filter(key=message.about).first()
    if who is None:
        return None
    since, until = (datetime.fromisoformat(message.context[name]) for name in ("since", "until"))
    came = news(who.query, now, since=since, until=until, most=LISTED)
    if not came:
        return None
    end = _url("follow-end", token=who.token)
    body = "\n\n".join([f"{each.title}\n{settings.SITE_URL}{each.url}" for each in came])
    reason = f"You get this because you follow {_about(who, now)}.\nTo end it:\n{end}\n"
    return Composed(_subject(came), f"{body}\n\n{reason}", _one_click(end))


def _subject(came: list[News]) -> str:
    more = f" and {len(came) - 1} more" if len(came) > 1 else ""
    return f"{came[0].title[:150]}{more}"


def _one_click(end: str) -> tuple[tuple[str, str], ...]:
    """So that a mail program can end it with one button (RFC 8058)."""
    return (
        ("List-Unsubscribe", f"<{end}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def _url(name: str, **kwargs: Any) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"
