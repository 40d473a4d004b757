"""What was tapped in the room, each once however often it is sent."""

from django.db import models

from meetings.models.meetings import Meeting


class Tap(models.Model):
    """One tap. The browser makes its key, so that a tap sent twice is done once."""

    key = models.UUIDField(unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="taps")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    what = models.CharField(max_length=12)
    said = models.TextField(blank=True, help_text="What it did, in words.")
    tapped_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} at {self.tapped_at:%H:%M}"
