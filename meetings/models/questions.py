"""Questions from the public, and visitors: what is on the record, and contact data that is not."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Max, Q

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import standing
from icsgov.ledger.models import Stateful
from meetings import workflow
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting

ANONYMOUS = "A member of the public"


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """On the desk: secretaries and chairs of the board, and whoever answers it."""
        seats = standing(user, now)
        own = Q(answerer__in=seats.people)
        return self.filter(Q(board__in=seats.secretary | seats.chair) | own)

    def open(self) -> Self:
        """Neither answered nor turned away."""
        return self.filter(state__in=workflow.QUESTION_OPEN)

    def to_answer(self) -> Self:
        """Taken, and waiting for its answer."""
        return self.filter(state="accepted")

    def on_the_record(self) -> Self:
        """Those of which the public learns: taken, answered, merged into one, or turned away."""
        return self.filter(state__in=("accepted", "answered", "rejected", "merged"))

    def printed(self) -> Self:
        """Those that stand in the pack and the minutes of a meeting, in the order they came."""
        return self.filter(state__in=("accepted", "answered")).order_by("received_at", "pk")


class Question(Stateful):
    """A question from the public. `asked` stays as it came; `printed` is what is published."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        RETURNED = "returned", "Sent back to be put again"
        ACCEPTED = "accepted", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        REJECTED = "rejected", "Not taken"
        MERGED = "merged", "Answered with another question"

    class Channel(models.TextChoices):
        WEB = "web", "On this site"
        EMAIL = "e-mail", "By e-mail"
        POST = "post", "By post"
        ROOM = "room", "In the room"

    class How(models.TextChoices):
        WRITING = "in writing", "In writing"
        MEETING = "at the meeting", "At the meeting"
        BOTH = "both", "At the meeting and in writing"

    MOVES: ClassVar = workflow.QUESTION
    LONG = frozenset({"asked"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="questions")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    number = models.PositiveIntegerField()
    ref = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=40, unique=True, help_text="Its permanent address.")
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.WEB)
    asked = models.TextField(help_text="The question as it came.")
    printed = models.TextField(help_text="The question as it is published.")
    asker = models.CharField(
        max_length=200, blank=True, help_text="As published; empty for a member of the public."
    )
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    note = models.TextField(blank=True, help_text="What the asker is told when it is sent back.")
    ground = models.CharField(max_length=300, blank=True, help_text="The published ground.")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    answerer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answerer_name = models.CharField(max_length=300, blank=True, help_text="As printed.")
    due = models.DateField(null=True, blank=True, help_text="The last day for the answer.")
    answer = models.TextField(blank=True)
    how = models.CharField(max_length=14, choices=How, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="question_number_once"),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(ground=""), name="question_rejected_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer="") & ~Q(how=""),
                name="question_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="question_merged_into_one",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def path(self) -> str:
        """Its place on the public site: questions/icp-q3."""
        return f"questions/{self.slug}"

    @property
    def asked_by(self) -> str:
        """Who asked, as the asker chose to be named."""
        return self.asker or ANONYMOUS

    def take_number(self) -> None:
        """The next number of the board's register, with reference and address."""
        last = Question.objects.filter(board=self.board).aggregate(last=Max("number"))["last"]
        self.number = (last or 0) + 1
        self.ref = f"{self.board.short_name} Q{self.number}"
        self.slug = f"{self.board.slug}-q{self.number}"

    def is_late(self, on: date) -> bool:
        """Waiting for its answer past the day on which it was owed."""
        return self.state == self.State.ACCEPTED and self.due is not None and self.due < on

    def move(self, to: str, by: Any, now: datetime, **also: Any) -> None:
        """Go to another state, setting fields with it; raises MoveRefused."""
        self._move(to, by, now, **also)


class QuestionContact(models.Model):
    """How to reach who asked. No record: it is deleted some days after the meeting."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Contact of {self.question}"


class QuestionLinkQuerySet(models.QuerySet["QuestionLink"]):
    def by_token(self, token: str) -> "QuestionLink | None":
        """The link that a token opens."""
        rows = self.select_related("question__board", "question__meeting__board")
        return rows.filter(digest=digest_of(token)).first()


class QuestionLink(models.Model):
    """A private way to one's own question; of its token only the digest is kept."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="status_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = QuestionLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Link to {self.question}"

    @staticmethod
    def fresh(question: Question, now: datetime) -> str:
        """A new token that opens the question's own page."""
        token = secrets.token_urlsafe(24)
        QuestionLink.objects.create(question=question, digest=digest_of(token), made_at=now)
        return token


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """For the secretaries of the board, who receive them."""
        return self.filter(meeting__board__in=standing(user, now).secretary)


class Visitor(models.Model):
    """Somebody who comes to watch in person. No record: deleted some days after the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="visitors")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    needs = models.TextField(blank=True, help_text="What they need to come and follow.")
    at = models.DateTimeField()

    objects = VisitorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="visitor_one_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.meeting}"


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_until(board: Board, day: date) -> date:
    """The last day on which contact data may be kept: so many days after the meeting's."""
    return day + timedelta(days=board.rules(day).questions.keep_days)
