"""One item of a meeting as a PDF: what was minuted and decided, and its papers, as released.

An extract is made from releases alone, when somebody asks for it, and kept in the press's cache.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from icsgov.press.assemble import assemble
from icsgov.press.cache import Cache, piece_key
from icsgov.press.pieces import Piece
from icsgov.press.stamps import Stamp
from icsgov.record.drafted import Drafting
from icsgov.record.kinds import AGENDA, MINUTES, Kind, register
from icsgov.record.models import Release, ReleaseFile
from icsgov.record.pages import INSIDE
from icsgov.record.prints import Print
from icsgov.record.publish import tree_of
from icsgov.record.tree import Node

register(Kind("extract", print="pdf/extract.html", called=lambda node: node.title))
STAMP = "Extract, page {page} of {pages}"


@dataclass(frozen=True)
class Extract:
    """One item as a pack and the minutes have it; either may be missing, not both."""

    pack: Release | None
    minutes: Release | None
    item: Node | None
    business: Node | None
    about: Node

    @property
    def label(self) -> str:
        return (self.item or self.business or self.about).label.rstrip(".")

    @property
    def title(self) -> str:
        """Item 3: Strategy."""
        title = (self.item or self.business or self.about).title
        return f"Item {self.label}: {title}" if self.label else title

    @property
    def releases(self) -> list[Release]:
        return [each for each in (self.pack, self.minutes) if each is not None]

    @property
    def files(self) -> Sequence[ReleaseFile]:
        """The papers of the item as they were printed, in order (1 query)."""
        if self.pack is None or self.item is None:
            return []
        anchors = [paper.anchor for paper in self.item.of_kind("paper")]
        rows = self.pack.files.filter(role="paper", entry__anchor__in=anchors)
        found = {row.entry.anchor: row for row in rows.select_related("entry", "blob") if row.entry}
        return [found[anchor] for anchor in anchors if anchor in found]

    @cached_property
    def key(self) -> str:
        """Another one wherever another byte would come out."""
        said = [f"{each.key} {each.tree_sha256}" for each in self.releases]
        anchors = [each.anchor for each in (self.item, self.business) if each is not None]
        return piece_key("extract", *said, *anchors)

    @property
    def filename(self) -> str:
        path = self.releases[0].path.replace("/", "-")
        part = f"-part-{self.releases[0].part}" if self.releases[0].part > 1 else ""
        return f"{path}{part}-item-{self.label or 'extract'}.pdf"


def for_reader(user: Any, subject: UUID, part: int, anchor: str, now: datetime) -> Extract | None:
    """An item of a part of a meeting as a reader has it released; None where they have nothing."""
    releases = Release.objects.visible_to(user, now).live(now).filter(subject=subject, part=part)
    own = {each.kind: each for each in releases.order_by("audience", "number")}
    return find(own.get(AGENDA), own.get(MINUTES), anchor)


def find(pack: Release | None, minutes: Release | None, anchor: str) -> Extract | None:
    """The item with an anchor in the agenda or in the minutes; None where there is none."""
    agenda = tree_of(pack, without=INSIDE) if pack else None
    record = tree_of(minutes, without={"page"}) if minutes else None
    items = list(agenda.of_kind("item")) if agenda else []
    rows = list(record.of_kind("business")) if record else []
    item = next((each for each in items if each.anchor == anchor), None)
    if item is not None:
        business = next((each for each in rows if _is_of(each, item)), None)
    else:
        business = next((each for each in rows if each.anchor == anchor), None)
        item = next((each for each in items if business and _is_of(business, each)), None)
    about = record or agenda
    if about is None or (item is None and business is None):
        return None
    return Extract(pack if item else None, minutes if business else None, item, business, about)


def _is_of(business: Node, item: Node) -> bool:
    """Whether minutes are of an item: by their link to it, and where they have none by number."""
    if business.links:
        return any(link.to == item.thing for link in business.links)
    return bool(business.label) and business.label == item.label.rstrip(".")


def printed(extract: Extract) -> bytes:
    """The extract as PDF, from the cache or made now."""
    cache = Cache(Path(settings.DATA_DIR) / "press")
    kept = cache.get(extract.key)
    if kept is not None:
        return kept
    with tempfile.TemporaryDirectory(prefix="icsgov-extract-") as folder:
        data = _assembled(extract, cache, Path(folder) / "extract.pdf")
    cache.put(extract.key, data)
    return data


def _assembled(extract: Extract, cache: Cache, to: Path) -> bytes:
    front = _front(extract)
    drafted = Drafting(front, "en-GB", cache).draft(Print(front, front.anchor, front.title))
    pieces = [
        Piece(key=front.anchor, title=front.title, pdf=drafted.pdf),
        *(
            Piece(
                key=file.entry.anchor,
                title=file.entry.title,
                pdf=file.blob.path,
                digest=file.blob.sha256,
                source=file.filename,
            )
            for file in extract.files
            if file.entry is not None
        ),
    ]
    made = assemble(
        pieces,
        to=to,
        title=front.title,
        stamp=Stamp(text=STAMP, place="bottom-left"),
        identity=extract.key,
        created=max(each.effective_at for each in extract.releases),
        cache=cache,
    )
    return made.path.read_bytes()


def _front(extract: Extract) -> Node:
    """The page in front: which item of which meeting, what was decided and minuted."""
    about = extract.about
    facts = {name: about.data.get(name, "") for name in ("board", "venue", "part")}
    minutes = about.data if extract.minutes else {}
    data = {
        **facts,
        "state": about.state if extract.minutes else "",
        "confirmed_on": minutes.get("confirmed_on", ""),
        "papers": [file.entry.title for file in extract.files if file.entry is not None],
    }
    children = (extract.business,) if extract.business else ()
    return Node(
        kind="extract",
        anchor="extract",
        title=extract.title,
        on=about.on,
        data=data,
        children=tuple(replace(each, links=()) for each in children),
    )
