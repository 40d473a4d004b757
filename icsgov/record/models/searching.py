"""The public index: a table of its own, made from public releases and nothing else.

A shared one would tell of private rows by how it ranks public ones (docs/architecture.md).
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from icsgov.boards.models import Board
from icsgov.record.models.releases import Release


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    def live(self, now: datetime) -> Self:
        """Rows whose hour has come and has not passed: no worker has to turn them on."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=now), effective_at__lte=now)


class SearchRow(models.Model):
    """What a search can find: one entry of a public release, with its address.

    The row is narrow, because filters look at every row that a common word is in; its long words
    stand in a table of their own, of which only what is shown is read.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="search_rows")
    board = models.ForeignKey(Board, null=True, on_delete=models.CASCADE, related_name="+")
    anchor = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    group = models.CharField(max_length=60)
    title = models.TextField(blank=True)
    people = models.TextField(blank=True)
    within = models.TextField(blank=True, help_text="What it stands in, such as its paper.")
    url = models.CharField(max_length=600)
    on = models.DateField(null=True)
    first_at = models.DateTimeField(help_text="Since when it is said in these words.")
    effective_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["board", "on"], name="search_board_day"),
            models.Index(fields=["on"], name="search_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "anchor"], name="search_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.title or self.within}"


class SearchText(models.Model):
    """The words of a row. The database itself keeps full text of all three beside them."""

    row = models.OneToOneField(
        SearchRow, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    people = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class SearchMark(models.Model):
    """What a row is about, by which it can be filtered: a priority's key, a borough's slug."""

    row = models.ForeignKey(SearchRow, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["mark"], name="search_mark")]
        constraints = [
            models.UniqueConstraint(fields=["row", "mark"], name="search_mark_once"),
        ]

    def __str__(self) -> str:
        return self.mark


class SearchWord(models.Model):
    """A word that stood in a public release, for those who mistype it.

    It is offered only while a search for it finds something, so it tells of nothing else.
    """

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word
