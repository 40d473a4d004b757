"""The writer of files: what is written is what qpdf reads; and what surrounds the pages."""

import io
import subprocess

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.press import contents
from icsgov.press.binder import Binder, refs, text
from tests.press.made import CREATED


def written(objects: list[bytes], streams: list[bytes]) -> bytes:
    """A file of these objects and streams, all named in its catalog."""
    out = io.BytesIO()
    binder = Binder(out, "1.7", 4)
    numbers = [binder.add(binder.take(), value) for value in objects]
    numbers += [binder.add_stream(binder.take(), b"", data) for data in streams]
    binder.add(1, b"<</Type/Catalog/Pages 2 0 R/Kept[%s]>>" % refs(numbers))
    binder.add(2, b"<</Type/Pages/Kids[]/Count 0>>")
    binder.add(3, contents.info("A title", CREATED))
    binder.finish(1, 3, b"identity")
    return out.getvalue()


@given(st.lists(st.text(max_size=30), max_size=600), st.lists(st.binary(max_size=300), max_size=9))
def test_everything_written_is_read_back(words, data):
    with pikepdf.open(io.BytesIO(written([text(word) for word in words], data))) as pdf:
        kept = list(pdf.Root.Kept)
        assert [str(each) for each in kept[: len(words)]] == words
        assert [each.read_bytes() for each in kept[len(words) :]] == data
        assert pdf.get_warnings() == []


def test_the_same_objects_make_the_same_file_and_others_another_identifier():
    one, again, other = (written([b"1"], [b"x"]), written([b"1"], [b"x"]), written([b"2"], [b"x"]))
    assert one == again
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(other)) as second:
        ids = [[bytes(each) for each in pdf.trailer.ID] for pdf in (first, second)]
    assert ids[0][0] == ids[1][0] and ids[0][1] != ids[1][1]


def test_qpdf_finds_no_fault_in_a_large_file(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(written([b"[%d 0 R]" % n for n in range(3000)], [b"x" * n for n in range(99)]))
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert "ERROR" not in done.stderr and "syntax" not in done.stderr


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "2", "3"],
        ["1", "35A", "35B", "2"],
        ["P2-1", "P2-2", "P2-9"],
        ["35Y", "35Z", "35AA", "35AB"],
        ["Cover", "Cover", "i", "1"],
        ["007", "008", "9", "10"],
    ],
)
def test_page_labels_read_as_they_were_given(labels):
    with pikepdf.new() as pdf:
        for _ in labels:
            pdf.add_blank_page()
        pdf.Root.PageLabels = pikepdf.Object.parse(contents.page_labels(labels))
        assert [page.label for page in pdf.pages] == labels


@pytest.mark.parametrize(
    ("first", "index", "label"),
    [("35A", 0, "35A"), ("35A", 2, "35C"), ("35Y", 3, "35AB"), ("P2-7", 4, "P2-11"), ("1", 1, "2")],
)
def test_labels_count_on(first, index, label):
    assert contents.counted_from(first, index) == label


@given(st.integers(1, 26 * 20))
def test_letters_count_both_ways(count):
    assert contents.from_letters(contents.to_letters(count)) == count


def test_metadata_escape_what_a_title_may_hold():
    packet = contents.metadata("A & B <C>", "en-GB", CREATED, ua=False)
    with pikepdf.new() as pdf:
        pdf.Root.Metadata = pdf.make_stream(packet)
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "A & B <C>"
            assert "pdfuaid:part" not in xmp
