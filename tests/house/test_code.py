"""How the code is written: annotated, told the time, and shy of other people's rows."""

import ast
import re
from pathlib import Path

from tests.house import tree

HAS_READERS = set(
    "Paper AgendaItem Paragraph Decision Action Release Entry Annotation Interest Note".split()
)
# The edges of the system, where there is a clock on the wall.
READS_THE_CLOCK = set(
    "views management tasks middleware adapters feeds api jobs mail".split(),
)
# nhsuk holds the tags and the one shortcut that turn a form into a page.
SEES_A_REQUEST = set("views feeds api middleware adapters context nhsuk".split())
CLOCK = re.compile(
    r"(timezone|datetime)\.now|(date|datetime|Day)\.today|time\.time|(\w+\.)?local(date|time)\(\)"
)


def unannotated(module: ast.Module) -> list[str]:
    """Functions without a return type."""
    bare = [node for node in tree.functions(module) if node.returns is None]
    return [f"{node.lineno}: {node.name}" for node in bare if node.name != "__init__"]


def clock_readings(module: ast.Module) -> list[str]:
    """Where a module asks for the time: timezone.now, date.today, localdate() …"""
    nodes = [node for node in ast.walk(module) if isinstance(node, ast.Attribute | ast.Call)]
    found = [(node.lineno, ast.unparse(node)) for node in nodes]
    return [f"{line}: {words}" for line, words in found if CLOCK.fullmatch(words)]


def days_asked(module: ast.Module) -> list[str]:
    """Where a module asks which day it is of anything but lasting.py."""
    dotted = [node for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    found = [(node.lineno, ast.unparse(node)) for node in dotted]
    days = [(line, words) for line, words in found if words.endswith((".localdate", ".today"))]
    return [f"{line}: {words}" for line, words in days if words != "lasting.today"]


def naked_objects(module: ast.Module) -> list[str]:
    """Model.objects of what has readers' rights."""
    dotted = [ast.unparse(node) for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    return [name for name in dotted if name in {f"{model}.objects" for model in HAS_READERS}]


def requests_seen(module: ast.Module) -> list[str]:
    """Parameters called request and imports of HttpRequest."""
    seen = [
        f"{node.lineno}: {node.name}(request)"
        for node in tree.functions(module)
        if "request" in {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
    ]
    named = [(line, name) for line, name in tree.imports(module) if name.endswith(".HttpRequest")]
    return seen + [f"{line}: {name}" for line, name in named]


def outside(folders: set[str]) -> list[Path]:
    """The code that neither lies in one of the folders nor is such a file."""
    return [path for path in tree.code() if not folders & {*path.parts[:-1], path.stem}]


def test_every_function_says_what_it_returns():
    assert tree.broken(unannotated, tree.code()) == {}


def test_time_is_passed_in():
    assert tree.broken(clock_readings, outside(READS_THE_CLOCK)) == {}


def test_only_views_and_their_like_see_a_request():
    assert tree.broken(requests_seen, outside(SEES_A_REQUEST)) == {}


def test_views_ask_for_rows_through_access():
    views = [path for path in tree.code() if "views" in (path.stem, *path.parts)]
    assert tree.broken(naked_objects, views) == {}


def test_public_pages_ask_for_the_day_where_it_is_noted():
    """A kept page must know that it says the day (icsgov/record/lasting.py)."""
    public = [path for path in tree.code() if "from_the_record" in (tree.ROOT / path).read_text()]
    assert len(public) > 10
    assert tree.broken(days_asked, public) == {}


def test_the_rules_find_what_they_look_for():
    source = (
        "from django.http import HttpRequest\n"
        "def view(request):\n"
        "    return Paper.objects.get(at=timezone.now(), on=localdate())\n"
    )
    module = ast.parse(source)
    assert unannotated(module) == ["2: view"]
    assert sorted(clock_readings(module)) == ["3: localdate()", "3: timezone.now"]
    assert requests_seen(module) == ["2: view(request)", "1: django.http.HttpRequest"]
    assert naked_objects(module) == ["Paper.objects"]
    days = ast.parse("timezone.localdate(now), board.today(now), lasting.today(now)")
    assert days_asked(days) == ["1: timezone.localdate", "1: board.today"]
