"""Papers for those who need print: for the printer, as one file or many; and where they go."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename

from icsgov.press.printing import apart, for_both_sides
from icsgov.press.render import render
from icsgov.record import access as record
from icsgov.record import workbooks
from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from meetings.book.leaves import leaves_of
from meetings.going_out import Recipient

LONGEST = 80  # letters of a title in the name of a file
LABEL_COLUMNS = (("Name", 30), ("Job title", 34), ("Organisation", 34), ("Address", 60))


@dataclass(frozen=True)
class Section:
    """A stretch of the pack that belongs together; its pages count from 1."""

    name: str
    pages: Sequence[int]


def sections(release: Release) -> list[Section]:
    """The agenda, then each paper, in the order of the pack."""
    names = {
        node.thing: f"{node.label} {node.title}".strip()
        for node in tree_of(release).of_kind("paper")
    }
    runs = groupby(leaves_of(release).all, key=lambda leaf: leaf.thing)
    return [
        Section(names.get(thing, "Notice" if at else "Agenda"), [leaf.at for leaf in run])
        for at, (thing, run) in enumerate(runs)
    ]


def one_file(release: Release) -> bytes:
    """The whole pack for both sides of the sheet: each paper begins on a new sheet."""
    pages = [section.pages for section in sections(release)]
    return for_both_sides(record.pack_file(release).blob.path, pages)


def zipped(release: Release) -> bytes:
    """The same as a zip: a PDF for the agenda and one for each paper, named in print order."""
    found = sections(release)
    path = record.pack_file(release).blob.path
    files = apart(path, [section.pages for section in found])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for at, (section, content) in enumerate(zip(found, files, strict=True)):
            archive.writestr(zipfile.ZipInfo(_file_name(at, section)), content)
    return stream.getvalue()


def _file_name(at: int, section: Section) -> str:
    name = get_valid_filename(section.name[:LONGEST].strip() or "Paper").strip("._")
    return f"{at:02d}_{name}.pdf"


def addresses(rows: Iterable[Recipient]) -> bytes:
    """A workbook with a line for each who needs print."""
    return workbooks.write("Print", LABEL_COLUMNS, (_line(each) for each in rows))


def _line(recipient: Recipient) -> tuple[Any, ...]:
    seat = recipient.seat
    organisation = seat.organisation.name if seat and seat.organisation else ""
    title, address = (seat.title, seat.print_to) if seat else ("", "")
    return str(recipient.person), title, organisation, address


def labels(rows: Iterable[Recipient], title: str) -> bytes:
    """Labels to print: 21 on a sheet of A4, of 63.5 by 38.1 mm, as PDF."""
    texts = [_label(each) for each in rows]
    page = render_to_string("pdf/labels.html", {"labels": texts, "title": title})
    sheet = Path(str(finders.find("pdf/labels.css"))).read_text()
    return render(page, stylesheet=sheet, title=title).pdf


def _label(recipient: Recipient) -> list[str]:
    name, _, organisation, address = _line(recipient)
    below = address.splitlines() or [organisation]
    return [line for line in (name, *below) if line.strip()]
