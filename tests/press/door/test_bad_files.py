"""Every kind of bad file gets a typed verdict that a person can read, soon, and leaves nothing."""

import time

import pikepdf
import pytest

from icsgov.press.kinds import ACCEPTED
from icsgov.press.reasons import REFUSES
from icsgov.press.verdict import Outcome
from tests.press.door import bad_others, bad_pdfs, odd_pdfs, risky_pdfs

PDFS = bad_pdfs.BAD | risky_pdfs.RISKY
FILES = {
    **{name: (maker, "paper.pdf", code) for name, (maker, code) in PDFS.items()},
    **bad_others.BAD,
}

# What no clean PDF holds in any byte, and all that its catalog may hold.
STAYS_OUT = [
    *(b"A. N. Author", b"SpyCamera", b"CANARY", b"/JavaScript", b"/Launch", b"/EmbeddedFile"),
    *(b"/Metadata", b"/PieceInfo", b"/AcroForm", b"/OCProperties", b"/Names", b"/AA", b"/Info"),
]
KEPT = {"/Type", "/Pages", "/Outlines", "/Lang", "/MarkInfo", "/StructTreeRoot"}
KEEPS_ITS_TEXT = {"hidden_text", "text_under_a_box", "filled_form"}


def test_there_are_at_least_sixty_kinds():
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_bad_file(name, receive):
    maker, filename, code = FILES[name]
    data = maker()
    started = time.monotonic()
    received = receive(data, filename)
    verdict = received.verdict
    assert time.monotonic() - started < 60
    found = {reason.code: reason for reason in verdict.reasons}
    assert code in found, verdict
    assert verdict.refused or code not in REFUSES
    assert (verdict.outcome is Outcome.REFUSED) == any(map(REFUSES.__contains__, found))
    assert (received.normalised is None) == verdict.refused
    assert verdict.kind in ACCEPTED or verdict.refused
    assert verdict.bytes == len(data)
    for sentence in (verdict.sentence, *(reason.sentence for reason in verdict.reasons)):
        assert sentence[0].isupper(), sentence
        assert sentence.endswith((".", ")", "s")), sentence
        assert "{" not in sentence, sentence
    if received.normalised and name not in KEEPS_ITS_TEXT:
        data = odd_pdfs.everything(received.normalised)
        assert [word for word in STAYS_OUT if word in data] == []
        with pikepdf.open(received.normalised) as pdf:
            assert set(pdf.Root.keys()) <= KEPT
