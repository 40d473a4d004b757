from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from meetings.timetable import Slot, Timed, timetable

OPEN, CLOSE = time(15), time(17)


def test_rows_follow_each_other():
    table = timetable(OPEN, CLOSE, [Slot(10), Slot(25), Slot(0), Slot(5)])
    assert table.rows == [
        Timed(time(15), time(15, 10)),
        Timed(time(15, 10), time(15, 35)),
        Timed(time(15, 35), time(15, 35)),
        Timed(time(15, 35), time(15, 40)),
    ]
    assert (table.used, table.over) == (40, -80)


def test_a_fixed_time_leaves_a_gap():
    table = timetable(OPEN, CLOSE, [Slot(10), Slot(20, fixed=time(16)), Slot(5)])
    assert table.rows[1] == Timed(time(16), time(16, 20), gap=50)
    assert table.rows[2].starts == time(16, 20)
    assert (table.used, table.over) == (35, -35)


def test_rows_that_run_into_a_fixed_time_overlap_it():
    table = timetable(OPEN, CLOSE, [Slot(70), Slot(20, fixed=time(16))])
    assert table.rows[0].ends == time(16, 10)
    assert table.rows[1] == Timed(time(16), time(16, 20), gap=-10)


def test_more_than_the_meeting_holds_is_over():
    assert timetable(OPEN, CLOSE, [Slot(100), Slot(45)]).over == 25


def test_past_midnight_the_clock_starts_anew():
    assert timetable(time(23), time(23, 30), [Slot(90)]).rows[0].ends == time(0, 30)


def test_an_empty_agenda_uses_nothing():
    table = timetable(OPEN, CLOSE, [])
    assert (table.rows, table.used, table.over) == ([], 0, -120)


@given(st.lists(st.integers(0, 90), max_size=30))
def test_without_fixed_times_there_is_neither_gap_nor_overlap(minutes):
    table = timetable(time(0), time(12), [Slot(each) for each in minutes])
    assert table.used == sum(minutes)
    assert table.over == sum(minutes) - 12 * 60
    assert all(row.gap == 0 for row in table.rows)
    for row, following in zip(table.rows, table.rows[1:], strict=False):
        assert row.ends == following.starts
