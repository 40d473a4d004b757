"""Two people save one form: field by field, whose text stands, and where only they can say.

A form carries a digest of every value it was filled from. So a field that only one of the two
changed is that one's, and a field that both changed is a clash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """The values to write, and the clashing fields with both texts: name -> (theirs, mine)."""

    values: dict[str, Any] = field(default_factory=dict)
    clashes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def digest(value: Any) -> str:
    """A short fingerprint of a value; nothing, "" and an absent value are one."""
    if not value:
        return ""
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def digests(values: Values) -> dict[str, str]:
    """The fingerprints that a form carries of what it was filled from."""
    return {name: digest(value) for name, value in values.items()}


def merge(read: Mapping[str, str], theirs: Values, mine: Values) -> Merged:
    """Mine over theirs, where what I read is known by its digests.

    A field that the form was not filled from counts as read empty.
    """
    merged = Merged()
    for name, value in mine.items():
        stored, base = theirs.get(name), read.get(name, "")
        if digest(value) in (base, digest(stored)):
            merged.values[name] = stored
        elif digest(stored) == base:
            merged.values[name] = value
        else:
            merged.clashes[name] = (stored, value)
    return merged
