"""What the public reads of a board is released anew whenever the board changes.

The record stands above this floor; it registers here the function that makes the release.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from icsgov.boards.models import Board

Publisher = Callable[[Board, Any, datetime], None]
_PUBLISHERS: list[Publisher] = []


def publishes(function: Publisher) -> Publisher:
    """Register who makes the public profile of a board."""
    _PUBLISHERS.append(function)
    return function


def release_profile(board: Board, by: Any, now: datetime) -> None:
    """Make the board's public profile anew; called in the transaction of the change."""
    for publish in _PUBLISHERS:
        publish(board, by, now)
