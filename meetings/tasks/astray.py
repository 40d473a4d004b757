"""Links to put papers in that went to an address which was then corrected: they end with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from icsgov.boards import addresses
from icsgov.boards.models import Person
from icsgov.work.models import Message
from meetings import access, calling
from meetings.models import PaperLink
from meetings.tasks import calls


def end(person: Person, old: str, by: Any, now: datetime) -> None:
    """End every link of an author, with the letters that hold it and still wait."""
    links = PaperLink.objects.filter(person=person, revoked_at=None)
    for link in links.select_related("person", "paper__board"):
        link.revoke(by, now, astray=True)
    letters = Message.objects.filter(kind__in=calls.WITH_LINK, state=Message.State.WAITING)
    letters.filter(to__iexact=old).update(state=Message.State.DROPPED)


def to_send(person: Person, by: Any, now: datetime) -> list[PaperLink]:
    """The links that ended so and that somebody may send anew: their papers are still to come."""
    links = access.kept_links(by, now).filter(person=person)
    found = links.astray(timezone.localdate(now)).select_related("person__account")
    return [link for link in found if link.shut(now, revoked=False) is None]


def anew(person: Person, by: Any, now: datetime) -> str:
    """The page that offers them; "" where there is nothing to send, or nowhere."""
    if not calling.address_of(person) or not to_send(person, by, now):
        return ""
    return reverse("links-anew", kwargs={"key": person.key})


@transaction.atomic
def send(links: Iterable[PaperLink], by: Any, now: datetime) -> int:
    """A new link for each, up to the same day, by e-mail; how many went."""
    count = 0
    for link in links:
        link.renew(link.closes, by, now)
        count += calls.send(link, now)
    return count


addresses.ends_with_address(addresses.Sent(end, anew))
