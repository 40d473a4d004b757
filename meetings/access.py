"""Loading and checking in one call, and who may do what on the desk of meetings.

Not visible: 404. Visible and not allowed: 403.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import Standing, may, rule, standing, withheld
from meetings import drafts, workflow
from meetings.drafts import Draft
from meetings.models import (
    AgendaItem,
    Comment,
    Drop,
    DropFile,
    Enclosure,
    ItemLead,
    Meeting,
    Paper,
    PaperLink,
    PaperRole,
    Series,
)
from meetings.models.calls import PaperLinkQuerySet
from meetings.models.papers import PaperQuerySet


def _load(rows: QuerySet[Any], user: Any, action: str, now: datetime, **where: Any) -> Any:
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def get_meeting(user: Any, board: str, address: str, action: str, now: datetime) -> Meeting:
    """The meeting at an address of the desk, if the reader may do this to it."""
    rows = Meeting.objects.visible_to(user, now).select_related("board", "series")
    return _load(rows, user, action, now, board__slug=board, address=address)


def get_item(user: Any, key: UUID, action: str, now: datetime) -> AgendaItem:
    """The agenda item with this key, if the reader may do this to it."""
    rows = AgendaItem.objects.visible_to(user, now).select_related("meeting__board", "parent")
    return _load(rows, user, action, now, key=key)


def get_paper(user: Any, key: UUID, action: str, now: datetime) -> Paper:
    """The paper with this key, if the reader may do this to it."""
    rows = Paper.objects.visible_to(user, now).select_related("board", "current", "cleared")
    return _load(rows, user, action, now, key=key)


def get_series(user: Any, key: UUID, now: datetime) -> Series:
    """The series with this key, for a secretary of its board."""
    seats = standing(user, now)
    rows = Series.objects.filter(board__in=seats.secretary | seats.chair).select_related("board")
    found: Series = _load(rows, user, "write", now, key=key)
    return found


def get_row(meeting: Meeting, part: int, key: str) -> AgendaItem | None:
    """The row that a form names as neighbour; None for no key. The part was let to before."""
    if not key:
        return None
    found: AgendaItem = visible(meeting.items.filter(part=part), key=_uuid(key))
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def get_enclosure(user: Any, item: AgendaItem, paper: UUID, now: datetime) -> Enclosure:
    """An enclosure of an item that the reader has been let to, by its paper, which they see."""
    rows = item.enclosures.filter(paper__in=Paper.objects.visible_to(user, now))
    found: Enclosure = visible(rows.select_related("paper", "item__meeting"), paper__key=paper)
    return found


def get_draft(user: Any, meeting: Meeting, part: int, now: datetime) -> Draft:
    """A part of a meeting for those who see it whole."""
    seats = standing(user, now)
    desk = seats.secretary | seats.chair
    if meeting.board_id not in (desk & seats.part2 if part > 1 else desk):
        raise Http404
    try:
        return drafts.read_part(meeting, part)
    except LookupError:
        raise Http404 from None


def get_presenter(user: Any, meeting: Meeting, person: UUID, now: datetime) -> ItemLead:
    """Somebody who leads an item that the reader sees, as printed."""
    items = visible_items(user, meeting, now)
    rows = ItemLead.objects.filter(item__in=items).select_related("person")
    found: ItemLead = visible(rows, person__key=person)
    return found


def get_comment(item: AgendaItem, key: UUID) -> Comment:
    """A remark on an item that the reader has been let to."""
    found: Comment = visible(item.comments.all(), key=key)
    return found


def kept_boards(user: Any, now: datetime) -> QuerySet[Board]:
    """The boards whose meetings the reader plans; nobody else may plan any."""
    seats = standing(user, now)
    if not seats.secretary:
        raise PermissionDenied
    return Board.objects.filter(pk__in=seats.secretary).for_public()


def desk_boards(user: Any, now: datetime) -> QuerySet[Board]:
    """The boards whose drafts the reader sees whole: as secretary or chair."""
    seats = standing(user, now)
    return Board.objects.filter(pk__in=seats.secretary | seats.chair).for_public()


def get_desk_board(user: Any, slug: str, now: datetime) -> Board:
    """A board whose drafts the reader sees whole."""
    found: Board = visible(desk_boards(user, now), slug=slug)
    return found


def keeps_board(user: Any, board: Board, now: datetime) -> bool:
    """Whether the reader plans the meetings of a board."""
    return board.pk in standing(user, now).secretary


def part2_boards(user: Any, now: datetime) -> set[int]:
    """Ids of the boards for which the reader plans Part 2."""
    seats = standing(user, now)
    return set(seats.secretary & seats.part2)


def coming_meetings(user: Any, now: datetime, within: timedelta) -> list[Meeting]:
    """The meetings to come of the boards whose drafts the reader sees whole."""
    seats = standing(user, now)
    today = timezone.localdate(now)
    rows = Meeting.objects.filter(board__in=seats.secretary | seats.chair, date__lte=today + within)
    return list(rows.coming(today).select_related("board"))


def has_meetings(user: Any, now: datetime) -> bool:
    """Whether any of the reader's boards has ever met or will."""
    seats = standing(user, now)
    return Meeting.objects.filter(board__in=seats.secretary | seats.chair).exists()


