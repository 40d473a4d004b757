"""Which state follows which: tables only, read by the models."""

from collections.abc import Mapping
from typing import Final

Moves = Mapping[str, frozenset[str]]

MEETING: Final[Moves] = {
    "planned": frozenset({"held", "cancelled", "postponed"}),
    "postponed": frozenset({"planned", "cancelled"}),
    "held": frozenset({"closed"}),
    "cancelled": frozenset({"planned"}),
    "closed": frozenset(),
}

PAPER: Final[Moves] = {
    "expected": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"returned", "cleared", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "cleared": frozenset({"submitted", "returned", "withdrawn"}),
    "withdrawn": frozenset({"expected"}),
}

# While a paper is with the secretariat its author reads it and no longer writes.
AUTHOR_WRITES: Final = frozenset({"expected", "returned"})
CHAIR_READS: Final = frozenset({"submitted", "returned", "cleared"})
