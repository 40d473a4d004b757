"""Turns the fixed colours of the NHS stylesheet into the custom properties it declares.

nhsuk-frontend 10 names its colours in ``:root`` but compiles the plain values into every rule,
so a dark scheme would have to restate hundreds of rules. Naming them at copy time lets
``static/css/icsgov.css`` set a dark value once for each name.
"""

import re

TEXT = {
    "#212b32": "text",
    "#4c6272": "secondary-text",
    "#005eb8": "link",
    "#330072": "link-visited",
    "#7c2855": "link-hover",
    "#003087": "link",
    "#002f5c": "link-active",
    "#003d78": "link-active",
    "#004b93": "link-active",
    "#d5281b": "error",
    "#007f3b": "success",
}
SURFACE = {
    "#fff": "card-background",
    "#f0f4f5": "body-background",
    "#d8dde0": "template-background",
    "#e0e4e6": "target-hover",
    "#d9e7f4": "secondary-button-hover",
    "#c7dcef": "secondary-button-active",
    "#fff9c4": "pale-yellow",
    "#212b32": "text",
}
LINE = {
    "#d8dde0": "border",
    "#f0f4f5": "border",
    "#aeb7bd": "border-hover",
    "#4c6272": "input-border",
    "#212b32": "text",
    "#005eb8": "link",
    "#d5281b": "error",
}
NAMES = {
    "color": TEXT,
    "fill": TEXT,
    "background": SURFACE,
    "background-color": SURFACE,
} | dict.fromkeys(
    ["box-shadow", "outline", "outline-color"]
    + [
        f"border{side}{kind}"
        for side in ("", "-top", "-right", "-bottom", "-left")
        for kind in ("", "-color")
    ],
    LINE,
)

# A focused control is black on yellow in both schemes, whatever it stands on.
YELLOW = "#ffeb3b"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"#[0-9a-f]{3,6}\b")


def named(css: str) -> str:
    """The stylesheet with its text, surface and line colours as ``var(--nhsuk-…-colour)``."""
    return RULE.sub(_rule, css)


def _rule(match: re.Match[str]) -> str:
    selector, body = match.groups()
    focus = all(":focus" in part for part in selector.split(","))
    if ":root" in selector or focus or YELLOW in body:
        return match.group()
    return f"{selector}{{{';'.join(_declaration(part) for part in body.split(';'))}}}"


def _declaration(text: str) -> str:
    prop, colon, value = text.partition(":")
    names = NAMES.get(prop.strip(), {})

    def name(match: re.Match[str]) -> str:
        known = names.get(match.group())
        return f"var(--nhsuk-{known}-colour)" if known else match.group()

    return prop + colon + (COLOUR.sub(name, value) if names else value)
