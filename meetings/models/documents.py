"""Documents of a board besides its meetings: how it is governed, and papers of meetings past."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.utils.text import slugify

from icsgov.boards.models import Board
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Versioned
from meetings.models.papers import Paper


class BoardDocumentQuerySet(models.QuerySet["BoardDocument"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """On the desk: for secretaries and chairs of the board.

        One whose paper is private, or of a Part 2, needs the seat's mark, as the paper does.
        """
        seats = standing(user, now)
        private = Paper.objects.in_private().exclude(board__in=seats.part2)
        rows = self.filter(board__in=seats.secretary | seats.chair)
        return rows.exclude(paper__in=private).exclude(paper__key__in=withheld(user, now))

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
        RELEASED = "released", "Paper released later"

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
            self.address = self.hidden_address if self.is_released_later else self.free_address()
        super().save(*args, **kwargs)

    @property
    def is_released_later(self) -> bool:
        """Whether it is a private paper that becomes public by itself."""
        return self.kind == self.Kind.RELEASED

    @property
    def hidden_address(self) -> str:
        """Its address until it is public: the title of a private paper takes none from others."""
        return f"released-{self.key.hex}"

    def free_address(self) -> str:
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
