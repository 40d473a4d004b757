"""Withholding a paper from named people: by the secretary, or by what was done about an interest.

What it does to readers lies in `boards.rights.withheld`, which every `visible_to` subtracts. Here
it is said, given back and told; personal packs are made by a job (record/personal_packs.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from icsgov.boards.models import Person, Seat, User, Withheld
from icsgov.nhsuk.dates import date_words
from icsgov.record.kinds import AGENDA, MINUTES
from icsgov.record.models import Blob, Build, EntryLink, Release
from icsgov.record.models.releases import LISTS, Audience
from icsgov.record.personal_packs import lacking, of_build
from icsgov.record.readers import absent_for, absent_sets
from icsgov.record.tasks import ask_for_personal, last_personal
from icsgov.record.tree import Node
from icsgov.record.withheld import absent_digest, keys_in, notices, pages_words, without
from icsgov.work.mail import queue
from icsgov.work.models import Work
from meetings.models import AgendaItem, Enclosure, ItemInterest, Meeting, Paper

WITHHELD = "paper-withheld"
GIVEN_BACK = "paper-given-back"


class Refused(Exception):
    """Why a paper cannot be withheld from somebody, in a sentence."""


def of_paper(paper: Paper) -> QuerySet[Withheld]:
    """From whom a paper is or was withheld, the last first."""
    rows = Withheld.objects.filter(thing=paper.key).select_related("person", "by__person")
    return rows.order_by("-at", "-pk")


def people_for(paper: Paper, now: datetime) -> QuerySet[Person]:
    """Those on the board from whom it can be withheld: who neither keeps the desk nor wrote it."""
    seats = Seat.objects.filter(board=paper.board).exclude(ends__lt=paper.board.today(now))
    keepers = seats.filter(role=Seat.Role.SECRETARY).values("person")
    there = Withheld.objects.present().filter(thing=paper.key).values("person")
    rows = Person.objects.filter(pk__in=seats.values("person"))
    return (
        rows.exclude(pk__in=keepers)
        .exclude(pk__in=paper.roles.values("person"))
        .exclude(pk__in=there)
    )


def why_not(paper: Paper, person: Person, now: datetime) -> str:
    """Why it cannot be withheld from somebody who makes the pack or the paper; "" if it can."""
    seats = Seat.objects.held(paper.board.today(now)).filter(board=paper.board, person=person)
    if seats.filter(role=Seat.Role.SECRETARY).exists():
        return (
            f"{person} is a secretary of this board and puts its packs together. Let another "
            "secretary take this paper, and end that seat first."
        )
    if paper.roles.filter(person=person).exists():
        return (
            f"{person} is named as an author or lead of this paper, and knows it. Name somebody "
            "else first."
        )
    return ""


@transaction.atomic
def withhold(
    paper: Paper,
    person: Person,
    reason: str,
    by: Any,
    now: datetime,
    *,
    cause: UUID | None = None,
) -> Withheld:
    """Withhold it from now on. Withheld already, that is the answer. Raises Refused."""
    refused = why_not(paper, person, now)
    if refused:
        raise Refused(refused)
    row = Withheld(
        board=paper.board,
        thing=paper.key,
        person=person,
        reason=reason,
        cause=cause,
        by=by,
        at=now,
    )
    try:
        with transaction.atomic():
            row.create_by(by, now, words=str(row))
    except IntegrityError:
        return Withheld.objects.present().get(thing=paper.key, person=person)
    paper.record_change("withheld", by, now, words=f"{row}: {reason}")
    _remake(paper, by, now)
    _tell(WITHHELD, paper, row, now)
    return row


@transaction.atomic
def give_back(row: Withheld, words: str, by: Any, now: datetime) -> bool:
    """Let the person have the paper again; False where somebody did so already."""
    if not row.give_back(words, by, now):
        return False
    paper = Paper.objects.filter(key=row.thing).first()
    if paper is not None:
        paper.record_change("given back", by, now, words=f"To {row.person}: {words}")
        _remake(paper, by, now)
        _tell(GIVEN_BACK, paper, row, now)
    return True


def _remake(paper: Paper, by: Any, now: datetime) -> None:
    """Ask for the packs that this makes necessary."""
    for subject, part in _stands_in(paper):
        ask_for_personal(AGENDA, subject, part, by=by, now=now)
        if Release.objects.of(MINUTES, subject, part).heads().exists():
            ask_for_personal(MINUTES, subject, part, by=by, now=now)


def _stands_in(paper: Paper) -> list[tuple[UUID, int]]:
    """The meetings and parts whose packs hold a paper, on the desk or released (2 queries)."""
    hung = Enclosure.objects.filter(paper=paper)
    places = set(hung.values_list("item__meeting__key", "item__part"))
    return sorted(places | {(each.subject, each.part) for each in releases_with(paper)})


def releases_with(paper: Paper) -> QuerySet[Release]:
    """Every release that holds a paper and was not taken back."""
    rows = Release.objects.filter(kind=AGENDA, whole=None, withdrawn_at=None, expunged_at=None)
    return rows.filter(entries__kind="paper", entries__thing=paper.key).distinct()


def _tell(kind: str, paper: Paper, row: Withheld, now: datetime) -> None:
    """Tell the person, where members have a pack with it. What it is called is not said."""
    live = Release.objects.live(now).filter(audience=Audience.MEMBERS)
    given = live.filter(pk__in=releases_with(paper).values("pk")).first()
    account = User.objects.filter(person=row.person, is_active=True).first()
    if given is None or account is None:
        return
    queue(
        kind,
        account.email,
        now=now,
        user=account,
        thing=given.key,
        once=f"{kind}:{row.key}",
    )


def follow(record: ItemInterest, by: Any, now: datetime) -> None:
    """Do to the papers of an item what was done about an interest there.

    “Paper withheld” withholds them all; anything else gives back what came of this record.
    """
    if record.done != ItemInterest.Done.WITHHELD:
        end_of(record, f"Now: {record.get_done_display().lower()}.", by, now)
        return
    reason = f"Interest at the item: {record.words}"
    for paper in papers_under(record.item):
        if not why_not(paper, record.person, now):
            withhold(paper, record.person, reason, by, now, cause=record.key)


def refusals(record: ItemInterest, now: datetime) -> list[str]:
    """Why papers of the item could not be withheld, though this is what was done."""
    if record.done != ItemInterest.Done.WITHHELD:
        return []
    papers = papers_under(record.item)
    said = [why_not(paper, record.person, now) for paper in papers]
    return list(dict.fromkeys(filter(None, said)))


def end_of(record: ItemInterest, words: str, by: Any, now: datetime) -> None:
    """Give back what came of a record of an interest."""
    for row in Withheld.objects.present().filter(cause=record.key).select_related("person"):
        give_back(row, words, by, now)


def papers_under(item: AgendaItem) -> QuerySet[Paper]:
    """The papers of an item that are not withdrawn."""
    rows = Paper.objects.filter(enclosures__item=item).exclude(state=Paper.State.WITHDRAWN)
    return rows.distinct().select_related("board")


def carry(old: Paper, new: Paper, by: Any, now: datetime) -> None:
    """A paper was brought to another board: from whom it is withheld, it stays so."""
    for row in Withheld.objects.present().filter(thing=old.key).select_related("person"):
        # Who keeps that board's desk, or writes the paper there, has it by right.
        if not why_not(new, row.person, now):
            withhold(new, row.person, row.reason, by, now)


def facts(paper: Paper, now: datetime) -> list[str]:
    """What the secretary should know before they withhold a paper (about 3 queries)."""
    releases = list(releases_with(paper).order_by("effective_at"))
    public = [each for each in releases if each.audience == Audience.PUBLIC]
    out = [each for each in public if each.effective_at <= now]
    members = [each for each in releases if each.audience == Audience.MEMBERS]
    said = []
    if out:
        said.append(
            f"Anybody can read this paper: it was published on {date_words(_day(out[0]))}. "
            "Whoever you withhold it from can still read it on the public pages."
        )
    elif public:
        said.append(
            f"It becomes public on {date_words(_day(public[0]))}. From then on anybody can read it."
        )
    elif _will_be_public(paper):
        said.append(
            "It stands in Part 1 of a meeting in public. Once the pack is published to the "
            "public, anybody can read it. To keep it from somebody, move its item to Part 2."
        )
    given = [each for each in members if each.effective_at <= now]
    if given:
        said.append(
            f"Members have had it since {date_words(_day(given[0]))}: whoever you withhold it "
            "from may have read or copied it. From now on they get a pack without it, and none "
            "of the earlier ones."
        )
    return said


def _day(release: Release) -> Any:
    at = release.effective_at
    return release.board.today(at) if release.board else at.date()


def _will_be_public(paper: Paper) -> bool:
    rows = Enclosure.objects.filter(paper=paper, item__part=1, item__meeting__state="planned")
    return rows.exclude(item__meeting__kind=Meeting.Kind.PRIVATE).exists()


@dataclass(frozen=True)
class OwnPack:
    """A pack that lacks papers: for whom, without what, and whether it is there.

    `absent` are words such as “enclosure C (pages 41 to 52)”; `key` names the file in addresses.
    """

    people: Sequence[Person]
    absent: Sequence[str]
    key: str
    pack: Blob | None = None
    failed: str = ""

    @property
    def names(self) -> str:
        """Ann Able and Bob Baker."""
        *others, last = map(str, self.people)
        return f"{', '.join(others)} and {last}" if others else last


def own_packs(build: Build, now: datetime) -> list[OwnPack]:
    """Who gets the pack of a build without what (1 query where nothing is withheld)."""
    root = build.root
    sets = absent_sets(build.board, build.subject, build.part, keys_in(root), now)
    made = {each.absent: each.pack for each in of_build(build)} if sets else {}
    failed = _failed(build) if sets else ""
    packs = []
    for things, people in sets.items():
        key = absent_digest(things)
        absent = [_absent(node) for node in notices(without(root, things))]
        packs.append(OwnPack(people, absent, key, made.get(key), failed))
    return packs


def _absent(notice: Node) -> str:
    labels = notice.data["labels"]
    return f"enclosure {notice.label}" + (f" ({pages_words(labels)})" if labels else "")


def at_meeting(meeting: Meeting, part: int, build: Build | None, now: datetime) -> list[OwnPack]:
    """Who gets the last build of a part without what; asks once where nothing is withheld."""
    hung = Enclosure.objects.filter(item__meeting=meeting, item__part=part)
    rows = Withheld.objects.present().filter(thing__in=hung.values("paper__key"))
    return own_packs(build, now) if build is not None and rows.exists() else []


def _failed(build: Build) -> str:
    """Why the packs could not be made, where the last try came to nothing."""
    work = last_personal(build.kind, build.subject, build.part)
    return work.error if work is not None and work.state == Work.State.FAILED else ""


def is_waiting(build: Build, now: datetime) -> bool:
    """Whether somebody's own pack of a build is still to be made."""
    return bool(lacking(build, now))


