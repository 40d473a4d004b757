"""Documents of a board besides its meetings: how it is governed, and papers of meetings past."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.utils.text import slugify

from icsgov.boards.models import Board
from icsgov.boards.rights import standing
from icsgov.ledger.models import Versioned
from meetings.models.papers import Paper


class BoardDocumentQuerySet(models.QuerySet["BoardDocument"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """On the desk: for secretaries and chairs of the board."""
        seats = standing(user, now)
        return self.filter(board__in=seats.secretary | seats.chair)

    def to_review(self, until: date) -> Self:
        """Those whose review date comes by a day."""
        return self.filter(review__lte=until)

    def in_order(self) -> Self:
        """How the board is governed, other documents, then packs of the past, the latest first."""
        rank = [models.When(kind=kind, then=i) for i, kind in enumerate(BoardDocument.Kind.values)]
        rows = self.select_related("board", "paper__current")
        return rows.order_by(models.Case(*rank, output_field=models.IntegerField()), "-on", "pk")


class BoardDocument(Versioned):
    """A paper that the board publishes by itself: its text, files and versions are a paper's."""

    class Kind(models.TextChoices):
        CONSTITUTION = "constitution", "Constitution"
        SCHEME = "scheme", "Scheme of delegation"
        TERMS = "terms", "Terms of reference"
        OTHER = "other", "Other document"
        PACK = "pack", "Papers of a past meeting"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="documents")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="document")
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.OTHER)
    address = models.SlugField(max_length=70, editable=False)
    on = models.DateField(null=True, blank=True)
    review = models.DateField(null=True, blank=True)

    objects = BoardDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "address"], name="document_address_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="pack") | models.Q(on__isnull=False),
                name="document_past_pack_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.paper.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.address:
            self.address = self._free_address()
        super().save(*args, **kwargs)

    def _free_address(self) -> str:
        """Its title, for papers of the past their day; a repeat gets -2."""
        is_pack = self.kind == self.Kind.PACK and self.on
        wish = f"papers-{self.on}" if is_pack else slugify(self.paper.title)[:60] or "document"
        taken = set(self.board.documents.values_list("address", flat=True))
        address, count = wish, 1
        while address in taken:
            count += 1
            address = f"{wish}-{count}"
        return address

    @property
    def path(self) -> str:
        """Its place on the public site: icp/documents/constitution."""
        return f"{self.board.slug}/documents/{self.address}"
