"""What the public may ask, and of which meeting: told from public releases alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from icsgov.boards.rules import Questions, Rules
from icsgov.record import access as records
from icsgov.record.models import Entry
from meetings import dates
from meetings.models import AgendaItem, Meeting, Question, QuestionContact, QuestionLink

OPEN_KINDS = (Meeting.Kind.PUBLIC, Meeting.Kind.ANNUAL)
ATTEMPTS = 5


@dataclass(frozen=True)
class Occasion:
    """A meeting that is announced to the public, and what its board's rules say of questions."""

    notice: Entry
    meeting: Meeting
    rule: Questions
    last_day: date
    today: date

    @property
    def is_open(self) -> bool:
        """Whether a question would still come in time."""
        return self.today <= self.last_day

    @property
    def visitors_welcome(self) -> bool:
        """Whether somebody can still say that they come: it is not over, and is somewhere."""
        return self.today <= self.meeting.date and self.notice.data.get("mode") != "online"


def occasions(now: datetime, **where: Any) -> list[Occasion]:
    """The coming meetings that the public may ask questions of, the next first (3 queries)."""
    return [each for each in _announced(now, **where) if each.meeting.rules.takes_questions]


def _announced(now: datetime, **where: Any) -> list[Occasion]:
    coming = records.coming(now, timezone.localdate(now), **where)
    announced = [each for each in coming if _welcomes(each)]
    keys = [each.release.subject for each in announced]
    rows = Meeting.objects.filter(key__in=keys).select_related("board")
    meetings = {row.key: row for row in rows.prefetch_related("board__rule_rows")}
    found = (_occasion(each, meetings.get(each.release.subject), now) for each in announced)
    return [each for each in found if each is not None]


def _welcomes(notice: Entry) -> bool:
    return notice.data.get("kind") in OPEN_KINDS and notice.state == "planned"


def _occasion(notice: Entry, meeting: Meeting | None, now: datetime) -> Occasion | None:
    if meeting is None:
        return None
    rows = meeting.board.rule_rows.all()
    dated = sorted((row.starts, row.pk, row) for row in rows if row.starts <= meeting.date)
    meeting.know_rules(Rules.of(row for _, _, row in dated))
    rule = meeting.rules.questions
    last = dates.notice_by(meeting.date, rule.deadline, rule.working)
    return Occasion(notice, meeting, rule, last, meeting.board.today(now))


def occasion(path: str, now: datetime) -> Occasion | None:
    """The occasion at a meeting's address; None where the public may not ask there."""
    return next(iter(occasions(now, path=path)), None)


def visit(path: str, now: datetime) -> Occasion | None:
    """The meeting at an address to which anybody may come; None where nobody may."""
    found = next(iter(_announced(now, path=path)), None)
    return found if found and found.visitors_welcome else None


def items(meeting: UUID, now: datetime) -> list[tuple[str, str]]:
    """The items of a meeting's published agenda: key, and number with title (2 queries)."""
    pack = records.packs(now, subject=meeting).first()
    if pack is None:
        return []
    rows = pack.entries.filter(kind="item", thing__isnull=False)
    return [(str(row.thing), " ".join(filter(None, (row.label, row.title)))) for row in rows]


def receive(
    question: Question,
    contact: QuestionContact | None,
    now: datetime,
    *,
    by: Any = None,
    item: UUID | None = None,
) -> str:
    """Enter a question into the register of its board; the token of its private page.

    Two that come at once get different numbers: the later one tries again.
    """
    question.received_at, question.printed = now, question.printed or question.asked
    question.item = _item(question.meeting, item)
    for attempt in range(ATTEMPTS):
        question.take_number()
        try:
            return _enter(question, contact, by, now)
        except IntegrityError:
            question.pk = None
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _enter(question: Question, contact: QuestionContact | None, by: Any, now: datetime) -> str:
    question.create_by(by, now)
    if contact is not None:
        contact.question = question
        contact.save()
    return QuestionLink.fresh(question, now)


def _item(meeting: Meeting | None, key: UUID | None) -> AgendaItem | None:
    if meeting is None or key is None:
        return None
    return AgendaItem.objects.filter(meeting=meeting, key=key, part=1).first()


def others_by(question: Question) -> int:
    """How many questions the same person sent for the same meeting, this one left out."""
    contact = getattr(question, "contact", None)
    if contact is None or question.meeting is None:
        return 0
    rows = Question.objects.filter(meeting=question.meeting).exclude(pk=question.pk)
    who = {"contact__email__iexact": contact.email} if contact.email else {}
    who = who or {"contact__name__iexact": contact.name}
    return rows.filter(**who).exclude(state__in=("merged", "rejected")).count()
