"""Released files as OParl has them: File."""

from collections.abc import Iterable
from typing import Any

from icsgov.record import pages
from icsgov.record.api import addresses
from icsgov.record.api.shapes import MEETING, PAPER, Object
from icsgov.record.kinds import AGENDA, MINUTES, NOTICE
from icsgov.record.models import Entry, ReleaseFile
from icsgov.record.views.files import SHOWN

FILE_NAME = "files"
OF_MEETINGS = (NOTICE, AGENDA, MINUTES)


def released(entries: Iterable[Entry], *roles: str) -> list[ReleaseFile]:
    """The files of these entries' releases (1 query)."""
    rows = ReleaseFile.objects.filter(release__in={entry.release_id for entry in entries})
    chosen = rows.filter(role__in=roles) if roles else rows
    return list(chosen.select_related("release", "blob", "entry").order_by("pk"))


def file(row: ReleaseFile, **days: Any) -> Object:
    """One file; `days` where its own are known, else those of its release."""
    address = addresses.absolute(pages.public_address(row))
    entry = row.entry
    paper = PAPER.url(entry.thing) if entry and entry.kind == "paper" and entry.thing else None
    of_meeting = row.release.kind in OF_MEETINGS
    return {
        **named(row),
        "created": row.release.effective_at,
        "modified": row.release.effective_at,
        "name": entry.title if entry and entry.title else row.release.title,
        "fileName": row.filename,
        "mimeType": SHOWN.get(row.blob.kind, "application/octet-stream"),
        "date": row.release.on,
        "size": row.blob.size,
        "pages": row.blob.pages or None,
        "sha256": row.blob.sha256,
        "accessUrl": address,
        "downloadUrl": address,
        "meeting": [MEETING.url(row.release.subject)] if of_meeting else None,
        "paper": [paper] if paper else None,
        "release": row.release.number,
        **days,
    }


def named(row: ReleaseFile) -> Object:
    """What a file keeps when it is taken back: its id and type."""
    return {"id": addresses.url(FILE_NAME, row.key), "type": addresses.oparl("File")}
