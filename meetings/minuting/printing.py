"""A paragraph as it reads: the speakers' names lead into the words."""

from collections.abc import Sequence
from html import escape

from meetings import bodies


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def with_names(html: str, names: Sequence[str]) -> str:
    """The text with the speakers in bold in front; not where it begins with their names."""
    text = bodies.clean(html)
    who = listed(names)
    if not who or bodies.plain(text).startswith(who):
        return text
    bold = f"<strong>{escape(who, quote=False)}</strong>"
    if text.startswith("<p>"):
        return f"<p>{bold} {text.removeprefix('<p>')}"
    return f"<p>{bold}</p>{text}"
