"""What one named person will get of a build: by which right, which papers, by which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from icsgov.boards.models import Person, Seat
from icsgov.record.models import Build, PersonalPack
from icsgov.record.tree import Node
from icsgov.record.withheld import absent_digest, notices
from meetings.going_out import Recipient, recipients
from meetings.models import Meeting
from meetings.withholding import lacked_by, tree_for


@dataclass(frozen=True)
class Gets:
    """What reaches a person; `recipient` is None for an assistant, to whom nothing of it goes."""

    person: Person
    recipient: Recipient | None
    assists: Sequence[Person]
    root: Node
    own: PersonalPack | None = None

    @property
    def reads(self) -> bool:
        return self.recipient is not None

    @property
    def absent(self) -> list[str]:
        """What is withheld, and what the person is told of it."""
        return [f"Enclosure {each.label} is withheld. {each.text}" for each in notices(self.root)]


def gets(meeting: Meeting, build: Build, key: UUID, now: datetime) -> Gets | None:
    """What a reader of this part, or somebody’s assistant, gets; None for anybody else."""
    rows = recipients(meeting, build.part, now, now=now)
    found = next((each for each in rows if each.person.key == key), None)
    if found is not None:
        root = tree_for(found.person, build, now)
        return Gets(found.person, found, (), root, _own(build, found.person, now))
    helper = Person.objects.filter(key=key).first()
    assisted = [seat.person for seat in assistants(meeting, now) if seat.assistant == helper]
    return Gets(helper, None, assisted, build.root) if helper and assisted else None


def _own(build: Build, person: Person, now: datetime) -> PersonalPack | None:
    """The pack without what is withheld from them, once it is made."""
    lacked = lacked_by(person, build, now)
    return PersonalPack.objects.of(build, absent_digest(lacked)) if lacked else None


def assistants(meeting: Meeting, now: datetime) -> list[Seat]:
    """The seats of a board that somebody assists."""
    rows = Seat.objects.held(meeting.board.today(now)).filter(board=meeting.board)
    return list(rows.exclude(assistant=None).select_related("person", "assistant"))
