"""Registers of the desk as files, drafts included."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import Http404, HttpResponse

from icsgov.record import workbooks
from icsgov.record.csvs import csv_answer
from meetings.models import Action, Decision
from meetings.proofs.outcomes import votes_in_words

ACTION_HEADS: Final = (
    "Number", "Board", "Part", "Action", "Owners", "Due", "Due in words", "State", "Made on",
    "Closed on", "Last report",
)  # fmt: skip
DECISION_HEADS: Final = (
    "Reference", "Date", "Board", "Part", "Agenda item", "Outcome", "Decision", "Conditions",
    "Votes", "Must also be adopted by", "Adopted by", "Ground",
)  # fmt: skip

# Widths of columns, in characters.
WORDY: Final = ("Action", "Decision", "Conditions", "Last report", "Agenda item", "Ground")
LONG, SHORT = 50, 16


def action_row(row: Action) -> Sequence[Any]:
    """An action as a row of the file."""
    last = next(iter(row.updates.all()), None)
    closed = row.closed_at_meeting
    return (
        row.number,
        row.board.short_name,
        row.part,
        row.text,
        "; ".join(owner.name for owner in row.owners.all()),
        row.due,
        row.due_words,
        row.get_state_display(),
        row.made_on,
        closed.date if closed else None,
        f"{last.text} ({last.name})" if last else "",
    )


def decision_row(row: Decision) -> Sequence[Any]:
    """A decision as a row of the file."""
    return (
        row.ref,
        row.meeting.date,
        row.meeting.board.short_name,
        row.part,
        row.item.title if row.item else "",
        row.get_outcome_display(),
        row.words,
        row.conditions,
        votes_in_words(row),
        "; ".join(board.name for board in row.pending.all()),
        "; ".join(each.board.name for each in row.adoptions.all()),
        row.ground,
    )


def answer(
    kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The rows as CSV or for Excel; 404 for any other kind."""
    if kind == "csv":
        return csv_answer(f"{name}.csv", heads, rows)
    if kind == "xlsx":
        columns = [(head, LONG if head in WORDY else SHORT) for head in heads]
        content = workbooks.write(name.capitalize(), columns, rows)
        return workbooks.answer(content, f"{name}.xlsx")
    raise Http404
