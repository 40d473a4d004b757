"""Readings in a spreadsheet: errors by cell, nothing half applied, nothing run as a formula."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from icsgov.record import workbooks
from strategy import sheets
from tests import factories as make
from tests.strategy import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def metric():
    return plans.metric(plans.plan(make.board()), name="=Uptake")


def filled(plan, *rows):
    book = load_workbook(BytesIO(sheets.write(plan, with_readings=False)))
    key = book.worksheets[0]["A2"].value
    for at, row in enumerate(rows, 2):
        for column, value in row.items():
            book.worksheets[0][f"{column}{at}"] = value
        book.worksheets[0][f"A{at}"] = row.get("A", key)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_filled_in_template_is_read_once(metric):
    rows = (
        {"D": 31.5, "F": "2018-19", "G": date(2019, 3, 31), "J": "Bulletin"},
        {"E": "about 1,300", "I": "yes"},
    )
    sheet = sheets.read(metric.plan, filled(metric.plan, *rows))
    assert sheet.faults == ()
    assert sheets.apply(sheet, None, make.NOW) == 2
    assert sheets.apply(sheets.read(metric.plan, filled(metric.plan, *rows)), None, make.NOW) == 0
    ours, theirs = metric.readings.order_by("pk")
    assert (ours.value, ours.printed, ours.on) == (Decimal("31.5"), "31.5%", date(2019, 3, 31))
    assert (theirs.value, theirs.comparator) == (Decimal(1300), True)


def test_what_is_written_is_read_back_the_same(metric):
    plans.reading(metric, "31.5%", date(2019, 3, 31), place="-South", source="+Source")
    sheet = sheets.read(metric.plan, sheets.write(metric.plan, with_readings=True))
    assert sheets.apply(sheet, None, make.NOW) == 0


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"D": "many"}, "D2"),
        ({"D": 1e15}, "D2"),
        ({"D": 0.1234567}, "D2"),
        ({"D": 1, "G": "May"}, "G2"),
        ({"D": 1, "I": "maybe"}, "I2"),
        ({"D": 1, "A": "key"}, "A2"),
        ({"D": 1, "F": "x" * 61}, "F2"),
        ({"D": "=1+1"}, "D2"),
        ({"D": 1, "J": '=HYPERLINK("http://example.org")'}, "J2"),
    ],
)
def test_errors_name_their_cell_and_nothing_is_applied(metric, row, cell):
    sheet = sheets.read(metric.plan, filled(metric.plan, row, {"D": 5}))
    assert [fault.cell for fault in sheet.faults] == [cell]
    assert sheet.readings == ()


def test_a_metric_of_another_plan_is_refused(metric):
    other = plans.metric(plans.plan(metric.plan.board))
    sheet = sheets.read(metric.plan, filled(metric.plan, {"A": str(other.key), "D": 1}))
    assert str(sheet.faults[0]) == "Cell A2: This is the key of no metric of the plan."


def test_no_text_of_ours_is_a_formula(metric):
    plans.reading(metric, "=2+2", value=None)
    book = load_workbook(BytesIO(sheets.write(metric.plan, with_readings=True)))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("content", [b"", b"key,value\n", b"PK\x03\x04nothing"])
def test_what_is_no_workbook_is_refused(metric, content):
    assert sheets.read(metric.plan, content).faults != ()


def test_too_many_rows_are_refused(metric, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    book = Workbook()
    for _ in range(6):
        book.active.append(["x"])
    stream = BytesIO()
    book.save(stream)
    [fault] = sheets.read(metric.plan, stream.getvalue()).faults
    assert "at most 3 rows" in str(fault)
