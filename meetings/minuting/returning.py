"""Minutes that went out as a Word file and come back: each change is proposed, none is made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from icsgov.press import wording
from icsgov.record import diff
from meetings import bodies
from meetings.minuting import paragraphs, word_changes, writing
from meetings.minuting.word_changes import Change, Kind, plainly
from meetings.models import Correction, Minutes, Paragraph, Proposal, WordCopy, WordReturn

PREFIX = "icsgov_"


class NotTaken(Exception):
    """Why nothing of the file was taken, in sentences for whoever brought it."""


class Differs(Exception):
    """The paragraph was changed here after the page with the proposal was read."""


@dataclass(frozen=True)
class Offer:
    """A proposal beside the paragraph as it stands now."""

    row: Proposal
    label: str = ""
    after: str = ""  # the number of the paragraph behind which it is to stand

    @property
    def now(self) -> str:
        """The text as it stands here; "" for a new paragraph."""
        paragraph = self.row.paragraph
        return paragraph.text if paragraph and self.row.kind != Kind.NEW else ""

    @property
    def version(self) -> int:
        """What the page was read at."""
        return self.row.paragraph.version if self.row.paragraph else 0

    @property
    def is_removed(self) -> bool:
        paragraph = self.row.paragraph
        return bool(paragraph and paragraph.removed_at) and self.row.kind != Kind.NEW

    @property
    def is_frozen(self) -> bool:
        """Whether readers have the paragraph: then the change becomes a correction."""
        return self.is_numbered and not self.row.section.minutes.is_being_taken

    @property
    def is_numbered(self) -> bool:
        """Whether the paragraph it changes keeps its number and place for good."""
        paragraph = self.row.paragraph
        return bool(paragraph and paragraph.label is not None) and self.row.kind != Kind.NEW

    @property
    def clashes(self) -> bool:
        """Whether the paragraph was changed here as well since the file was made."""
        if self.row.kind in (Kind.NEW, Kind.MOVED):
            return self.is_removed
        return self.is_removed or plainly(self.now) != plainly(self.row.was)

    @cached_property
    def in_word(self) -> list[diff.Block]:
        """What was done in Word, word by word."""
        return _blocks(self.row.was, self.row.text)

    @cached_property
    def here(self) -> list[diff.Block]:
        """What was done here meanwhile, word by word."""
        return _blocks(self.row.was, self.now)

    @property
    def is_form(self) -> bool:
        """Whether the words are the same and only bold, links or lists differ."""
        return all(block.is_same for block in self.in_word)


def _blocks(was: str, text: str) -> list[diff.Block]:
    return diff.blocks(bodies.blocks(was), bodies.blocks(text))


def copy_out(minutes: Minutes, by: Any, now: datetime) -> WordCopy:
    """Keep what a Word file made now holds."""
    rows = Paragraph.objects.filter(section__minutes=minutes, removed_at=None)
    ordered = list(rows.select_related("section").order_by("section__rank", "rank"))
    texts = {row.key.hex: bodies.clean(row.text) for row in ordered}
    places = [[row.section.key.hex, row.key.hex] for row in ordered]
    return WordCopy.objects.create(minutes=minutes, texts=texts, places=places, by=by, at=now)


def bring_back(minutes: Minutes, file: Path, filename: str, by: Any, now: datetime) -> WordReturn:
    """The changes that a Word file of these minutes proposes. Raises NotTaken."""
    read = wording.read(file, PREFIX)
    if read.refusals:
        raise NotTaken(" ".join(read.refusals))
    copy = _copy_of(minutes, {passage.name for passage in read.passages})
    try:
        changes = word_changes.of(copy, read.passages)
    except bodies.TooMuch as error:
        raise NotTaken(str(error)) from error
    return propose(copy, changes, filename, by, now)


def _copy_of(minutes: Minutes, names: set[str]) -> WordCopy:
    """What the file held when it was made here. Raises NotTaken for files that were not."""
    keys = {name[1:] for name in names if name.startswith("p")}
    marked = [UUID(name[1:]) for name in names if re.fullmatch(r"c[0-9a-f]{32}", name)]
    if not keys and not marked:
        raise NotTaken(
            "This Word file was not made by “Download as Word” here, so its paragraphs cannot be "
            "found. Download the minutes as Word, change that file, and bring it back."
        )
    copies = WordCopy.objects.filter(minutes=minutes).order_by("-at", "-pk")
    known = copies.filter(key__in=marked).first()
    if known is None and not marked:
        known = next((each for each in copies if keys & set(each.texts)), None)
    if known is None:
        raise NotTaken(
            "This is a Word file of other minutes. Choose the one that was downloaded from this "
            "page."
        )
    return known


@transaction.atomic
def propose(
    copy: WordCopy, changes: list[Change], filename: str, by: Any, now: datetime
) -> WordReturn:
    """Keep the proposals; open ones from an earlier file of the same copy give way."""
    brought = WordReturn.objects.create(copy=copy, filename=filename[:200], by=by, at=now)
    earlier = Proposal.objects.filter(brought__copy=copy, state=Proposal.State.OPEN)
    for row in earlier:
        row.settle(Proposal.State.LEFT, by, now)
    sections = {row.key: row for row in copy.minutes.sections.all()}
    rows = {row.key: row for row in Paragraph.objects.filter(section__minutes=copy.minutes)}
    for position, change in enumerate(_standing(changes, rows), 1):
        Proposal(
            brought=brought,
            position=position,
            kind=change.kind,
            section=sections[change.section],
            paragraph=rows.get(change.paragraph) if change.paragraph else None,
            after=rows.get(change.after) if change.after else None,
            was=change.was,
            text=change.text,
        ).create_by(by, now)
    copy.minutes.record_change("brought", by, now, words=f"Brought back {filename[:200]}")
    return brought


def _standing(changes: list[Change], rows: Mapping[UUID, Paragraph]) -> Iterator[Change]:
    """Those that would change something: not what was done here already."""
    for change in changes:
        row = rows.get(change.paragraph) if change.paragraph else None
        if change.kind == Kind.GONE and row is not None and row.removed_at is not None:
            continue
        if change.kind == Kind.CHANGED and row and plainly(row.text) == plainly(change.text):
            continue
        if change.kind == Kind.MOVED and row and _stands_there(change, row, rows):
            continue
        yield change


def _stands_there(change: Change, row: Paragraph, rows: Mapping[UUID, Paragraph]) -> bool:
    """Whether a paragraph was moved to that place here already."""
    if row.section.key != change.section or row.removed_at is not None:
        return False
    own = [each for each in paragraphs.standing(row.section) if each.pk != row.pk]
    after = rows.get(change.after) if change.after else None
    before = [each for each in own if each.rank < row.rank]
    return (before[-1] if before else None) == after


def offers(minutes: Minutes) -> list[Offer]:
    """The proposals that somebody still has to look at, in the order of the file (4 queries)."""
    rows = Proposal.objects.filter(section__minutes=minutes, state=Proposal.State.OPEN)
    found = rows.select_related("section__minutes", "paragraph", "brought__by__person")
    labels = {row.pk: label for group in paragraphs.number(minutes) for row, label in group.rows}
    ordered = found.order_by("-brought__at", "position")
    return [
        Offer(row, labels.get(row.paragraph_id or 0, ""), labels.get(row.after_id or 0, ""))
        for row in ordered
    ]


@transaction.atomic
def take_over(row: Proposal, version: int, by: Any, now: datetime) -> str:
    """Make the change; what happened in words.

    Raises Differs where the paragraph is no longer at `version`, writing.Refused where the
    minutes are not open, MoveRefused where the proposal was settled before.
    """
    offer = Offer(row)
    if offer.version != version:
        raise Differs
    row.settle(Proposal.State.TAKEN, by, now)
    if row.kind == Kind.NEW:
        return _put_in(row, by, now)
    paragraph = row.paragraph
    assert paragraph is not None
    if offer.is_frozen:
        return _suggest(row, paragraph, by, now)
    if row.kind == Kind.MOVED:
        return _move(row, paragraph, by, now)
    if row.kind == Kind.GONE:
        writing.remove(paragraph, by, now)
        return "The paragraph is taken out. You can put it back from the item."
    writing.retype(paragraph, version, row.text, by, now)
    return "The text from Word is taken over."


def _put_in(row: Proposal, by: Any, now: datetime) -> str:
    made = writing.begin(row.section, by, now)
    writing.place(made, row.section, _before(row, row.paragraph), by, now)
    writing.retype(made, made.version, row.text, by, now)
    _follow(row, row.paragraph, made)
    return "The new paragraph is put in."


def _move(row: Proposal, paragraph: Paragraph, by: Any, now: datetime) -> str:
    writing.restore(paragraph, by, now)
    writing.place(paragraph, row.section, _before(row, row.after), by, now)
    _follow(row, row.after, paragraph)
    return "The paragraph is moved to where it stands in Word."


def _before(row: Proposal, wanted: Paragraph | None) -> Paragraph | None:
    """Behind which it is to stand, where that still is in the item; else at its end."""
    if wanted is None or wanted.section_id == row.section_id:
        return wanted
    return row.section.paragraphs.last()


def _follow(row: Proposal, wanted: Paragraph | None, made: Paragraph) -> None:
    """What stands behind the same paragraph further down in the file comes behind this one."""
    later = Proposal.objects.filter(
        brought=row.brought, section=row.section, position__gt=row.position
    )
    later.filter(kind=Kind.NEW, paragraph=wanted).update(paragraph=made)
    later.filter(kind=Kind.MOVED, after=wanted).update(after=made)


def _suggest(row: Proposal, paragraph: Paragraph, by: Any, now: datetime) -> str:
    """A released paragraph is not rewritten: the change stands beside it once it is accepted."""
    text = bodies.plain(row.text) or "This paragraph is to be taken out."
    if row.kind == Kind.MOVED:
        text = f"This paragraph is to stand {_place_words(row)}."
    Correction(
        paragraph=paragraph,
        was=bodies.plain(paragraph.text),
        text=text,
        reason=f"From the Word file {row.brought.filename}",
        by=by,
        at=now,
    ).create_by(by, now)
    return f"Paragraph {paragraph.label} was released: the change is now a suggested correction."


def _place_words(row: Proposal) -> str:
    """behind 1.04 in item 1 Welcome."""
    label = row.after.label if row.after and row.after.label else ""
    where = f"behind {label}" if label else "elsewhere" if row.after else "first"
    return f"{where} in item {row.section}"


def take_over_plain(minutes: Minutes, by: Any, now: datetime) -> tuple[int, int]:
    """Take over what clashes with nothing; how many were, and how many wait for a person."""
    taken = 0
    waiting = 0
    for key in [offer.row.key for offer in offers(minutes)]:
        rows = Proposal.objects.select_related("section__minutes", "paragraph", "after", "brought")
        row = rows.get(key=key)
        offer = Offer(row)
        stays = offer.is_frozen or (offer.is_numbered and row.kind in (Kind.GONE, Kind.MOVED))
        if offer.clashes or stays or row.state != Proposal.State.OPEN:
            waiting += 1
            continue
        take_over(row, offer.version, by, now)
        taken += 1
    return taken, waiting
