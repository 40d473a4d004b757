"""The agenda on the desk: the rows of a part as they will print, with all that hangs on them.

A fixed number of queries, however many meetings and rows are read together.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from icsgov.boards.models import BoardRule, Seat
from icsgov.boards.rules import Rules
from icsgov.record.models import Entry, Publication, Release
from meetings.hanging import hang
from meetings.models import (
    AgendaItem,
    Agreement,
    Ask,
    Clearance,
    Enclosure,
    ForwardEntry,
    ItemLead,
    Meeting,
    MeetingPart,
    Paper,
    PaperFile,
    PaperImage,
    PaperRole,
)
from meetings.outline import Row, outline
from meetings.timetable import Slot, Timetable, timetable

RELEASED_AS = "agenda"


@dataclass(frozen=True)
class Agreed:
    """What one chair said to the agenda: nothing yet, yes, or yes before it changed."""

    seat: Seat
    agreement: Agreement | None
    changed_since: bool = False

    @property
    def stands(self) -> bool:
        return self.agreement is not None and not self.changed_since


@dataclass(frozen=True)
class Draft:
    """One part of one meeting while it is prepared."""

    meeting: Meeting
    part: MeetingPart
    rows: Sequence[Row]
    starts: time
    times: Timetable
    chairs: Sequence[Seat] = ()
    agreements: Sequence[Agreement] = ()  # the last of a chair's counts
    released_at: datetime | None = None
    waiting: Sequence[Publication] = ()  # for a second person's yes
    owed: Sequence[ForwardEntry] = ()  # promised for this meeting or one before, and not kept

    @property
    def is_private(self) -> bool:
        return self.part.number > 1

    @property
    def length(self) -> int:
        """Minutes there are; for a part that follows the meeting, the minutes it takes."""
        ends, starts = self.meeting.ends, self.starts
        return max(_minutes(ends) - _minutes(starts), 0) or self.times.used

    @property
    def over(self) -> int:
        """Minutes past the end, or 0."""
        return max(0, self.times.over) if self.starts < self.meeting.ends else 0

    @cached_property
    def holders(self) -> frozenset[int | None]:
        """Ids of the items that hold others."""
        return frozenset(row.item.parent_id for row in self.rows)

    @cached_property
    def presenters(self) -> list[ItemLead]:
        """Everybody who leads an item, once each, in the order of the agenda."""
        leads = (lead for row in self.rows for lead in row.item.leads.all())
        return list({lead.person_id: lead for lead in leads}.values())

    @cached_property
    def agreed_sha256(self) -> str:
        """What the chairs agree to: order, numbers, words, times, leads and asks."""
        return _sha256([_as_agreed(row) for row in self.rows])

    @cached_property
    def agreed(self) -> list[Agreed]:
        """Each chair's word on it, as it stands now."""
        last = {each.person_id: each for each in self.agreements}
        return [self._agreed(seat, last.get(seat.person_id)) for seat in self.chairs]

    def _agreed(self, seat: Seat, agreement: Agreement | None) -> Agreed:
        changed = agreement is not None and agreement.agenda_sha256 != self.agreed_sha256
        return Agreed(seat, agreement, changed)

    @property
    def digest(self) -> str:
        """Changes whenever something that the desk shows of it changes."""
        shown = [_as_shown(row) for row in self.rows]
        agreements = [(each.pk, each.agenda_sha256) for each in self.agreements]
        return _sha256([self.meeting.version, self.agreed_sha256, shown, agreements])


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _sha256(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, default=str).encode()).hexdigest()


def _as_agreed(row: Row) -> list[Any]:
    item = row.item
    return [
        item.kind,
        row.depth,
        row.label,
        item.title,
        item.text_lines,
        row.timed.starts,
        item.minutes,
        item.mode,
        item.purposes,
        item.slides,
        [str(lead) for lead in item.leads.all()],
        [str(ask) for ask in item.asks.all()],
    ]


def _as_shown(row: Row) -> list[Any]:
    item = row.item
    papers = [
        (letter, each.kind, paper and (paper.key, paper.version, paper.state))
        for each, letter in row.letters
        for paper in [each.paper]
    ]
    titles = [lead.title for lead in item.leads.all()]
    counted = item.open_comments  # type: ignore[attr-defined]  # by _items
    return [item.key, item.version, item.lifted, counted, titles, papers]


def read(meetings: Iterable[Meeting]) -> list[Draft]:
    """Every part of the meetings, in their order, Part 1 before Part 2."""
    chosen = list(meetings)
    _give_rules(chosen)
    found = _Found(chosen)
    return [found.draft(meeting, part) for meeting in chosen for part in found.parts[meeting.pk]]


def read_part(meeting: Meeting, number: int) -> Draft:
    """One part of one meeting; raises LookupError where the meeting has it not."""
    for draft in read([meeting]):
        if draft.part.number == number:
            return draft
    raise LookupError(f"{meeting} has no Part {number}")


def _give_rules(meetings: Sequence[Meeting]) -> None:
    """Read the rules of all boards at once and hand them to their meetings."""
    rows: Mapping[int, list[BoardRule]] = _by(
        BoardRule.objects.filter(board__in={each.board_id for each in meetings}).order_by(
            "starts", "pk"
        ),
        "board_id",
    )
    for meeting in meetings:
        dated = [row for row in rows[meeting.board_id] if row.starts <= meeting.date]
        meeting.know_rules(Rules.of(dated))


