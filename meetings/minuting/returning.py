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
from lxml import html as markup

from icsgov.press import wording
from icsgov.record import diff
from meetings import bodies
from meetings.minuting import paragraphs, writing
from meetings.models import Correction, Minutes, Paragraph, Proposal, WordCopy, WordReturn

PREFIX = "icsgov_"
# What somebody types before a new paragraph in Word; numbers take care of themselves here.
TYPED_NUMBER = re.compile(r"^(<p>)\s*\d+(?:\.\d+)+[a-z]?[.)]?\s+")
Kind = Proposal.Kind


class NotTaken(Exception):
    """Why nothing of the file was taken, in sentences for whoever brought it."""


class Differs(Exception):
    """The paragraph was changed here after the page with the proposal was read."""


@dataclass(frozen=True)
class Change:
    """One difference between a Word file and what it held when it was made."""

    kind: Kind
    section: UUID
    paragraph: UUID | None
    was: str = ""
    text: str = ""


@dataclass(frozen=True)
class Offer:
    """A proposal beside the paragraph as it stands now."""

    row: Proposal
    label: str = ""

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
        return self.row.kind != Kind.NEW and (
            self.is_removed or plainly(self.now) != plainly(self.row.was)
        )

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
    texts = {row.key.hex: bodies.clean(row.text) for row in rows}
    return WordCopy.objects.create(minutes=minutes, texts=texts, by=by, at=now)


def bring_back(minutes: Minutes, file: Path, filename: str, by: Any, now: datetime) -> WordReturn:
    """The changes that a Word file of these minutes proposes. Raises NotTaken."""
    read = wording.read(file, PREFIX)
    if read.refusals:
        raise NotTaken(" ".join(read.refusals))
    copy = _copy_of(minutes, {passage.name for passage in read.passages})
    try:
        changes = list(_changes(copy, read.passages))
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


def _changes(copy: WordCopy, passages: tuple[wording.Passage, ...]) -> Iterator[Change]:
    """What differs from the copy, in the order of the file; what is gone at its end."""
    places = _places(copy)
    section: UUID | None = None
    last: UUID | None = None
    seen: set[str] = set()
    for passage in passages:
        mark, name = passage.name[:1], passage.name[1:]
        if mark == "s" and name not in seen:
            section, last = _uuid(name), None
        elif mark == "p" and name in places and name not in seen:
            section, last = places[name], UUID(name)
            text = from_word(passage.html)
            if plainly(text) != plainly(copy.texts[name]):
                kind = Kind.GONE if bodies.is_blank(text) else Kind.CHANGED
                yield Change(kind, section, last, copy.texts[name], text)
        elif mark in ("", "p") and section is not None:
            for text in _new(passage.html):
                yield Change(Kind.NEW, section, last, text=text)
        seen.add(name)
    for name in copy.texts:
        if name in places and name not in seen:
            yield Change(Kind.GONE, places[name], UUID(name), copy.texts[name])


def _places(copy: WordCopy) -> Mapping[str, UUID]:
    """The sections of the paragraphs of a copy that still are there."""
    rows = Paragraph.objects.filter(section__minutes=copy.minutes, key__in=copy.texts)
    return {key.hex: section for key, section in rows.values_list("key", "section__key")}


def _uuid(name: str) -> UUID | None:
    return UUID(name) if re.fullmatch(r"[0-9a-f]{32}", name) else None


def _new(html: str) -> list[str]:
    """The paragraphs that were added; a list or table belongs to the one before it."""
    made: list[str] = []
    for block in markup.fragment_fromstring(from_word(html), create_parent="article"):
        text = markup.tostring(block, encoding="unicode", with_tail=False)
        if block.tag in ("ul", "ol", "table") and made:
            made[-1] += text
        elif not bodies.is_blank(text):
            words = re.sub(r"^<h\d>(.*)</h\d>$", r"<p>\1</p>", text)
            made.append(TYPED_NUMBER.sub(r"\1", words))
    return made


def from_word(html: str) -> str:
    """What Word says, as it may be kept; headings of a table are bold there without saying so."""
    return re.sub(r"<th([^>]*)><strong>([^<]*)</strong></th>", r"<th\1>\2</th>", bodies.clean(html))


def plainly(html: str) -> str:
    """A text such that two that read and look the same are the same."""
    text = bodies.clean(html).replace("\xa0", " ").replace("&nbsp;", " ").replace("<br/>", "<br>")
    text = re.sub(r"</?(thead|tbody)>|\s+scope=\"\w+\"", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?(</?(?:p|li|ul|ol|table|tr|td|th|br|h\d|blockquote)[^>]*>) ?", r"\1", text)
    return text.strip()


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
        yield change


def offers(minutes: Minutes) -> list[Offer]:
    """The proposals that somebody still has to look at, in the order of the file (4 queries)."""
    rows = Proposal.objects.filter(section__minutes=minutes, state=Proposal.State.OPEN)
    found = rows.select_related("section__minutes", "paragraph", "brought__by__person")
    labels = {row.pk: label for group in paragraphs.number(minutes) for row, label in group.rows}
    ordered = found.order_by("-brought__at", "position")
    return [Offer(row, labels.get(row.paragraph_id or 0, "")) for row in ordered]


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
    if row.kind == Kind.GONE:
        writing.remove(paragraph, by, now)
        return "The paragraph is taken out. You can put it back from the item."
    writing.retype(paragraph, version, row.text, by, now)
    return "The text from Word is taken over."


def _put_in(row: Proposal, by: Any, now: datetime) -> str:
    after = row.paragraph
    made = writing.begin(row.section, by, now, after=after)
    writing.retype(made, made.version, row.text, by, now)
    later = Proposal.objects.filter(
        brought=row.brought, kind=Kind.NEW, paragraph=after, position__gt=row.position
    )
    later.filter(section=row.section).update(paragraph=made)
    return "The new paragraph is put in."


def _suggest(row: Proposal, paragraph: Paragraph, by: Any, now: datetime) -> str:
    """A released paragraph is not rewritten: the change stands beside it once it is accepted."""
    text = bodies.plain(row.text) or "This paragraph is to be taken out."
    Correction(
        paragraph=paragraph,
        was=bodies.plain(paragraph.text),
        text=text,
        reason=f"From the Word file {row.brought.filename}",
        by=by,
        at=now,
    ).create_by(by, now)
    return f"Paragraph {paragraph.label} was released: the change is now a suggested correction."


def take_over_plain(minutes: Minutes, by: Any, now: datetime) -> tuple[int, int]:
    """Take over what clashes with nothing; how many were, and how many wait for a person."""
    taken = 0
    waiting = 0
    for key in [offer.row.key for offer in offers(minutes)]:
        row = Proposal.objects.select_related("section__minutes", "paragraph", "brought").get(
            key=key
        )
        offer = Offer(row)
        stays = offer.is_frozen or (offer.is_numbered and row.kind == Kind.GONE)
        if offer.clashes or stays or row.state != Proposal.State.OPEN:
            waiting += 1
            continue
        take_over(row, offer.version, by, now)
        taken += 1
    return taken, waiting
