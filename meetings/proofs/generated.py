"""Enclosures that nobody writes: the minutes of a meeting before, the action log,
questions from the public."""

from collections.abc import Callable
from uuid import UUID, uuid5

from django.utils.html import escape, linebreaks
from django.utils.text import slugify

from icsgov.record.kinds import MINUTES
from icsgov.record.models import Release
from icsgov.record.models.releases import LISTS, Audience
from icsgov.record.publish import tree_of
from icsgov.record.tree import Link, Node
from meetings.models import Action, Enclosure, Meeting, Question
from meetings.models.questions import ANONYMOUS
from meetings.outcomes.matters import log_of
from meetings.outline import Row
from meetings.proofs.matters import action_sections
from meetings.proofs.sitting import Sitting

Generator = Callable[[Sitting, Row, Enclosure, str], Node | None]
_GENERATORS: dict[str, Generator] = {}


def generates(kind: str) -> Callable[[Generator], Generator]:
    """Register the function that draws enclosures of a kind; it gives None for nothing to draw."""

    def register(function: Generator) -> Generator:
        _GENERATORS[kind] = function
        return function

    return register


def generated(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """The enclosure as a node of the agenda; None where there is nothing to print."""
    make = _GENERATORS.get(enclosure.kind)
    return make(sitting, row, enclosure, letter) if make else None


@generates(Enclosure.Kind.MINUTES)
def minutes(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """The minutes as they were released: to the public, where this pack may go to the public."""
    source = enclosure.source
    release = released(source, sitting) if source else None
    if source is None or release is None:
        return None
    root = tree_of(release, without={"page"})
    slug = enclosure.slug or slugify(root.title)
    return Node(
        kind="paper",
        anchor=slug,
        thing=root.thing,
        label=letter,
        title=root.title,
        state=root.state,
        data={
            **root.data,
            "item": row.label,
            "generated": enclosure.kind,
            "version": "",
            "filename": f"{sitting.stem}-enclosure-{slugify(letter)}-{slug}.pdf",
            "has_cover": False,
            "has_text": True,
            "cover": [],
            "authors": [],
            "leads": [],
            "asks": [],
        },
        children=root.children,
    )


def released(source: Meeting, sitting: Sitting) -> Release | None:
    """The last minutes of a meeting that the readers of this pack may have."""
    audience = Audience.MEMBERS if _is_for_members(sitting) else Audience.PUBLIC
    rows = Release.objects.of(MINUTES, source.key, sitting.part.number)
    return rows.filter(audience=audience).heads().first()


@generates(Enclosure.Kind.QUESTIONS)
def questions(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """The questions that were taken for this meeting, each with its answer where there is one."""
    asked = list(Question.objects.printed().filter(meeting=sitting.meeting))
    if sitting.is_private or not asked:
        return None
    slug = enclosure.slug or "questions-from-the-public"
    return _drawn(
        sitting, row, enclosure, letter, slug,
        title="Questions from the public",
        children=tuple(_asked(question, slug) for question in asked),
    )  # fmt: skip


def _drawn(
    sitting: Sitting,
    row: Row,
    enclosure: Enclosure,
    letter: str,
    slug: str,
    *,
    title: str,
    children: tuple[Node, ...],
    links: tuple[Link, ...] = (),
) -> Node:
    """A generated enclosure of drafted text, without a cover sheet."""
    return Node(
        kind="paper",
        anchor=slug,
        thing=uuid5(sitting.meeting.key, enclosure.kind),
        label=letter,
        title=title,
        data={
            "item": row.label,
            "board": sitting.board_name,
            "date": sitting.meeting.date.isoformat(),
            "generated": enclosure.kind,
            "version": "",
            "filename": f"{sitting.stem}-enclosure-{slugify(letter)}-{slug}.pdf",
            "has_cover": False,
            "has_text": True,
            "cover": [],
            "authors": [],
            "leads": [],
            "asks": [],
        },
        links=links,
        children=children,
    )


def _asked(question: Question, slug: str) -> Node:
    asker = question.asker or ANONYMOUS.lower()
    html = f"{linebreaks(question.printed, autoescape=True)}<p>Asked by {escape(asker)}.</p>"
    if question.answer:
        html += f"<p><strong>Answer</strong></p>{linebreaks(question.answer, autoescape=True)}"
    return Node(
        kind="section",
        anchor=f"{slug}-{question.slug}",
        title=f"Question {question.ref}",
        text="\n".join(filter(None, (question.printed, question.answer))),
        data={"level": 1, "html": html},
    )


@generates(Enclosure.Kind.ACTIONS)
def actions(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """Matters arising: the actions that the readers of this pack may know of, with reports."""
    log = log_of(sitting.meeting, sitting.part.number, only=_released_actions(sitting))
    slug = enclosure.slug or "matters-arising"
    return _drawn(
        sitting, row, enclosure, letter, slug,
        title="Matters arising: the action log",
        children=tuple(action_sections(log, slug)),
        links=tuple(Link(LISTS, each.action.key) for each in log.matters),
    )  # fmt: skip


def _released_actions(sitting: Sitting) -> set[UUID]:
    """The actions that the readers of this pack have on record."""
    board, part = sitting.meeting.board, sitting.part.number
    rows = Release.objects.filter(kind=Action.KIND, board=board, part=part).heads()
    if not _is_for_members(sitting):
        rows = rows.filter(audience=Audience.PUBLIC)
    return set(rows.values_list("subject", flat=True))


def _is_for_members(sitting: Sitting) -> bool:
    """Whether the pack goes to the board's members alone."""
    return sitting.is_private or sitting.meeting.kind == Meeting.Kind.PRIVATE
