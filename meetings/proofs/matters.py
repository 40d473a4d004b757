"""The action log as it is printed: a table of what is due, of what is open, of what is closed."""

from collections.abc import Iterator, Sequence
from html import escape

from icsgov.nhsuk.dates import date_words
from icsgov.record.tree import Node
from meetings.outcomes.matters import Log, Matter

HEADS = ("Action", "Who", "By when", "State and last report")
NOTHING = "<p>No action is open, and none was closed since the last meeting.</p>"


def action_sections(log: Log, slug: str) -> Iterator[Node]:
    """The log as sections of drafted text."""
    if log.is_empty:
        yield _section(slug, "text", "", NOTHING)
        return
    since = f" since {date_words(log.since)}" if log.since else ""
    for anchor, title, matters in (
        ("due", "Due by this meeting", log.due),
        ("open", "Open", log.open),
        ("closed", f"Closed{since}", log.closed),
    ):
        if matters:
            yield _section(slug, anchor, title, _table(matters))


def _section(slug: str, anchor: str, title: str, html: str) -> Node:
    return Node(
        kind="section",
        anchor=f"{slug}-{anchor}",
        title=title,
        text=title,
        data={"level": 1, "html": html},
    )


def _table(matters: Sequence[Matter]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    rows = "".join(_row(matter) for matter in matters)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(matter: Matter) -> str:
    action = matter.action
    owners = ", ".join(owner.name for owner in action.owners.all())
    due = date_words(action.due) if action.due else action.due_words
    cells = (
        f"{action.number}. {action.text}",
        owners or "not stated",
        due or "not stated",
        " ".join(_state(matter)),
    )
    return "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in cells) + "</tr>"


def _state(matter: Matter) -> Iterator[str]:
    action = matter.action
    yield f"{action.get_state_display()}{', overdue' if matter.overdue else ''}."
    if matter.last is not None:
        yield f"{matter.last.text.rstrip('.')}. ({matter.last.name}, {date_words(matter.last.at)})"