def owes_papers(user: Any, now: datetime) -> bool:
    """Whether the reader, or somebody they assist, has a paper to write or mend."""
    people = standing(user, now).people
    return Paper.objects.owed().filter(roles__person__in=people).exists()


def visible_items(user: Any, meeting: Meeting, now: datetime) -> set[int]:
    """Ids of the rows of a meeting that the reader sees."""
    rows = AgendaItem.objects.visible_to(user, now).filter(meeting=meeting)
    return set(rows.values_list("pk", flat=True))


def visible_papers(user: Any, meeting: Meeting, now: datetime) -> set[int]:
    """Ids of the papers at a meeting that the reader sees."""
    rows = Paper.objects.visible_to(user, now).filter(enclosures__item__meeting=meeting)
    return set(rows.values_list("pk", flat=True))


def part2_papers(user: Any, meeting: Meeting, now: datetime) -> PaperQuerySet:
    """The papers under the Part 2 items of a meeting that the reader sees."""
    rows = Paper.objects.visible_to(user, now)
    hung = Enclosure.objects.filter(item__meeting=meeting, item__part=2, paper__isnull=False)
    return rows.filter(pk__in=hung.values("paper")).order_by("pk")


def withheld_titles(user: Any, meeting: Meeting, now: datetime) -> set[str]:
    """The titles of the meeting's papers that are withheld from the reader (1 query)."""
    hung = Enclosure.objects.filter(item__meeting=meeting, paper__key__in=withheld(user, now))
    return set(hung.values_list("paper__title", flat=True))


def kept_papers(user: Any, meeting: Meeting, now: datetime) -> PaperQuerySet:
    """Papers at a meeting that the reader may handle as a secretary."""
    seats = standing(user, now)
    rows = Paper.objects.visible_to(user, now).filter(enclosures__item__meeting=meeting)
    return rows.filter(board__in=seats.secretary).filter(
        Q(in_part2=False) | Q(board__in=seats.part2)
    )


def get_link(user: Any, key: UUID, now: datetime) -> PaperLink:
    """An author's link to a paper that the reader keeps."""
    found: PaperLink = visible(kept_links(user, now), key=key)
    if not may(user, "keep", found.paper, now):
        raise PermissionDenied
    return found


def kept_links(user: Any, now: datetime) -> PaperLinkQuerySet:
    """Every author's link to a paper that the reader keeps."""
    return PaperLink.objects.visible_to(user, now).select_related("person", "paper__board")


def get_author(user: Any, key: UUID, now: datetime) -> Person:
    """Somebody who has or had a link to a paper that the reader keeps."""
    found = kept_links(user, now).filter(person__key=key).first()
    if found is None:
        raise Http404
    if not may(user, "keep", found.paper, now):
        raise PermissionDenied
    return found.person


def own_drops(user: Any, meeting: Meeting, now: datetime) -> QuerySet[Drop]:
    """The reader's drops on a meeting that are not dealt with."""
    rows = Drop.objects.visible_to(user, now).filter(meeting=meeting, done_at=None)
    return rows.to_sort()


def get_drop(user: Any, key: UUID, now: datetime) -> Drop:
    """One's own drop of files."""
    found: Drop = visible(
        Drop.objects.visible_to(user, now).select_related("meeting__board"), key=key
    )
    return found


def get_drop_file(user: Any, key: UUID, now: datetime) -> DropFile:
    """A file of one's own drop."""
    rows = DropFile.objects.filter(drop__in=Drop.objects.visible_to(user, now))
    found: DropFile = visible(rows.select_related("thumbnail"), key=key)
    return found


