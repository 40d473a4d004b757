"""Papers: a working text, versions cut from it, and the state it is in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.text import slugify

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Stateful
from meetings import covers, deadlines, workflow

if TYPE_CHECKING:
    from meetings.models.enclosures import Enclosure
    from meetings.models.files import PaperFile
    from meetings.models.meetings import Meeting
    from meetings.models.versions import PaperVersion


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

    def in_private(self) -> Self:
        """Papers that are private by themselves, or enclosed under a Part 2 item."""
        return self.with_part2().filter(Q(in_part2=True))

    def visible_to(self, user: Any, now: datetime) -> Self:
        """Draft papers: one's own; all for secretaries; once submitted for chairs.

        Part 2 papers other than one's own need the seat's mark. What is withheld from the reader
        is not there for them, whatever else they are to it.
        """
        seats = standing(user, now)
        own = Q(Exists(PaperRole.objects.filter(paper=OuterRef("pk"), person__in=seats.people)))
        open_ones = Q(board__in=seats.part2) | Q(in_part2=False)
        chaired = Q(board__in=seats.chair, state__in=workflow.CHAIR_READS)
        rows = self.with_part2().exclude(key__in=withheld(user, now))
        return rows.filter(own | open_ones & (Q(board__in=seats.secretary) | chaired))

    def owed(self) -> Self:
        """Papers that somebody still has to write or mend."""
        return self.filter(state__in=workflow.AUTHOR_WRITES)

    def enclosed_from(self, now: datetime) -> Self:
        """Papers that go to a planned meeting which is still to come, or was yesterday."""
        from meetings.models.enclosures import Enclosure

        coming = Enclosure.objects.filter(
            paper=OuterRef("pk"),
            item__meeting__state="planned",
            item__meeting__date__gte=now.date() - timedelta(days=1),
        )
        return self.filter(Exists(coming))

    def of_people(self, people: Collection[int]) -> Self:
        """Papers in which one of these people has a role."""
        roles = PaperRole.objects.filter(paper=OuterRef("pk"), person__in=people)
        return self.filter(Exists(roles))

    def for_desk(self) -> Self:
        """With all that the desk shows of a paper, in a fixed number of queries."""
        from meetings.models.enclosures import Enclosure
        from meetings.models.files import PaperFile

        enclosures = Enclosure.objects.select_related("item__meeting__board")
        files = PaperFile.objects.select_related("original", "normalised", "thumbnail")
        return self.select_related("board", "current", "cleared").prefetch_related(
            Prefetch("roles", PaperRole.objects.select_related("person")),
            Prefetch("enclosures", enclosures),
            Prefetch("current__files", files),
            "current__clearances",
        )


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
    brought_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="brought"
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """What an address may be made of."""
        return slugify(self.title)[:60].strip("-") or "paper"

    @property
    def enclosure(self) -> "Enclosure | None":
        """Where it goes: under an item of its latest meeting that was not called off."""
        rows = [row for row in self.enclosures.all() if row.item.meeting.state != "cancelled"]
        return max(rows, key=lambda row: row.item.meeting.opens_at, default=None)

    @property
    def authors(self) -> "list[PaperRole]":
        """Who writes it, in print order."""
        return [role for role in self.roles.all() if role.role == PaperRole.Role.AUTHOR]

    @property
    def leads(self) -> "list[PaperRole]":
        """Its executive leads, in print order."""
        return [role for role in self.roles.all() if role.role == PaperRole.Role.LEAD]

    @property
    def full_cover(self) -> dict[str, Any]:
        """The cover as a version keeps it: with the people as they are printed."""
        people = {
            covers.AUTHORS: [role.printed for role in self.authors],
            covers.LEADS: [role.printed for role in self.leads],
        }
        return {**self.cover, **covers.tidy(people)}

    @property
    def sheet(self) -> dict[str, Any]:
        """The cover with its title, as meetings/covers.py reads it."""
        return {**self.full_cover, covers.TITLE: self.title}

    @property
    def mark(self) -> str:
        """What tells two states of it apart: it changes with every save and every version."""
        return f"{self.version}-{self.current.number if self.current else 0}"

    @property
    def is_cut(self) -> bool:
        """Whether the working text is what the current version holds."""
        now = self.current
        return now is not None and (now.title, now.cover, now.body) == (
            self.title,
            self.full_cover,
            self.body,
        )

    def hold(self) -> None:
        """Read the row anew and keep others from changing it until the transaction ends.

        PostgreSQL locks the row; SQLite is locked since the transaction began.
        """
        Paper.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    def due_for(self, meeting: "Meeting | None") -> date | None:
        """The last day for handing it in: its own, the meeting's, or by the board's rule."""
        if self.due or meeting is None:
            return self.due
        return meeting.papers_due or deadlines.papers_due(meeting.date, meeting.rules.papers_due)

    @transaction.atomic
    def cut(
        self,
        cause: str,
        by: Any,
        now: datetime,
        *,
        acting_for: str = "",
        files: "Iterable[PaperFile] | None" = None,
    ) -> "PaperVersion":
        """Keep the working text as a new version, with the same files or those given."""
        from meetings.models.versions import PaperVersion

        self.hold()
        before = self.current
        version = PaperVersion.objects.create(
            paper=self,
            number=before.number + 1 if before else 1,
            title=self.title,
            cover=self.full_cover,
            body=self.body,
            cause=cause[:100],
            by=by,
            at=now,
        )
        carried = files if files is not None else before.files.all() if before else ()
        version.take_files(carried)
        Paper.objects.filter(pk=self.pk).update(current=version)
        self.current = version
        words = f"Version {version.number}: {cause}"
        self.record_change("version", by, now, words=words, acting_for=acting_for)
        return version

    def change_files(
        self, cause: str, by: Any, now: datetime, *, acting_for: str = ""
    ) -> "PaperVersion":
        """A new version whose files may be changed in the transaction of the caller."""
        version = self.cut(cause, by, now, acting_for=acting_for)
        self.void_clearance(by, now)
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

    @transaction.atomic
    def set_apart(self, by: Any, now: datetime, **fields: Any) -> bool:
        """Save what a secretary says about it: private and why, its own deadline.

        These stand beside the text: whoever writes goes on, and what was cleared stays so.
        """
        self.hold()
        return self.save_at(self.version, by, now, **fields)

    @transaction.atomic
    def name_people(
        self,
        role: str,
        people: Sequence["PaperRole"],
        by: Any,
        now: datetime,
        *,
        acting_for: str = "",
    ) -> bool:
        """Say who has a role in it, with names and titles as printed; False if it was so."""
        self.hold()
        before = [(row.person_id, row.printed) for row in self.roles.filter(role=role)]
        if before == [(row.person_id, row.printed) for row in people]:
            return False
        self.roles.filter(role=role).delete()
        for position, row in enumerate(people):
            row.paper, row.role, row.position = self, role, position
        PaperRole.objects.bulk_create(people)
        named = {role: [covers.person_words(row.printed) for row in people]}
        was = {role: [covers.person_words(printed) for _, printed in before]}
        self.record_change("named", by, now, acting_for=acting_for, before=was, after=named)
        self.void_clearance(by, now)
        return True

    def void_clearance(self, by: Any, now: datetime) -> None:
        """An edit after clearing sends the paper back to be cleared again."""
        if self.state == self.State.CLEARED:
            self._move("submitted", by, now, words="Changed after it was cleared", cleared=None)

    @transaction.atomic
    def submit(self, by: Any, now: datetime, *, words: str = "", acting_for: str = "") -> None:
        """Hand the paper in: a version is cut and the clearances begin.

        What counts against the deadline is the first time. `words` is the evidence where a
        secretary does it for the author.
        """
        first = self.submitted_at or now
        self._move("submitted", by, now, words=words, acting_for=acting_for, submitted_at=first)
        if not self.is_cut:
            self.cut("Submitted", by, now, acting_for=acting_for)

    @transaction.atomic
    def give_back(self, words: str, by: Any, now: datetime) -> None:
        """Return the paper to its author, saying why; what was read is kept as a version."""
        if not self.is_cut:
            self.cut("Returned", by, now)
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
        self._move("expected", by, now, submitted_at=None)

    @transaction.atomic
    def restore(
        self, old: "PaperVersion", by: Any, now: datetime, *, acting_for: str = ""
    ) -> "PaperVersion":
        """Make an old version the working text again, as a new version with its files.

        The people stay as they are. What was not yet kept is kept first.
        """
        if not self.is_cut:
            self.cut(f"Before version {old.number} was restored", by, now, acting_for=acting_for)
        people = (covers.AUTHORS, covers.LEADS)
        cover = {key: value for key, value in old.cover.items() if key not in people}
        self.write(
            self.version,
            by,
            now,
            acting_for=acting_for,
            title=old.title,
            cover=cover,
            body=old.body,
        )
        files = list(old.files.all())
        made = self.cut(
            f"Version {old.number} restored", by, now, acting_for=acting_for, files=files
        )
        self.void_clearance(by, now)
        return made


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

    @property
    def printed(self) -> dict[str, str]:
        """Name and title as they stand on the cover sheet."""
        return covers.tidy({"name": self.name, "title": self.title})
