"""Colours get their names, except where black on yellow must stay."""

import pytest

from icsgov.nhsuk import palette


@pytest.mark.parametrize(
    ("css", "named"),
    [
        ("p{color:#212b32}", "p{color:var(--nhsuk-text-colour)}"),
        (
            "p{background:#fff;margin:0}",
            "p{background:var(--nhsuk-card-background-colour);margin:0}",
        ),
        ("p{border:1px solid #d8dde0}", "p{border:1px solid var(--nhsuk-border-colour)}"),
        ("@media print{a{fill:#005eb8}}", "@media print{a{fill:var(--nhsuk-link-colour)}}"),
        ("a:hover,a:focus{color:#212b32}", "a:hover,a:focus{color:var(--nhsuk-text-colour)}"),
    ],
)
def test_a_colour_is_named_by_its_use(css, named):
    assert palette.named(css) == named


@pytest.mark.parametrize(
    "css",
    [
        ":root{--nhsuk-text-colour:#212b32}",
        "a:focus{color:#212b32}",
        "a{background-color:#ffeb3b;color:#212b32}",
        "b{color:#fff}",
        "b{color:#123456;content:'#fff'}",
    ],
)
def test_other_rules_stay(css):
    assert palette.named(css) == css
