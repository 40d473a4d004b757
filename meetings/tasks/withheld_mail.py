"""E-mails to somebody from whom a paper is withheld, or to whom one is given back.

They never say which paper it is: only that a pack is another than it was, and where it is read.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.record.models import Release
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings.tasks.pack_mail import SIGNED
from meetings.withholding import GIVEN_BACK, WITHHELD


@composes(WITHHELD)
def compose_withheld(message: Message, now: datetime) -> Composed | None:
    """Says that a paper is withheld, and that the pages that are left have the same numbers."""
    words = (
        "The secretary has withheld a paper from you. Your pack is made anew without it. It says "
        "which pages are absent; all others keep their numbers."
    )
    return _composed(message, now, "A paper is withheld from you", words)


@composes(GIVEN_BACK)
def compose_given_back(message: Message, now: datetime) -> Composed | None:
    """Says that nothing, or less, is withheld any more."""
    words = "A paper that was withheld from you is in your pack again."
    return _composed(message, now, "A paper is in your pack again", words)


def _composed(message: Message, now: datetime, subject: str, words: str) -> Composed | None:
    """With the meeting where they may read something of it; else with none."""
    told = Release.objects.filter(key=message.about).select_related("board").first()
    if told is None or told.board is None or told.on is None:
        return None
    readable = Release.objects.visible_to(message.user, now).live(now)
    if readable.filter(subject=told.subject, part=told.part, kind=told.kind).exists():
        link = settings.SITE_URL + reverse("reading-meeting", args=told.path.split("/"))
        subject = f"{subject}: {told.board.name}, {date_words(told.on)}"
    else:
        link = settings.SITE_URL + reverse("reading")
    return Composed(subject, f"{words}\n\n{link}\n\n{SIGNED}")
