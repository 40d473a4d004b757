"""Taps about what comes of an item: an outcome for each ask, and actions."""

from html import escape

from icsgov.boards.models import Organisation
from meetings.directory import Directory, Listed
from meetings.minuting.paragraphs import add_paragraph
from meetings.models import Paragraph
from meetings.outcomes import acting, picking
from meetings.outcomes.acting import Owner
from meetings.room.taps import Refused, Scene, taps


@taps("pick")
def pick(scene: Scene) -> str:
    """What came of an ask. It counts once a person confirms it in the minutes."""
    section, position = scene.section(), scene.typed("position", 4)
    if section.item is None or not position.isdecimal():
        raise Refused("Nothing is asked under this item.")
    choice, words = scene.typed("choice", 20), scene.typed("words")
    try:
        made = picking.pick(section.item, int(position), choice, words, scene.by, scene.now)
    except (LookupError, ValueError) as error:
        raise Refused("This ask is no longer there. Load the page again.") from error
    except picking.Settled as settled:
        raise Refused("A decision was confirmed for this ask already.") from settled
    return f"{section}: {made.get_pick_display().lower()}."


@taps("action")
def action(scene: Scene) -> str:
    """An action under an item, with a paragraph of its own in the minutes.

    Of an owner whom nobody knows the name is kept in the text: the action has no owner then.
    """
    section, text = scene.section(), scene.typed("text")
    if not text:
        raise Refused("Enter what will be done", "text")
    owners, unknown = _owners(scene, scene.typed("owner", 300))
    text = f"{text} ({', '.join(unknown)})" if unknown else text
    paragraph = add_paragraph(
        section,
        Paragraph.Kind.ACTION,
        f"<p>{escape(text, quote=False)}</p>",
        scene.by,
        scene.now,
        made_from=f"tap:{scene.sent.key.hex}",
    )
    acting.take(
        scene.meeting.board,
        scene.part,
        text,
        scene.by,
        scene.now,
        meeting=scene.meeting,
        paragraph=paragraph,
        owners=owners,
        due_words=scene.typed("due", 100),
        key=scene.sent.key,
    )
    said = f" We do not know {', '.join(unknown)}: the action has no such owner." if unknown else ""
    return f"Action: {text}.{said}"


def _owners(scene: Scene, typed: str) -> tuple[list[Owner], list[str]]:
    """People and organisations named, and the names that nobody has."""
    directory = Directory(scene.meeting.board, scene.meeting.date)
    owners: list[Owner] = []
    unknown = []
    for name in (part.strip() for part in typed.split(",")):
        if not name:
            continue
        found = directory.find(name)
        organisation = Organisation.objects.filter(name__iexact=name).first()
        if isinstance(found, Listed):
            owners.append(found.person)
        elif organisation is not None:
            owners.append(organisation)
        else:
            unknown.append(name)
    return owners, unknown
