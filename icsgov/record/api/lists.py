"""Lists with pages and limits, as OParl 1.1 has them (section 2.5, external lists)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, Field

from icsgov.record.api import addresses
from icsgov.record.api.things import Span

SHOWN, MOST = 50, 100
EMBEDDED = ("location", "agendaItem", "auxiliaryFile", "membership", "consultation")


def _plus(text: Any) -> Any:
    """A “+01:00” that came unescaped, and so as a blank, is read as it was meant."""
    return text.replace(" ", "+") if isinstance(text, str) else text


When = Annotated[datetime | None, BeforeValidator(_plus)]


class Asked(Schema):
    """Which part of a list is asked for. Times need a zone: 2023-07-24T00:00:00Z."""

    page: int = Field(1, ge=1, le=1_000_000)
    limit: int = Field(SHOWN, ge=1, le=MOST, description="Objects on a page.")
    created_since: When = None
    created_until: When = None
    modified_since: When = Field(
        None, description="With it, what was taken back since is listed too, as deleted."
    )
    modified_until: When = None
    omit_internal: bool = Field(False, description="Leave out objects within objects.")

    @property
    def span(self) -> Span:
        """The limits of time; one without a zone is in UTC."""
        return Span(
            _zoned(self.created_since),
            _zoned(self.created_until),
            _zoned(self.modified_since),
            _zoned(self.modified_until),
        )

    def query(self, page: int) -> str:
        """The same list, another page of it."""
        given = self.dict(exclude_defaults=True)
        named = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in given.items()
        }
        return urlencode({**named, "page": page})


def _zoned(at: datetime | None) -> datetime | None:
    if at is None or at.tzinfo is not None:
        return at
    return at.replace(tzinfo=UTC)


def paged(
    request: HttpRequest, asked: Asked, rows: Any, read: Callable[[Any], list[dict[str, Any]]]
) -> dict[str, Any]:
    """The page of a list with the ways to its other pages; one past the end is empty."""
    paginator = Paginator(rows, asked.limit)
    total = max(1, paginator.num_pages)
    data = read(paginator.page(asked.page).object_list) if asked.page <= total else []
    here = addresses.absolute(request.path)
    ways = {
        "first": 1,
        "prev": asked.page - 1 if 1 < asked.page <= total else None,
        "self": asked.page,
        "next": asked.page + 1 if asked.page < total else None,
        "last": total,
    }
    return {
        "data": [_without_inner(each) for each in data] if asked.omit_internal else data,
        "pagination": {
            "totalElements": paginator.count,
            "elementsPerPage": asked.limit,
            "currentPage": asked.page,
            "totalPages": total,
        },
        "links": {name: f"{here}?{asked.query(page)}" for name, page in ways.items() if page},
    }


def _without_inner(each: dict[str, Any]) -> dict[str, Any]:
    """Without the objects within it; lists of addresses stay."""
    return {name: value for name, value in each.items() if not _is_inner(name, value)}


def _is_inner(name: str, value: Any) -> bool:
    inner = isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )
    return name in EMBEDDED and inner
