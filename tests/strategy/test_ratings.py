"""Ratings: how old, how quiet; and never colour alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from icsgov.nhsuk.shapes import SHAPES
from strategy.ratings import RATINGS, Quiet, quarters, quiet, stale

DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
TODAY = date(2023, 3, 31)


def test_every_rating_has_a_letter_words_and_a_shape_of_its_own():
    assert "".join(RATINGS) == "RAGC"
    shapes = {SHAPES[rating.shape] for rating in RATINGS.values()}
    assert len(shapes) == len(RATINGS)


def test_two_quarters_without_an_update_are_stale():
    assert stale(date(2022, 10, 1), TODAY) == ""
    assert stale(date(2022, 9, 30), TODAY) == "No update for 2 quarters"
    assert stale(None, TODAY) == "Never assessed"


@given(DAYS, DAYS)
def test_quarters_are_never_negative_and_grow(earlier, later):
    assert quarters(earlier, later) >= 0
    assert quarters(earlier, later + timedelta(days=93)) >= quarters(earlier, later)


def test_a_year_of_green_is_noted_with_its_first_day():
    green = [(date(2022, 3, 1), "G"), (date(2022, 12, 1), "C")]
    assert quiet([green, [(date(2021, 1, 1), "G")]], TODAY) == Quiet(date(2022, 3, 1))


def test_one_amber_or_one_gap_ends_the_quiet():
    green = [(date(2021, 3, 1), "G")]
    assert quiet([green, [*green, (date(2022, 3, 1), "A")]], TODAY) is None
    assert quiet([green, []], TODAY) is None
    assert quiet([], TODAY) is None
    assert quiet([[(date(2022, 6, 1), "G")]], TODAY) is None


@given(st.lists(st.tuples(DAYS, st.sampled_from("RAGC")), min_size=1))
def test_quiet_never_begins_before_the_last_red_or_amber(history):
    found = quiet([history], date(2027, 1, 1))
    loud = [on for on, letter in history if letter in "RA"]
    if found and loud:
        assert found.since >= max(loud)
