"""The limits of an upload are held, each with its own sentence."""

from dataclasses import replace

import pytest

from icsgov.press.limits import LIMITS
from tests.press.door import good

PDF = good.saved(good.pdf(5))


@pytest.mark.parametrize(
    ("data", "tight", "code"),
    [
        (PDF, {"file_bytes": 1_000}, "too-big"),
        (PDF, {"pages": 4}, "too-many-pages"),
        (PDF, {"page_side": 800.0}, "page-too-large"),
        (PDF, {"pixels": 4_000}, "picture-too-large"),
        (PDF, {"stream_bytes": 500}, "unpacks-too-large"),
        (PDF, {"streams_bytes": 4_000}, "unpacks-too-large"),
        (good.docx_bytes(1), {"zip_bytes": 5_000}, "unpacks-too-large"),
        (good.docx_bytes(1), {"zip_entries": 5}, "unpacks-too-large"),
        (good.docx_bytes(1), {"zip_ratio": 1, "zip_ratio_from": 1}, "unpacks-too-large"),
        (good.docx_bytes(1), {"xml_elements": 50}, "too-complex"),
        (good.docx_bytes(1), {"xml_depth": 3}, "too-complex"),
        (good.png((300, 400)), {"pixels": 100_000}, "picture-too-large"),
        (good.png((9_000, 9_000), "RGBA"), {"memory_bytes": 400_000_000}, "too-heavy"),
        (good.docx_bytes(1), {"seconds": 0.4}, "too-slow"),
    ],
)
def test_a_limit(data, tight, code, receive):
    received = receive(data, limits=replace(LIMITS, **tight))
    assert [reason.code for reason in received.verdict.reasons if reason.refuses] == [code]
    assert received.verdict.sha256
    assert received.normalised is None


def test_text_is_cut_at_its_limit(receive):
    received = receive(PDF, limits=replace(LIMITS, text_characters=1_000))
    assert sum(map(len, received.page_texts)) <= 1_000
