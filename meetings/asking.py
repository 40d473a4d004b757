"""Questions of members to the author of a paper: put, answered, shared, attached to the record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from icsgov.boards.models import User
from icsgov.boards.rights import Standing, may, rule, standing
from icsgov.record.kinds import Kind, register
from icsgov.record.models import Entry, Release
from icsgov.record.models.releases import Audience
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Link, Node
from icsgov.work.mail import queue
from meetings.book.opened import OpenPaper
from meetings.models import Meeting, MemberQuestion, Paper
from meetings.models.asking import MemberQuestionQuerySet
from meetings.tasks.letters import authors_of, secretaries_of

ASKED, ANSWERED = "member-question", "member-answer"
RECORD = "member-questions"
register(
    Kind(RECORD, searchable=False),
    Kind("member-question", web="meetings/partials/member_question.html", searchable=False),
)


@rule(MemberQuestion, "answer")
def _answer(seats: Standing, question: MemberQuestion, now: datetime) -> bool:
    """Authors and leads of the paper, and the secretary for them."""
    roles = {role.person_id for role in question.paper.roles.all()}
    return seats.person in roles or question.meeting.board_id in seats.secretary


@rule(MemberQuestion, "share")
def _share(seats: Standing, question: MemberQuestion, now: datetime) -> bool:
    """What goes to all members and onto the record is the secretary's decision."""
    return question.meeting.board_id in seats.secretary


def _seen(user: Any, now: datetime) -> MemberQuestionQuerySet:
    rows = MemberQuestion.objects.visible_to(user, now).select_related(
        "meeting__board", "paper__board", "asker"
    )
    return rows.prefetch_related("paper__roles")


def questions_on(
    user: Any, meeting: Meeting, thing: UUID, now: datetime
) -> Sequence[MemberQuestion]:
    """The questions about a paper that this reader may see."""
    return list(_seen(user, now).filter(meeting=meeting, paper__key=thing))


def waiting_for(user: Any, now: datetime) -> list[MemberQuestion]:
    """Questions that this reader, as author or lead, has still to answer."""
    person = standing(user, now).person
    rows = _seen(user, now).filter(answer="", paper__roles__person=person)
    return list(rows.distinct())


def get_question(user: Any, key: UUID, now: datetime) -> MemberQuestion:
    """A question that this reader may see; 404 for everybody else."""
    found = _seen(user, now).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def require(user: Any, action: str, question: MemberQuestion, now: datetime) -> None:
    """403 for a reader who sees the question and may not do this to it."""
    if not may(user, action, question, now):
        raise PermissionDenied


def paper_to_ask(meeting: Meeting, part: int, thing: UUID) -> Paper | None:
    """The paper of this key, if it has an author who can be asked; minutes and the like have not.

    For somebody who may read it: whoever opened it in the reading room.
    """
    rows = Paper.objects.filter(key=thing, enclosures__item__meeting=meeting)
    return rows.filter(enclosures__item__part=part).select_related("board").first()


@transaction.atomic
def ask(user: User, opened: OpenPaper, paper: Paper, text: str, now: datetime) -> MemberQuestion:
    """Put a question; the paper's authors are told, or the secretaries where it has none.

    The title is that of the pack: what it is called on the desk since may not be known yet.
    """
    assert user.person is not None
    question = MemberQuestion(
        meeting=opened.meeting,
        part=opened.part.number,
        paper=paper,
        title=opened.edition.title[:300],
        asker=user.person,
        name=str(user.person),
        text=text,
        asked_at=now,
    ).create_by(user, now)
    _tell(ASKED, authors_of(paper, now) or secretaries_of(paper, now), question, now)
    return question


@transaction.atomic
def answer(question: MemberQuestion, version: int, text: str, by: User, now: datetime) -> None:
    """Answer; the asker is told. What all members have read already is released anew.

    Raises Conflict where somebody answered in between.
    """
    name = str(by.person or by)
    question.save_at(version, by, now, answer=text, answered_by=name, answered_at=now)
    accounts = User.objects.filter(person=question.asker, is_active=True)
    _tell(ANSWERED, accounts, question, now)
    if question.recorded_at:
        _release(question.meeting, question.part, by, now)


@transaction.atomic
def settle(
    question: MemberQuestion, *, shared: bool, recorded: bool, by: User, now: datetime
) -> None:
    """Say whether all members may read it, and whether it is attached to the record."""
    recorded_at = (question.recorded_at or now) if recorded else None
    was = question.recorded_at
    question.save_at(question.version, by, now, shared=shared or recorded, recorded_at=recorded_at)
    if was or recorded:
        _release(question.meeting, question.part, by, now)


def recorded(user: Any, meeting: Meeting, now: datetime) -> list[Entry]:
    """Questions and answers on the record of a meeting, as released to its members (1 query)."""
    live = Release.objects.live(now).filter(kind=RECORD, subject=meeting.key)
    rows = Entry.objects.visible_to(user, now).filter(release__in=live, kind="member-question")
    return list(rows.order_by("seq"))


def _tell(kind: str, accounts: Iterable[User], question: MemberQuestion, now: datetime) -> None:
    for account in accounts:
        queue(kind, account.email, now=now, user=account, thing=question.key)


def _release(meeting: Meeting, part: int, by: User, now: datetime) -> None:
    """What is attached to the record, released to the members of the board."""
    rows = MemberQuestion.objects.filter(meeting=meeting, part=part, recorded_at__isnull=False)
    nodes = tuple(_node(each) for each in rows.select_related("paper").order_by("asked_at"))
    line = Line(meeting.board, RECORD, meeting.key, f"{meeting.path}/asked", part, Audience.MEMBERS)
    title = f"Questions before the meeting of {meeting.date:%-d %B %Y}"
    root = Node(kind=RECORD, anchor="asked", title=title, on=meeting.date, children=nodes)
    instant(line, root, title=title, by=by, now=now, on=meeting.date)


def _node(question: MemberQuestion) -> Node:
    return Node(
        kind="member-question",
        anchor="question",
        thing=question.key,
        title=question.text,
        text=question.answer,
        data={
            "name": question.name,
            "paper": question.title,
            "answered_by": question.answered_by,
        },
        links=(Link("about", question.paper.key),),
    )
