"""``python -m tests.bench [WORD …]``: runs measure() of every module here whose name has a word.

Prints a table, writes build/bench.json, and ends with 1 where a limit is passed.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.test.utils import setup_databases, teardown_databases

import conftest  # noqa: F401  (its own data folder, the settings, django.setup)
from tests.bench.figure import Figure

FOLDER = Path(__file__).parent
RESULTS = FOLDER.parents[1] / "build" / "bench.json"
NOT_BENCHMARKS = {"__init__", "__main__", "figure", "memory", "papers", "served", "sites"}


def benchmarks(words: list[str]) -> list[str]:
    """Names of the modules to run, in order."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    return [name for name in names if not words or any(word in name for word in words)]


def run(names: list[str]) -> Iterator[tuple[str, Figure]]:
    """Measure and print, figure by figure."""
    for name in names:
        for figure in import_module(f"tests.bench.{name}").measure():
            aim = figure.limit if figure.goal is None else figure.goal
            limit = f"≤ {aim:g}" if aim is not None else ""
            missed = figure.goal is not None and figure.value > figure.goal
            mark = ("  not yet" if missed else "") if figure.holds else "  TOO MUCH"
            value = f"{figure.value:>10.2f} {figure.unit:<6}"
            print(f"{name:<14} {figure.name:<58} {value} {limit}{mark}", flush=True)
            yield name, figure


def main(words: list[str]) -> int:
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        rows = list(run(benchmarks(words)))
    finally:
        teardown_databases(databases, verbosity=0)
    figures = [
        {
            "name": f"{name}: {figure.name}",
            "ratio": figure.value,
            "unit": figure.unit,
            "goal": figure.limit if figure.goal is None else figure.goal,
            "better": "lower",
        }
        for name, figure in rows
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0 if rows and all(figure.holds for _, figure in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
