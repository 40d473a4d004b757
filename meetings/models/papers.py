"""Papers: a working text, versions cut from it, and the state it is in."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import standing
from icsgov.ledger.models import Stateful
from meetings import workflow


class PaperQuerySet(models.QuerySet["Paper"]):
    def with_part2(self) -> Self:
        """Papers with `in_part2`: private by themselves, or enclosed under a Part 2 item."""
        from meetings.models.enclosures import Enclosure

        under_part2 = Enclosure.objects.filter(paper=OuterRef("pk"), item__part=2)
        return self.alias(under=Exists(under_part2)).annotate(
            in_part2=models.Case(
                models.When(Q(private=True) | Q(under=True), then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )

    def visible_to(self, user: Any, now: datetime) -> Self:
        """Draft papers: one's own; all for secretaries; once submitted for chairs.

        Part 2 papers other than one's own need the seat's mark.
        """
        seats = standing(user, now)
        own = Q(Exists(PaperRole.objects.filter(paper=OuterRef("pk"), person__in=seats.people)))
        open_ones = Q(board__in=seats.part2) | Q(in_part2=False)
        chaired = Q(board__in=seats.chair, state__in=workflow.CHAIR_READS)
        return self.with_part2().filter(
            own | open_ones & (Q(board__in=seats.secretary) | chaired)
        )

    def owed(self) -> Self:
        """Papers that somebody still has to write or mend."""
        return self.filter(state__in=workflow.AUTHOR_WRITES)


class Paper(Stateful):
    """A paper for a board: cover sheet, drafted text and files; cleared as one version."""

    class State(models.TextChoices):
        EXPECTED = "expected", "Expected"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned to the author"
        CLEARED = "cleared", "Cleared"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MOVES = workflow.PAPER
    LONG = frozenset({"cover", "body"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.EXPECTED)
    private = models.BooleanField(default=False)
    private_reason = models.TextField(blank=True)
    review = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    cover = models.JSONField(default=dict, blank=True)
    body = models.TextField(blank=True)
    current = models.ForeignKey(
        "PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared = models.ForeignKey(
        "PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """What an address may be made of."""
        return slugify(self.title)[:60].strip("-") or "paper"

    def is_late(self, due: date | None) -> bool:
        """Whether it came after its deadline, or has not come and the deadline was earlier."""
        return bool(due and self.submitted_at and self.submitted_at.date() > due)

    @property
    def is_cut(self) -> bool:
        """Whether the working text is what the current version holds."""
        now = self.current
        return now is not None and (now.title, now.cover, now.body) == (
            self.title,
            self.cover,
            self.body,
        )

    @transaction.atomic
    def cut(self, cause: str, by: Any, now: datetime) -> "PaperVersion":
        """Keep the working text and the files as a new version."""
        before = self.current
        version = PaperVersion.objects.create(
            paper=self,
            number=before.number + 1 if before else 1,
            title=self.title,
            cover=self.cover,
            body=self.body,
            cause=cause,
            by=by,
            at=now,
        )
        if before is not None:
            before.carry_files_to(version)
        Paper.objects.filter(pk=self.pk).update(current=version)
        self.current = version
        self.record_change("version", by, now, words=f"Version {version.number}: {cause}")
        return version

    @transaction.atomic
    def write(
        self, version: int, by: Any, now: datetime, *, acting_for: str = "", **fields: Any
    ) -> bool:
        """Save the working text (autosave). What was cleared is cleared no longer."""
        changed = self.save_at(version, by, now, acting_for=acting_for, **fields)
        if changed:
            self.void_clearance(by, now)
        return changed

    def void_clearance(self, by: Any, now: datetime) -> None:
        """An edit after clearing sends the paper back to be cleared again."""
        if self.state == self.State.CLEARED:
            self._move("submitted", by, now, words="Changed after it was cleared", cleared=None)

    @transaction.atomic
    def submit(self, by: Any, now: datetime, *, acting_for: str = "") -> None:
        """Hand the paper in: a version is cut and the clearances begin."""
        self._move("submitted", by, now, acting_for=acting_for, submitted_at=now)
        if not self.is_cut:
            self.cut("Submitted", by, now)

    def give_back(self, words: str, by: Any, now: datetime) -> None:
        """Return the paper to its author, saying why."""
        self._move("returned", by, now, words=words, cleared=None)

    @transaction.atomic
    def clear(self, by: Any, now: datetime, *, words: str = "") -> None:
        """The last clearance is there: the current version may be printed."""
        if not self.is_cut:
            self.cut("Cleared", by, now)
        self._move("cleared", by, now, words=words, cleared=self.current)

    def withdraw(self, words: str, by: Any, now: datetime) -> None:
        """Take the paper off; it keeps its history."""
        self._move("withdrawn", by, now, words=words, cleared=None)

    def expect_again(self, by: Any, now: datetime) -> None:
        """Ask for a withdrawn paper after all."""
        self._move("expected", by, now)


class PaperRole(models.Model):
    """What a person is to a paper, with name and title as printed."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        LEAD = "lead", "Executive lead"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paper_roles")
    role = models.CharField(max_length=10, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "person", "role"], name="paper_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class PaperVersion(models.Model):
    """A text as it stood: never altered."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    cover = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    cause = models.CharField(max_length=100)
    by = models.ForeignKey(
        "boards.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def carry_files_to(self, other: "PaperVersion") -> None:
        """Give the next version the same files in the same order."""
        from meetings.models.files import PaperFile

        PaperFile.objects.bulk_create(file.copied_to(other) for file in self.files.all())

    def file_rows(self) -> Iterable[Any]:
        """The files in print order with their blobs."""
        return self.files.select_related("original", "normalised", "thumbnail")
