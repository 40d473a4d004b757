"""What a page's content does, read without running it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.press.content import mark_decoration, scan


@pytest.mark.parametrize(
    ("data", "unopened", "unclosed"),
    [
        (b"", 0, 0),
        (b"q Q q Q", 0, 0),
        (b"q q Q", 0, 1),
        (b"Q Q q", 2, 1),
        (b"(q Q q) Tj (a \\) q) Tj (n (q) q) Tj", 0, 0),
        (b"% q q q\nq Q", 0, 0),
        (b"/q /Q gs q", 0, 1),
        (b"BI /W 1 ID q q q EI Q", 1, 0),
        (b"<7120> Tj [(q)-2(Q)] TJ", 0, 0),
    ],
)
def test_how_the_graphics_state_is_left(data, unopened, unclosed):
    found = scan(data)
    assert (found.unopened, found.unclosed) == (unopened, unclosed)


@pytest.mark.parametrize(
    ("data", "balanced", "open_marks"),
    [
        (b"/P <</MCID 0>> BDC (x) Tj EMC", True, 0),
        (b"/Artifact BMC EMC", True, 0),
        (b"/P BMC", False, 1),
        (b"EMC /P BMC", False, 1),
        (b"EMC", False, 0),
    ],
)
def test_whether_marks_are_in_order(data, balanced, open_marks):
    found = scan(data)
    assert (found.balanced, found.open_marks) == (balanced, open_marks)


@pytest.mark.parametrize(
    ("data", "text", "paint"),
    [
        (b"(x) Tj", True, False),
        (b"0 0 9 9 re f", False, False),
        (b"/Sh0 sh", False, True),
        (b"/X0 Do", False, True),
        (b"BI /W 1 ID x EI", False, True),
        (b"/P <</MCID 0>> BDC (x) Tj f EMC", False, False),
        (b"/Artifact BMC f EMC", False, False),
        (b"/OC /L0 BDC (x) Tj EMC", True, False),
        (b"/P <</MCID 0>> BDC /OC /L0 BDC (x) Tj EMC EMC /X0 Do", False, True),
        (b"0 0 9 9 re W n", False, False),
    ],
)
def test_what_stands_outside_all_marks(data, text, paint):
    found = scan(data)
    assert (found.loose_text, found.loose_paint) == (text, paint)


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        (b"1 w 0 0 9 9 re f", b"1 w| 0 0 9 9 re f|"),
        (b"q 0 0 m 9 9 l S Q", b"q| 0 0 m 9 9 l S| Q"),
        (b"0 0 9 9 re W n (x) Tj", b"0 0 9 9 re W n (x) Tj"),
        (b"0 0 9 9 re W f", b"|0 0 9 9 re W f|"),
        (b"/P BMC 0 0 9 9 re f EMC", b"/P BMC 0 0 9 9 re f EMC"),
        (b"0 0 1 1 re 2 2 1 1 re f* 3 3 m s", b"|0 0 1 1 re 2 2 1 1 re f*|| 3 3 m s|"),
    ],
)
def test_lines_outside_all_marks_become_decoration(data, marked):
    made = mark_decoration(data, scan(data).lines)
    assert made.replace(b" /Artifact BMC ", b"|").replace(b" EMC ", b"|") == marked
    assert scan(made).lines == ()


@pytest.mark.parametrize(
    "data", [b"BI " * 60_000, b"(" * 60_000, b"(a" * 60_000, b"<<a" * 60_000, b"\\(" * 60_000]
)
def test_hostile_contents_take_no_longer_than_others(data):
    start = time.process_time()
    scan(data)
    assert time.process_time() - start < 3


@given(st.binary(max_size=2_000))
def test_any_bytes_can_be_read(data):
    found = scan(data)
    assert found.unopened >= 0 and found.unclosed >= 0
