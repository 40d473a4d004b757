"""Rows of the access table for the API, the sitemap and what else programs read."""

from typing import Any

from icsgov.record.api import shapes
from icsgov.record.models import Entry
from tests.access import HIDDEN, OPEN, Row, everyone

OTHERS = ("bodies", "files", "locations", "consultations", "legislative-terms")
LISTS = (*(kind.name for kind in shapes.KINDS), *OTHERS)


def _key(kind: shapes.Kind) -> Any:
    """The first thing of a type that the world released to the public."""

    def where(world: Any) -> dict[str, Any]:
        rows = Entry.objects.filter(release__audience="public", thing__isnull=False)
        return {"key": rows.filter(**kind.source.where).order_by("pk")[0].thing}

    return where


def _private(kind: str) -> Any:
    """A thing of Part 2, as its members read it."""
    return lambda world: {"key": world.private.entries.filter(kind=kind)[0].thing}


def _board(world: Any) -> dict[str, Any]:
    return {"key": world.board.key}


def _meeting(world: Any) -> dict[str, Any]:
    return {"key": world.released.key}


def _paper(world: Any) -> dict[str, Any]:
    return {
        "meeting": world.released.key,
        "paper": world.public.entries.get(kind="paper").thing,
    }


def _file(release: str) -> Any:
    return lambda world: {"key": getattr(world, release).files.filter(role="file").get().key}


RELEASED = (
    *(shapes.ORGANIZATION, shapes.MEETING, shapes.AGENDA_ITEM, shapes.PAPER),
    *(shapes.ASKED, shapes.PRIORITY),
)
ROWS: tuple[Row, ...] = (
    Row("api", everyone(OPEN)),
    Row("api-openapi", everyone(OPEN)),
    Row("sitemap", everyone(OPEN)),
    Row("sitemap-part", everyone(OPEN), lambda world: {"number": 1}),
    Row("sitemap-part", everyone(HIDDEN), lambda world: {"number": 2}),
    Row("oparl", everyone(OPEN)),
    Row("oparl-body", everyone(OPEN)),
    *(Row(f"oparl-{name}", everyone(OPEN)) for name in LISTS),
    *(Row(f"oparl-{kind.name}-one", everyone(OPEN), _key(kind)) for kind in RELEASED),
    *(
        Row(f"oparl-{kind.name}-one", everyone(HIDDEN), _board)
        for kind in shapes.KINDS
        if kind not in RELEASED
    ),
    Row("oparl-agenda-items-one", everyone(HIDDEN), _private("item")),
    Row("oparl-papers-one", everyone(HIDDEN), _private("paper")),
    Row("oparl-organization-meetings", everyone(OPEN), _board),
    Row("oparl-organization-meetings", everyone(HIDDEN), _meeting),
    Row("oparl-files-one", everyone(OPEN), _file("public")),
    Row("oparl-files-one", everyone(HIDDEN), _file("private")),
    Row("oparl-locations-one", everyone(OPEN), _meeting),
    Row("oparl-consultations-one", everyone(OPEN), _paper),
    Row("oparl-legislative-terms-one", everyone(HIDDEN), _board),
)
