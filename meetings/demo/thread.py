"""What the agendas of the demo have to do with the plans: priorities supported, places named."""

from datetime import date, datetime
from typing import Any, Final

from icsgov.boards.models import Board, User
from icsgov.boards.rules import COVER_FIELDS, CoverField
from icsgov.boards.tasks import set_rule
from icsgov.record.models import Build
from meetings import reports
from meetings.demo.meetings import take_in_files
from meetings.models import AgendaItem, ForwardEntry, Meeting
from meetings.outcomes.releasing import refresh
from meetings.proofs.outcomes import Outcome
from strategy import links
from strategy.demo import sample
from strategy.models import Part, UpdateRound
from strategy.places import released_places

SINCE: Final = date(2022, 7, 1)
FIELD: Final = CoverField("priorities", "Which priority does this support", "supports")
PLACES: Final = CoverField("places", "Which places is this about", "places")
STRATEGY, CHARTER = "sel-strategy", "sel-vcse-charter"
REPORTED: Final = "Progress of the improvement plan"
# How an item's title begins: the plan, and the numbers of its parts; none for all of the sort.
NAMED: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    ("Focus on Primary Care", STRATEGY, "priority", ("4",)),
    ("Developing our Integrated Care Strategy", STRATEGY, "priority", ()),
    ("Draft South East London Voluntary", CHARTER, "charter-section", ("3", "4", "5", "6")),
    ("Implementing our Integrated Care Strategy", STRATEGY, "priority", ()),
    ("Voluntary, Community and Social Enterprise", CHARTER, "charter-section", ("3",)),
    ("The Mental Health Concordat", STRATEGY, "priority", ("3",)),
    (REPORTED, sample.ADDRESS, "priority", ("1", "2")),
)

# How the title of an item begins, and the places that it is about; the rest is about all.
ABOUT: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Focus on Primary Care", tuple("Bexley Bromley Greenwich Lambeth Lewisham Southwark".split())),
    ("Chief executive’s report (sample)", ("Bexley", "Lambeth")),
    ("Winter plans (sample)", ("Greenwich", "Lewisham")),
)


def ask_for_priorities(board: Board, by: User, now: datetime) -> None:
    """Give the board's cover sheet its section on priorities."""
    if board.rule_rows.filter(name="cover_fields").exists():
        return
    value = as_rule((*COVER_FIELDS, FIELD, PLACES))
    set_rule(
        board, "cover_fields", value, by, now, starts=SINCE, source="Added for the demonstration"
    )


def as_rule(fields: tuple[CoverField, ...]) -> list[dict[str, Any]]:
    """Fields of a cover sheet as a board's rule keeps them."""
    return [_plain(field) for field in fields]


def _plain(field: CoverField) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "hint": field.hint,
    }


def name_priorities(meeting: Meeting, by: User, now: datetime) -> None:
    """Say of each item, its papers and what came of it, what it supports; once."""
    for item in meeting.items.all():
        parts = _parts(item)
        if parts and not links.named_by(item.key):
            keys = [part.key for part in parts]
            links.set_links(item.key, keys, by, now)
            _on_covers(item, parts, by, now)
            outcomes: list[Outcome] = [*item.decisions.all()]
            for outcome in (*outcomes, *ForwardEntry.objects.filter(item=item)):
                links.set_links(outcome.key, keys, by, now)
                refresh(outcome, by, now)


def bring_report(meeting: Meeting, made: Build, by: User, now: datetime) -> None:
    """The sample plan's progress report as a paper of a meeting; once."""
    item = meeting.items.get(title__startswith=REPORTED)
    if not item.enclosures.exists():
        paper = reports.enclose(item, UpdateRound.objects.get(key=made.subject), made, by, now)
        take_in_files(paper, by, now)


def _parts(item: AgendaItem) -> list[Part]:
    for title, plan, sort, numbers in NAMED:
        if item.title.startswith(title):
            rows = Part.objects.standing().filter(plan__address=plan, sort=sort)
            return list(rows.filter(number__in=numbers) if numbers else rows)
    return []


def name_places(meeting: Meeting, by: User, now: datetime) -> None:
    """Say of each item, and what came of it, which places it is about; once."""
    known = released_places(now)
    for item in meeting.items.all():
        named = {name for title, names in ABOUT if item.title.startswith(title) for name in names}
        keys = [key for key, name in known if name in named]
        if keys and not links.named_by(item.key, links.CONCERNS):
            outcomes: list[Outcome] = [*item.decisions.all()]
            links.set_links(item.key, keys, by, now, rel=links.CONCERNS)
            for outcome in (*outcomes, *ForwardEntry.objects.filter(item=item)):
                links.set_links(outcome.key, keys, by, now, rel=links.CONCERNS)
                refresh(outcome, by, now)


def _on_covers(item: AgendaItem, parts: list[Part], by: User, now: datetime) -> None:
    named = [{"key": str(part.key), "words": part.called} for part in parts]
    for enclosure in item.enclosures.exclude(paper=None).select_related("paper"):
        paper = enclosure.paper
        if paper is not None:
            cover = {**paper.cover, FIELD.key: named}
            paper.write(paper.version, by, now, cover=cover)