def _by(rows: Iterable[Any], name: str) -> defaultdict[Any, list[Any]]:
    grouped: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _items(meetings: Sequence[Meeting]) -> list[AgendaItem]:
    """Items with everything that is shown or checked of them."""
    rows = AgendaItem.objects.filter(meeting__in=meetings).in_order()
    open_comments = Count("comments", filter=Q(comments__settled_at=None))
    items: list[AgendaItem] = [*rows.annotate(open_comments=open_comments)]
    hang(items, "leads", ItemLead.objects.select_related("person"))
    hang(items, "asks", Ask.objects.all())
    hang(items, "enclosures", Enclosure.objects.for_agenda())
    _papers([each.paper for item in items for each in item.enclosures.all() if each.paper])
    return items


def _papers(papers: Sequence[Paper]) -> None:
    """Give papers who wrote them, their pictures, and the files and clearances of versions."""
    hang(papers, "roles", PaperRole.objects.all())
    hang(papers, "images", PaperImage.objects.select_related("blob"))
    both = (each for paper in papers for each in (paper.current, paper.cleared))
    versions = [each for each in both if each]
    hang(versions, "files", PaperFile.objects.with_blobs())
    hang(versions, "clearances", Clearance.objects.all())


class _Found:
    """What was read for some meetings, by meeting."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        keys = [meeting.key for meeting in meetings]
        self.items = _by(_items(meetings), "meeting_id")
        self.parts = _parts(meetings)
        self.agreements = _by(
            Agreement.objects.filter(meeting__in=meetings)
            .select_related("person")
            .order_by("at", "pk"),
            "meeting_id",
        )
        self.chairs = _by(
            Seat.objects.filter(
                board__in={meeting.board_id for meeting in meetings}, role=Seat.Role.CHAIR
            ).select_related("person", "organisation"),
            "board_id",
        )
        self.letters = _letters_given(keys)
        self.released = _released(keys)
        self.waiting = _waiting(keys)
        boards = {meeting.board_id for meeting in meetings}
        self.owed = list(ForwardEntry.objects.owed_by(boards))

    def draft(self, meeting: Meeting, part: MeetingPart) -> Draft:
        items = [each for each in self.items[meeting.pk] if each.part == part.number]
        for item in items:
            item.meeting = meeting
        starts = meeting.starts if part.number == 1 else part.starts or meeting.ends
        slots = (Slot(item.minutes, item.fixed_time) for item in items)
        used = self.letters[meeting.key, part.number]
        agreements = self.agreements[meeting.pk]
        return Draft(
            meeting=meeting,
            part=part,
            rows=outline(meeting, items, starts, meeting.ends, used=used),
            starts=starts,
            times=timetable(starts, meeting.ends, slots),
            chairs=[
                seat
                for seat in self.chairs[meeting.board_id]
                if _holds(seat, meeting) and (part.number == 1 or seat.part2)
            ],
            agreements=[each for each in agreements if each.part == part.number],
            released_at=self.released.get((meeting.key, part.number)),
            waiting=self.waiting[meeting.key, part.number],
            owed=[each for each in self.owed if _is_owed(each, meeting, part.number)],
        )


def _parts(meetings: Sequence[Meeting]) -> dict[int, list[MeetingPart]]:
    """The parts of each meeting; it has a Part 1 also before its row was written."""
    known = _by(MeetingPart.objects.filter(meeting__in=meetings), "meeting_id")
    for meeting in meetings:
        rows = known[meeting.pk]
        if not any(row.number == 1 for row in rows):
            rows.insert(0, MeetingPart(meeting=meeting, number=1))
    return known


def _holds(seat: Seat, meeting: Meeting) -> bool:
    return seat.starts <= meeting.date and (seat.ends is None or seat.ends >= meeting.date)


def _is_owed(entry: ForwardEntry, meeting: Meeting, part: int) -> bool:
    """Whether an agenda that is being prepared still has to keep the promise."""
    if entry.target is None or (entry.board_id, entry.part) != (meeting.board_id, part):
        return False
    due = entry.target.date < meeting.date or entry.target_id == meeting.pk
    return due and meeting.state == Meeting.State.PLANNED


def _letters_given(keys: Sequence[Any]) -> defaultdict[Any, set[str]]:
    """Letters that were released, of papers that are gone too: nobody else gets them."""
    rows = Entry.objects.filter(
        release__kind=RELEASED_AS, release__subject__in=keys, kind="paper"
    ).values_list("release__subject", "release__part", "label")
    given: defaultdict[Any, set[str]] = defaultdict(set)
    for subject, part, label in rows.distinct():
        given[subject, part].add(label)
    return given


def _waiting(keys: Sequence[Any]) -> defaultdict[Any, list[Publication]]:
    """Packs that somebody asked to publish and a second person has to look at."""
    rows = Publication.objects.filter(
        state=Publication.State.ASKED, build__kind=RELEASED_AS, build__subject__in=keys
    ).select_related("build", "asked_by")
    waiting: defaultdict[Any, list[Publication]] = defaultdict(list)
    for each in rows:
        waiting[each.build.subject, each.build.part].append(each)
    return waiting


def _released(keys: Sequence[Any]) -> dict[Any, datetime]:
    """When a part of a meeting first reached its readers: the public for Part 1."""
    rows = (
        Release.objects.filter(kind=RELEASED_AS, subject__in=keys, withdrawn_at=None)
        .filter(Q(part=1, audience="public") | Q(part=2))
        .order_by("-effective_at")
    )
    return {
        (subject, part): at
        for subject, part, at in rows.values_list("subject", "part", "effective_at")
    }
