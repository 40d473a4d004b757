"""Templates: nothing inline that the content security policy refuses; each has its layout."""

import re
from pathlib import Path

import pytest

from tests.house import tree

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\bsrc=)",
    re.IGNORECASE,
)
# Data for a script is not a script.
DATA = re.compile(r"<script\b[^>]*type=[\"']application/(ld\+)?json[\"']", re.IGNORECASE)
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
NAMED = re.compile(r"{% include \"([^\"]+)\"")
PARTIALS = {
    "layouts",
    "components",
    "partials",
    "elements",
    "widgets",
    "nhsuk",
    "pdf",
    "email",
    "snippets",
}


def inline_code(source: str) -> list[str]:
    """What stands in the template that belongs into static/."""
    bare = DATA.sub("", COMMENT.sub("", source))
    return [found.group(0).strip() for found in INLINE.finditer(bare)]


def included() -> set[str]:
    """The names by which templates include others."""
    return {name for path in tree.templates() for name in NAMED.findall(tree.text(path))}


def is_whole(path: Path, source: str, partials: set[str]) -> bool:
    """Whether a page extends a layout, or is a partial: included, `_named` so, or among such."""
    if path.name.startswith("_") or PARTIALS & set(path.parts):
        return True
    if any(path.as_posix().endswith(f"/{name}") for name in partials):
        return True
    return COMMENT.sub("", source).lstrip().startswith("{% extends ")


def test_no_style_and_no_script_stands_inline():
    found = {str(path): inline_code(tree.text(path)) for path in tree.templates()}
    assert {path: code for path, code in found.items() if code} == {}


def test_a_page_extends_a_layout():
    partials = included()
    bare = [path for path in tree.templates() if not is_whole(path, tree.text(path), partials)]
    assert list(map(str, bare)) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_found(source):
    assert len(inline_code(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<script type="module" src="a.js"></script>',
        '<script type="application/json">{}</script>',
        "{# <style> #}",
        "<p>condition = 'x'</p>",
    ],
)
def test_what_may_stand_is_let_stand(source):
    assert inline_code(source) == []


def test_a_page_without_a_layout_is_found():
    page, row = Path("templates/meetings/page.html"), Path("templates/meetings/_row.html")
    assert not is_whole(page, "<p>bare</p>", set())
    assert is_whole(page, "<p>bare</p>", {"meetings/page.html"})
    assert is_whole(page, '{# why #}\n{% extends "layouts/base.html" %}', set())
    assert is_whole(row, "<tr></tr>", set())
