"""Notes find their words again: whatever was changed around them, none is lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.anchoring import Anchor, Place, context, find, squeeze

WORD = st.text("abcdefghij–’é", min_size=1, max_size=8)
PARAGRAPH = st.lists(WORD, min_size=3, max_size=14).map(" ".join)
PAPER = st.lists(PARAGRAPH, min_size=2, max_size=8)
BOARD = (
    "The board agreed that beds in Lewisham would open by October. Winter funding of £4m "
    "was released to the boroughs. The board asked for a report on vaccination in January."
)


@st.composite
def edited(draw):
    """A paper with a marked passage, and the paper with everything else changed at will."""
    before, after, new = draw(PAPER), draw(PAPER), draw(PAPER)
    quote = draw(PARAGRAPH)
    old = "\n".join([*before, quote, *after])
    space = draw(st.sampled_from([" ", "\n", "  ", "\u00a0"]))
    moved = draw(st.permutations([*new, *after, quote.replace(" ", space)]))
    return quote, old, "\n".join(moved)


def anchored(quote, text):
    place = find(Anchor(quote), squeeze(text).text)
    prefix, suffix = context(squeeze(text).text, place)
    return Anchor(quote, prefix, suffix, place.start)


@given(edited())
def test_a_quote_that_still_stands_is_found(case):
    quote, old, new = case
    text = squeeze(new)
    place = find(anchored(quote, old), text.text)
    assert place is not None
    assert place.exact
    start, end = text.origin(place)
    assert squeeze(new[start:end]).text == squeeze(quote).text


def test_a_quote_that_still_stands_is_found_ten_thousand_times(soak):
    settings(max_examples=10_000 if soak else 200, deadline=None)(
        test_a_quote_that_still_stands_is_found
    )()


@given(PAPER, st.text("klmnopqrst ", min_size=12, max_size=60).filter(str.strip))
def test_a_quote_of_other_letters_is_gone(paper, quote):
    assert find(Anchor(quote), squeeze(" ".join(paper)).text) is None


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_asked_the_answer_is_a_place_in_the_text_or_none(quote, prefix, suffix, text):
    squeezed = squeeze(text)
    place = find(Anchor(quote, prefix, suffix, 3), squeezed.text)
    if place is not None:
        start, end = squeezed.origin(place)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (BOARD.replace("October", "November"), "beds in Lewisham would open by"),
        (BOARD.replace("beds in", "beds for all of"), "Lewisham would open by October"),
        (BOARD.replace("would open", "will open"), "beds in Lewisham w"),
        ("A new opening. " + BOARD.lower(), "eds in"),
    ],
)
def test_a_passage_that_was_edited_is_found_where_it_is_now(now, found):
    quote = "beds in Lewisham would open by October"
    text = squeeze(now)
    place = find(anchored(quote, BOARD), text.text)
    assert place is not None
    assert not place.exact
    start, end = text.origin(place)
    assert found in now[start:end]
    assert abs(end - start - len(quote)) < 12


def test_of_two_the_one_with_the_same_neighbours_is_meant():
    old = "Item one. The plan is noted. Item two. The plan is noted. Item three."
    second = old.rindex("The plan")
    start = len(squeeze(old[:second]).text)
    text = squeeze(old).text
    prefix, suffix = context(text, Place(start, start + len("Theplanisnoted.")))
    new = "Foreword. Item two. The plan is noted. Item three. Item one. The plan is noted."
    squeezed = squeeze(new)
    place = find(Anchor("The plan is noted.", prefix, suffix, start), squeezed.text)
    assert squeezed.origin(place)[0] == new.index("The plan")


def test_of_two_that_are_alike_the_nearer_one_is_meant():
    text = squeeze("noted " * 50).text
    place = find(Anchor("noted", start=len("noted") * 30), text)
    assert place.start == len("noted") * 30


def test_pages_of_pdf_part_their_words_differently():
    page = squeeze("The of\ufb01ce of the Inte-\u00adgrated “Care” Board")
    place = find(Anchor('office of the Inte-grated "Care" Board'), page.text)
    assert place == Place(3, len(page.text))


def test_a_quote_that_is_gone_is_said_soon_also_in_a_long_paper():
    text = squeeze(BOARD * 1_500).text
    started = time.perf_counter()
    assert find(Anchor("Quite another sentence, on parking at the hospital, " * 10), text) is None
    assert time.perf_counter() - started < 3
