"""A room imports only from floors beneath; pure modules import no framework."""

import ast
import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.house import tree

PURE = [
    Path(f"meetings/{name}.py")
    for name in (
        "bodies clearing covers dates deadlines merging numbering pasting quorum ranks timetable "
        "tracks workflow"
    ).split()
]
# The press turns trees into bytes: it has no rows, no reader and no address.
NOT_IN_THE_PRESS = ("django.db", "django.http", "django.urls", "django.contrib")


def imported(module: ast.Module, banned: tuple[str, ...]) -> list[str]:
    """What a module imports from the banned packages."""
    packages = tuple(f"{name}." for name in banned)
    return [name for _, name in tree.imports(module) if f"{name}.".startswith(packages)]


def test_the_contracts_in_pyproject_hold():
    # In a process of its own: it sets up logging anew, and disables the loggers it finds.
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [program, "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


def test_pure_modules_know_no_django():
    assert tree.broken(partial(imported, banned=("django",)), PURE) == {}


def test_the_press_has_no_models_and_no_request():
    press = [path for path in tree.code() if "press" in path.parts]
    assert tree.broken(partial(imported, banned=NOT_IN_THE_PRESS), press) == {}


def test_a_banned_import_is_found():
    module = ast.parse("def f():\n    from django.db import models\nimport djangoish")
    assert imported(module, ("django.db",)) == ["django.db.models"]