def release_for(person: Person, whole: Release, now: datetime) -> Release | None:
    """The release that one reader gets of this one: it, a personal one, or None until it is made.

    For who has no account too. Whether they may read the part at all is not asked.
    """
    if whole.board is None:
        return whole
    things = whole.entries.exclude(thing=None).exclude(seq=0).values_list("thing", flat=True)
    listed = EntryLink.objects.filter(entry__release=whole, rel=LISTS).values_list("to", flat=True)
    keys = [*filter(None, things), *listed]
    lacked = absent_for(person, whole.board, whole.subject, whole.part, keys, now)
    if not lacked:
        return whole
    return whole.personal.filter(absent=absent_digest(lacked)).first()


def lacked_by(person: Person, build: Build, now: datetime) -> frozenset[UUID]:
    """The keys of what one reader would not get of a build."""
    return absent_for(person, build.board, build.subject, build.part, keys_in(build.root), now)


def tree_for(person: Person, build: Build, now: datetime) -> Node:
    """The tree of a build as one reader would get it: without what is withheld from them."""
    lacked = lacked_by(person, build, now)
    return without(build.root, lacked) if lacked else build.root


def undecided(items: Iterable[AgendaItem], now: datetime) -> list[ItemInterest]:
    """Records “paper withheld” at items of which some paper is not (1 query where there is none).

    Such as a paper that came after. What cannot be withheld from somebody is not among them.
    """
    rows = ItemInterest.objects.filter(item__in=list(items), done=ItemInterest.Done.WITHHELD)
    return [
        record
        for record in rows.select_related("item", "person")
        if any(not why_not(paper, record.person, now) for paper in _left(record))
    ]


def _left(record: ItemInterest) -> QuerySet[Paper]:
    """Papers of the item that the person still gets."""
    there = Withheld.objects.present().filter(person=record.person)
    return papers_under(record.item).exclude(key__in=there.values("thing"))
