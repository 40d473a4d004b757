"""What the clock does for the record between releases."""

from datetime import datetime

from icsgov.record.models import SearchRow, Stamp
from icsgov.work.clock import every_tick


@every_tick
def tidy(now: datetime) -> None:
    """Drop what no reader can see any more: old stamps, and finds whose hour has passed."""
    Stamp.objects.prune()
    SearchRow.objects.filter(ended_at__lte=now).delete()
