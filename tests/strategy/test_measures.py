"""Figures, targets and verdicts: the words of a target decide."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.measures import Aim, aim, amount, contradictions, due, figure, judge

VALUES = st.decimals(min_value=0, max_value=100_000, places=2)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("31.5%", "31.5"),
        ("about 1,300 each year", "1300"),
        ("£4.5bn", "4.5"),
        ("138 in 100,000", "138"),
        ("1,234,567", "1234567"),
    ],
)
def test_the_first_number_is_the_figure(words, number):
    assert figure(words) == Decimal(number)


def test_words_without_a_number_have_no_figure():
    assert figure("not stated") is None
    assert aim("as soon as possible by March 2021") is None


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("at least 32%", "at least"),
        ("32% or more", "at least"),
        ("no fewer than 4", "at least"),
        ("meet, or exceed 80%", "at least"),
        ("at most 5%", "at most"),
        ("no more than 18 weeks", "at most"),
        ("4 or fewer", "at most"),
        ("fewer than 10", "fewer than"),
        ("less than 5%", "fewer than"),
        ("more than 10", "more than"),
        ("exactly 6", "exactly"),
        ("reduce deaths by 25", "down by"),
        ("increase uptake by 5 points", "up by"),
    ],
)
def test_the_words_decide_the_rule(words, rule):
    found = aim(words)
    assert found is not None and found.rule == rule


def test_a_day_is_not_an_amount():
    assert aim("100% by March 2021", "higher") == Aim("at least", Decimal(100))
    assert due("100% by March 2021") == date(2021, 3, 31)
    assert due("by 2030") == date(2030, 12, 31)
    assert due("by 29 February 2024") == date(2024, 2, 29)
    assert due("by 31 June 2024") is None
    assert due("at least 32%") is None


def test_without_a_word_the_better_direction_decides():
    assert [aim("80%", better).rule for better in ("higher", "lower", "")] == [
        "at least",
        "at most",
        "exactly",
    ]


def test_a_value_that_is_stated_wins_over_the_words():
    assert aim("at least a third", "", Decimal("33.3")) == Aim("at least", Decimal("33.3"))


def test_nearly_is_not_met():
    target = aim("at least 32%")
    verdict = judge(Decimal("31.5"), target, "%")
    assert (verdict.met, verdict.gap, verdict.words) == (
        False,
        Decimal("0.5"),
        "not met, by 0.5 points",
    )


@pytest.mark.parametrize(
    ("value", "words", "unit", "said"),
    [
        ("32", "at least 32%", "%", "met, exactly"),
        ("33", "at least 32%", "%", "met, by 1 point"),
        ("10", "fewer than 10", "days", "not met: it stands at the figure itself"),
        ("9", "fewer than 10", "days", "met, by 1 days"),
        ("20", "at most 18 weeks", "weeks", "not met, by 2 weeks"),
        ("150", "at most 100", "£", "not met, by £50"),
    ],
)
def test_verdicts_in_words(value, words, unit, said):
    assert judge(Decimal(value), aim(words), unit).words == said


def test_a_change_counts_from_the_baseline():
    target = aim("reduce by 10")
    assert judge(Decimal(85), target, "", Decimal(100)).met
    assert not judge(Decimal(95), target, "", Decimal(100)).met
    assert judge(Decimal(85), target) is None


@given(VALUES, VALUES)
def test_at_least_and_fewer_than_are_opposites(value, level):
    least = judge(value, Aim("at least", level))
    fewer = judge(value, Aim("fewer than", level))
    assert least.met != fewer.met
    assert least.gap == fewer.gap == abs(value - level)


@given(VALUES, VALUES)
def test_both_bounds_are_met_by_the_figure_alone(value, level):
    both = judge(value, Aim("at least", level)).met and judge(value, Aim("at most", level)).met
    assert both == (value == level) == judge(value, Aim("exactly", level)).met


@given(st.sampled_from(["at least", "at most", "more than", "fewer than"]), VALUES)
def test_a_target_reads_back_what_it_says(rule, value):
    assert aim(f"{rule} {value}%") == Aim(rule, value)


@given(VALUES)
def test_an_amount_is_never_in_powers_of_ten(value):
    assert "E" not in amount(value, "days")


def test_contradicting_readings_stand_together_with_their_sources():
    rows = [
        (("2018-19", ""), Decimal("31.5"), "bulletin"),
        (("2018-19", ""), Decimal("31.9"), "board paper"),
        (("2017-18", ""), Decimal("27"), "bulletin"),
        (("2018-19", "Bromley"), Decimal("40"), "bulletin"),
    ]
    assert contradictions(rows) == [["bulletin", "board paper"]]
    assert contradictions(rows[:1] * 2) == []
