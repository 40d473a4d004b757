"""Short functions, short files."""

import ast

from tests.house import tree

LONGEST_FUNCTION = 50
LONGEST_FILE = 400


def long_functions(module: ast.Module) -> list[str]:
    sizes = [(node, (node.end_lineno or 0) - node.lineno + 1) for node in tree.functions(module)]
    return [f"{node.name}: {size} lines" for node, size in sizes if size > LONGEST_FUNCTION]


def test_no_function_is_over_50_lines():
    assert tree.broken(long_functions, tree.python()) == {}


def test_a_long_function_is_found():
    source = "def long() -> None:\n" + "    pass\n" * LONGEST_FUNCTION
    assert long_functions(ast.parse(source)) == ["long: 51 lines"]


def test_no_file_is_over_400_lines():
    pages = [path for path in tree.files() if path.suffix in (".js", ".html")]
    sizes = {str(path): tree.text(path).count("\n") for path in (*tree.python(), *pages)}
    assert {path: size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_nothing_tracked_is_over_100_kb():
    sizes = {str(path): (tree.ROOT / path).stat().st_size for path in tree.files()}
    own = {path: size for path, size in sizes.items() if path.split("/")[-1] not in tree.GENERATED}
    assert {path: size for path, size in own.items() if size > 100_000} == {}
