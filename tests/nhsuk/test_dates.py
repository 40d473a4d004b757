"""Dates and times in words and back."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.nhsuk import dates

MINUTES = st.builds(datetime.time, st.integers(0, 23), st.integers(0, 59))


def test_a_date_in_words():
    day = datetime.date(2023, 7, 4)
    assert dates.date_words(day) == "4 July 2023"
    assert dates.weekday_words(day) == "Tuesday 4 July 2023"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (15, 10, "3.10pm"),
        (15, 0, "3pm"),
        (9, 5, "9.05am"),
        (12, 0, "midday"),
        (12, 30, "12.30pm"),
        (0, 0, "midnight"),
        (0, 20, "12.20am"),
    ],
)
def test_a_time_in_words(hour, minute, words):
    assert dates.time_words(datetime.time(hour, minute)) == words


@given(MINUTES)
def test_every_time_is_understood_as_it_is_written(time):
    assert dates.parse_time(dates.time_words(time)) == time
    assert dates.parse_time(f"{time:%H:%M}") == time
    assert dates.parse_time(f"{time:%H%M}") == time


@pytest.mark.parametrize("text", ["3.10 PM", "3:10 p.m.", " 15.10 ", "15h10", "1510"])
def test_times_as_people_type_them(text):
    assert dates.parse_time(text) == datetime.time(15, 10)


@pytest.mark.parametrize(
    "text", ["", "3", "25:00", "13pm", "0am", "3.60pm", "3.1pm", "soon", "15:10:11"]
)
def test_what_is_no_time(text):
    assert dates.parse_time(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_none(text):
    assert dates.parse_time(text) is None or isinstance(dates.parse_time(text), datetime.time)


@pytest.mark.parametrize("text", ["7", "07", "July", "jul", "Jul.", " JULY "])
def test_a_month_as_number_or_word(text):
    assert dates.month_number(text) == 7


@pytest.mark.parametrize("text", ["", "0", "13", "ju", "julyy", "Montag"])
def test_what_is_no_month(text):
    assert dates.month_number(text) is None
