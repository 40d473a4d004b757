"""A pack as the press really prints it, published to members."""

from datetime import datetime
from typing import Any

from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from meetings import publishing
from meetings.models import Meeting, Paper
from tests import factories as make
from tests import packs


def publish(meeting: Meeting, now: datetime, part: int = 1) -> Release:
    """Print the part as it stands and publish it to the members of the board."""
    made = build(prove(AGENDA, meeting.key, part, now), by=None, now=now)
    publishing.ask(meeting, made, {"members": None}, by=None, now=now, tell_members=False)
    return Release.objects.of(AGENDA, meeting.key, part).latest("pk")


def rewrite(paper: Paper, now: datetime, *, files: tuple[Any, ...] = (), **fields: Any) -> None:
    """Cut a new version of a paper, cleared, with these files in place of the old ones."""
    paper.refresh_from_db()
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.save()
    version = paper.cut("Saved", None, now, files=() if files else None)
    for position, blob in enumerate(files):
        packs.add_file(version, blob, position=position)
    Paper.objects.filter(pk=paper.pk).update(cleared=version)


def member_of(meeting: Meeting, name: str = "Robin Reader", **seat: Any) -> Any:
    account = make.user(name)
    make.seat(account, meeting.board, **seat)
    return account
