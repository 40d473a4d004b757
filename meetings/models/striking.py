"""Taking back what was recorded by mistake: struck with a reason, never deleted."""

from typing import Final

from django.db import models
from django.db.models import Q

from meetings.models.minutes import Paragraph


class AlreadyStruck(Exception):
    """Somebody took it back before."""


class Strikable(models.Model):
    """What can be struck. It keeps its number, leaves its paragraph, and counts no more.

    The paragraph is free then for what was meant; `struck_from` keeps where it stood.
    """

    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.TextField(blank=True, help_text="Readers who had it see this.")
    struck_from = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def is_struck(self) -> bool:
        """Whether it was recorded by mistake."""
        return self.struck_at is not None

    @property
    def stood_at(self) -> Paragraph | None:
        """The paragraph it stands in, or stood in until it was struck."""
        held: Paragraph | None = getattr(self, "paragraph", None)
        return held or self.struck_from


# A chair reads what the minutes hold once they are drafted, struck or not.
NOT_STRUCK_EARLY: Final = Q(struck_from=None) | ~Q(struck_from__section__minutes__state="taken")
STRUCK_WITH_REASON: Final = Q(struck_at=None) | Q(paragraph=None) & ~Q(struck_reason="")
