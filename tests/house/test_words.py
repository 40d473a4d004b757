"""What no file of the project says, and what no file is called."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import tree

NAMED_FOR_NOTHING = {"utils", "helpers", "services", "misc", "common"}
# One letter stands in brackets, so that this file does not hold what it looks for.
REGISTRY_HOSTS = r"python[h]osted|npm[j]s|py[p]i\.[a-z]|deb\.[d]eb"
LEFT_FOR_LATER = r"\b(TO[D]O|FIX[M]E|X{3}|Not[I]mplementedError)\b"
MACHINE_PATHS = r"/wor[k]/|/hom[e]/\w|/roo[t]/"
QUIET = re.compile(r"(import)?(or)?skip\w*|xfail", re.IGNORECASE)
TEXT = {".py", ".html", ".md", ".toml", ".js", ".css", ".json", ".sh", ".txt", ".svg", ".service"}


def written() -> list[Path]:
    """All text files, by name or ending."""
    names = {"Makefile", "Dockerfile", "run", ".gitignore", ".npmrc"}
    return [path for path in tree.files() if path.suffix in TEXT or path.name in names]


def quiet_tests(module: ast.Module) -> list[str]:
    """Marks and calls by which a test may pass without running."""
    marks = [node for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    return [f"{node.lineno}: {node.attr}" for node in marks if QUIET.fullmatch(node.attr)]


def test_no_file_is_named_for_nothing():
    assert [str(path) for path in tree.python() if path.stem in NAMED_FOR_NOTHING] == []


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        (REGISTRY_HOSTS, "https://files.python" + "hosted.org/packages/x"),
        (LEFT_FOR_LATER, "# TO" + "DO: later"),
        (MACHINE_PATHS, "/wor" + "k/main/icsgov"),
    ],
    ids=["registry hosts", "left for later", "machine paths"],
)
def test_no_file_says(pattern, sample):
    assert tree.grep(pattern, sample)
    found = {str(path): tree.grep(pattern, tree.text(path)) for path in written()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_every_test_runs():
    tests = [path for path in tree.python() if path.parts[0] == "tests"]
    assert tree.broken(quiet_tests, tests) == {}


def test_a_skipped_test_is_found():
    assert quiet_tests(ast.parse("mark.skipif(True)\nxfail.x")) == ["1: skipif"]
