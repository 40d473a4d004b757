"""The project's own files, and rules over them: each rule says what is wrong, line by line."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("icsgov", "meetings", "strategy")
GENERATED = {"requirements.txt", "requirements-dev.txt", "requirements-node.txt"} | {
    "package-lock.json"
}


@cache
def files() -> tuple[Path, ...]:
    """Every file that git would track, relative to the root."""
    ignored = (ROOT / ".gitignore").read_text().split()
    skip = {".git"} | {line.strip("/") for line in ignored if "*" not in line}
    endings = tuple(line.lstrip("*") for line in ignored if "*" in line)
    return tuple(sorted(_walk(ROOT, skip, endings)))


def _walk(folder: Path, skip: set[str], endings: tuple[str, ...]) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in skip or path.name.endswith(endings):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, skip, endings)
        else:
            yield path.relative_to(ROOT)


def python() -> list[Path]:
    """All Python written by hand: migrations are not."""
    return [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]


def code() -> list[Path]:
    """The Python that runs in production."""
    return [path for path in python() if path.parts[0] in CODE]


def templates() -> list[Path]:
    """All HTML templates, not the samples of tests."""
    folders = ("templates", *CODE)
    return [path for path in files() if path.suffix == ".html" and path.parts[0] in folders]


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, also inner ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def broken(rule: Callable[[ast.Module], list[str]], paths: Iterable[Path]) -> dict[str, list[str]]:
    """What the rule says of each file that breaks it."""
    said = {str(path): rule(parsed(path)) for path in paths}
    return {path: words for path, words in said.items() if words}


def grep(pattern: str, source: str) -> list[str]:
    """“line: text” of every line that the pattern is found in."""
    found = re.compile(pattern)
    lines = enumerate(source.splitlines(), 1)
    return [f"{number}: {line.strip()[:90]}" for number, line in lines if found.search(line)]
