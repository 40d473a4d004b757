"""Against the days that the government published, and against the law's own examples."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import dates

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2011, 1, 1), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("year", "day"),
    [(2011, "04-24"), (2016, "03-27"), (2019, "04-21"), (2023, "04-09"), (2024, "03-31")]
    + [(2025, "04-20"), (2038, "04-25"), (2049, "04-18"), (2076, "04-19"), (2100, "03-28")],
)
def test_easter(year, day):
    assert dates.easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"),
        (2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    ],
)
def test_bank_holidays_are_those_published(year, days):
    expected = [date.fromisoformat(f"{year}-{day}") for day in days.split()]
    assert list(dates.bank_holidays(year)) == expected


def test_substitute_days_say_so():
    assert dates.bank_holidays(2022)[date(2022, 12, 26)] == "Boxing Day"
    assert dates.bank_holidays(2022)[date(2022, 12, 27)] == "Christmas Day (substitute day)"
    assert dates.bank_holidays(2021)[date(2021, 12, 27)] == "Christmas Day (substitute day)"
    assert dates.bank_holidays(2021)[date(2021, 12, 28)] == "Boxing Day (substitute day)"


@pytest.mark.parametrize("year", range(2010, 2101))
def test_every_year_has_eight_or_more_and_all_on_weekdays(year):
    holidays = dates.bank_holidays(year)
    assert len(holidays) >= 8
    assert all(day.weekday() < 5 for day in holidays)


@pytest.mark.parametrize("year", [2009, 2101])
def test_years_that_nobody_knows_are_refused(year):
    with pytest.raises(ValueError, match=str(year)):
        dates.bank_holidays(year)


def test_neither_the_day_of_notice_nor_of_the_meeting_counts():
    friday, friday_after = date(2023, 7, 14), date(2023, 7, 21)
    assert dates.clear_days(friday, friday_after, working=False) == 6
    assert dates.clear_days(friday, friday_after, working=True) == 4
    assert dates.clear_days(friday, friday, working=False) == 0
    assert dates.clear_days(friday_after, friday, working=False) == 0


def test_notice_before_an_easter_meeting_starts_earlier():
    # Good Friday and Easter Monday 2023 were 7 and 10 April.
    assert dates.notice_by(date(2023, 4, 13), 5, working=True) == date(2023, 4, 3)
    assert dates.notice_by(date(2023, 4, 13), 3, working=False) == date(2023, 4, 9)


@given(meeting=DAYS, days=st.integers(0, 40), working=st.booleans())
def test_notice_is_given_on_the_last_day_that_is_early_enough(meeting, days, working):
    last = dates.notice_by(meeting, days, working)
    assert dates.clear_days(last, meeting, working) >= days
    later = last + timedelta(days=1)
    if working:
        assert dates.is_working_day(last)
        later = dates.next_working_day(later)
    assert later >= meeting or dates.clear_days(later, meeting, working) < days


def test_papers_are_due_so_many_working_days_before():
    assert dates.due(date(2023, 7, 24), 10) == date(2023, 7, 10)
    assert dates.due(date(2023, 5, 10), 5) == date(2023, 5, 2)
    assert dates.due(date(2023, 7, 24), 0) == date(2023, 7, 24)


@pytest.mark.parametrize(
    ("poll", "notice"),
    [("2017-05-04", "2017-03-27"), ("2022-05-05", "2022-03-28"), ("2025-05-01", "2025-03-25")],
)
def test_notice_of_election_is_as_it_was(poll, notice):
    assert dates.notice_of_election_by(date.fromisoformat(poll)) == date.fromisoformat(notice)


def test_pre_election_periods_include_both_ends():
    general = dates.pre_election(date(2024, 5, 25))
    assert general
    assert general.what == "general election"
    assert dates.pre_election(date(2024, 7, 4)) == general
    assert dates.pre_election(date(2024, 5, 24)) is None
    assert dates.pre_election(date(2024, 7, 5)) is None
    local = dates.pre_election(date(2023, 4, 25))
    assert local == dates.PreElection(date(2023, 3, 27), date(2023, 5, 4), "local elections")
    assert dates.pre_election(date(2020, 5, 1)) is None


def test_a_board_may_know_of_more_elections():
    mayor = dates.PreElection(date(2027, 9, 1), date(2027, 10, 7), "election of a mayor")
    assert dates.pre_election(date(2027, 9, 30)) is None
    assert dates.pre_election(date(2027, 9, 30), [mayor]) == mayor


def test_monthly_means_the_same_nth_weekday():
    days = dates.occurrences(date(2023, 1, 19), date(2023, 4, 30), months=1)
    assert [each.day for each in days] == [date(2023, m, d) for m, d in ((1, 19), (2, 16))] + [
        date(2023, 3, 16),
        date(2023, 4, 20),
    ]


def test_quarterly_over_the_end_of_a_year():
    days = dates.occurrences(date(2023, 7, 24), date(2024, 4, 30), months=3)
    assert [f"{each.day}" for each in days] == [
        "2023-07-24",
        "2023-10-23",
        "2024-01-22",
        "2024-04-22",
    ]


def test_a_fifth_weekday_stands_for_the_last():
    days = dates.occurrences(date(2023, 8, 31), date(2023, 11, 1), months=1)
    assert [f"{each.day}" for each in days] == ["2023-08-31", "2023-09-28", "2023-10-26"]


def test_a_bank_holiday_is_flagged_and_not_moved():
    (first, second) = dates.occurrences(date(2023, 4, 17), date(2023, 5, 1), weeks=2)
    assert first == dates.Occurrence(date(2023, 4, 17))
    assert second == dates.Occurrence(
        date(2023, 5, 1), "Early May bank holiday", instead=date(2023, 5, 2)
    )


@pytest.mark.parametrize("every", [{}, {"weeks": 1, "months": 1}, {"weeks": -1}, {"months": -3}])
def test_a_series_needs_one_step(every):
    with pytest.raises(ValueError, match="every so many"):
        dates.occurrences(date(2023, 1, 1), date(2023, 2, 1), **every)


def test_a_local_time_in_summer_is_an_hour_earlier_in_utc():
    instant = dates.local_instant(date(2023, 7, 24), time(15), LONDON)
    assert instant == datetime(2023, 7, 24, 14, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused():
    answer = dates.local_instant(date(2023, 3, 26), time(1, 30), LONDON)
    assert answer == dates.NoSuchTime(date(2023, 3, 26), time(1, 30), instead=time(2, 30))


def test_a_time_that_comes_twice_is_asked():
    answer = dates.local_instant(date(2023, 10, 29), time(1, 30), LONDON)
    first, second = (datetime(2023, 10, 29, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert answer == dates.TwiceThatTime(date(2023, 10, 29), time(1, 30), first, second)


@given(day=DAYS, hour=st.integers(3, 23), minute=st.integers(0, 59))
def test_daytime_is_always_one_instant_and_reads_back(day, hour, minute):
    instant = dates.local_instant(day, time(hour, minute), LONDON)
    assert isinstance(instant, datetime)
    assert instant.astimezone(LONDON).replace(tzinfo=None) == datetime(
        day.year, day.month, day.day, hour, minute
    )
