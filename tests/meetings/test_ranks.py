"""Ranks under any use: in order, without ties, of bounded length."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from meetings import ranks


class Shuffled(RuleBasedStateMachine):
    """Somebody adds, moves and takes out rows, anywhere."""

    def __init__(self):
        super().__init__()
        self.ranks: list[str] = []

    def _put(self, place: float) -> None:
        at = round(place * len(self.ranks))
        before = self.ranks[at - 1] if at else None
        after = self.ranks[at] if at < len(self.ranks) else None
        self.ranks.insert(at, ranks.between(before, after))

    @rule(place=st.floats(0, 1))
    def add(self, place):
        self._put(place)

    @rule(fro=st.floats(0, 1), to=st.floats(0, 1))
    def move(self, fro, to):
        if self.ranks:
            del self.ranks[round(fro * (len(self.ranks) - 1))]
            self._put(to)

    @rule(turns=st.integers(1, 40), place=st.floats(0, 1))
    def add_many_at_one_place(self, turns, place):
        for _ in range(turns):
            self._put(place)

    @invariant()
    def they_stand_in_order_without_ties(self):
        assert self.ranks == sorted(set(self.ranks))

    @invariant()
    def they_are_made_of_plain_characters_and_leave_room(self):
        assert all(re.fullmatch(r"[0-9a-z]*[1-9a-z]", rank) for rank in self.ranks)


TestShuffled = Shuffled.TestCase


@given(st.text("0123456789abcxyz", max_size=6), st.text("0123456789abcxyz", max_size=6))
def test_there_is_always_one_between(one, other):
    low, high = sorted((f"{one}7", f"{other}8"))
    assert low < ranks.between(low, high) < high


@given(st.text("0az", max_size=6).map(lambda words: f"{words}1"))
def test_there_is_always_one_at_each_end(rank):
    assert ranks.between(None, rank) < rank < ranks.between(rank, None)


@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "a")])
def test_what_is_not_in_order_is_refused(before, after):
    with pytest.raises(ValueError, match="Nothing stands between"):
        ranks.between(before, after)


def test_adding_at_the_end_or_the_start_never_makes_ranks_longer():
    last = first = ranks.after(None)
    for _ in range(5_000):
        last, first = ranks.after(last), ranks.between(None, first)
    assert len(last) == len(first) == 6


def test_ranks_at_the_very_ends_grow_and_stay_in_order():
    assert ranks.after("zzzzzi") > "zzzzzi"
    assert ranks.between(None, "00001i") < "00001i"


def typed_on(number, after):
    """Rows typed one after the other between two that stand."""
    first, following = ranks.spread(2)
    made = [first]
    for _ in range(number):
        low, high = (made[-1], following) if after else (first, made[-1] if made[1:] else following)
        made.append(ranks.between(low, high))
    return made


def test_three_hundred_rows_typed_on_downwards_stay_short():
    assert max(map(len, typed_on(300, after=True))) == 6
    assert not ranks.is_crowded(typed_on(450, after=True)[-1])


def test_rows_typed_upwards_make_a_list_crowded_after_a_long_while():
    made = typed_on(400, after=False)
    lengths = [len(rank) for rank in made]
    first = next(place for place, rank in enumerate(made) if ranks.is_crowded(rank))
    assert first > 150
    assert max(lengths) < 120


@pytest.mark.parametrize("number", [0, 1, 2, 400, 46_654])
def test_spread_gives_so_many_in_order(number):
    made = ranks.spread(number)
    assert len(made) == number
    assert made == sorted(set(made))
    assert not any(ranks.is_crowded(rank) for rank in made)


def test_spread_refuses_what_no_list_holds():
    with pytest.raises(ValueError, match="46655 rows"):
        ranks.spread(46_655)
