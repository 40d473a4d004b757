from datetime import date

import pytest

from icsgov.boards.rules import Days
from meetings import deadlines

DUE = date(2023, 7, 10)


def test_papers_are_due_so_many_working_days_before():
    assert deadlines.papers_due(date(2023, 7, 24), Days(10)) == DUE
    # 29 May 2023 was a bank holiday.
    assert deadlines.papers_due(date(2023, 6, 1), Days(4)) == date(2023, 5, 25)


def test_or_so_many_days_where_the_rule_counts_all():
    assert deadlines.papers_due(date(2023, 7, 24), Days(10, working=False)) == date(2023, 7, 14)


@pytest.mark.parametrize(
    ("day", "which"), [(4, None), (5, 5), (6, 5), (8, 5), (9, 1), (10, 1), (11, None)]
)
def test_the_reminder_is_the_last_whose_day_has_come(day, which):
    assert deadlines.reminder(DUE, date(2023, 7, day), (5, 1)) == which


def test_a_board_may_send_none():
    assert deadlines.reminder(DUE, DUE, ()) is None
