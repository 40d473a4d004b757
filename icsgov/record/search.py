"""Search over everything that is released: one interface over both databases.

    results = search(Query("waiting times", board="icp"), now)

The index holds public rows alone (indexing.py); hours are compared when it is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from icsgov.boards.models import Board
from icsgov.record import words
from icsgov.record.fulltext import OPEN, SHUT, full_text
from icsgov.record.indexing import borough_mark
from icsgov.record.models import SearchRow, SearchText, SearchWord
from icsgov.record.queries import Query
from icsgov.record.words import Term

SHOWN: Final = 20
LAST_PAGE: Final = 500
PLAIN_SNIPPET: Final = 220
CANDIDATES: Final = 4_000
SUGGESTED: Final = 3


@dataclass(frozen=True)
class Hit:
    """A find: its title and a snippet with what was found in `<mark>`, all else escaped."""

    row: SearchRow
    title: SafeString
    snippet: SafeString

    @property
    def page(self) -> str:
        """Which page of a file it is, from its address."""
        return self.row.url.rpartition("#page=")[2] if "#page=" in self.row.url else ""


@dataclass(frozen=True)
class Results:
    """A page of finds, how many there are in all, and what else one could look for."""

    query: Query
    total: int = 0
    page: int = 1
    hits: Sequence[Hit] = ()
    groups: Sequence[tuple[str, int]] = ()
    suggestions: Sequence[Query] = field(default_factory=tuple)

    @property
    def pages(self) -> int:
        return min(LAST_PAGE, -(-self.total // SHOWN))

    @property
    def kinds(self) -> list[tuple[str, int, Query]]:
        """Each heading with its count and the query for it alone, the fullest first."""
        return [
            (name, count, replace(self.query, group=name))
            for name, count in sorted(self.groups, key=lambda each: (-each[1], each[0]))
        ]

    @property
    def everything(self) -> Query:
        """The same under all headings."""
        return replace(self.query, group="")


def search(query: Query, now: datetime, page: int = 1) -> Results:
    """What the public record holds now that answers a query, the best first (4 queries)."""
    if query.is_empty:
        return Results(query)
    groups = _groups(query, now)
    total = dict(groups).get(query.group, 0) if query.group else sum(n for _, n in groups)
    if not total:
        return Results(query, groups=groups, suggestions=suggestions(query, now))
    page = max(1, min(page, LAST_PAGE, -(-total // SHOWN)))
    rows = _shown_rows(query, now, page)
    return Results(query, total, page, _hits(rows, query.terms), groups)


def found(query: Query, now: datetime) -> QuerySet[SearchRow]:
    """All rows that answer a query now, in no order."""
    rows = _marked(query, SearchRow.objects.live(now).filter(_asked(query)))
    if any(term.wanted for term in query.terms):
        rows = full_text().matching(rows, query.terms)
    return rows


def _asked(query: Query) -> Q:
    asked = Q()
    if query.board:
        # By its id: joined, PostgreSQL took few rows to be the board's, and looked all of them up.
        asked &= Q(board=Board.objects.filter(slug=query.board).values("pk")[:1])
    if query.group:
        asked &= Q(group=query.group)
    if query.first and query.first > 0:
        asked &= Q(on__gte=date(query.first, 1, 1))
    if query.last and query.last > 0:
        asked &= Q(on__lte=date(query.last, 12, 31))
    if query.person:
        asked &= Q(people__icontains=query.person)
    return asked


def _marked(query: Query, rows: QuerySet[SearchRow]) -> QuerySet[SearchRow]:
    """Those with every mark that is asked for: each is a row of its own."""
    if query.priority:
        rows = rows.filter(marks__mark=query.priority)
    if query.borough:
        rows = rows.filter(marks__mark=borough_mark(query.borough))
    return rows


def _shown_rows(query: Query, now: datetime, page: int) -> list[SearchRow]:
    """One page of finds: ids alone are put in order, then only what is shown is read (2 queries).

    A common word stands in half of all rows, and ordering carries along whatever is selected.
    """
    ordered = _ordered(query, found(query, now)).values_list("pk", flat=True)
    keys = list(ordered[(page - 1) * SHOWN : page * SHOWN])
    rows = SearchRow.objects.select_related("release", "board").in_bulk(keys)
    return [rows[key] for key in keys]


def _ordered(query: Query, rows: QuerySet[SearchRow]) -> QuerySet[SearchRow]:
    """The best first; of what is equally good, and where no words are asked for, the newest."""
    newest = ("-on", "-release_id", "pk")
    if any(term.wanted for term in query.terms):
        return rows.extra(order_by=["score", *newest])
    return rows.order_by(*newest)


def _groups(query: Query, now: datetime) -> list[tuple[str, int]]:
    """How many finds there are under each heading, whichever is chosen (1 query)."""
    rows = found(replace(query, group=""), now).order_by("group")
    return list(rows.values_list("group").annotate(Count("pk")))


def _hits(rows: Sequence[SearchRow], terms: Sequence[Term]) -> list[Hit]:
    wanted = any(term.wanted for term in terms)
    keys = [row.pk for row in rows]
    marked = full_text().marked(keys, terms) if wanted else {}
    texts = {} if wanted else _beginnings(keys)
    return [
        Hit(row, _shown(marked[row.pk].title), _shown(marked[row.pk].snippet))
        if row.pk in marked
        else Hit(row, _shown(row.title), _shown(_beginning(texts.get(row.pk, ""))))
        for row in rows
    ]


def _beginnings(keys: Sequence[int]) -> dict[int, str]:
    """How the texts of some rows begin (1 query)."""
    begins = Left("body", PLAIN_SNIPPET + 1)
    rows = SearchText.objects.filter(row__in=keys).annotate(begins=begins)
    return dict(rows.values_list("row_id", "begins"))


def _beginning(text: str) -> str:
    return text if len(text) <= PLAIN_SNIPPET else f"{text[:PLAIN_SNIPPET]}…"


def _shown(text: str) -> SafeString:
    """Escaped first, marked afterwards: the text of a paper cannot become markup."""
    marked = str(escape(text)).replace(OPEN, "<mark>").replace(SHUT, "</mark>")
    return mark_safe(marked)  # noqa: S308  (escaped in the line above)


def suggestions(query: Query, now: datetime) -> list[Query]:
    """The same query with mistyped words put right, each of which finds something."""
    made = []
    for word in dict.fromkeys(words.of(query.text[:200])):
        if len(word) < 4 or word in words.IGNORED:
            continue
        for better in words.nearest(word, _alike(word))[:SUGGESTED]:
            other = replace(query, text=_instead(query.text, word, better))
            if found(other, now).exists():
                made.append(other)
                break
    return made[:SUGGESTED]


def _alike(word: str) -> QuerySet[SearchWord, str]:
    """Known words of about its length that begin or end as it does (1 query)."""
    spelt = Q(word__startswith=word[:2]) | Q(word__endswith=word[-3:])
    rows = SearchWord.objects.filter(spelt).values_list("word", flat=True)
    return rows[:CANDIDATES]


def _instead(text: str, word: str, better: str) -> str:
    at = text.lower().find(word)
    return f"{text[:at]}{better}{text[at + len(word) :]}"
