"""A member's notes as a Word file, paper by paper."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Mm

from meetings.noting import Shown


def word(owner: str, shown: Iterable[Shown]) -> bytes:
    """The Word file of these notes, in the order given."""
    file = Document()
    file.sections[0].page_width, file.sections[0].page_height = Mm(210), Mm(297)
    file.styles["Normal"].font.name = "Arial"
    file.core_properties.title = f"Notes of {owner}"
    file.core_properties.author = owner
    file.add_heading(f"Notes of {owner}", level=1)
    meeting = paper = None
    for each in shown:
        note = each.note
        if note.meeting_id != meeting:
            meeting, paper = note.meeting_id, None
            day = note.meeting.date
            file.add_heading(f"{note.meeting.board.name}, {day:%-d %B %Y}", level=2)
        if note.title != paper:
            paper = note.title
            file.add_heading(note.title, level=3)
        _note(file, each)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _note(file: Any, each: Shown) -> None:
    note = each.note
    place = each.placed.label if each.placed else note.pack_page
    head = file.add_paragraph()
    head.add_run(note.get_kind_display() + (f", page {place}" if place else "")).bold = True
    if each.placed is None or each.placed.is_gone:
        was = each.placed.was if each.placed else note.edition_words
        head.add_run(f" (no longer in the text; it was on {was})")
    if note.ink:
        pen = f"Drawn with the {note.get_colour_display().lower()} pen."
        file.add_paragraph(f"{pen} It is on the copy of the papers with my notes.")
    elif note.rects and not note.quote:
        file.add_paragraph("A frame on the page.")
    if note.quote:
        file.add_paragraph(_plain(note.quote), style="Intense Quote")
    for block in note.words.split("\n"):
        if block.strip():
            file.add_paragraph(_plain(block))


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
