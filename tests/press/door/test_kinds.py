"""A file's kind is what its bytes say."""

import pytest

from icsgov.press.kinds import Kind, by_name, sniff
from tests.press.door import good


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (good.saved(good.pdf(1)), Kind.PDF),
        (b"\xef\xbb\xbf\r\n" + good.saved(good.pdf(1)), Kind.PDF),
        (good.docx_bytes(1), Kind.ZIP),
        (good.png(), Kind.PNG),
        (good.jpeg(), Kind.JPEG),
        (b"", Kind.EMPTY),
        ("Agenda – 3 May".encode(), Kind.TEXT),
        ("<?xml version='1.0'?><a/>".encode("utf-16"), Kind.XML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Kind.HTML),
        (b"\x78\x9f\x3e\x22" + bytes(99), Kind.OUTLOOK_RICH),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", Kind.CALENDAR),
        (bytes(range(256)), Kind.UNKNOWN),
    ],
)
def test_kind_by_content(data, kind, tmp_path):
    path = tmp_path / "file.docx"
    path.write_bytes(data)
    assert sniff(path) is kind


def test_kind_by_name():
    assert by_name("Paper 3.v2.PDF") is Kind.PDF
    assert by_name("scan.jpeg") is Kind.JPEG
    assert by_name("paper.odt") is None
    assert by_name("README") is None
