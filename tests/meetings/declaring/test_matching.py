"""When a declared interest is asked about, and when it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.declaring.matching import match, words_of

names = st.text(st.sampled_from("abcdeé ’-&XYZ"), min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("organisation", "words", "line", "found"),
    [
        (
            "Bromley Healthcare CIC",
            "Chair",
            "Contract with Bromley Healthcare",
            "Bromley Healthcare CIC",
        ),
        ("Acme Ltd", "Shareholder", "Procurement: ACME", "Acme Ltd"),
        (
            "South London and Maudsley NHS Foundation Trust",
            "Chair",
            "South London and Maudsley: quality report",
            "South London and Maudsley NHS Foundation Trust",
        ),
        ("SLAM", "Governor", "Update from SLAM", "SLAM"),
        (
            "",
            "My sister runs a dialysis clinic in Lewisham",
            "Dialysis beds in Lewisham",
            "dialysis, lewisham",
        ),
        (
            "King’s Health Partners",
            "Director",
            "King's Health Partners update",
            "King’s Health Partners",
        ),
    ],
)
def test_an_item_is_matched(organisation, words, line, found):
    assert match(organisation, words, ["Welcome", line]).words == found
    assert match(organisation, words, ["Welcome", line]).line == line


@pytest.mark.parametrize(
    ("organisation", "words", "line"),
    [
        ("Bromley Healthcare CIC", "Chair", "Primary care in Bexley"),
        ("NHS Foundation Trust", "Director", "NHS trusts and the voluntary sector"),
        ("Acme Ltd", "Shareholder", "Acmeville hospital"),
        ("SLAM", "Governor", "They slam doors"),
        ("", "Member of the council", "Report of the council’s members"),
        ("", "Dialysis", "Dialysis beds"),
        ("", "", "Anything"),
    ],
)
def test_what_stands_in_every_title_is_no_match(organisation, words, line):
    assert match(organisation, words, [line]) is None


@given(names, st.text(max_size=30))
def test_a_name_always_matches_a_line_that_says_it(name, around):
    found = match(name, "", [f"{around} {name} {around}"])
    assert (found is not None) == bool(words_of(name))


@given(names, st.text(max_size=60), st.lists(st.text(max_size=40), max_size=5))
def test_case_changes_nothing_and_the_line_is_one_of_those_given(name, words, lines):
    found = match(name.lower(), words, lines)
    again = match(name.lower(), words.swapcase(), lines)
    assert found is None or found.line in lines
    if "ß" not in words and all(each.swapcase().casefold() == each.casefold() for each in words):
        assert (found is None) == (again is None)
