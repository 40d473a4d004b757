"""What the door says about a file: accepted, accepted with warnings, or refused, and why."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from icsgov.press.kinds import Kind


class Outcome(StrEnum):
    """The three answers. A file with warnings is used; a person is told what was noticed."""

    ACCEPTED = "accepted"
    WARNED = "accepted with warnings"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reason:
    """One thing noticed: a code of `reasons`, a sentence for its author, and where it is."""

    code: str
    sentence: str
    where: str = ""
    refuses: bool = False


@dataclass(frozen=True)
class Verdict:
    """The door's answer for one file. `pages` is None where nobody could count them."""

    outcome: Outcome
    kind: Kind
    pages: int | None
    reasons: tuple[Reason, ...]
    sentence: str
    bytes: int
    sha256: str

    @property
    def refused(self) -> bool:
        return self.outcome is Outcome.REFUSED

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values, for the database and `check_file --json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Verdict":
        """The verdict that `as_json` gave."""
        reasons = tuple(Reason(**reason) for reason in data["reasons"])
        kind, outcome = Kind(data["kind"]), Outcome(data["outcome"])
        return cls(**data | {"reasons": reasons, "kind": kind, "outcome": outcome})


def decide(kind: Kind, pages: int | None, reasons: list[Reason], size: int, digest: str) -> Verdict:
    """The verdict that follows from what was noticed: one refusing reason refuses the file."""
    refusing = [reason for reason in reasons if reason.refuses]
    if refusing:
        outcome, sentence = Outcome.REFUSED, _refusal(refusing)
    elif reasons:
        outcome, sentence = Outcome.WARNED, _acceptance(kind, pages, len(reasons))
    else:
        outcome, sentence = Outcome.ACCEPTED, _acceptance(kind, pages, 0)
    return Verdict(outcome, kind, pages, tuple(reasons), sentence, size, digest)


NAMES = {
    Kind.PDF: "PDF",
    Kind.DOCX: "Word document",
    Kind.PPTX: "PowerPoint presentation",
    Kind.XLSX: "Excel workbook",
    Kind.PNG: "picture",
    Kind.JPEG: "picture",
}


def _refusal(refusing: list[Reason]) -> str:
    first, *others = refusing
    more = "" if not others else f" There {_are(len(others), 'other problem')}."
    return first.sentence + more


def _acceptance(kind: Kind, pages: int | None, warnings: int) -> str:
    name = f"This {NAMES.get(kind, 'file')} can be used"
    extent = f": {_count(pages, 'page')}" if pages else ""
    heed = f". There {_are(warnings, 'thing')} to look at" if warnings else ""
    return f"{name}{extent}{heed}."


def _are(number: int, noun: str) -> str:
    return f"{'is' if number == 1 else 'are'} {_count(number, noun)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
