"""A year's attendance as a workbook."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from meetings.attending.yearly import Table
from strategy.sheets import harmless

COUNTS = ("Possible", "Attended", "By substitute", "Apologies", "Absent")


def write(table: Table) -> bytes:
    """One sheet: a row for each member, a column for each meeting, the counts behind them."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Attendance {table.year.name}"
    days = [meeting.date for meeting in table.meetings]
    sheet.append(["Member", "Title and organisation", *days, *COUNTS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        if cell.is_date:
            cell.number_format = "d mmm yyyy"
    for line in table.lines:
        marks = [harmless(each.words) for each in line.cells]
        counts = [line.possible, line.attended, line.deputised]
        counts += [line.count("apologies"), line.count("absent")]
        sheet.append([harmless(line.name), harmless(line.title), *marks, *counts])
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 48
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
