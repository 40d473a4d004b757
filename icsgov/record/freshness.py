"""How long an answer made from releases may be kept: never past the next change of them."""

from datetime import datetime
from math import floor

from django.db.models import Min, Q

from icsgov.record.models import Release

LONGEST = 30


def max_age(now: datetime) -> int:
    """Seconds for which what the public reads now stays true, at most LONGEST (1 query).

    Only public releases count, so that no header tells of what is planned for members.
    """
    turns = Release.objects.public().aggregate(
        starts=Min("effective_at", filter=Q(effective_at__gt=now)),
        ends=Min("ended_at", filter=Q(ended_at__gt=now)),
    )
    waits = [floor((turn - now).total_seconds()) for turn in turns.values() if turn]
    return min([LONGEST, *waits])
