"""Minutes: sections by item, paragraphs with frozen labels, corrections that are added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q

from icsgov.boards.models import Person
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Conflict, MoveRefused, Stateful, Versioned
from meetings import workflow
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Draft minutes: secretaries; chairs once drafted. Part 2 needs the seat's mark.

        A chair from whom a section is withheld has none of them: another one clears them.
        """
        seats = standing(user, now)
        secretary = Q(meeting__board__in=seats.secretary)
        chair = Q(meeting__board__in=seats.chair) & ~Q(state="taken")
        rows = self.filter(secretary | chair).exclude(sections__key__in=withheld(user, now))
        return rows.filter(Q(part=1) | Q(meeting__board__in=seats.part2))


class Minutes(Stateful):
    """The minutes of one part of a meeting, from the notes to their confirmation."""

    class State(models.TextChoices):
        TAKEN = "taken", "Being taken"
        DRAFTED = "drafted", "With the chair"
        CLEARED = "cleared", "Cleared by the chair"
        RELEASED = "released", "Released as draft"
        ACCEPTED = "accepted", "Accepted by the next meeting"
        CONFIRMED = "confirmed", "Confirmed"

    MOVES: ClassVar = workflow.MINUTES

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_rows")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    state = models.CharField(max_length=10, choices=State, default=State.TAKEN)
    style = models.CharField(max_length=20, blank=True)
    cleared_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    accepted_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="accepts"
    )
    accepted_words = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    enclosed_once = models.BooleanField(
        default=False, help_text="Put on the next agenda; not put there again."
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "part"], name="minutes_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_on__isnull=False),
                name="minutes_confirmed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def is_unreleased(self) -> bool:
        """Whether no reader has them, so that nothing of them is frozen."""
        return self.state in (self.State.TAKEN, self.State.DRAFTED, self.State.CLEARED)

    @property
    def is_being_taken(self) -> bool:
        """Whether they are open: never released yet, or withdrawn from all readers."""
        return self.state == self.State.TAKEN

    def send_to_chair(self, by: Any, now: datetime) -> None:
        """Say that they are drafted."""
        self._move("drafted", by, now)

    def take_back(self, by: Any, now: datetime, *, words: str = "") -> None:
        """Open them again, by the secretary or because the chair returns them; a clearing ends."""
        if self.state == self.State.RELEASED:
            raise MoveRefused(self, "taken")
        self._move("taken", by, now, words=words, cleared_by=None, cleared_at=None)

    def clear(self, by: Any, now: datetime, *, words: str = "") -> None:
        """The chair's word; a secretary records it with how they know."""
        self._move("cleared", by, now, words=words, cleared_by=by, cleared_at=now)

    def release(self, by: Any, now: datetime) -> None:
        """Note that readers have them as a draft."""
        self._move("released", by, now)

    def withdraw(self, by: Any, now: datetime, *, words: str) -> None:
        """No reader has the draft any more: it is written again, and cleared anew."""
        self._move("taken", by, now, words=words, cleared_by=None, cleared_at=None)

    def accept(self, at: Meeting, words: str, by: Any, now: datetime) -> None:
        """The next meeting took them as a record; `words` say with what amendment, if any."""
        self._move("accepted", by, now, accepted_at_meeting=at, accepted_words=words)

    def confirm(self, by: Any, now: datetime) -> None:
        """Note that readers have them as confirmed, on the day of the meeting that did it."""
        day = self.accepted_at_meeting.date if self.accepted_at_meeting else now.date()
        self._move("confirmed", by, now, confirmed_on=day)


class MinuteSection(Versioned):
    """The minutes of one item; also of what was raised that no agenda had."""

    class Kind(models.TextChoices):
        OPENING = "opening", "Opening business"
        ITEM = "item", "Item"
        RAISED = "raised", "Raised at the meeting"
        CLOSE = "close", "Close"

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sections")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="minuted"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ITEM)
    rank = models.CharField(max_length=120)
    label = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=300)
    began = models.TimeField(null=True, blank=True)
    ended = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "rank"], name="section_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class Paragraph(Versioned):
    """One paragraph. Its label is computed while drafting and frozen when first released."""

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", "Discussion"
        DECISION = "decision", "Decision"
        ACTION = "action", "Action"
        QUESTION = "question", "Question"
        REPLY = "reply", "Reply"
        DECLARATION = "declaration", "Declaration of interest"

    LONG = frozenset({"text"})

    section = models.ForeignKey(MinuteSection, on_delete=models.CASCADE, related_name="paragraphs")
    rank = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DISCUSSION)
    text = models.TextField(blank=True)
    label = models.CharField(max_length=12, null=True, blank=True, help_text="Null until frozen.")
    printed = models.CharField(
        max_length=12, null=True, blank=True, help_text="In past minutes that were brought in."
    )
    made_from = models.CharField(max_length=40, blank=True, help_text="What wrote it: a form.")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "rank"], name="paragraph_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label or 'New'} {self.text[:40]}"

    @property
    def known_label(self) -> str | None:
        """The label it has for good, "" for one printed without; None where it is yet to come."""
        return self.label if self.label is not None else self.printed

    @property
    def heard(self) -> tuple[str, ...]:
        """The names of those who speak, in order."""
        return tuple(each.name for each in self.speakers.all())

    @transaction.atomic
    def revise(
        self, version: int, by: Any, now: datetime, *, heard: Sequence["Speaker"], **fields: Any
    ) -> bool:
        """Save the paragraph with its speakers as one version; False when nothing differs.

        Raises Conflict, with the other text, when somebody saved in between.
        """
        stored = Paragraph.objects.get(pk=self.pk)
        names = tuple(each.name for each in heard)
        if stored.heard == names:
            return self.save_at(version, by, now, **fields)
        rows = Paragraph.objects.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise Conflict(Paragraph.objects.get(pk=self.pk), {**fields, "heard": names})
        before = {"heard": stored.heard, **{name: getattr(stored, name) for name in fields}}
        stored.speakers.all().delete()
        for position, speaker in enumerate(heard):
            speaker.pk, speaker.paragraph, speaker.position = None, self, position
            speaker.save(force_insert=True)
        self.record_change("edited", by, now, before=before, after={"heard": names, **fields})
        self.refresh_from_db()
        return True


class Speaker(models.Model):
    """Who speaks in a paragraph, by the name printed in these minutes."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "person"],
                condition=Q(person__isnull=False),
                name="speaker_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """A chair's comment on a paragraph when the minutes are returned."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField()
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Correction(Stateful):
    """A correction to a released paragraph: added beside it, nothing is overwritten."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    MOVES: ClassVar = workflow.CORRECTION

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="corrections")
    was = models.TextField(help_text="The text it was written against.")
    text = models.TextField(help_text="The text as it should stand, or what is to be corrected.")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    answer = models.TextField(blank=True, help_text="Why it was declined, or a note.")
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def settle(self, to: str, by: Any, now: datetime, **said: Any) -> None:
        """Accept or decline it, with the words that stand."""
        self._move(to, by, now, settled_by=by, settled_at=now, **said)

    def __str__(self) -> str:
        return f"Correction to {self.paragraph.label}: {self.get_state_display()}"
