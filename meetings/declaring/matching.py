"""Whether a declared interest may bear on an agenda item: by its organisation or its words.

A prompt is a question to a person, so it says which words it hangs on. Pure: no database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ACRONYM = re.compile(r"[A-Z]{3,}")
# Words that stand in many names and titles, and say nothing about any one of them.
GENERIC = frozenset(
    "a also an and any are as at be been board body by care chair charity chief cic clinical "
    "commissioning committee community company consultancy council director directors england "
    "executive family for former foundation from general group has have health healthcare holds "
    "hospital hospitals in integrated is it its limited llp local london ltd management manager "
    "medical meeting member members national network nhs non of officer on or organisation other "
    "paper partner partners partnership patient patients plan plc practice primary programme "
    "provider public report role royal sector service services share shareholder shares social "
    "spouse staff strategy support system that the their they this to trust trustee trustees uk "
    "university update voluntary with work works".split()
)
# Behind these a name's own words end: legal forms are seldom said aloud.
FORMS = frozenset("cic foundation limited llp ltd nhs plc trust the".split())
SHORTEST, TOGETHER = 5, 2


@dataclass(frozen=True)
class Match:
    """What hangs together: the words of the interest, and the line of the item they stand in."""

    words: str
    line: str


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return [word.casefold().replace("’", "'") for word in WORD.findall(text)]


def match(organisation: str, words: str, lines: Iterable[str]) -> Match | None:
    """The first line in which the organisation is named, or two telling words of the interest.

    A name matches without its legal form (“Ltd”, “NHS Foundation Trust”), by all of its telling
    words together; a name of capitals alone by these capitals.
    """
    own = list(lines)
    return _by_name(organisation, own) or _by_words(words, own)


def _by_name(organisation: str, lines: Sequence[str]) -> Match | None:
    if ACRONYM.fullmatch(organisation):
        said = (line for line in lines if organisation in WORD.findall(line))
        return next((Match(organisation, line) for line in said), None)
    name = words_of(organisation)
    bare = [word for word in name if word not in FORMS] or name
    telling = {word for word in name if word not in GENERIC and len(word) > 2}
    for line in lines if name else ():
        said_words = words_of(line)
        whole = _stands_in(name, said_words) or (telling and _stands_in(bare, said_words))
        if whole or (telling and telling <= set(said_words)):
            return Match(organisation, line)
    return None


def _stands_in(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the words stand in the line one after the other."""
    width = len(words)
    return any(list(said[at : at + width]) == list(words) for at in range(len(said) - width + 1))


def _by_words(words: str, lines: Sequence[str]) -> Match | None:
    telling = [w for w in words_of(words) if len(w) >= SHORTEST and w not in GENERIC]
    for line in lines:
        said = set(words_of(line))
        found = [word for word in dict.fromkeys(telling) if word in said]
        if len(found) >= TOGETHER:
            return Match(", ".join(found), line)
    return None
