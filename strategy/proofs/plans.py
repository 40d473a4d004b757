"""The proof of a plan: its parts by chapter, with all that was said of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from icsgov.boards.models import Board
from icsgov.nhsuk.dates import date_words
from icsgov.record.proofs import Proof, StampRule, proves
from icsgov.record.tree import Link, Node
from strategy.catalogue import ABOUT_PLACES, CHAPTERS, PLACE
from strategy.exporting import plain_fact
from strategy.kinds import CHAPTER, PLAN
from strategy.links import CONCERNS, links_of
from strategy.models import Part, Plan
from strategy.models.parts import latest, schedule_of
from strategy.planfile import FACTS
from strategy.proofs.flow import flowing

Children = Mapping[int | None, list[Part]]
About = Mapping[UUID, tuple[Link, ...]]
NOTHING: Final[About] = {}


@proves(PLAN)
def proof(plan_key: UUID, part: int, now: datetime) -> Proof:
    """What an edition of the plan would release now (11 queries).

    Raises DoesNotExist where there is no such plan. Plans have one part, the public one.
    """
    plan = Plan.objects.select_related("board").get(key=plan_key)
    parts = parts_of(plan)
    on = edition_day(plan, parts)
    return Proof(
        kind=PLAN,
        subject=plan.key,
        part=part,
        board=plan.board,
        path=plan.path,
        title=plan.title,
        filename=plan.address,
        on=on or plan.board.today(now),
        root=_root(plan, parts, on, places_of(parts, now)),
        stamp=stamp(plan.board, plan.title, on),
        dated=midnight(plan.board, on or plan.board.today(now)),
        late_papers="renumber",
        faults=() if parts else ("The plan is empty. Add its parts first.",),
    )


def parts_of(plan: Plan) -> list[Part]:
    """The standing parts in their order, with their facts (7 queries)."""
    rows = plan.parts.standing().select_related("across", "parent").with_facts()
    return list(rows)


def edition_day(plan: Plan, parts: list[Part]) -> date | None:
    """The day of the last revision, else that on which the plan starts; None if not stated."""
    days = [part.on for part in parts if part.sort == "revision" and part.on]
    return max(days, default=plan.starts)


def stamp(board: Board, title: str, on: date | None) -> StampRule:
    """What stands at the foot of every page: the title, its day and the page."""
    words = "{board}{date}  Page {page} of {pages}"
    return StampRule(words=words, board=title, date=f", {date_words(on)}" if on else "")


def midnight(board: Board, on: date) -> datetime:
    """The day as files carry it."""
    return datetime.combine(on, time(0), ZoneInfo(board.zone))


def _root(plan: Plan, parts: list[Part], on: date | None, about: About) -> Node:
    children: dict[int | None, list[Part]] = {}
    for part in parts:
        children.setdefault(part.parent_id, []).append(part)
    return Node(
        kind=PLAN,
        anchor="plan",
        thing=plan.key,
        title=plan.title,
        text=plan.about,
        on=on,
        state=plan.status,
        data={
            "board": plan.board.name,
            "kind": plan.get_kind_display(),
            "status": plan.get_status_display(),
            "period": plan.period,
            "starts": _day(plan.starts),
            "ends": _day(plan.ends),
            "review": plan.review,
            "review_on": _day(plan.review_on),
            "source": plan.source,
        },
        children=tuple(_chapters(children, about)),
    )


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _chapters(children: Children, about: About) -> list[Node]:
    """A chapter for every heading under which the plan says something."""
    top = children.get(None, [])
    by_chapter = {name: [part for part in top if part.kind.chapter == name] for name in CHAPTERS}
    made = [
        Node(
            kind=CHAPTER,
            anchor=f"chapter-{slugify(name)}",
            title=name,
            children=tuple(node_of(part, children, "", about) for part in parts),
        )
        for name, parts in by_chapter.items()
        if parts
    ]
    return flowing(made)


def node_of(part: Part, children: Children, above: str, about: About = NOTHING) -> Node:
    """A part with all beneath it; `above` is the anchor of the part that it stands under.

    `about` holds the places that parts are about, by the keys of the parts.
    """
    anchor = anchor_of(part, above)
    schedule = schedule_of(part)
    return Node(
        kind=part.sort,
        anchor=anchor,
        thing=part.key,
        label=part.number,
        title=part.name,
        text=part.text,
        on=part.on or (schedule.due if schedule else None),
        state=state_of(part),
        data=_data(part),
        links=(*about.get(part.key, ()), *_at(part)),
        children=tuple(
            node_of(child, children, anchor, about) for child in children.get(part.pk, ())
        ),
    )


def _at(part: Part) -> tuple[Link, ...]:
    """The place of progress at a place."""
    across = part.across
    return (Link(CONCERNS, across.key, across.name),) if across and across.sort == PLACE else ()


def places_of(parts: list[Part], now: datetime) -> dict[UUID, tuple[Link, ...]]:
    """Which places parts are about; those of their own plan in its words (2 queries)."""
    own = {part.key: part.name for part in parts if part.sort == PLACE}
    found = links_of((part.key for part in parts if part.sort in ABOUT_PLACES), now)
    return {
        key: tuple(replace(link, words=own.get(link.to, link.words)) for link in links)
        for key, links in found.items()
    }


def anchor_of(part: Part, above: str) -> str:
    """What a part proposes to be called in addresses: area-3, or by name where it has no number."""
    if part.kind.page:
        return f"{part.sort}-{slugify(part.number or part.name)[:60]}".rstrip("-")
    return f"{above}-{part.sort}".lstrip("-")


def state_of(part: Part) -> str:
    """How a part stands: the letter of its last rating, or done and next for what is ticked off."""
    if "assessments" in part.kind.gathers:
        rated = latest(part, "assessments")
        return rated.rating if rated else ""
    if "ticks" in part.kind.gathers:
        tick = latest(part, "ticks")
        return "done" if tick and tick.done else "next"
    return ""


def _data(part: Part) -> dict[str, Any]:
    """What stands besides: the fields that are public, and every fact."""
    private = {field.name for field in part.kind.fields if field.private}
    data: dict[str, Any] = {
        name: value for name, value in part.data.items() if name not in private and value
    }
    if part.names:
        data["names"] = dict(part.names)
    if part.across:
        data["across"] = {"key": str(part.across.key), "called": part.across.called}
    for kind in FACTS:
        facts = [plain_fact(fact) for fact in getattr(part, kind).all()]
        if facts:
            data[kind] = facts
    return data
