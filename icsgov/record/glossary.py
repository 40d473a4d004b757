"""The glossary: edited on the desk, released as data, applied when a public page is drawn."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify

from icsgov.record.kinds import Kind, register
from icsgov.record.models import Entry, Release, Term
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Node

GLOSSARY: Final = "glossary"
SUBJECT: Final = UUID("5c8a4d1e-5a40-4b52-9a57-0d4d2f3c6e11")  # there is one for the whole site
register(Kind(GLOSSARY, searchable=False), Kind("term", group="Glossary"))

TAG: Final = re.compile(r"(<[^>]*>)")
NAME: Final = re.compile(r"</?([a-z0-9]+)")
# Where added words would be noise, or no words at all.
LEFT_ALONE: Final = frozenset(
    "a abbr button code dfn h1 h2 h3 h4 h5 h6 label legend nav option script select style svg "
    "textarea title summary".split()
)
# What may not follow: the rest of a longer word or of a reference, as in ICP/2023-04-25/D1, ICP Q3.
REFERENCE: Final = r"(?![\w/-]|\s(?:action|Q)\s?\d)"
NEAR: Final = 90  # characters in which "Integrated Care Board (ICB)" says it already


@transaction.atomic
def release(by: Any, now: datetime) -> None:
    """Give the public the glossary as it is now; in the transaction of every change."""
    terms = tuple(
        Node(
            kind="term",
            anchor=slugify(term.short) or "term",
            thing=term.key,
            title=f"{term.short}: {term.full}",
            text=term.meaning,
            data={"short": term.short, "full": term.full},
        )
        for term in Term.objects.all()
    )
    root = Node(kind=GLOSSARY, anchor=GLOSSARY, title="Glossary", children=terms)
    instant(Line(None, GLOSSARY, SUBJECT, GLOSSARY), root, title="Glossary", by=by, now=now)


def terms(now: datetime) -> list[Entry]:
    """The terms that the public has now (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind=GLOSSARY)
    return list(Entry.objects.filter(release__in=live, kind="term").order_by("seq"))


def explained(page: str, known: Sequence[Entry]) -> str:
    """The page with each short form written out in brackets where it is first used."""
    before, main, rest = page.partition("<main")
    inside, end, after = rest.partition("</main>")
    if not known or not end:
        return page
    drawn = "".join(_Explainer(known).drawn(TAG.split(f"{main}{inside}")))
    return f"{before}{drawn}{end}{after}"


@dataclass
class _Explainer:
    """One walk through the main part of a page; each term is written out once."""

    known: Iterable[Entry]
    within: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.full = {str(escape(each.data["short"])): each.data["full"] for each in self.known}
        names = sorted(map(re.escape, self.full), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w-])({'|'.join(names)})(s?){REFERENCE}")

    def drawn(self, tokens: Iterable[str]) -> Iterator[str]:
        for token in tokens:
            if token.startswith("<"):
                self._step(token)
                yield token
            else:
                yield token if self.within or not self.full else self._text(token)

    def _step(self, tag: str) -> None:
        named = NAME.match(tag)
        name = named.group(1) if named else ""
        if name not in LEFT_ALONE or tag.endswith("/>"):
            return
        if not tag.startswith("</"):
            self.within.append(name)
        elif name in self.within:
            innermost = len(self.within) - 1 - self.within[::-1].index(name)
            del self.within[innermost:]

    def _text(self, text: str) -> str:
        return self.pattern.sub(self._written_out, text)

    def _written_out(self, match: re.Match[str]) -> str:
        full = self.full.pop(match.group(1), "")
        if not full or _is_said(match, str(escape(full))):
            return match.group(0)
        return f'{match.group(0)} <span class="app-gloss">[{escape(full)}]</span>'


def _is_said(match: re.Match[str], full: str) -> bool:
    """Whether the text itself says what it stands for: in brackets after it, or close by."""
    around = match.string[max(0, match.start() - NEAR) : match.end() + NEAR]
    return match.string[: match.start()].endswith("(") or full.lower() in around.lower()
