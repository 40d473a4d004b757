"""Every kind of bad file gets a typed verdict that a person can read, soon, and leaves nothing."""

import time

import pytest

from icsgov.press.kinds import ACCEPTED
from icsgov.press.reasons import REFUSES
from icsgov.press.verdict import Outcome
from tests.press.door import bad_others, bad_pdfs

FILES = {
    **{name: (maker, "paper.pdf", code) for name, (maker, code) in bad_pdfs.BAD.items()},
    **bad_others.BAD,
}


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
