"""The glossary: short forms that boards use, and what they stand for."""

from django.db import models
from django.db.models.functions import Lower

from icsgov.ledger.models import Versioned


class Term(Versioned):
    """A short form, what it stands for, and what that is in plain words."""

    short = models.CharField(
        "short form", max_length=30, help_text="As it is written in papers, such as ICB."
    )
    full = models.CharField("stands for", max_length=200)
    meaning = models.TextField(
        "in plain words", blank=True, help_text="What it is, for somebody who never heard of it."
    )

    class Meta:
        ordering = [Lower("short")]
        constraints = [models.UniqueConstraint(fields=["short"], name="term_short_once")]

    def __str__(self) -> str:
        return f"{self.short} ({self.full})"
