"""Good files with something spoilt at random: a verdict each, and whatever comes in is clean."""

import io
import os
import tempfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from icsgov.press import door
from icsgov.press.kinds import ACCEPTED
from icsgov.press.verdict import Outcome
from tests.press.door import bad_others, good, risky_pdfs
from tests.press.door.conftest import inmates

SOAK = os.environ.get("SOAK") == "1"
thorough = settings(
    max_examples=500 if SOAK else 8,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PACKED = {
    "pdf": good.saved(good.pdf(3)),
    "docx": good.docx_bytes(1),
    "pptx": good.pptx_bytes(1),
    "xlsx": good.xlsx_bytes(("One",)),
    "png": good.png(),
    "jpeg": good.jpeg(),
}
PLAIN = good.saved(
    good.pdf(3), qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True
)
RICH = [
    good.saved(good.pdf(2)),
    risky_pdfs.filled_form(),
    risky_pdfs.hidden_layer(),
    risky_pdfs.attachment(),
    risky_pdfs.tags_in_a_circle(),
]


@st.composite
def spoilt(draw, data):
    """The bytes with a few changes: flipped, cut out, put in, copied over, cut off."""
    body = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        body = body or bytearray(b"x")
        at = draw(st.integers(0, len(body) - 1))
        size = draw(st.sampled_from([1, 2, 8, 64]))
        match draw(st.sampled_from(["flip", "cut", "insert", "copy", "end"])):
            case "flip":
                body[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del body[at : at + size]
            case "insert":
                body[at:at] = draw(st.binary(min_size=1, max_size=size))
            case "copy":
                start = draw(st.integers(0, len(body) - 1))
                body[at : at + size] = body[start : start + size]
            case "end":
                del body[max(at, 1) :]
    return bytes(body)


def judged(data, filename):
    """The verdict; nothing is left behind, and what came in opens without a warning."""
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place) / "upload", Path(place) / "received"
        source.write_bytes(data)
        folder.mkdir()
        received = door.receive(source, filename, folder)
        assert inmates(folder) == []
        verdict = received.verdict
        assert isinstance(verdict.outcome, Outcome)
        assert verdict.sentence
        assert verdict.refused == (received.normalised is None) == (not any(folder.iterdir()))
        if received.normalised:
            assert verdict.kind in ACCEPTED
            with pikepdf.open(received.normalised) as pdf:
                assert len(pdf.pages) == verdict.pages == len(received.page_texts)
                list(pdf.objects)
                assert pdf.get_warnings() == []
    return verdict


@thorough
@given(st.sampled_from(sorted(PACKED)).flatmap(lambda kind: spoilt(PACKED[kind])))
def test_bytes_spoilt(data):
    judged(data, "paper.pdf")


@thorough
@given(spoilt(PLAIN))
def test_plain_pdf_spoilt(data):
    judged(data, "paper.pdf")


VALUES = ["/X", "x", -1, 1.5, True, "array", "dictionary", "object", "array of object"]


@st.composite
def rewired(draw):
    """A PDF that is well-formed but means nonsense: values swapped for others of any type."""
    with pikepdf.open(io.BytesIO(draw(st.sampled_from(RICH)))) as pdf:
        objects = [each for each in pdf.objects if isinstance(each, Dictionary | pikepdf.Stream)]
        for _ in range(draw(st.integers(1, 6))):
            holder = objects[draw(st.integers(0, len(objects) - 1))]
            keys = sorted(set(holder.keys()) - {"/Length"})
            if not keys:
                continue
            key = draw(st.sampled_from(keys))
            other = objects[draw(st.integers(0, len(objects) - 1))]
            holder[key] = _value(draw(st.sampled_from(VALUES)), other)
        target = io.BytesIO()
        try:
            pdf.save(target)
        except (pikepdf.PdfError, TypeError, AttributeError, ValueError):
            return PLAIN  # not even this library could write it
    return target.getvalue()


def _value(kind, other):
    made = {
        "/X": Name("/X"),
        "x": String("x"),
        "array": Array([]),
        "dictionary": Dictionary(),
        "object": other,
        "array of object": Array([other, 5]),
    }
    return made.get(kind, kind) if isinstance(kind, str) else kind


# Writing the nonsense is this test's own doing: fields that no form knows are meant.
@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
@thorough
@given(rewired())
def test_pdf_rewired(data):
    verdict = judged(data, "paper.pdf")
    assert "unreadable" not in [reason.code for reason in verdict.reasons]


@st.composite
def parts_spoilt(draw):
    """A Word file whose document is spoilt inside a zip that is whole."""
    part = good.part(PACKED["docx"], bad_others.DOCUMENT)
    return good.rezipped(PACKED["docx"], {bad_others.DOCUMENT: draw(spoilt(part))})


@settings(thorough, max_examples=100 if SOAK else 4)
@given(parts_spoilt())
def test_word_parts_spoilt(data):
    judged(data, "paper.docx")
