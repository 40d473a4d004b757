"""What speaks against a day."""

from datetime import date

import pytest

from icsgov.boards.rules import Days, Rules
from meetings.notice import day_warnings, notice_words

MONDAY = date(2023, 7, 24)


@pytest.mark.parametrize(
    ("today", "rule", "gives"),
    [
        (date(2023, 7, 14), Days(5), None),
        (date(2023, 7, 17), Days(5), 4),
        (date(2023, 7, 24), Days(5), 0),
        (date(2023, 7, 18), Days(5, working=False), None),
        (date(2023, 7, 19), Days(5, working=False), 4),
    ],
)
def test_notice_is_late_once_its_last_day_has_passed(today, rule, gives):
    words = notice_words(MONDAY, today, rule)
    assert words == "" if gives is None else words.endswith(f"Publishing today gives {gives}.")


def test_the_words_name_the_rule_and_the_last_day():
    words = notice_words(MONDAY, date(2023, 7, 20), Days(5))
    assert "5 clear working days" in words
    assert "14 July 2023" in words
    assert "1 clear day of" in notice_words(MONDAY, MONDAY, Days(1, working=False))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 25), ["bank holiday: Christmas Day"]),
        (date(2023, 9, 16), ["is a Saturday"]),
        (date(2023, 7, 3), ["is in the past"]),
        (date(2023, 7, 12), ["clear working days"]),
        (date(2024, 6, 12), ["pre-election period for the general election"]),
        (date(2023, 9, 18), []),
    ],
)
def test_what_is_said_of_a_day(day, expected):
    said = list(day_warnings(day, date(2023, 7, 10), Rules()))
    assert len(said) == len(expected)
    assert all(words in sentence for words, sentence in zip(expected, said, strict=True))
