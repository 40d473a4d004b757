"""Page numbers: what readers have seen never changes, and no number is given twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.record.pagination import last_number, page_labels

NAMES = st.lists(st.integers(0, 60).map(str), unique=True, max_size=40)


def place(label: str) -> tuple[int, int, str]:
    """Where a label stands by itself: 35, 35A, 35B … 35Z, 35AA, 35BB, 36."""
    number, letters = re.fullmatch(r"(\d+)([A-Z]*)", label).groups()
    return int(number), len(letters), letters


def test_a_first_pack_counts_from_one():
    assert page_labels(list("abc")) == ["1", "2", "3"]


def test_pages_put_in_get_letters_and_pages_at_the_end_count_on():
    before = dict(zip("abc", ["1", "2", "3"], strict=True))
    assert page_labels(list("axybcz"), before) == ["1", "1A", "1B", "2", "3", "4"]


def test_a_board_may_renumber():
    before = dict(zip("abc", ["1", "2", "3"], strict=True))
    assert page_labels(list("axbc"), before, late="renumber") == ["1", "2", "3", "4"]


def test_a_number_that_is_gone_does_not_come_back():
    assert page_labels(list("acx"), {"a": "1", "c": "3"}, ["1", "2", "3", "4"]) == ["1", "3", "5"]


def test_pages_put_in_later_do_not_take_the_letters_of_earlier_ones():
    before = {"a": "35", "b": "35A", "c": "36"}
    assert page_labels(list("axbc"), before) == ["35", "35B", "35A", "36"]


def test_after_z_come_two_letters():
    pages = ["a", *(f"x{number}" for number in range(28)), "b"]
    assert page_labels(pages, {"a": "35", "b": "36"})[-4:] == ["35Z", "35AA", "35BB", "36"]


def test_the_last_number_leaves_letters_out():
    assert last_number(["1", "1A", "2", "2A"]) == "2"
    assert last_number([]) == "0"


@given(NAMES)
def test_a_pack_from_nothing_is_one_to_n(pages):
    labels = page_labels(pages)
    assert labels == [str(number) for number in range(1, len(pages) + 1)]


@given(st.lists(NAMES, min_size=2, max_size=5))
def test_through_any_number_of_releases(releases):
    """Kept pages keep their label, none is shared, none comes back for another page."""
    earlier: dict[str, str] = {}
    owner: dict[str, str] = {}
    for pages in releases:
        started = any(name in earlier for name in pages)
        labels = page_labels(pages, earlier, owner)
        now = dict(zip(pages, labels, strict=True))
        assert len(set(labels)) == len(labels)
        if started:
            assert all(now[name] == earlier[name] for name in pages if name in earlier)
            new = {label: name for name, label in now.items() if name not in earlier}
            assert not new.keys() & owner.keys()
            owner |= new
        else:
            owner = {label: name for name, label in now.items()}
        earlier = now


@given(NAMES, st.data())
def test_the_first_late_papers_stand_in_order(pages, data):
    kept = data.draw(st.lists(st.sampled_from(pages), unique=True)) if pages else []
    kept = [name for name in pages if name in kept or name == pages[0]]
    labels = page_labels(pages, dict(zip(kept, page_labels(kept), strict=True)))
    assert sorted(labels, key=place) == labels


@pytest.mark.parametrize("late", ["suffix", "renumber"])
def test_nothing_has_no_numbers(late):
    assert page_labels([], {"a": "1"}, late=late) == []
