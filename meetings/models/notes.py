"""What members keep for themselves while they read: notes, and where they stopped.

A note is its owner's alone. No rule here knows secretaries, administrators or assistants, nothing
of it is written into the history of changes, and no release or index is made from it.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Person
from icsgov.boards.rights import Standing, standing, withheld
from meetings.models.meetings import Meeting


def readable(seats: Standing) -> Q:
    """Rows about papers that these seats open: Part 1 of their boards, Part 2 by the mark."""
    return Q(meeting__board__in=seats.boards, part=1) | Q(
        meeting__board__in=seats.boards & seats.part2
    )


class NoteQuerySet(models.QuerySet["Note"]):
    def own(self, user: Any, now: datetime) -> Self:
        """The reader's own, of papers that the reader may still read.

        Notes on a paper that is withheld from them are kept, and there again if it is given back.
        """
        seats = standing(user, now)
        return self.filter(readable(seats), owner=seats.person).open_to(user, now)

    def open_to(self, user: Any, now: datetime) -> Self:
        """Without notes, which quote, on papers that are withheld from the reader."""
        return self.exclude(thing__in=withheld(user, now))

    def visible_to(self, user: Any, now: datetime) -> Self:
        """The reader's own, and those that a member shared with the reader by name."""
        seats = standing(user, now)
        mine = Q(owner=seats.person) | Q(shared_with=seats.person)
        return self.filter(readable(seats)).filter(mine).open_to(user, now).distinct()

    def holding(self, words: str) -> Self:
        """Notes with every one of these words, in the note or in what it marks."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                Q(words__icontains=word) | Q(quote__icontains=word) | Q(title__icontains=word)
            )
        return rows

    def in_order(self) -> Self:
        """As the papers run: by meeting, the last first, then by page and place."""
        return self.order_by("-meeting__date", "meeting", "part", "title", "page", "start", "pk")

    def for_list(self) -> Self:
        """With whom they belong to and whom they are shared with, in a fixed number of queries."""
        return self.select_related("meeting__board", "owner").prefetch_related("shared_with")


class Note(models.Model):
    """A private mark on a paper: anchored to the version read, the words marked and their place.

    The anchor never changes. Where the note stands in a later version is worked out from it and
    kept in `placed` for as long as that version lasts. `page` counts in the paper's own PDF;
    `rects` ([left, top, width, height]) and `ink` (strokes of [x, y]) are parts of that page;
    `colour` and `width` are those of the pen.
    """

    class Kind(models.TextChoices):
        HIGHLIGHT = "highlight", "Highlight"
        NOTE = "note", "Note"
        INK = "ink", "Pen"

    class Colour(models.TextChoices):
        BLUE = "blue", "Blue"
        RED = "red", "Red"
        GREEN = "green", "Green"
        BLACK = "black", "Black"

    class Width(models.TextChoices):
        THIN = "thin", "Thin"
        MEDIUM = "medium", "Medium"
        THICK = "thick", "Thick"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    part = models.PositiveSmallIntegerField(default=1)
    thing = models.UUIDField(db_index=True, help_text="The paper's key.")
    title = models.CharField(max_length=300, help_text="What the paper was called.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    words = models.TextField(blank=True)
    edition = models.CharField(max_length=64, help_text="Which text of the paper was read.")
    edition_words = models.CharField(max_length=60, blank=True, help_text="Such as version 1.")
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    pack_page = models.CharField(max_length=12, blank=True)
    rects = models.JSONField(default=list, blank=True)
    ink = models.JSONField(default=list, blank=True)
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.BLUE)
    width = models.CharField(max_length=10, choices=Width, default=Width.MEDIUM)
    placed = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    shared_with = models.ManyToManyField(Person, blank=True, related_name="notes_shared")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["page", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="ink") | Q(page__isnull=False), name="note_ink_on_a_page"
            ),
        ]
        indexes = [models.Index(fields=["owner", "thing"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"

    def rewrite(self, version: int, now: datetime, **fields: Any) -> bool:
        """Change the note if it still is at `version`; False where another device was first."""
        rows = Note.objects.filter(pk=self.pk, version=version)
        changed = rows.update(version=F("version") + 1, changed_at=now, **fields)
        self.refresh_from_db()
        return bool(changed)

    def keep_place(self, placed: Mapping[str, Any]) -> None:
        """Remember where it stands in the present version: no change of the note itself."""
        self.placed = dict(placed)
        Note.objects.filter(pk=self.pk).update(placed=self.placed)


class ReadStateQuerySet(models.QuerySet["ReadState"]):
    def own(self, user: Any, now: datetime) -> Self:
        """What the reader has opened."""
        return self.filter(person=standing(user, now).person)


class ReadState(models.Model):
    """That a member opened a version of a paper, and how far they came."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="read")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="read")
    part = models.PositiveSmallIntegerField(default=1)
    thing = models.UUIDField(db_index=True)
    edition = models.CharField(max_length=64)
    first_opened = models.DateTimeField()
    last_opened = models.DateTimeField()
    position = models.CharField(max_length=220, blank=True, help_text="page=12 or an anchor.")

    objects = ReadStateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meeting", "thing", "edition"], name="read_state_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} opened {self.thing}"
