"""Tags for papers on the desk."""

import re
from datetime import datetime
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from icsgov.boards.rules import Rules
from icsgov.ledger.models import Change
from icsgov.work.models import Work
from meetings import bodies, covers
from meetings.models import Enclosure, Paper, PaperFile
from meetings.progress import Progress
from meetings.templatetags.papers import SCROLLS

register = template.Library()
HEADING = re.compile(r"<(/?)h([234])>")


@register.simple_tag
def drafted_text(html: str, paper: Paper, prefix: str = "text") -> SafeString:
    """Drafted text as part of a page of the desk: pictures, notes by number, wide tables.

    Its headings stand one step lower than in print, below the page's own.
    """
    key = paper.key

    def address(sha256: str) -> str:
        return reverse("paper-picture", kwargs={"key": key, "sha256": sha256})

    lower = HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}>", bodies.clean(html))
    shown = bodies.with_notes(bodies.with_pictures(lower, address), f"{prefix}-note")
    shown = shown.replace("<table", f"{SCROLLS}<table").replace("</table>", "</table></div>")
    return mark_safe(shown)  # noqa: S308 -- bodies.clean let nothing else by


@register.filter
def cover_words(line: covers.Line, rules: Rules) -> str:
    """A line of the cover sheet in plain words."""
    return covers.words(line.kind, line.value, rules)


VERBS = {
    "created": "asked for the paper",
    "edited": "changed {fields}",
    "moved": "{state}",
    "version": "kept a version",
    "clearance": "gave a clearance",
    "named": "named {fields}",
    "read": "read it",
    "reminded": "reminded the authors",
    "seen": "looked at a file",
    "brought": "brought it",
    "link given": "gave a link to put it in",
    "link renewed": "renewed a link",
    "link revoked": "called a link back",
}
STATES = {
    "expected": "asked for it again",
    "submitted": "submitted it",
    "returned": "returned it",
    "cleared": "cleared it for the pack",
    "withdrawn": "withdrew it",
}
FIELDS = {
    "body": "the text",
    "cover": "the cover sheet",
    "private_reason": "why it is private",
    "review": "the day to look again",
    "due": "the deadline",
    "author": "the authors",
    "lead": "the executive leads",
}


@register.filter
def told(change: Change) -> str:
    """What happened to a paper, in a few words, with what was said."""
    before, after = change.before, change.after
    fields = [name for name in after if after[name] is None or after[name] != before.get(name)]
    sentence = VERBS.get(change.verb, change.verb).format(
        fields=" and ".join(FIELDS.get(name, f"the {name}") for name in fields),
        state=STATES.get(after.get("state", ""), "moved it"),
    )
    return f"{sentence}. {change.words}" if change.words else sentence


@register.filter
def work_on(works: dict[UUID, Work], file: PaperFile) -> Work | None:
    """The work on a file that is being checked."""
    return works.get(file.key)


@register.simple_tag
def enclosed(enclosure: Enclosure, now: datetime) -> Progress:
    """The progress of an enclosed paper; no query where it comes from a draft of the agenda."""
    paper, meeting = enclosure.paper, enclosure.item.meeting
    if paper is None:
        raise template.TemplateSyntaxError(f"{enclosure} is no paper.")
    return Progress(paper, enclosure, meeting.rules, meeting.board.today(now))
