"""Numbers for the pages of a build, by what readers of earlier releases have in hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from icsgov.record.models import Entry, Release
from icsgov.record.pagination import page_labels
from icsgov.record.prints import Print


@dataclass(frozen=True)
class Seen:
    """What readers have: the last release with its numbers, and all that were ever given."""

    release: UUID | None = None
    tree_sha256: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    used: frozenset[str] = frozenset()


def releases_seen(kind: str, subject: UUID, part: int, now: datetime) -> QuerySet[Release]:
    """Releases that reached some reader, the last one first; not those called off before."""
    shown = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("effective_at"))
    rows = Release.objects.of(kind, subject, part).reached(now)
    return rows.filter(shown).order_by("-published_at", "-pk")


def seen(kind: str, subject: UUID, part: int, now: datetime) -> Seen:
    """The page numbers that readers of this part know (2 queries)."""
    releases = list(releases_seen(kind, subject, part, now))
    if not releases:
        return Seen()
    pages = Entry.objects.filter(release__in=releases, kind="page")
    rows = list(pages.values_list("release_id", "anchor", "pack_page"))
    last = releases[0]
    return Seen(
        release=last.key,
        tree_sha256=last.tree_sha256,
        labels={anchor: label for release, anchor, label in rows if release == last.pk},
        used=frozenset(label for _, _, label in rows),
    )


def page_name(piece: Print, number: int) -> str:
    """The anchor of a piece's page: no slug holds a full stop, so no other node has it."""
    return f"{piece.node.anchor}.page-{number}"


def label_pieces(
    pieces: Sequence[Print], counts: Sequence[int], before: Seen, late: str
) -> list[tuple[str, ...]]:
    """The numbers of each piece's pages, piece by piece."""
    names = [
        page_name(piece, number)
        for piece, count in zip(pieces, counts, strict=True)
        for number in range(1, count + 1)
    ]
    labels = iter(page_labels(names, before.labels, before.used, late=late))
    return [tuple(next(labels) for _ in range(count)) for count in counts]


def first_pages(pieces: Iterable[Print], labels: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """On which page each piece begins, by key."""
    return {piece.key: numbers[0] for piece, numbers in zip(pieces, labels, strict=True) if numbers}
