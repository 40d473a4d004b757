"""The e-mail to members when a pack is released or changed: a link and a title, nothing else."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.record.models import Release
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings.publishing import PACK_RELEASED

SIGNED = "You get this because you sit on this board. Please do not reply to this message.\n"


@composes(PACK_RELEASED)
def compose_pack_released(message: Message, now: datetime) -> Composed | None:
    """Says that there is something to read; not sent to who may not read it by now.

    Part 1 and Part 2 are told of in the same words: not even that a Part 2 has papers is said.
    """
    rows = Release.objects.visible_to(message.user, now).live(now).select_related("board")
    about = Q(key=message.about) | Q(whole__key=message.about)
    release = rows.filter(about).first()
    if release is None or release.board is None or release.on is None:
        return None
    title = f"{release.board.name}, {date_words(release.on)}"
    link = settings.SITE_URL + reverse("reading-meeting", args=release.path.split("/"))
    changed = release.supersedes_id is not None
    subject = f"{'Changed papers' if changed else 'Papers'}: {title}"
    news = "have changed" if changed else "are ready to read"
    return Composed(subject, f"The papers for {title}, {news}.\n\n{link}\n\n{SIGNED}")
