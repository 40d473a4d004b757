"""What differs between two editions of a plan, word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from icsgov.nhsuk.dates import date_words
from icsgov.record.changes import between
from icsgov.record.diff import Span, words
from icsgov.record.tree import Node
from strategy.ratings import RATINGS
from strategy.sorts import GATHERED, Gathers


@dataclass(frozen=True)
class Difference:
    """One difference: what happened, to what, and the words that went and came."""

    what: str
    sentence: str
    spans: tuple[Span, ...] = ()


def differences(old: Node, new: Node) -> list[Difference]:
    """Everything that differs, in the order of the new edition; what went stands last."""
    return list(_differences(old, new))


def _differences(old: Node, new: Node) -> Iterator[Difference]:
    for change in between(old, new):
        after = new.find(change["anchor"])
        before = old.find(change["anchor"])
        spans: tuple[Span, ...] = ()
        if after and before and said(before) != said(after):
            spans = words(said(before), said(after))
        yield Difference(change["what"], change["words"], spans)


def said(node: Node) -> str:
    """The words of a part: its name, its text, what is asked of it and what was said over time."""
    asked = [each for each in node.data.values() if isinstance(each, str)]
    return "\n".join(filter(None, (node.title, node.text, *asked, *_facts(node))))


def _facts(node: Node) -> Iterator[str]:
    for kind in GATHERED:
        for fact in node.data.get(kind, ()):
            yield ": ".join(filter(None, (_when(fact), _fact(kind, fact))))


def _when(fact: Mapping[str, Any]) -> str:
    """The day of a fact, or the period as printed."""
    on = fact.get("on")
    return str(fact.get("period") or (date_words(date.fromisoformat(on)) if on else ""))


def _fact(kind: Gathers, fact: Mapping[str, Any]) -> str:
    """What a fact says besides its day, in words."""
    if kind == "assessments":
        letter = fact["rating"]
        return f"{letter} – {fact.get('words') or RATINGS[letter].words}. {fact.get('text', '')}"
    if kind == "readings":
        return f"{fact.get('place', '')} {fact['printed']}".strip()
    if kind == "schedules":
        days = (fact.get(name) for name in ("starts", "due"))
        words = " to ".join(date_words(date.fromisoformat(day)) for day in days if day)
        return "; ".join(filter(None, (fact.get("words"), words, fact.get("why"))))
    if kind == "ticks":
        return "done" if fact.get("done", True) else "open again"
    return str(fact.get("words") or fact.get("text", ""))
