"""How often somebody may do something, counted in the cache that all processes share."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.cache import cache


def within(action: str, who: str, now: datetime, *, most: int, seconds: int = 3600) -> bool:
    """Count one more `action` by `who`; False once there were `most` in this span of time.

    `who` is an address of a machine or of mail: only a digest of it is kept, until the span ends.
    """
    span = int(now.timestamp()) // seconds
    secret = f"{settings.SECRET_KEY}:{action}:{who.casefold()}:{span}"
    key = f"limit:{hashlib.sha256(secret.encode()).hexdigest()}"
    if cache.add(key, 1, timeout=seconds):
        return most >= 1
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ended in between
        cache.set(key, 1, timeout=seconds)
        return most >= 1
