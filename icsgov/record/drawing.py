"""Drawing public pages before anybody asks for them, by the very views that answer readers.

Each public release asks for it in its own transaction (publish.py); a worker draws. What has an
hour still to come is drawn as it will be at that hour.
"""

import logging
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.http import Http404
from django.test import RequestFactory
from django.urls import NoReverseMatch, ResolverMatch, resolve, reverse
from django.utils import timezone

from icsgov.ledger.answers import Questions
from icsgov.record import lasting, places, ready, sitemap
from icsgov.record.kinds import paged
from icsgov.record.models import ReadyPage, Release, Stamp

logger = logging.getLogger(__name__)
ANEW: Final = UUID("0e1c9a52-6d0b-4d3e-8d7c-2f6b1f0a9c44")
MOST: Final = 300  # pages looked at once a day and after a deploy; others are drawn when asked for
REGISTERS: Final = ("board-decisions", "board-actions", "board-forward")


@dataclass(frozen=True)
class Drawing:
    """A page as a view draws it at an hour, and what it was made from."""

    asked: Questions
    ends: datetime | None
    response: Any

    def says(self, other: "Drawing | None") -> bool:
        """Whether the other is made from the same and says the same."""
        return (
            other is not None
            and self.asked.same_as(other.asked)
            and self.response.content == other.response.content
            and self.response.items() == other.response.items()
        )


def draw(address: str, at: datetime) -> Drawing | None:
    """The page at an address as the public gets it; None where there is none that may be kept."""
    asked = Questions(at)
    with asked.heard(), lasting.watched() as ends:
        response = _answer(address, at)
    if response is None or response.status_code != 200 or not is_page(response):
        return None
    return Drawing(asked, min(ends, default=None), response)


def _answer(address: str, at: datetime) -> Any:
    """What the view at an address says, if it is one of the record; None for a 404."""
    try:
        match = resolve(address)
        draws = getattr(match.func, "draws", None)
        return draws and draws(_asked_by_nobody(address, match), at, **match.kwargs)
    except Http404:  # of the view; or no view at all
        return None
    except Exception:  # whoever asks for it is told; the other pages are not to blame
        logger.exception("A page of %s cannot be drawn", _kind_of(address))
        return None


def _kind_of(address: str) -> str:
    """How a log names a page: by its view. An address may spell a title that is taken down."""
    try:
        return resolve(address).view_name
    except Http404:
        return "an unknown kind"


def _asked_by_nobody(address: str, match: ResolverMatch) -> Any:
    site = urlsplit(settings.SITE_URL)
    factory = RequestFactory(SERVER_NAME=site.hostname or "localhost")
    request: Any = factory.get(address, secure=site.scheme == "https")
    request.resolver_match = match
    return request


def is_page(response: Any) -> bool:
    """Whether an answer is a page, and not a file or what programs read."""
    return not response.streaming and response["Content-Type"].startswith("text/html")


def make(address: str, at: datetime, now: datetime) -> bool:
    """Have a page ready for an hour, at it or ahead; False where none is to be kept.

    It is drawn twice. It is kept where both drawings ask the same and say the same, and the
    database answered the same before the second and after it: nothing came in between.
    """
    if not ready.CODE or ready.find(address, at):
        return bool(ready.CODE)
    stamp = Stamp.objects.now()
    first = draw(address, at)
    answers = first.asked.answered(at) if first else ""
    page = draw(address, at) if first else None
    if page is None or not page.says(first) or page.asked.answered(at) != answers:
        ready.drop(address, at, now)
        return False
    try:
        ready.keep(_row(address, page, answers), stamp, now)
    except ready.Changed:  # whoever changed it asks again
        return False
    except TypeError:
        logger.exception("A page of %s cannot be kept", _kind_of(address))
        return False
    return True


def _row(address: str, page: Drawing, answers: str) -> ReadyPage:
    return ReadyPage(
        address=address,
        code=ready.CODE,
        begins=page.asked.now,
        ends=page.ends,
        asked=page.asked.to_json(),
        answers=answers,
        headers=[[*each] for each in page.response.items()],
        content=zlib.compress(page.response.content),
    )


def pages_of(release: Release) -> list[str]:
    """The addresses of a public release: its pages as they are now, and those that never change.

    With what has files, such as a pack, also the lists and pages that tell of it.
    """
    home = places.home_of(release.kind, release.path)
    inner = release.entries.filter(kind__in=paged(), seq__gt=0).order_by("seq")
    slugs = ["", *(f"{anchor}/" for anchor in inner.values_list("anchor", flat=True))]
    bases = (home, f"{home}releases/{release.number}/")
    found = [f"{base}{slug}" for base in bases for slug in slugs]
    around = _around(release) if release.files.exists() else []
    return [*dict.fromkeys([*found, *around])]


def _around(release: Release) -> list[str]:
    """Lists of all boards, of its own, and the page of its meeting."""
    own = [f"/{release.board.slug}/", *_registers(release.board.slug)] if release.board else []
    return [*own, f"/{release.path}/", *sitemap.lists()]


def _registers(board: str) -> Iterator[str]:
    for name in REGISTERS:
        try:
            yield reverse(name, args=(board,))
        except NoReverseMatch:
            continue


def pages_now(now: datetime) -> list[str]:
    """The lists, and the pages that changed last, MOST in all."""
    long_ago = datetime.min.replace(tzinfo=now.tzinfo)
    found = sorted(sitemap.pages(now), key=lambda each: each.changed or long_ago, reverse=True)
    latest = (each.path for each in found if each.changed)
    return [*dict.fromkeys([*sitemap.lists(), *latest])][:MOST]


def of_the_day(now: datetime) -> UUID:
    """What the drawing of all that stands is about: once a day, and for each new code."""
    return uuid5(ANEW, f"{ready.CODE} {timezone.localdate(now)}")


def wanted(subject: UUID, now: datetime) -> tuple[Sequence[str], datetime]:
    """Which pages a piece of work is about, and at which hour."""
    release = Release.objects.public().filter(key=subject).select_related("board").first()
    if release is None:
        ready.prune()
        return pages_now(now), now
    return pages_of(release), max(now, release.effective_at)
