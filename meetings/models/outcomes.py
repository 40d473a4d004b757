"""What came of it: decisions in the board's words, and actions with owners."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q

from icsgov.boards.models import Board, Organisation, Person
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Conflict, Stateful, Versioned
from meetings import workflow
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.minutes import Paragraph
from meetings.models.papers import Paper
from meetings.models.striking import (
    NOT_STRUCK_EARLY,
    STRUCK_WITH_REASON,
    AlreadyStruck,
    Strikable,
)

# A chair reads what the minutes hold once they are drafted.
NOT_BEING_TAKEN = Q(paragraph=None) | ~Q(paragraph__section__minutes__state="taken")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Drafts: as the minutes they stand in, so a chair's once these are drafted."""
        seats = standing(user, now)
        chairs = Q(meeting__board__in=seats.chair) & NOT_BEING_TAKEN & NOT_STRUCK_EARLY
        rows = self.filter(Q(meeting__board__in=seats.secretary) | chairs)
        rows = rows.exclude(key__in=withheld(user, now))
        return rows.filter(Q(part=1) | Q(meeting__board__in=seats.part2))

    def standing(self) -> Self:
        """Those that count: of no paragraph, or of one that stands and is still a decision."""
        of_one = Q(paragraph__removed_at=None, paragraph__kind=Paragraph.Kind.DECISION)
        return self.filter(Q(paragraph=None) | of_one, struck_at=None)

    def struck(self) -> Self:
        """Those that were recorded by mistake."""
        return self.exclude(struck_at=None)

    def for_record(self) -> Self:
        """With all that is released of them."""
        return self.select_related(
            "meeting__board", "item", "paragraph__section__minutes__meeting", "struck_from"
        ).prefetch_related("pending", "papers", "adoptions__board")


class Decision(Versioned, Strikable):
    """A decision: the words of the resolution with a normalised outcome beside them."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        CONDITIONAL = "conditional", "Approved subject to conditions"
        AGREED = "agreed", "Agreed"
        SUPPORTED = "supported", "Supported"
        ENDORSED = "endorsed", "Endorsed"
        NOTED = "noted", "Noted"
        DEFERRED = "deferred", "Deferred"
        REFERRED = "referred", "Referred"
        NOT_APPROVED = "not approved", "Not approved"

    KIND: ClassVar = "decision"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    number = models.PositiveSmallIntegerField(help_text="In its series: the 3 of D3.")
    ref = models.CharField(max_length=60, unique=True)
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    paragraph = models.OneToOneField(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField(help_text="The resolution in the board's words.")
    conditions = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    pending = models.ManyToManyField(
        Board, blank=True, related_name="to_adopt", help_text="Boards that must adopt it too."
    )
    ask = models.TextField(blank=True, help_text="What the paper asked, as printed.")
    ground = models.TextField(
        blank=True, help_text="The legal ground, where the public is excluded by it."
    )
    papers = models.ManyToManyField(Paper, blank=True, related_name="decisions")
    confirmed_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "part", "number"], name="decision_once"),
            models.CheckConstraint(condition=STRUCK_WITH_REASON, name="decision_struck_says_why"),
        ]

    def __str__(self) -> str:
        return self.ref

    @transaction.atomic
    def change_at(
        self, version: int, by: Any, now: datetime, *, why: str, relinked: bool, **fields: Any
    ) -> None:
        """Save fields, the words of the resolution among them, and keep why in the history.

        `relinked` says that its boards or papers change too. Raises Conflict when somebody saved
        in between.
        """
        before = {name: getattr(self, name) for name in fields}
        if before == fields and not relinked:
            return
        rows = Decision.objects.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise Conflict(Decision.objects.get(pk=self.pk), fields)
        if before != fields:
            self.record_change("edited", by, now, words=why, before=before, after=fields)
        self.refresh_from_db()

    @transaction.atomic
    def strike(self, reason: str, by: Any, now: datetime) -> None:
        """It was recorded by mistake. Raises AlreadyStruck."""
        rows = Decision.objects.filter(pk=self.pk, struck_at=None)
        struck = {"struck_at": now, "struck_reason": reason, "struck_from": self.paragraph}
        if not rows.update(version=F("version") + 1, paragraph=None, **struck):
            raise AlreadyStruck
        self.record_change("struck", by, now, words=reason)
        self.refresh_from_db()


class Adoption(models.Model):
    """That another board adopted a decision which was pending there."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="adoptions")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = models.TextField(blank=True, help_text="In that board's words, or with what changes.")
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "board"], name="adoption_once_a_board"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} adopted by {self.board}"


