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

MINUTES: Final[Moves] = {
    "taken": frozenset({"drafted"}),
    "drafted": frozenset({"taken", "cleared"}),
    "cleared": frozenset({"taken", "released"}),
    "released": frozenset({"accepted", "taken"}),
    "accepted": frozenset({"confirmed"}),
    "confirmed": frozenset(),
}

CORRECTION: Final[Moves] = {
    "suggested": frozenset({"accepted", "declined"}),
    "accepted": frozenset(),
    "declined": frozenset(),
}

PROPOSAL: Final[Moves] = {
    "open": frozenset({"taken", "left"}),
    "taken": frozenset(),
    "left": frozenset({"open"}),
}

# An action that is carried over, or reported on again, stays open in the state it has. One that was
# recorded by mistake is struck, whatever became of it.
_WHILE_OPEN: Final = frozenset(
    {"open", "updated", "proposed", "closed", "merged", "superseded", "struck"}
)
ACTION: Final[Moves] = {
    "open": _WHILE_OPEN,
    "updated": _WHILE_OPEN,
    "proposed": _WHILE_OPEN,
    "closed": frozenset({"open", "struck"}),
    "merged": frozenset({"struck"}),
    "superseded": frozenset({"struck"}),
    "struck": frozenset(),
}
ACTION_OPEN: Final = ("open", "updated", "proposed")

QUESTION: Final[Moves] = {
    "received": frozenset({"accepted", "returned", "rejected", "merged"}),
    "returned": frozenset({"received", "rejected", "merged"}),
    "accepted": frozenset({"answered", "rejected", "merged"}),
    "answered": frozenset({"answered"}),
    "rejected": frozenset({"accepted"}),
    "merged": frozenset({"accepted"}),
}
QUESTION_OPEN: Final = ("received", "returned", "accepted")
