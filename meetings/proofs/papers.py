"""The papers of a proof: cover sheet, drafted text by its headings, files; and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from icsgov.record.tree import Link, Node
from meetings import bodies, covers
from meetings.models import Enclosure, Paper, PaperFile, PaperVersion
from meetings.outline import Row
from meetings.proofs.contents import files, sections
from meetings.proofs.generated import generated
from meetings.proofs.sitting import Sitting
from strategy.links import CONCERNS, SUPPORTS

# Addresses under a meeting's own, which no paper may take.
RESERVED = frozenset(
    "actions agenda attendance calendar decisions files minutes notes notice pack questions "
    "releases search".split()
)
HANDED_IN = (Paper.State.SUBMITTED, Paper.State.CLEARED)
OWN_FIELDS = (covers.TITLE, "date")


@dataclass(frozen=True)
class Printed:
    """An enclosure as it goes into the pack; without a node where it cannot go in, and why."""

    letter: str
    node: Node | None = None
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a paper stands: its item's number, its letter, and what its files are called."""

    sitting: Sitting
    row: Row
    letter: str
    slug: str

    @property
    def stem(self) -> str:
        """icp-2023-07-24-enclosure-b-focus-on-primary-care."""
        letter = slugify(self.letter)
        return f"{self.sitting.stem}-enclosure-{letter}-{self.slug}"


