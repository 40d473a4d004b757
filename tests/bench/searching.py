"""Search at the size of a year of one system, and of ten years of several."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import quantiles

from django.db import connection

from icsgov.record.models import Release, SearchRow, SearchText
from icsgov.record.publish import Line, release_tree
from icsgov.record.queries import Query
from icsgov.record.search import search
from icsgov.record.tree import Node
from tests import factories as make
from tests.bench.figure import Figure

SIZES = (20_000, 200_000)
WORDS = 6_000  # as many as a system's papers have, the common ones far more often
ASKED = 60
GOAL = {20_000: 150, 200_000: 1_000}


def measure() -> Iterator[Figure]:
    """The median and the 95th percentile of searches of every sort."""
    dice = random.Random(7)
    vocabulary = [_word(dice) for _ in range(WORDS)]
    release, made = _release(), 0
    for size in SIZES:
        _fill(release, dice, vocabulary, made, size)
        made = size
        times = sorted(_asked(dice, vocabulary))
        cuts = quantiles(times, n=20)
        yield Figure(f"{size:,} entries: median of {ASKED} searches", cuts[9], "ms")
        yield Figure(f"{size:,} entries: 95th percentile", cuts[18], "ms", goal=GOAL[size])


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bcdfgklmnprstvw") + dice.choice("aeiou") for _ in range(4))


def _release() -> Release:
    line = Line(make.board("ICP"), "agenda", make.organisation().key, "icp/2023-07-24")
    root = Node(kind="meeting", anchor="agenda")
    return release_tree(line, root, title="Agenda", by=None, now=make.NOW)


def _fill(
    release: Release, dice: random.Random, vocabulary: list[str], first: int, last: int
) -> None:
    """Texts of 60 to 300 words, in which the first words of the vocabulary come most often."""
    for start in range(first, last, 5_000):
        made = SearchRow.objects.bulk_create(
            SearchRow(
                release=release,
                board_id=release.board_id,
                anchor=f"a{number}",
                kind="section",
                group=("Papers", "Minutes", "Agenda items")[number % 3],
                title=_text(dice, vocabulary, 6),
                url="/icp/2023-07-24/",
                on=date(2016, 1, 1) + timedelta(days=number % 3_650),
                first_at=make.NOW,
                effective_at=make.NOW,
            )
            for number in range(start, min(start + 5_000, last))
        )
        SearchText.objects.bulk_create(
            SearchText(
                row=row, title=row.title, body=_text(dice, vocabulary, dice.randint(60, 300))
            )
            for row in made
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE record_searchrow, record_searchtext")


def _text(dice: random.Random, vocabulary: list[str], count: int) -> str:
    return " ".join(vocabulary[int(dice.paretovariate(0.6)) % WORDS] for _ in range(count))


def _asked(dice: random.Random, vocabulary: list[str]) -> Iterator[float]:
    """One common word, two, a rare one, a phrase, one with filters, one that is mistyped."""
    for number in range(ASKED):
        common, other = vocabulary[dice.randint(20, 60)], vocabulary[dice.randint(60, 400)]
        rare = vocabulary[dice.randint(2_000, WORDS - 1)]
        query = (
            Query(common),
            Query(f"{common} {other}"),
            Query(rare),
            Query(f'"{common} {other}"'),
            Query(other, board="icp", group="Papers", first=2020),
            Query(f"{rare[:-1]}x"),
        )[number % 6]
        start = time.perf_counter()
        search(query, make.NOW)
        yield (time.perf_counter() - start) * 1000