def attachable_papers(user: Any, item: AgendaItem, now: datetime) -> QuerySet[Paper]:
    """Papers of the board that could go under an item: not withdrawn, not there already."""
    rows = Paper.objects.visible_to(user, now).filter(board=item.meeting.board)
    there = item.enclosures.exclude(paper=None).values("paper")
    return rows.exclude(state="withdrawn").exclude(pk__in=there).order_by("-pk")


def open_items(user: Any, now: datetime) -> QuerySet[AgendaItem]:
    """Numbered items of meetings still to come whose agenda the reader keeps."""
    seats = standing(user, now)
    parts = Q(part=1) | Q(meeting__board__in=seats.part2)
    rows = AgendaItem.objects.visible_to(user, now).filter(
        parts,
        meeting__board__in=seats.secretary,
        meeting__state="planned",
        meeting__date__gte=now.date(),
        kind__in=AgendaItem.NUMBERED,
    )
    return rows.select_related("meeting__board").order_by("meeting__date", "part", "rank")


def reads_part2(seats: Standing, board: int) -> bool:
    """Whether the reader's seat on the board opens Part 2."""
    return board in seats.part2


@rule(Meeting, "read")
def _read_meeting(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return True


@rule(Meeting, "write", "build", "publish", "withdraw", "chase")
def _write_meeting(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.secretary


@rule(Series, "write")
def _write_series(seats: Standing, series: Series, now: datetime) -> bool:
    return series.board_id in seats.secretary


@rule(Meeting, "write part 2")
def _write_part2(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.secretary & seats.part2


@rule(Meeting, "agree")
def _agree(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.chair


@rule(Meeting, "confirm")
def _confirm(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.chair | seats.secretary


@rule(AgendaItem, "read")
def _read_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    return True


@rule(AgendaItem, "write")
def _write_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    board = item.meeting.board_id
    return board in seats.secretary and (item.part == 1 or reads_part2(seats, board))


@rule(AgendaItem, "comment")
def _comment_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    board = item.meeting.board_id
    return board in seats.secretary | seats.chair and (item.part == 1 or reads_part2(seats, board))


def own_roles(seats: Standing, paper: Paper, *, assisted: bool = True) -> set[str]:
    """What the reader (or, if asked, whom the reader assists) is to the paper."""
    people = seats.people if assisted else ({seats.person} if seats.person else set())
    rows = PaperRole.objects.filter(paper=paper, person__in=people)
    return set(rows.values_list("role", flat=True))


def keeps(seats: Standing, paper: Paper) -> bool:
    """Whether the reader is a secretary who may handle this paper."""
    if paper.board_id not in seats.secretary:
        return False
    return reads_part2(seats, paper.board_id) or not is_part2(paper)


def is_part2(paper: Paper) -> bool:
    """Whether the paper is private by itself or stands under a Part 2 item."""
    known = getattr(paper, "in_part2", None)
    if known is None:
        known = paper.private or paper.enclosures.filter(item__part=2).exists()
    return bool(known)


@rule(Paper, "read")
def _read_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    return True


@rule(Paper, "write", "submit")
def _write_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    """Secretaries at any time; authors and their assistants until it is handed in."""
    if keeps(seats, paper):
        return True
    return paper.state in workflow.AUTHOR_WRITES and PaperRole.Role.AUTHOR in own_roles(
        seats, paper
    )


@rule(Paper, "take down")
def _take_down_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    """Secretaries and chairs; of Part 2 by the seat's mark."""
    if paper.board_id not in seats.secretary | seats.chair:
        return False
    return reads_part2(seats, paper.board_id) or not is_part2(paper)


@rule(Paper, "return", "clear")
def _clear_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    """Executive leads, chairs and secretaries; never an assistant for somebody else."""
    if keeps(seats, paper) or paper.board_id in seats.chair:
        return True
    return PaperRole.Role.LEAD in own_roles(seats, paper, assisted=False)


@rule(Paper, "keep")
def _keep_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    return keeps(seats, paper)


@rule(Paper, "comment")
def _comment_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    if keeps(seats, paper) or paper.board_id in seats.chair:
        return True
    return bool(own_roles(seats, paper))


def today(now: datetime, meeting: Meeting) -> date:
    """The day it is where the board meets."""
    return now.astimezone(meeting.zone).date()


def visible(rows: QuerySet[Model], **where: Any) -> Any:
    """One row of a queryset that is already cut to its reader; else 404."""
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    return found
