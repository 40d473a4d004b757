"""The papers of released packs as members count them: which text each is, how long, how late."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Length, Replace

from icsgov.boards.rules import ReadingRoom
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Entry, Release

WORDLESS = ("page", "image", "file")
FIELDS = ("release_id", "seq", "end", "kind", "thing", "anchor", "label", "title")
Row = dict[str, Any]


@dataclass(frozen=True)
class Edition:
    """One paper as one release prints it.

    `key` tells texts apart: it stays when the paper is printed again unchanged. `words` are those
    of the drafted text and cover, `pages` those of the files beside it.
    """

    release: int
    thing: UUID
    anchor: str
    label: str
    title: str
    key: str
    name: str
    words: int
    pages: int
    late: bool

    def minutes(self, room: ReadingRoom) -> float:
        """How long it takes to read at the board's speeds."""
        return 60 * (self.words / max(1, room.words) + self.pages / max(1, room.pages))


def minutes_of(editions: Iterable[Edition], room: ReadingRoom) -> int:
    """How long some papers take together, in minutes, rounded up to five."""
    total = sum(each.minutes(room) for each in editions)
    return int(-(-total // 5) * 5)


def editions_of(releases: Collection[Release]) -> dict[int, list[Edition]]:
    """The papers of each pack by the id of its release, in print order (at most 3 queries)."""
    rows = _rows(releases)
    papers = [row for row in rows if row["kind"] == "paper" and row["thing"]]
    texts = _generated_texts([row for row in papers if not row["version"]])
    first = _in_the_first(releases)
    about = {release.pk: (release.subject, release.part) for release in releases}
    found: dict[int, list[Edition]] = {release.pk: [] for release in releases}
    for row in papers:
        inside = [each for each in rows if _is_within(each, row)]
        late = (*about[row["release_id"]], row["thing"]) not in first
        found[row["release_id"]].append(_edition(row, inside, texts.get(_place(row), ""), late))
    return found


def _rows(releases: Collection[Release]) -> list[Row]:
    """Every entry that is read, with the number of its words, in print order (1 query)."""
    spaces = Length("text") - Length(Replace("text", Value(" "), Value("")))
    entries = Entry.objects.filter(release__in=releases).exclude(kind__in=("page", "image"))
    counted = entries.annotate(spaces=spaces, version=KT("data__version"), count=KT("data__pages"))
    fields = (*FIELDS, "spaces", "version", "count")
    return list(counted.order_by("release_id", "seq").values(*fields))


def _place(row: Row) -> tuple[int, int]:
    return row["release_id"], row["seq"]


def _is_within(row: Row, paper: Row) -> bool:
    same = row["release_id"] == paper["release_id"]
    return bool(same and paper["seq"] <= row["seq"] <= paper["end"])


def _generated_texts(papers: Sequence[Row]) -> dict[tuple[int, int], str]:
    """A digest for what has no version of its own, such as minutes, by its words (1 query)."""
    if not papers:
        return {}
    within = Q()
    for paper in papers:
        within |= Q(release=paper["release_id"], seq__range=(paper["seq"], paper["end"]))
    said: dict[tuple[int, int], Any] = defaultdict(hashlib.sha256)
    rows = Entry.objects.filter(within).exclude(kind__in=WORDLESS).order_by("release_id", "seq")
    fields = ("release_id", "seq", "title", "text", "state")
    for row in ({**each} for each in rows.values(*fields)):
        owner = next(_place(paper) for paper in papers if _is_within(row, paper))
        said[owner].update("\n".join((row["title"], row["text"], row["state"])).encode())
    return {place: digest.hexdigest()[:32] for place, digest in said.items()}


def _in_the_first(releases: Collection[Release]) -> set[tuple[UUID, int, UUID | None]]:
    """What stood in the first pack that was published of each part (1 query)."""
    packs = Release.objects.filter(
        kind=AGENDA, subject=OuterRef("release__subject"), part=OuterRef("release__part")
    )
    first = packs.order_by("published_at", "pk").values("pk")[:1]
    subjects = {release.subject for release in releases}
    rows = Entry.objects.filter(kind="paper", release__kind=AGENDA, release=Subquery(first))
    found = rows.filter(release__subject__in=subjects, thing__isnull=False)
    return set(found.values_list("release__subject", "release__part", "thing"))


def _edition(row: Row, inside: Sequence[Row], text: str, late: bool) -> Edition:
    version = row["version"]
    spoken = [each["spaces"] + 1 for each in inside if each["kind"] != "file" and each["spaces"]]
    return Edition(
        release=row["release_id"],
        thing=row["thing"],
        anchor=row["anchor"],
        label=row["label"],
        title=row["title"],
        key=f"v{version}" if version else text,
        name=f"version {version}" if version else "an earlier text",
        words=sum(spoken),
        pages=sum(int(each["count"] or 0) for each in inside if each["kind"] == "file"),
        late=late,
    )
