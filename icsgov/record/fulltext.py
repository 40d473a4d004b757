"""Full text in the two databases: SQLite's FTS5 and PostgreSQL's text search, one face.

Both stem English words, weigh titles eight times, and mark what they found by control
characters, which no text of the index holds. The tables beside the model are made by migrations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import connection
from django.db.models import QuerySet

from icsgov.record.models.searching import SearchRow
from icsgov.record.words import Term

OPEN, SHUT = "\x02", "\x03"
SNIPPET: Final = 36  # words


@dataclass(frozen=True)
class Marked:
    """A row's title and a piece of its text, with OPEN and SHUT around what was found."""

    title: str
    snippet: str


class FullText(Protocol):
    """What the search asks of a database."""

    def matching(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        """The rows in which all wanted terms stand and no other, each with a `score`."""
        ...

    def marked(self, keys: Iterable[int], terms: Sequence[Term]) -> dict[int, Marked]:
        """Titles and snippets of some rows by their id (1 query)."""
        ...


class SQLite:
    """FTS5 with porter stems; a word in a title counts for eight in the text."""

    SCORE: Final = "bm25(record_search, 8.0, 1.0, 2.0)"
    # The plus keeps SQLite from beginning with an index of ours and asking FTS5 row by row, which
    # took a hundred times as long: the words come first, then each row by its id.
    WHERE: Final = ("record_search MATCH %s", "record_searchrow.id = +record_search.rowid")

    def matching(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        return rows.extra(  # noqa: S610  (constants; what was typed goes in as parameters)
            select={"score": self.SCORE},
            tables=["record_search"],
            where=list(self.WHERE),
            params=[self._query(terms)],
        )

    def marked(self, keys: Iterable[int], terms: Sequence[Term]) -> dict[int, Marked]:
        ids = list(keys)
        places = ", ".join(["%s"] * len(ids))
        sql = (
            f"SELECT rowid, highlight(record_search, 0, '{OPEN}', '{SHUT}'), "  # noqa: S608
            f"snippet(record_search, 1, '{OPEN}', '{SHUT}', '…', {SNIPPET}) "
            f"FROM record_search WHERE record_search MATCH %s AND rowid IN ({places})"
        )
        return _fetch(sql, [self._query(terms), *ids]) if ids else {}

    def _query(self, terms: Sequence[Term]) -> str:
        """Every word in quotes, so that none of it is an operator."""
        wanted = " AND ".join(self._quoted(term) for term in terms if term.wanted)
        refused = " OR ".join(self._quoted(term) for term in terms if not term.wanted)
        return f"({wanted}) NOT ({refused})" if refused else wanted

    def _quoted(self, term: Term) -> str:
        return f'"{" ".join(term.words)}"'


class PostgreSQL:
    """Text search in English; the vector is a column that the database computes itself."""

    RANK: Final = "-ts_rank('{{0.1, 0.125, 0.25, 1.0}}', record_searchtext.tsv, {query}, 1)"

    def matching(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        query, values = self._query(terms)
        return rows.extra(  # noqa: S610  (constants; what was typed goes in as parameters)
            select={"score": self.RANK.format(query=query)},
            select_params=values,
            tables=["record_searchtext"],
            where=[
                "record_searchtext.row_id = record_searchrow.id",
                f"record_searchtext.tsv @@ ({query})",
            ],
            params=values,
        )

    def marked(self, keys: Iterable[int], terms: Sequence[Term]) -> dict[int, Marked]:
        ids = list(keys)
        # Any of the words: what stands in the title alone need not stand in the text too.
        query, values = self._query([term for term in terms if term.wanted], " || ")
        marks = f'StartSel="{OPEN}", StopSel="{SHUT}"'
        cut = f"{marks}, MaxFragments=1, MaxWords={SNIPPET}, MinWords={SNIPPET // 2}"
        sql = (
            "SELECT row_id, "  # noqa: S608
            f"ts_headline('english', title, {query}, '{marks}, HighlightAll=true'), "
            f"ts_headline('english', body, {query}, '{cut}') "
            "FROM record_searchtext WHERE row_id = ANY(%s)"
        )
        return _fetch(sql, [*values, *values, ids]) if ids else {}

    def _query(self, terms: Sequence[Term], joint: str = " && ") -> tuple[str, list[str]]:
        parts = [f"{'' if term.wanted else '!! '}phraseto_tsquery('english', %s)" for term in terms]
        return joint.join(parts), [" ".join(term.words) for term in terms]


def _fetch(sql: str, values: Sequence[Any]) -> dict[int, Marked]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {key: Marked(title, snippet) for key, title, snippet in cursor.fetchall()}


def full_text() -> FullText:
    """That of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
