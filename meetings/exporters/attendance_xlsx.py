"""A year's attendance as a workbook."""

from icsgov.nhsuk.dates import date_words
from icsgov.record import workbooks
from meetings.attending.yearly import Line, Table

COUNTS = ("Possible", "Attended", "By substitute", "Apologies", "Absent")


def write(table: Table) -> bytes:
    """One sheet: a row for each member, a column for each meeting, the counts behind them."""
    days = [(date_words(meeting.date), 24) for meeting in table.meetings]
    columns = [("Member", 32), ("Title and organisation", 48), *days, *[(n, 14) for n in COUNTS]]
    rows = [[line.name, line.title, *_marks(line), *_counts(line)] for line in table.lines]
    return workbooks.write(f"Attendance {table.year.name}", columns, rows)


def _marks(line: Line) -> list[str]:
    return [cell.words for cell in line.cells]


def _counts(line: Line) -> list[int]:
    counts = [line.possible, line.attended, line.deputised]
    return [*counts, line.count("apologies"), line.count("absent")]
