"""The number printed on a page is one that runs on with its neighbours'."""

import pytest

from icsgov.press.inside.pages import NUMBER, printed_numbers


@pytest.mark.parametrize(
    ("edges", "numbers"),
    [
        ([{1}, {2}, {3}], ["1", "2", "3"]),
        ([set(), {2024, 1}, {2024, 2}, {2024, 3}], [None, "1", "2", "3"]),
        ([{10}, {11}, {12}, {1}, {2}], ["10", "11", "12", "1", "2"]),
        ([{3}, set(), {5}], ["3", None, "5"]),
        ([{7}], [None]),
        ([{5}, {5}, {5}], [None, None, None]),
        ([{0}, {1}], [None, "1"]),
        ([{1, 20}, {2, 21}, {3}], ["1", "2", "3"]),
        ([], []),
    ],
)
def test_printed_numbers(edges, numbers):
    assert printed_numbers(edges) == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Page 3 of 20", ["3", "20"]),
        ("ICB Board 7", ["7"]),
        ("3 May 2024", ["3", "2024"]),
        ("£12 1.5 12% 3/4 10:30 01-02", []),
        ("Slide 4.", ["4"]),
    ],
)
def test_what_may_be_a_page_number(text, found):
    assert NUMBER.findall(text) == found