def printed(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Printed:
    """One enclosure, or the sentences that say why there is nothing to print."""
    paper = enclosure.paper
    if paper is None:
        node = generated(sitting, row, enclosure, letter)
        lacking = () if node else (_not_generated(enclosure, letter),)
        return Printed(letter, node, lacking)
    called = f"Enclosure {letter}, “{paper.title}”,"
    version = _version(paper)
    faults = tuple(_faults(sitting, paper, version, called))
    warnings = tuple(_warnings(paper, version, called))
    if faults or version is None:
        return Printed(letter, faults=faults, warnings=warnings)
    place = Place(sitting, row, letter, enclosure.slug or _slug(paper))
    return Printed(letter, _paper(place, paper, version), warnings=warnings)


def is_drafted(node: Node) -> bool:
    """Whether the paper has pages of its own: a cover sheet or drafted text, besides its files."""
    return bool(node.data["has_cover"] or node.data["has_text"])


def _version(paper: Paper) -> PaperVersion | None:
    """What is printed: the version that was cleared, else the last one that was handed in."""
    if paper.state not in HANDED_IN:
        return None
    return paper.cleared or paper.current


def _slug(paper: Paper) -> str:
    return f"{paper.slug}-paper" if paper.slug in RESERVED else paper.slug


def _not_generated(enclosure: Enclosure, letter: str) -> str:
    source = f" of {enclosure.source}" if enclosure.source else ""
    return (
        f"Enclosure {letter}, {enclosure.get_kind_display().lower()}{source}, is not released to "
        "the readers of this pack. Release it, or take it off the item."
    )


def _faults(
    sitting: Sitting, paper: Paper, version: PaperVersion | None, called: str
) -> Iterator[str]:
    """What makes it impossible to print the paper, each with what to do."""
    if paper.private and not sitting.is_private:
        yield f"{called} is private. Move its item to Part 2, or take the private mark off."
        return
    if version is None:
        yield f"{called} has not been handed in. Submit it, or mark its item “to follow”."
        return
    held = list(version.files.all())
    if not held and bodies.is_blank(version.body) and not _has_cover(version.sheet):
        yield f"{called} is empty. Write it or upload a file."
    for file in held:
        yield from _file_faults(file, called)
    kept = {picture.blob.sha256 for picture in paper.images.all()}
    if any(picture.sha256 not in kept for picture in bodies.pictures(version.body)):
        yield f"{called} shows a picture that is not kept with it. Put the picture in again."


def _file_faults(file: PaperFile, called: str) -> Iterator[str]:
    name = f"{called} file “{file.filename}”"
    if file.state == PaperFile.State.CHECKING:
        yield f"{name} is still being checked. Build again in a minute."
    elif file.is_form:
        yield f"{name} is a cover sheet that nobody has looked at. Take what it says, or remove it."
    elif file.state == PaperFile.State.REFUSED:
        why = file.verdict.get("sentence") or "It cannot be used."
        yield f"{name} was refused: {why} Replace it or remove it."
    elif file.normalised is None or not file.normalised.pages:
        yield f"{name} has no pages that can be printed. Upload it again."


def _warnings(paper: Paper, version: PaperVersion | None, called: str) -> Iterator[str]:
    """What a person should know before they print."""
    if version is None:
        return
    if paper.state != Paper.State.CLEARED:
        yield f"{called} is not cleared: version {version.number} is printed."
    if not paper.is_cut or paper.current_id != version.pk:
        yield f"{called} was changed after version {version.number}, which is printed."
    for file in version.files.all():
        if file.state == PaperFile.State.READY and file.seen_at is None:
            yield f"{called} file “{file.filename}”: nobody has looked at its first page."


def _has_cover(sheet: Mapping[str, Any]) -> bool:
    """Whether anybody filled the cover sheet in; minutes and the like have none."""
    return any(key not in OWN_FIELDS for key in covers.tidy(sheet))


def _paper(place: Place, paper: Paper, version: PaperVersion) -> Node:
    sheet = version.sheet
    rules = place.sitting.rules
    return Node(
        kind="paper",
        anchor=place.slug,
        thing=paper.key,
        label=place.letter,
        title=version.title,
        text=covers.plain(sheet, rules) if _has_cover(sheet) else "",
        data={
            "item": place.row.label,
            "board": place.sitting.board_name,
            "date": place.sitting.meeting.date.isoformat(),
            "version": version.number,
            "filename": f"{place.stem}.pdf",
            "has_cover": _has_cover(sheet),
            "has_text": not bodies.is_blank(version.body),
            "cover": _cover(place, sheet),
            "authors": sheet.get(covers.AUTHORS, []),
            "leads": sheet.get(covers.LEADS, []),
            "asks": _asks(place, sheet),
        },
        links=tuple(
            Link(rel, key, words[:300])
            for kind, rel in (("supports", SUPPORTS), ("places", CONCERNS))
            for key, words in covers.picked(sheet, rules, kind).items()
        ),
        children=(*sections(place.slug, version.body), *files(place.slug, place.stem, version)),
    )


def _cover(place: Place, sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields in the board's order; an empty one only where the board requires it."""
    sheet = {**sheet, "date": place.sitting.meeting.date.isoformat()}
    rules = place.sitting.rules
    fields = [(field, sheet.get(covers.place(field))) for field in rules.cover_fields]
    return [
        {
            "key": field.key,
            "label": field.label,
            "kind": field.kind,
            "value": None if covers.is_empty(value) else _value(place, field.kind, value),
        }
        for field, value in fields
        if field.required or not covers.is_empty(value)
    ]


def _value(place: Place, kind: str, value: Any) -> Any:
    """The value as it is kept on the record: ticks with their words, for they may change."""
    if kind == "rich":
        return bodies.clean(value)
    if kind != "purpose":
        return value
    ticked = set(value.get("ticks", ()))
    return {
        "text": value.get("text", ""),
        "ticks": [
            {"key": tick.key, "label": tick.label, "ticked": tick.key in ticked}
            for tick in place.sitting.rules.purposes
        ],
    }


def _asks(place: Place, sheet: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the board is asked to do: by the cover sheet, else by the agenda item."""
    fields = (field for field in place.sitting.rules.cover_fields if field.kind == "asks")
    written = next((sheet[field.key] for field in fields if sheet.get(field.key)), None)
    asks = place.row.item.asks.all()
    return written or [{"verb": ask.verb, "text": ask.text} for ask in asks]
