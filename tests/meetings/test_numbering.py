import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import numbering
from meetings.numbering import ParagraphStyle


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_go_on_after_z(number, expected):
    assert numbering.letters(number) == expected


def test_items_count_and_rows_without_number_do_not():
    assert numbering.item_labels([0, None, 0, 0]) == ["1.", "", "2.", "3."]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("1.", ["1.", "2.", "2.1", "2.2", "2.2.1", "3."]),
        ("1", ["1", "2", "2.1", "2.2", "2.2.1", "3"]),
        ("1.0", ["1.0", "2.0", "2.1", "2.2", "2.2.1", "3.0"]),
    ],
)
def test_items_beneath_items(style, expected):
    assert numbering.item_labels([0, 0, 1, 1, 2, 0], style) == expected


def test_items_beneath_items_may_have_letters():
    labels = numbering.item_labels([0, 1, None, 1, 2, 0, 1], "1", lettered=True)
    assert labels == ["1", "1a", "", "1b", "1b.1", "2", "2a"]


def test_the_tenth_item_keeps_its_style():
    assert numbering.item_labels([0] * 10, "1.0")[-1] == "10.0"


def test_a_second_part_may_go_on_counting():
    assert numbering.item_labels([0, 1, 0], first=7) == ["7.", "7.1", "8."]


def test_a_row_that_has_lost_its_parent_moves_up():
    assert numbering.item_labels([1, 3]) == ["1.", "1.1"]


@given(st.lists(st.none() | st.integers(0, 4)), st.booleans())
def test_no_item_number_comes_twice(depths, lettered):
    labels = [label for label in numbering.item_labels(depths, lettered=lettered) if label]
    assert len(labels) == len(set(labels))


def test_enclosures_have_letters_over_the_whole_agenda():
    assert numbering.enclosure_labels(["1.", "1.", "3."]) == ["A", "B", "C"]
    assert numbering.enclosure_labels(["1."] * 28)[-2:] == ["AA", "AB"]


def test_letters_that_are_misread_can_be_left_out():
    labels = numbering.enclosure_labels(["1."] * 16, without="IO")
    assert "".join(labels) == "ABCDEFGHJKLMNPQR"


def test_enclosures_by_item():
    items = ["2.", "2.", "3a", "3a", "4.1", "5.0"]
    labels = numbering.enclosure_labels(items, "by-item")
    assert labels == ["2a", "2b", "3a.1", "3a.2", "4.1a", "5a"]


def test_paragraphs_count_while_nothing_is_released():
    assert numbering.paragraph_labels([None] * 3, "3.") == ["3.01", "3.02", "3.03"]
    assert numbering.paragraph_labels([None] * 100, "3.0")[-1] == "3.100"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (ParagraphStyle.TWO_DIGITS, ["10.01", "10.02"]),
        (ParagraphStyle.PLAIN, ["10.1", "10.2"]),
        (ParagraphStyle.RUNNING, ["1", "2"]),
    ],
)
def test_the_style_of_paragraph_numbers_is_the_boards(style, expected):
    assert numbering.paragraph_labels([None, None], "10.", style) == expected


def test_a_paragraph_put_between_released_ones_gets_a_letter():
    labels = numbering.paragraph_labels(["3.04", None, None, "3.05"], "3.")
    assert labels == ["3.04", "3.04a", "3.04b", "3.05"]


def test_one_put_before_all_released_ones():
    assert numbering.paragraph_labels([None, "3.01"], "3.") == ["3.00a", "3.01"]


def test_one_put_at_the_end_gets_the_next_number():
    assert numbering.paragraph_labels(["3.04", "3.04a", None, None], "3.")[2:] == ["3.05", "3.06"]


def test_a_letter_beside_released_letters_is_the_next_free_one():
    labels = numbering.paragraph_labels(["3.04", None, "3.04a", None, "3.05"], "3.")
    assert labels == ["3.04", "3.04b", "3.04a", "3.04c", "3.05"]


def test_labels_of_paragraphs_taken_out_are_not_given_again():
    labels = numbering.paragraph_labels(
        ["3.04", None, "3.06", None], "3.", used={"3.04a", "3.07", "9.99"}
    )
    assert labels == ["3.04", "3.04b", "3.06", "3.08"]


def test_what_the_source_repeats_or_leaves_out_stays_so():
    labels = numbering.paragraph_labels(["3.10", "3.10", "", None, "3.12"], "3.")
    assert labels == ["3.10", "3.10", "", "3.10a", "3.12"]


@given(
    st.lists(
        st.none() | st.sampled_from(["", "2.01", "2.02", "2.02a", "2.3", "two", "2.110"]),
        max_size=12,
    ),
    st.sampled_from(list(ParagraphStyle)),
    st.sets(st.sampled_from(["2.03", "2.02b", "7", "8a"])),
)
def test_released_labels_stay_and_new_ones_are_new(frozen, style, used):
    labels = numbering.paragraph_labels(frozen, "2.", style, used)
    kept = [label for label in frozen if label is not None]
    assert [label for label, was in zip(labels, frozen, strict=True) if was is not None] == kept
    new = [label for label, was in zip(labels, frozen, strict=True) if was is None]
    assert len(new) == len(set(new))
    assert not set(new) & (used | set(kept))


@given(st.data())
def test_numbers_stay_through_any_history_of_releases(data):
    frozen: list[str | None] = []
    for _ in range(data.draw(st.integers(1, 5))):
        for place in data.draw(st.lists(st.floats(0, 1), max_size=5)):
            frozen.insert(round(place * len(frozen)), None)
        released = numbering.paragraph_labels(frozen, "4.")
        assert len(released) == len(set(released))
        assert all(old in (None, new) for old, new in zip(frozen, released, strict=True))
        frozen = list(released)


def test_pages_put_in_have_capital_letters():
    assert numbering.inserted_pages("35", 2) == ["35A", "35B"]
    assert numbering.inserted_pages("35B", 2, used={"35A", "35B", "36"}) == ["35C", "35D"]
    assert numbering.inserted_pages("35", 27)[-1] == "35AA"
    assert numbering.inserted_pages("35", 0) == []


def test_decisions_keep_their_reference():
    assert numbering.decision_ref("ICP", "2023-04-25", 3) == "ICP/2023-04-25/D3"
    assert numbering.decision_ref("ICP", "2023-04-25", 1, part=2) == "ICP/2023-04-25/P2-D1"
    assert numbering.decision_ref("ICP", "2023-04-25-2", 1) == "ICP/2023-04-25-2/D1"


def test_initials_that_clash_take_more_of_the_name():
    people = [("AB", "Bland"), ("RD", "Douglas"), ("AB", "Brown"), ("AB", "Brook")]
    assert numbering.initials(people) == ["AB", "RD", "ABr", "ABro"]


def test_initials_of_namesakes_are_numbered():
    assert numbering.initials([("TO", "O’Fo")] * 5) == ["TO", "TOf", "TOfo", "TO2", "TO3"]


@given(st.lists(st.tuples(st.sampled_from(["A", "AB"]), st.text(max_size=4))))
def test_initials_are_never_the_same(people):
    made = numbering.initials(people)
    assert len(made) == len(set(made)) == len(people)
