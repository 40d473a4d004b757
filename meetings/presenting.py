"""How people are printed on one agenda: name, initials and title, the same on all its items."""

from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Person
from meetings.models import ItemLead, Meeting
from meetings.numbering import initials


def as_printed(meeting: Meeting, person: Person, title: str) -> ItemLead:
    """An unsaved lead. On this agenda already: printed the same. New: initials nobody else has."""
    printed = list(ItemLead.objects.filter(item__meeting=meeting).select_related("person"))
    same = next((lead for lead in printed if lead.person_id == person.pk), None)
    if same is not None:
        return ItemLead(person=person, name=same.name, initials=same.initials, title=same.title)
    taken = {lead.initials: lead.person.family_name for lead in printed}
    own = initials([*taken.items(), (person.initials, person.family_name)])[-1]
    return ItemLead(person=person, name=person.full_name, initials=own[:8], title=title)


@transaction.atomic
def reprint(
    meeting: Meeting,
    person: Person,
    by: Any,
    now: datetime,
    *,
    name: str,
    initials: str,
    title: str,
) -> None:
    """Print a person differently on every item of this agenda."""
    rows = ItemLead.objects.filter(item__meeting=meeting, person=person)
    before = rows.values("name", "initials", "title").first()
    after = {"name": name, "initials": initials, "title": title}
    if before is not None and before != after:
        rows.update(**after)
        words = f"{person} is printed differently"
        meeting.record_change("edited", by, now, words=words, before=before, after=after)
