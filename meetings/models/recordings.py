"""The recording of a meeting in public: where it is, and when its items begin in it."""

from django.db import models
from django.db.models import Q

from icsgov.ledger.models import Versioned
from meetings.models.meetings import Meeting


class Recording(Versioned):
    """Where Part 1 of a meeting can be watched. `times` holds seconds by the keys of items."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="recording")
    address = models.URLField(max_length=500)
    begins = models.TimeField(
        null=True, blank=True, help_text="The clock time at which the recording begins."
    )
    times = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address__startswith="https://"), name="recording_over_https"
            )
        ]

    def __str__(self) -> str:
        return f"Recording of {self.meeting}"
