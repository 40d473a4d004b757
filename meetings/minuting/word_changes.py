"""What differs between a Word file of minutes and what it held when it was made here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from lxml import html as markup

from icsgov.press import wording
from meetings import bodies
from meetings.minuting import printing, reordering
from meetings.models import Paragraph, Proposal, WordCopy

# What somebody types before a new paragraph in Word; numbers take care of themselves here.
TYPED_NUMBER = re.compile(r"^(<p>)\s*\d+(?:\.\d+)+[a-z]?[.)]?\s+")
Kind = Proposal.Kind


@dataclass(frozen=True)
class Change:
    """One difference between a Word file and what it held when it was made."""

    kind: Kind
    section: UUID
    paragraph: UUID | None
    was: str = ""
    text: str = ""
    after: UUID | None = None  # behind which a moved one stands


def of(copy: WordCopy, passages: tuple[wording.Passage, ...]) -> list[Change]:
    """Every difference, in the order of the file. Raises bodies.TooMuch."""
    return _paired(list(_changes(copy, passages)))


def _changes(copy: WordCopy, passages: tuple[wording.Passage, ...]) -> Iterator[Change]:
    """What differs from the copy, in the order of the file; what is gone at its end."""
    places = _places(copy)
    moved = _moved(copy, passages)
    section: UUID | None = None
    last: UUID | None = None
    seen: set[str] = set()
    for passage in passages:
        mark, name = passage.name[:1], passage.name[1:]
        if mark == "s" and name not in seen:
            section, last = _uuid(name), None
        elif mark == "p" and name in places and name not in seen:
            key, text = UUID(name), from_word(passage.html)
            if bodies.is_blank(text):
                if not bodies.is_blank(copy.texts[name]):
                    yield Change(Kind.GONE, places[name], key, copy.texts[name])
            else:
                if name in moved:
                    where = section or places[name]
                    yield Change(Kind.MOVED, where, key, copy.texts[name], text, after=last)
                if plainly(text) != plainly(copy.texts[name]):
                    yield Change(Kind.CHANGED, places[name], key, copy.texts[name], text)
            if name not in moved:
                section, last = places[name], key
        elif mark in ("", "p") and section is not None:
            for text in _new(passage.html):
                yield Change(Kind.NEW, section, last, text=text)
        seen.add(name)
    for _, name in copy.places or [("", each) for each in copy.texts]:
        if name in places and name not in seen:
            yield Change(Kind.GONE, places[name], UUID(name), copy.texts[name])


def _moved(copy: WordCopy, passages: tuple[wording.Passage, ...]) -> set[str]:
    """The paragraphs that stand elsewhere in the file than in the copy.

    Where the heading of an item is gone its paragraphs count as still under it.
    """
    home = {name: section for section, name in copy.places}
    headings = {each.name[1:] for each in passages if each.name.startswith("s")}
    found: dict[str, str] = {}
    section = ""
    for passage in passages:
        mark, name = passage.name[:1], passage.name[1:]
        if mark == "s":
            section = name
        elif mark == "p" and name in home:
            found.setdefault(name, section if home[name] in headings else home[name])
    before = [(section, name) for section, name in copy.places]
    return reordering.moved(before, [(section, name) for name, section in found.items()])


def _paired(changes: list[Change]) -> list[Change]:
    """What was cut at one place and put in at another without its mark was moved."""
    gone = {each.paragraph: each for each in changes if each.kind == Kind.GONE}
    rows = Paragraph.objects.filter(key__in=[key for key in gone if key])
    known: dict[str, Change] = {}
    for row in rows.prefetch_related("speakers"):
        each = gone[row.key]
        for text in (each.was, printing.with_names(each.was, row.heard)):
            known[" ".join(bodies.plain(text).split())] = each
    made: list[Change] = []
    for each in changes:
        words = " ".join(bodies.plain(each.text).split())
        cut = known.get(words) if each.kind == Kind.NEW and words else None
        if cut is not None and cut.paragraph in gone:
            del gone[cut.paragraph]
            each = replace(
                each,
                kind=Kind.MOVED,
                paragraph=cut.paragraph,
                was=cut.was,
                text=cut.was,
                after=each.paragraph,
            )
        made.append(each)
    return [each for each in made if each.kind != Kind.GONE or each.paragraph in gone]


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
