"""Letters of enclosures once some were released."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.outline import frozen_letters


@pytest.mark.parametrize(
    ("frozen", "suffix", "letters"),
    [
        (["", "", ""], True, ["A", "B", "C"]),
        (["A", "", "B"], True, ["A", "A1", "B"]),
        (["A", "", "", "B"], True, ["A", "A1", "A2", "B"]),
        (["A", "", "A1", "B"], True, ["A", "A2", "A1", "B"]),
        (["A", "B", ""], True, ["A", "B", "C"]),
        (["", "A"], True, ["B", "A"]),
        (["A", "", "B"], False, ["A", "C", "B"]),
        (["B", "A", ""], True, ["B", "A", "C"]),
    ],
)
def test_released_letters_stay(frozen, suffix, letters):
    assert frozen_letters(frozen, ["1."] * len(frozen), suffix=suffix) == letters


def test_a_letter_of_a_paper_that_is_gone_does_not_come_back():
    assert frozen_letters(["A", ""], ["1.", "2."], used={"B"}) == ["A", "C"]


def test_a_board_that_letters_by_item_goes_on_within_the_item():
    assert frozen_letters(["2a", "", "3a"], ["2.", "2.", "3."], "by-item") == ["2a", "2b", "3a"]


@given(
    st.lists(st.sampled_from(["", "A", "B", "C", "D1"]), max_size=12).filter(
        lambda given: len([x for x in given if x]) == len({x for x in given if x})
    ),
    st.booleans(),
)
def test_no_letter_twice_and_none_taken_away(frozen, suffix):
    letters = frozen_letters(frozen, ["1."] * len(frozen), suffix=suffix)
    assert len(set(letters)) == len(letters)
    assert all(new == old for old, new in zip(frozen, letters, strict=True) if old)
