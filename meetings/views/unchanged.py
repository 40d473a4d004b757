"""Pages of the desk that are sent again while the database says what it said.

For pages that are large, asked for often (the agenda looks every 15 seconds), and seldom changed.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from icsgov.boards.rights import forget_standing
from icsgov.ledger.answers import Questions
from icsgov.record.kept import Answer, Shelf

View = Callable[..., HttpResponse]
MOST: Final = 16 * 2**20  # bytes of pages kept in each process
KNOWN: Final = 200  # pages whose questions are remembered
# A day begins at a quarter of an hour wherever a board meets: no page outlives its day.
QUARTER: Final = timedelta(minutes=15)
TOKENS: Final = (
    re.compile(rb"csrfmiddlewaretoken\" value=\"(\w{64})\b"),
    re.compile(rb"X-CSRFToken\": \"(\w{64})\b"),
)
PLACE: Final = b"\x00token\x00"

SHELF = Shelf(MOST)
_questions: OrderedDict[str, Questions] = OrderedDict()
_lock = threading.Lock()


def while_unchanged(view: View) -> View:
    """A view that gets `now`, whose answer to a reader is kept while nothing in it changes."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        if request.method != "GET" or len(get_messages(request)):
            return view(request, now, **kwargs)
        key = _key(request, now)
        known = _known(key)
        stamp = known.answered(now) if known else ""
        kept = SHELF.get(key, stamp, now)
        if kept is not None:
            return _again(request, kept)
        return _made(request, now, key, (known, stamp), lambda: view(request, now, **kwargs))

    return answer


def _key(request: HttpRequest, now: datetime) -> str:
    """What a page depends on besides what it asks the database: who looks, at what, on which day.

    What seats the reader has is among its questions: to make SQL of them anew for each look would
    take a third of the time.
    """
    user: Any = request.user
    quarter = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % QUARTER
    who = (_row(user), _row(user.person) if user.person_id else ())
    asked = (request.get_full_path(), request.headers.get("HX-Request"), request.get_host())
    return repr((who, asked, quarter))


def _row(thing: Any) -> list[tuple[str, Any]]:
    return [(each.attname, getattr(thing, each.attname)) for each in thing._meta.concrete_fields]


def _known(key: str) -> Questions | None:
    with _lock:
        return _questions.get(key)


def _remember(key: str, asked: Questions) -> None:
    with _lock:
        _questions[key] = asked
        _questions.move_to_end(key)
        while len(_questions) > KNOWN:
            _questions.popitem(last=False)


def forget() -> None:
    """Keep nothing of any page: each is made anew when it is next asked for."""
    with _lock:
        _questions.clear()


def _made(
    request: HttpRequest,
    now: datetime,
    key: str,
    before: tuple[Questions | None, str],
    make: Callable[[], HttpResponse],
) -> HttpResponse:
    """The page anew; kept if the database said the same before and after it was made."""
    known, stamp = before
    asked = Questions(now)
    forget_standing(request.user)
    with asked.heard():
        response = make()
    if asked.wrote or response.status_code not in (200, 204) or response.cookies:
        return response
    _remember(key, asked)
    content = _without_token(response.content)
    if known and content is not None and known.same_as(asked) and asked.answered(now) == stamp:
        headers = tuple((name, value) for name, value in response.items())
        SHELF.put(key, Answer(stamp, now, now + QUARTER, content, headers, ""))
    return response


def _without_token(content: bytes) -> bytes | None:
    """A page with a place for the token of its forms; None where it holds more than one."""
    tokens = {token for pattern in TOKENS for token in pattern.findall(content)}
    if len(tokens) > 1:
        return None
    return content.replace(tokens.pop(), PLACE) if tokens else content


def _again(request: HttpRequest, kept: Answer) -> HttpResponse:
    """The page with a token of this request."""
    content = kept.content
    if PLACE in content:
        content = content.replace(PLACE, get_token(request).encode())
    status = 200 if content else 204
    return HttpResponse(content, status=status, headers=dict(kept.headers))
