"""Papers, files and pictures loaded for their reader; what a reader is to a paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from icsgov.boards.rights import may, standing
from meetings.access import get_paper, is_part2, keeps, visible
from meetings.clearing import Step, Taker, may_take
from meetings.models import Paper, PaperFile, PaperImage
from meetings.progress import Progress


def get_desk_paper(user: Any, key: UUID, action: str, now: datetime) -> Paper:
    """The paper with this key and all that the desk shows of it, if the reader may do this."""
    paper: Paper = visible(Paper.objects.visible_to(user, now).for_desk(), key=key)
    if not may(user, action, paper, now):
        raise PermissionDenied
    return paper


def get_file(user: Any, key: UUID, action: str, now: datetime) -> PaperFile:
    """A file of a paper, if the reader may do this to the paper."""
    rows = PaperFile.objects.visible_to(user, now).with_blobs()
    file: PaperFile = visible(rows.select_related("version__paper__board"), key=key)
    get_paper(user, file.version.paper.key, action, now)
    return file


def get_picture(user: Any, key: UUID, sha256: str, now: datetime) -> PaperImage:
    """A picture in the text of a paper that the reader may see."""
    rows = PaperImage.objects.visible_to(user, now).select_related("blob")
    found: PaperImage = visible(rows, paper__key=key, blob__sha256=sha256)
    return found


def own_papers(user: Any, now: datetime) -> QuerySet[Paper]:
    """Papers that the reader, or somebody the reader assists, writes or leads."""
    people = standing(user, now).people
    return Paper.objects.visible_to(user, now).of_people(people).for_desk()


def chaired_papers(user: Any, now: datetime) -> QuerySet[Paper]:
    """Papers that wait for a clearance on boards that the reader chairs."""
    chaired = Paper.objects.visible_to(user, now).filter(board__in=standing(user, now).chair)
    return chaired.filter(state=Paper.State.SUBMITTED).for_desk()


def taker(user: Any, paper: Paper, now: datetime) -> Taker:
    """What the reader is to the clearances of a paper; an assistant is nothing to them."""
    seats = standing(user, now)
    return Taker(
        is_lead=any(role.person_id == seats.person for role in paper.leads),
        is_chair=paper.board_id in seats.chair,
        is_secretary=keeps(seats, paper),
    )


@dataclass(frozen=True)
class Rights:
    """What a reader may do with a paper as it stands."""

    write: bool
    submit: bool
    give_back: bool
    comment: bool
    keep: bool
    take_down: bool
    clears: tuple[Step, ...] = ()


def rights(user: Any, row: Progress, now: datetime) -> Rights:
    """What the reader may do now; `clears` are the open steps that wait for this reader."""
    paper = row.paper
    takes = taker(user, paper, now)
    return Rights(
        write=may(user, "write", paper, now),
        submit=may(user, "submit", paper, now) and paper.can_move("submitted"),
        give_back=may(user, "return", paper, now) and paper.can_move("returned"),
        comment=may(user, "comment", paper, now),
        keep=takes.is_secretary,
        take_down=may(user, "take down", paper, now),
        clears=tuple(step for step in row.open_steps if may_take(step.rule, takes)),
    )


def acting_for(user: Any, paper: Paper, now: datetime) -> str:
    """The author for whom an assistant acts; "" for authors themselves and for secretaries."""
    seats = standing(user, now)
    authors = paper.authors
    if keeps(seats, paper) or any(role.person_id == seats.person for role in authors):
        return ""
    return next((role.name for role in authors if role.person_id in seats.assists), "")


def is_author(user: Any, paper: Paper, now: datetime) -> bool:
    """Whether the reader, or somebody the reader assists, writes the paper."""
    people = standing(user, now).people
    return any(role.person_id in people for role in paper.authors)


def sees(user: Any, paper: Paper, now: datetime) -> bool:
    """Whether the reader sees the paper as it is now."""
    return Paper.objects.visible_to(user, now).filter(pk=paper.pk).exists()


def log_reading(user: Any, paper: Paper, now: datetime, what: str) -> None:
    """Note who saw what of a private paper; nothing for one that is not."""
    if is_part2(paper):
        paper.record_change("read", user, now, words=what)
