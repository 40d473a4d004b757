"""Enclosures that nobody writes: the minutes of a meeting before, questions from the public."""

from collections.abc import Callable
from uuid import uuid5

from django.utils.html import escape, linebreaks
from django.utils.text import slugify

from icsgov.record.kinds import MINUTES
from icsgov.record.models import Release
from icsgov.record.models.releases import Audience
from icsgov.record.publish import tree_of
from icsgov.record.tree import Node
from meetings.models import Enclosure, Meeting, Question
from meetings.models.questions import ANONYMOUS
from meetings.outline import Row
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
    private = sitting.is_private or sitting.meeting.kind == Meeting.Kind.PRIVATE
    audience = Audience.MEMBERS if private else Audience.PUBLIC
    rows = Release.objects.of(MINUTES, source.key, sitting.part.number)
    return rows.filter(audience=audience).heads().first()


@generates(Enclosure.Kind.QUESTIONS)
def questions(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """The questions that were taken for this meeting, each with its answer where there is one."""
    asked = list(Question.objects.printed().filter(meeting=sitting.meeting))
    if sitting.is_private or not asked:
        return None
    slug = enclosure.slug or "questions-from-the-public"
    return Node(
        kind="paper",
        anchor=slug,
        thing=uuid5(sitting.meeting.key, "questions"),
        label=letter,
        title="Questions from the public",
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
        children=tuple(_asked(question, slug) for question in asked),
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
        data={"level": 2, "html": html},
    )
