"""One verdict: what it says and how it travels."""

import json

import pytest

from icsgov.press.kinds import Kind
from icsgov.press.reasons import LONGEST_FACT, NOT_TAKEN, kind_not_taken, reason
from icsgov.press.verdict import Outcome, Verdict, decide


def test_nothing_noticed_is_accepted():
    verdict = decide(Kind.PDF, 1, [], 10, "ab")
    assert verdict.outcome is Outcome.ACCEPTED
    assert verdict.sentence == "This PDF can be used: 1 page."
    assert not verdict.refused


def test_a_warning_warns():
    verdict = decide(Kind.DOCX, 1200, [reason("template"), reason("linked-data")], 10, "ab")
    assert verdict.outcome is Outcome.WARNED
    assert verdict.sentence == (
        "This Word document can be used: 1,200 pages. There are 2 things to look at."
    )


def test_one_refusing_reason_refuses():
    reasons = [reason("template"), reason("macros"), reason("comments", count=2)]
    verdict = decide(Kind.DOCX, None, reasons, 10, "ab")
    assert verdict.outcome is Outcome.REFUSED
    assert verdict.sentence.startswith("The file holds macros.")
    assert verdict.sentence.endswith("There is 1 other problem.")


def test_a_verdict_travels_as_json():
    verdict = decide(Kind.PDF, 3, [reason("links", "page 2", count=1)], 10, "ab")
    assert Verdict.from_json(json.loads(json.dumps(verdict.as_json()))) == verdict


def test_what_is_quoted_from_a_file_is_short_and_harmless():
    found = reason("linked-content", target="http://x/\x1b[31m\n" + "a" * 500)
    assert "\x1b" not in found.sentence
    assert "\n" not in found.sentence
    assert len(found.sentence) < LONGEST_FACT + 200
    assert "{size}" in reason("linked-content", target="{size}").sentence


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_that_is_not_taken_has_its_sentence(kind):
    found = kind_not_taken(kind)
    assert found.refuses
    if kind in NOT_TAKEN:
        assert NOT_TAKEN[kind][0] in found.sentence