class ProposedOutcome(models.Model):
    """What was picked for an ask in the room; counts only once a person confirmed it."""

    class Pick(models.TextChoices):
        AS_ASKED = "as asked", "Agreed as asked"
        CHANGED = "changed", "Agreed with changes"
        NOTED = "noted", "Noted"
        DEFERRED = "deferred", "Deferred"
        NONE = "none", "No outcome"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="outcomes")
    ask = models.TextField()
    position = models.PositiveSmallIntegerField()
    pick = models.CharField(max_length=10, choices=Pick, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey("boards.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="outcome_once_an_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.ask[:40]}: {self.get_pick_display() or 'open'}"


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """One's own; all of a board for its secretaries, and for its chairs from the draft of
        the minutes on; Part 2 by the seat."""
        seats = standing(user, now)
        chairs = Q(board__in=seats.chair) & NOT_BEING_TAKEN & NOT_STRUCK_EARLY
        desk = (Q(board__in=seats.secretary) | chairs) & (Q(part=1) | Q(board__in=seats.part2))
        desk &= ~Q(key__in=withheld(user, now))  # who is to do something knows of it
        return self.filter(desk | Q(owners__person__in=seats.people)).distinct()

    def standing(self) -> Self:
        """Those that count: of no paragraph, or of one that stands and is still an action."""
        of_one = Q(paragraph__removed_at=None, paragraph__kind=Paragraph.Kind.ACTION)
        return self.filter(Q(paragraph=None) | of_one, struck_at=None)

    def struck(self) -> Self:
        """Those that were recorded by mistake."""
        return self.exclude(struck_at=None)

    def for_record(self) -> Self:
        """With all that is released or listed of them."""
        return self.select_related(
            "board",
            "meeting",
            "paragraph__section__minutes__meeting",
            "struck_from",
            "closed_at_meeting",
            "carried_to",
            "merged_into__board",
        ).prefetch_related("owners")

    def open(self) -> Self:
        """Not closed, merged, superseded."""
        return self.filter(state__in=workflow.ACTION_OPEN)

    def overdue(self, on: date) -> Self:
        """Open and past their day; derived, never stored."""
        return self.open().filter(due__lt=on)


class Action(Stateful, Strikable):
    """Something that somebody will do; closed by a meeting."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        UPDATED = "updated", "Update given"
        PROPOSED = "proposed", "Proposed complete"
        CLOSED = "closed", "Closed by the meeting"
        MERGED = "merged", "Merged"
        SUPERSEDED = "superseded", "Superseded"
        STRUCK = "struck", "Recorded by mistake"

    MOVES: ClassVar = workflow.ACTION
    OPEN: ClassVar = workflow.ACTION_OPEN
    KIND: ClassVar = "action"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    paragraph = models.OneToOneField(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="action"
    )
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=100, blank=True, help_text="Such as by the autumn.")
    slipped_from = models.JSONField(default=list, blank=True, help_text="Earlier due days.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_on = models.DateField()
    closed_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="closes"
    )
    carried_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    public = models.BooleanField(
        default=False, help_text="Made public by hand; one from minutes is public with them."
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["board", "part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["board", "part", "number"], name="action_number_once"),
            models.CheckConstraint(condition=STRUCK_WITH_REASON, name="action_struck_says_why"),
        ]

    def __str__(self) -> str:
        private = f" Part {self.part}" if self.part > 1 else ""
        return f"{self.board.short_name}{private} action {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in workflow.ACTION_OPEN

    def is_overdue(self, on: date) -> bool:
        """Open and past its day."""
        return self.is_open and self.due is not None and self.due < on

    def touch_at(self, version: int) -> None:
        """Count a change of its owners as a version of its own. Raises Conflict."""
        rows = Action.objects.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1):
            raise Conflict(Action.objects.get(pk=self.pk), {})
        self.version = version + 1

    def note_report(self, by: Any, now: datetime, *, complete: bool, acting_for: str = "") -> None:
        """An owner gave an update, or proposes that it is complete."""
        self._move("proposed" if complete else "updated", by, now, acting_for=acting_for)

    def close(self, at: Meeting, words: str, by: Any, now: datetime) -> None:
        """A meeting closed it."""
        self._move("closed", by, now, words=words, closed_at_meeting=at)

    def carry_over(
        self, to: Meeting | None, words: str, by: Any, now: datetime, **due: Any
    ) -> None:
        """A meeting kept it open, for another meeting and perhaps with another day."""
        self._move("open", by, now, words=words, carried_to=to, **due)

    def merge(self, into: "Action", words: str, by: Any, now: datetime) -> None:
        """It goes on as part of another action."""
        self._move("merged", by, now, words=words, merged_into=into)

    def supersede(self, words: str, by: Any, now: datetime) -> None:
        """Something else came in its place."""
        self._move("superseded", by, now, words=words)

    def reopen(self, words: str, by: Any, now: datetime) -> None:
        """It was not done after all."""
        self._move("open", by, now, words=words, closed_at_meeting=None)

    def strike(self, reason: str, by: Any, now: datetime) -> None:
        """It was recorded by mistake. Raises AlreadyStruck."""
        if self.is_struck:
            raise AlreadyStruck
        struck: dict[str, Any] = {"struck_at": now, "struck_reason": reason}
        struck["struck_from"] = self.paragraph
        self._move("struck", by, now, words=reason, paragraph=None, **struck)


class ActionOwner(models.Model):
    """A person or an organisation that owns an action, by the name printed."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owners")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_actions"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="action_owner_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActionUpdate(models.Model):
    """One line an owner reported."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField()
    proposes_complete = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ActionLink(models.Model):
    """A single-use link by which an owner reports on a public action; kept as a digest."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="report_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} for {self.action}"
