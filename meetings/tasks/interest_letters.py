"""Letters of a round: a link for one person that works once, and one reminder."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings.declaring import rounds
from meetings.models import InterestReturn

REMINDED = timedelta(days=3)


@composes(rounds.ASKED)
def asked_letter(message: Message, now: datetime) -> Composed | None:
    """The link and the day; nothing of what was declared, and nothing once it was answered.

    The link of an earlier letter ends: only its digest was kept.
    """
    rows = InterestReturn.objects.open(now).filter(key=message.about)
    row = rows.select_related("person__account", "round__board").first()
    if row is None or row.round is None or rounds.address_of(row.person) != message.to:
        return None
    link = settings.SITE_URL + reverse("interests-link", kwargs={"token": row.fresh_token()})
    board, due = row.round.board, date_words(row.round.due)
    return Composed(
        f"Confirm your interests for the {board.short_name} by {due}",
        f"Dear {row.person},\n\nthe {board.name} asks everybody on it to confirm their declared "
        f"interests, or that there are none, by {due}.\n\nThis link is for you alone and works "
        f"once:\n{link}\n\nPlease do not pass it on or reply to this message.\n",
    )


@every_tick
def remind(now: datetime) -> None:
    """Three days before the day, those who have not answered get a new link, once."""
    until = (now + REMINDED).date()
    waiting = InterestReturn.objects.open(now).filter(
        round__due__range=(now.date(), until), reminded_at=None
    )
    for row in waiting.filter(round__asked_at__lt=now - REMINDED).select_related("person__account"):
        if InterestReturn.objects.filter(pk=row.pk, reminded_at=None).update(reminded_at=now):
            rounds.ask(row, now, once=f"interests-reminded:{row.key}")
