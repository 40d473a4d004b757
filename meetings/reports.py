"""A frozen progress report as a paper of a meeting: its PDF as the file, what changed on top."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.html import format_html, format_html_join

from icsgov.record.models import Build
from icsgov.record.tree import Node
from meetings import enclosing
from meetings.models import AgendaItem, Paper
from meetings.tasks import receiving
from strategy import links
from strategy.models import UpdateRound
from strategy.ratings import RATINGS


@transaction.atomic
def enclose(item: AgendaItem, row: UpdateRound, build: Build, by: Any, now: datetime) -> Paper:
    """Put a built report under an item. The cover says what changed and what it is about.

    Raises LookupError where the build has no PDF.
    """
    if build.pack is None:
        raise LookupError("The report has no PDF")
    paper = enclosing.expect(item, build.root.title[:300], (), by, now)
    cover = {"summary": _summary(build.root), **_supports(item, row, now)}
    paper.write(paper.version, by, now, cover={**paper.cover, **cover})
    upload = receiving.Upload(build.pack.path, f"{row.plan.address}-progress.pdf")
    receiving.hand_in(paper, [upload], by, now)
    return paper


def known(item: AgendaItem, build: Build) -> Paper | None:
    """The paper under an item that holds this very report already."""
    rows = Paper.objects.filter(enclosures__item=item, current__files__original=build.pack)
    return rows.first()


def _summary(root: Node) -> str:
    every = list(root.of_kind("progress-update"))
    changed = [node for node in every if node.data["changed"]]
    words = f"{len(changed)} of {len(every)} parts changed since the last report."
    rows = format_html_join("", "<li>{}</li>", ((line,) for line in map(_line, changed)))
    return format_html("<p>{}</p><ul>{}</ul>", words, rows) if changed else f"<p>{words}</p>"


def _line(node: Node) -> str:
    """2 Metrics in place: G – On target (before: A – Progress made, minor concerns)."""
    name = f"{node.label} {node.title}".strip()
    if not node.state:
        return name
    before = node.data["before"]
    was = f" (before: {_rated(before)})" if before and before != node.state else ""
    return f"{name}: {_rated(node.state)}{was}"


def _rated(letter: str) -> str:
    return f"{letter} – {RATINGS[letter].words}"


def _supports(item: AgendaItem, row: UpdateRound, now: datetime) -> dict[str, Any]:
    """What the report is about, for a cover sheet that asks; by the words of the record."""
    keys = row.updates.filter(state="accepted").values_list("part__key", flat=True)
    names = links.released_names(keys, now)
    named = [{"key": str(key), "words": words} for key, words in names.items()]
    return dict.fromkeys(_fields(item), named) if named else {}


def _fields(item: AgendaItem) -> Iterator[str]:
    return (each.key for each in item.meeting.rules.cover_fields if each.kind == "supports")
