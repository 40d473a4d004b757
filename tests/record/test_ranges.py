"""Ranges of bytes: one range is served, nonsense gets the whole file, the impossible 416."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.record.ranges import OutOfRange, Span, span_of


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=0-9", Span(0, 9)),
        ("bytes=90-", Span(90, 99)),
        ("bytes=-5", Span(95, 99)),
        ("bytes=-500", Span(0, 99)),
        ("bytes=50-5000", Span(50, 99)),
        ("bytes= 1 - 2", Span(1, 2)),
    ],
)
def test_one_range(header, span):
    assert span_of(header, 100) == span


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=9-1", "bytes=0-1,5-6", "pages=1-2", "bytes=a-b"]
)
def test_the_whole_file_for_what_is_no_single_range(header):
    assert span_of(header, 100) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 9), ("bytes=0-", 0)]
)
def test_bytes_that_are_not_there(header, size):
    with pytest.raises(OutOfRange):
        span_of(header, size)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_lies_within_the_file(size, first, last):
    try:
        span = span_of(f"bytes={first}-{last}", size)
    except OutOfRange:
        assert first >= size
    else:
        assert span is None or 0 <= span.first <= span.last < size
        assert (span is None) == (last < first)


@given(st.text(max_size=40))
def test_any_header_is_answered(header):
    try:
        span = span_of(header, 1000)
    except OutOfRange:
        return
    assert span is None or span.length > 0
