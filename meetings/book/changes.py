"""What changed in a paper since its reader last opened it: words, cover, and printed pages."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from icsgov.press import words
from icsgov.press.cage import CageError, JobError
from icsgov.record import diff
from icsgov.record.models import Blob, Release
from icsgov.record.publish import tree_from
from icsgov.record.tree import Node
from meetings import bodies
from meetings.book.editions import editions_of
from meetings.book.opened import OpenPaper, cache
from meetings.book.progress import Progress

log = logging.getLogger(__name__)
Look = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """A field of the cover sheet that reads differently."""

    label: str
    spans: tuple[diff.Span, ...]


@dataclass(frozen=True)
class PageChange:
    """A page that is new, looks different, stands elsewhere, or is gone, by its printed number."""

    what: Literal["Changed", "New", "Moved", "Gone"]
    label: str
    was: str = ""


@dataclass(frozen=True)
class Changes:
    """From the text that was read to the present one."""

    name: str
    read_on: datetime
    fields: tuple[Field, ...]
    blocks: tuple[diff.Block, ...]
    pages: tuple[PageChange, ...]

    @property
    def is_none(self) -> bool:
        return not self.fields and not self.pages and all(each.is_same for each in self.blocks)


def since_read(user: Any, paper: OpenPaper, was: Progress, now: datetime) -> Changes | None:
    """What changed since the reader opened an older text; None where they opened none."""
    if was.before is None:
        return None
    old = _as_it_was(user, paper, was.before.edition, now)
    if old is None:
        return None
    name, node = old
    return Changes(
        name=name,
        read_on=was.before.last_opened,
        fields=tuple(_fields(node, paper.whole)),
        blocks=tuple(diff.blocks(_blocks(node), _blocks(paper.whole))),
        pages=tuple(_pages(node, paper)),
    )


def _as_it_was(user: Any, paper: OpenPaper, edition: str, now: datetime) -> tuple[str, Node] | None:
    """The paper in the last release in which the reader could read that text."""
    here = paper.part.release
    earlier = Release.objects.visible_to(user, now).filter(
        kind=here.kind, subject=here.subject, part=here.part
    )
    releases = list(earlier.exclude(pk=here.pk).order_by("-published_at", "-pk"))
    for release, own in ((each, editions_of([each])[each.pk]) for each in releases):
        found = next((e for e in own if (e.thing, e.key) == (paper.thing, edition)), None)
        if found is not None:
            entry = release.entries.get(kind="paper", thing=paper.thing)
            return found.name, tree_from(release.entries.within(entry))
    return None


def _blocks(paper: Node) -> list[str]:
    """The drafted text, block by block, headings among them."""
    found = []
    for node in paper.of_kind("section", "business", "minute"):
        found += [node.title] if node.title else []
        found += bodies.blocks(node.data.get("html", ""))
    return found


def _fields(old: Node, new: Node) -> list[Field]:
    before = {field["key"]: field for field in old.data.get("cover", ())}
    after = {field["key"]: field for field in new.data.get("cover", ())}
    changed = [
        Field(field["label"], diff.words(_said(before.get(key)), _said(field)))
        for key, field in after.items()
        if _said(before.get(key)) != _said(field)
    ]
    gone = [
        Field(field["label"], diff.words(_said(field), ""))
        for key, field in before.items()
        if key not in after and _said(field)
    ]
    return changed + gone


def _said(field: Mapping[str, Any] | None) -> str:
    """What a field of the cover says, as plain words."""
    value = field["value"] if field else None
    if value is None or field is None:
        return ""
    if field["kind"] == "rich":
        return bodies.plain(value)
    if field["kind"] == "asks":
        return "\n".join(f"{ask['verb']} {ask['text']}" for ask in value)
    if field["kind"] == "purpose":
        ticks = [tick["label"] for tick in value["ticks"] if tick["ticked"]]
        return ", ".join(ticks) + (f". {value['text']}" if value["text"] else "")
    if field["kind"] in ("people", "leads"):
        return ", ".join(" ".join(filter(None, (p["name"], p.get("title")))) for p in value)
    return str(value)


def _pages(old: Node, paper: OpenPaper) -> list[PageChange]:
    """Pages of files, set against each other by what they look like."""
    return compared(_looks(old), _looks(paper.whole))


def compared(before: Sequence[Look], after: Sequence[Look]) -> list[PageChange]:
    """What became of pages, each given as what it looks like and the number printed on it."""
    match = SequenceMatcher(None, [a for a, _ in before], [a for a, _ in after], autojunk=False)
    steps = [step for step in match.get_opcodes() if step[0] != "equal"]
    moved = _moved(
        [each for _, a, b, _, _ in steps for each in before[a:b]],
        [each for _, _, _, c, d in steps for each in after[c:d]],
    )
    found: list[PageChange] = []
    for _, a, b, c, d in steps:
        found += [
            PageChange("Moved", label, moved[label]) for _, label in after[c:d] if label in moved
        ]
        went = [label for _, label in before[a:b] if label not in moved.values()]
        came = [label for _, label in after[c:d] if label not in moved]
        common = min(len(went), len(came))
        found += [PageChange("Changed", label) for label in came[:common]]
        found += [PageChange("New", label) for label in came[common:]]
        found += [PageChange("Gone", label) for label in went[common:]]
    return found


def _moved(went: Sequence[Look], came: Sequence[Look]) -> dict[str, str]:
    """Pages that went in one place and came in another, by their new numbers: the old ones."""
    old: dict[str, list[str]] = defaultdict(list)
    for look, label in went:
        old[look].append(label)
    return {label: old[look].pop(0) for look, label in came if old[look]}


def _looks(paper: Node) -> Sequence[Look]:
    """A digest of each page of the paper's files, without stamps, and its printed number."""
    found: list[Look] = []
    files = [node for node in paper.children if node.kind == "file"]
    blobs = Blob.objects.by_hash(node.blob for node in files)
    for node in files:
        pages = [child for child in node.children if child.kind == "page"]
        try:
            blob = blobs[node.blob]
            looks = words.page_looks(blob.path, blob.sha256, cache())
        except (CageError, JobError, OSError, KeyError) as error:
            log.warning("The pages of %s could not be compared: %s", node.blob, error)
            looks = [f"{node.blob}-{page.file_page}" for page in pages]
        found += zip(looks, (page.pack_page for page in pages), strict=False)
    return found
