"""A board's year: what counts, what does not, as a page and as a workbook."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from meetings.attending import yearly
from meetings.attending.yearly import Cell, Line, Mark
from tests import factories as make
from tests.visitor import Visitor

NOW = make.NOW
MARKS = list(Mark.__args__)


@given(st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_every_day_lies_in_its_year(day):
    of = yearly.year_of(day)
    assert of.first <= day <= of.last
    assert yearly.year(of.name) == of
    assert (of.first.month, of.last.month) == (4, 3)


@pytest.mark.parametrize("words", ["", "23", "2023-25", "2023-2024", "20x3", "0001", "2023/24"])
def test_what_is_no_year(words):
    with pytest.raises(ValueError):
        yearly.year(words)


@given(st.lists(st.sampled_from(MARKS), max_size=12))
def test_a_line_adds_up(marks):
    line = Line("Ann", "", [Cell(mark) for mark in marks])
    told = [line.count(mark) for mark in ("present", "deputy", "apologies", "absent")]
    assert sum(told) == line.possible
    assert line.attended <= line.possible <= len(marks)


@pytest.fixture
def board(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    made = make.board("ICP")
    ann, bob = make.person("Ann Able"), make.person("=Bob Brown")
    make.seat(ann, made, title="Leader", position=1)
    make.seat(bob, made, position=2, starts=date(2023, 5, 1))
    days = ((4, 25, "held"), (5, 20, "cancelled"), (6, 20, "held"), (6, 27, "postponed"))
    met = {day: make.meeting(made, date(2023, month, day), state=s) for month, day, s in days}
    make.meeting(made, date(2023, 9, 1))
    for day in (25, 20, 27):
        when = met[day]
        if day == 20:
            continue
        when.attendance.create(person=ann, name="Ann Able", kind="present")
    june = made.meetings.get(date=date(2023, 6, 20))
    june.attendance.create(person=ann, name="Ann", kind="apologies", deputy_name="Sue Sub")
    june.attendance.create(person=bob, name="Bob", kind="absent")
    return made


def test_cancelled_meetings_do_not_count_and_deputies_are_shown(board, django_assert_num_queries):
    with django_assert_num_queries(3):
        table = yearly.table(board, yearly.year("2023-24"), NOW)
    assert [meeting.date for meeting in table.meetings] == [date(2023, 4, 25), date(2023, 6, 20)]
    ann, bob = table.lines
    assert [cell.words for cell in ann.cells] == ["Present", "Sent a substitute: Sue Sub"]
    assert (ann.attended, ann.deputised, ann.possible) == (1, 1, 2)
    assert [cell.mark for cell in bob.cells] == ["none", "absent"]
    assert bob.possible == 1


def test_the_page_and_the_workbook_say_the_same(board):
    visitor = Visitor(make.secretary(board)).get("/desk/meetings/icp/attendance/")
    assert "April 2023 to March 2024" in visitor.text
    assert "1 of 2" in visitor.text
    visitor.follow("Download as Excel (.xlsx)")
    sheet = load_workbook(io.BytesIO(visitor.response.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[1][:2] == ["Ann Able", "Leader"]
    assert rows[1][2:] == ["Present", "Sent a substitute: Sue Sub", 2, 1, 1, 0, 0]
    assert rows[2][0] == "'=Bob Brown"


def test_a_calendar_year_and_a_wrong_one(board):
    visitor = Visitor(make.secretary(board))
    assert "Attendance, 2023" in visitor.get("/desk/meetings/icp/attendance/?year=2023").text
    assert visitor.get("/desk/meetings/icp/attendance/?year=x").status == 404
    assert "has not met" in visitor.get("/desk/meetings/icp/attendance/?year=2021").text
