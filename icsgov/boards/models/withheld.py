"""What is withheld from a named person: a paper on which they are conflicted."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from icsgov.boards.models.boards import Board
from icsgov.boards.models.people import Person
from icsgov.ledger.models import Versioned


class WithheldQuerySet(models.QuerySet["Withheld"]):
    def present(self) -> Self:
        """Those that stand: not given back."""
        return self.filter(ended_at=None)


class Withheld(Versioned):
    """A paper that one person does not get, why, and since when. It subtracts from every right.

    `cause` is the key of what it came of, such as an interest recorded at an item; what came of
    one ends with it.
    """

    LONG = frozenset({"reason"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="withheld")
    thing = models.UUIDField(db_index=True, help_text="The key of the paper.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withheld")
    reason = models.TextField()
    cause = models.UUIDField(null=True, blank=True, help_text="The key of what it came of.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_words = models.TextField(blank=True, help_text="Why it was given back.")

    objects = WithheldQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "person"], condition=Q(ended_at=None), name="withheld_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withheld_says_why"),
        ]

    def __str__(self) -> str:
        return f"Withheld from {self.person}"

    @transaction.atomic
    def give_back(self, words: str, by: Any, now: datetime) -> bool:
        """Let the person have it again, saying why; False when it was so already."""
        rows = type(self).objects.present().filter(pk=self.pk)
        if not rows.update(ended_at=now, ended_by=by, ended_words=words):
            return False
        self.record_change("given back", by, now, words=f"{self}: {words}")
        self.refresh_from_db()
        return True
