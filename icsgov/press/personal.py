"""What looks like somebody's personal data in a text that is about to become public.

It is a sieve for a person's eyes: each find is shown with its place, and somebody says whether it
may stand. NHS numbers are checked by their last digit (NHS Data Dictionary: modulus 11).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape


class Kind(StrEnum):
    """What a find looks like, in words for people."""

    NHS_NUMBER = "an NHS number"
    EMAIL = "somebody’s own e-mail address"
    PHONE = "a mobile phone number"
    BIRTH = "a date of birth"
    MARK = "a mark that says the text is not for everybody"


@dataclass(frozen=True, slots=True)
class Find:
    """Some words that look personal; `around` is the text they stand in."""

    kind: Kind
    words: str
    around: str


# Mail that people have by themselves, not from their organisation.
OWN_MAIL = (
    "aol btinternet fastmail gmail gmx googlemail hotmail hushmail icloud live mac mail me msn "
    "ntlworld outlook pm proton protonmail rocketmail sky talktalk tiscali tutanota virgin "
    "virginmedia yahoo ymail zoho"
).split()
_EMAIL = re.compile(rf"[\w.+-]+@(?:{'|'.join(OWN_MAIL)})\.(?:com|co\.uk|net|org|me|de|fr)\b", re.I)
_PHONE = re.compile(
    r"(?<![\d+])(?:\+44\s?(?:\(0\)\s?)?|0044\s?|0)7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)"
)
_NUMBER = re.compile(r"(?<![\d.,/-])[1-9]\d{2}[\s-]{0,2}\d{3}[\s-]{0,2}\d{4}(?![\d/-]|[.,]\d)")
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\s+(?:19|20)\d{2})"
)
_BIRTH = re.compile(
    rf"(?:\bD\.?\s?O\.?\s?B\b\.?|\bdate of birth|\bborn(?: on)?)\W{{0,4}}{_DAY}", re.I
)
_MARKS = (
    r"official\s*[-–—:]?\s*sensitive|(?:strictly|private and|commercial(?:ly)? in|medical in)"
    r"\s+confidence|(?:strictly\s+|private\s+(?:and|&)\s+)confidential|not for publication"
)
_MARK = re.compile(rf"\b(?:{_MARKS})\b", re.I)
_SHOUTED = re.compile(r"\bCONFIDENTIAL\b")
_ALONE = re.compile(r"^[\W_]*confidential[\W_]*$", re.I | re.M)
_WITHIN = re.compile(r"</?(?:a|b|em|i|s|span|strong|sub|sup|u)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
AROUND = 60  # characters shown to either side


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of the nine before (11 less the weighted sum)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = 11 - total % 11
    return len(digits) == 10 and check != 10 and check % 11 == int(digits[9])


def find(text: str) -> Iterator[Find]:
    """Everything in a text, HTML or plain, that looks personal, kind by kind."""
    plain = unescape(_TAG.sub(" ", _WITHIN.sub("", text))) if "<" in text else text
    for kind, pattern, holds in _SIEVES:
        for match in pattern.finditer(plain):
            if holds(match[0]):
                yield Find(kind, match[0].strip(), _around(plain, match))


def _is_number(words: str) -> bool:
    return is_nhs_number(re.sub(r"\D", "", words))


def _always(words: str) -> bool:
    return True


def _around(text: str, match: re.Match[str]) -> str:
    """The words with what stands before and behind them, in one line."""
    start, end = max(0, match.start() - AROUND), match.end() + AROUND
    before = "…" if start else ""
    behind = "…" if end < len(text) else ""
    return before + " ".join(text[start:end].split()) + behind


_SIEVES: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.NHS_NUMBER, _NUMBER, _is_number),
    (Kind.EMAIL, _EMAIL, _always),
    (Kind.PHONE, _PHONE, _always),
    (Kind.BIRTH, _BIRTH, _always),
    (Kind.MARK, _MARK, _always),
    (Kind.MARK, _SHOUTED, _always),
    (Kind.MARK, _ALONE, _always),
)
