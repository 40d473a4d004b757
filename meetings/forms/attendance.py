"""Forms of attendance: a reply, the roll as a whole, one row of it, the times of the meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet

from icsgov.boards.saving import VersionedForm
from icsgov.ledger.models import Conflict
from icsgov.nhsuk.forms import Hinted, NHSTimeField
from meetings.attending import roll
from meetings.attending.replying import Place, Said
from meetings.directory import Directory, Listed
from meetings.models import AgendaItem, Attendance, Meeting, MeetingPart, Rsvp

Kind = Attendance.Kind
CLOSES_FIRST = "The meeting must close after it was opened"


def known_person(directory: Directory, typed: str) -> Listed | None:
    """Whom the whole name names; initials and parts of a name name nobody here."""
    found = directory.find(typed)
    if not isinstance(found, Listed):
        return None
    person = found.person
    names = {found.line, person.full_name, f"{person.given_names} {person.family_name}"}
    return found if typed.casefold() in {name.casefold() for name in names} else None


class ReplyForm(forms.Form):
    """What a member answers, or somebody for them."""

    answer = forms.ChoiceField(label="Will you come?", widget=forms.RadioSelect)
    substitute_name = forms.CharField(
        label="Name of the substitute", required=False, max_length=200
    )
    substitute_title = forms.CharField(
        label="Their job title and organisation", required=False, max_length=300
    )
    words = forms.CharField(
        label="A note to the secretary",
        required=False,
        max_length=300,
        help_text="Such as “I join by phone” or “I leave at 4pm”. Only the secretary and the "
        "chair read it.",
    )

    def __init__(
        self, *args: Any, place: Place, directory: Directory, own: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.directory = place, directory
        who = place.seat.person
        self.fields["answer"].choices = [
            (Rsvp.Answer.ATTEND.value, "Yes, I will attend" if own else f"{who} will attend"),
            (Rsvp.Answer.APOLOGIES.value, "No, I send apologies" if own else "Sends apologies"),
            (
                Rsvp.Answer.SUBSTITUTE.value,
                Hinted("Somebody comes instead", "Name the substitute below."),
            ),
        ]
        self.fields["answer"].error_messages["required"] = "Select an answer"
        if not own:
            self.fields["answer"].label = f"Will {who} come?"
        if place.reply:
            names = ("answer", "substitute_name", "substitute_title", "words")
            self.initial = {name: getattr(place.reply, name) for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sends = cleaned.get("answer") == Rsvp.Answer.SUBSTITUTE
        if sends and not cleaned.get("substitute_name"):
            self.add_error("substitute_name", "Enter who comes instead")
        return cleaned

    @property
    def said(self) -> Said:
        """The answer; a substitute is kept only where one is sent."""
        cleaned = self.cleaned_data
        if cleaned["answer"] != Rsvp.Answer.SUBSTITUTE:
            return Said(cleaned["answer"], words=cleaned["words"])
        known = known_person(self.directory, cleaned["substitute_name"])
        return Said(
            cleaned["answer"],
            substitute=known.person if known else None,
            substitute_name=known.person.full_name if known else cleaned["substitute_name"],
            substitute_title=cleaned["substitute_title"] or (known.title if known else ""),
            words=cleaned["words"],
        )


class RollForm(forms.Form):
    """The whole roll: for each row what the person was, and who chaired."""

    def __init__(self, *args: Any, rows: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            stem = row.key.hex
            self.fields[f"kind-{stem}"] = forms.ChoiceField(
                label=f"{row.name}: attendance", choices=Kind.choices, initial=row.kind
            )
            self.fields[f"chair-{stem}"] = forms.BooleanField(
                label=f"{row.name} chaired", required=False, initial=row.chair
            )
            self.fields[f"version-{stem}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=row.version
            )

    def lines(self) -> list[dict[str, Any]]:
        """Each row with its fields, as the page draws them."""
        return [
            {
                "row": row,
                "kind": self[f"kind-{row.key.hex}"],
                "chair": self[f"chair-{row.key.hex}"],
                "version": self[f"version-{row.key.hex}"],
            }
            for row in self.rows
        ]

    def save(self, by: Any, now: datetime) -> bool:
        """Write the rows that were changed, all or none; False where somebody else was first."""
        try:
            with transaction.atomic():
                for row in self.rows:
                    self._save_row(row, by, now)
        except Conflict as conflict:
            self._tell(conflict)
            return False
        return True

    def _save_row(self, row: Attendance, by: Any, now: datetime) -> None:
        said, stem = self.cleaned_data, row.key.hex
        fields = {"kind": said[f"kind-{stem}"], "chair": said[f"chair-{stem}"]}
        changed = {f"{name}-{stem}" for name in fields} & set(self.changed_data)
        if changed:
            row.save_at(said[f"version-{stem}"], by, now, **fields)

    def _tell(self, conflict: Conflict) -> None:
        """Say what the other person wrote; what was typed stays, and counts as read anew."""
        theirs: Any = conflict.theirs
        data: Any = self.data.copy()
        data[f"version-{theirs.key.hex}"] = str(theirs.version)
        self.data = data
        words = (
            f"Somebody else changed {theirs.name} to “{theirs.get_kind_display()}” in the "
            "meantime. Save again to replace it with yours."
        )
        self.add_error(f"kind-{theirs.key.hex}", words)


class ItemChoice(forms.ModelChoiceField):
    """An agenda item by its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"Part 2: {obj.title}" if obj.part == 2 else str(obj.title)


class ItemChoices(forms.ModelMultipleChoiceField):
    """Several agenda items by their titles."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"Part 2: {obj.title}" if obj.part == 2 else str(obj.title)


class RowForm(VersionedForm):
    """One row of the roll, for this meeting only: the seat keeps its own name and title."""

    from_item = ItemChoice(
        AgendaItem.objects.none(), label="There from", required=False, empty_label="The beginning"
    )
    to_item = ItemChoice(
        AgendaItem.objects.none(), label="There until", required=False, empty_label="The end"
    )
    away = ItemChoices(AgendaItem.objects.none(), label="Out of the room for", required=False)

    class Meta:
        model = Attendance
        fields = [
            "kind",
            "name",
            "title",
            "chair",
            "voting",
            "constituency",
            "deputy_name",
            "deputy_title",
            "from_item",
            "to_item",
            "arrived",
            "left",
        ]
        labels = {
            "kind": "Attendance",
            "name": "Name as printed",
            "title": "Job title and organisation as printed",
            "chair": "Chaired the meeting",
            "voting": "Has a vote",
            "deputy_name": "Substitute",
            "deputy_title": "Substitute’s job title and organisation",
            "arrived": "Arrived at",
            "left": "Left at",
        }
        help_texts = {"deputy_name": "Who came instead, with their name as printed."}
        field_classes = {"arrived": NHSTimeField, "left": NHSTimeField}

    def __init__(
        self, *args: Any, items: QuerySet[AgendaItem], directory: Directory, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        self.hidden = self._unseen(items)
        for name in ("from_item", "to_item", "away"):
            if name in self.hidden:
                del self.fields[name]
            else:
                self.fields[name].queryset = items
        if "away" in self.fields:
            self.initial["away"] = self.instance.away.all()

    def _unseen(self, items: QuerySet[AgendaItem]) -> set[str]:
        """The fields that point at an item which the reader may not see: they stay as they are."""
        seen = set(items.values_list("pk", flat=True))
        row = self.instance
        named = {
            "from_item": {row.from_item_id} - {None},
            "to_item": {row.to_item_id} - {None},
            "away": set(row.away.values_list("pk", flat=True)),
        }
        return {name for name, keys in named.items() if keys - seen}

    def _fields(self) -> dict[str, Any]:
        said = {name: value for name, value in super()._fields().items() if name != "away"}
        known = known_person(self.directory, said["deputy_name"]) if said["deputy_name"] else None
        return {**said, "deputy": known.person if known else None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("deputy_name") and cleaned.get("kind") == Kind.PRESENT:
            self.add_error("deputy_name", "Somebody who is present sends no substitute")
        first, last = cleaned.get("from_item"), cleaned.get("to_item")
        if first and last and (last.part, last.rank) < (first.part, first.rank):
            self.add_error("to_item", "Select an item that is not before the first one")
        arrived, left = cleaned.get("arrived"), cleaned.get("left")
        if arrived and left and left < arrived:
            self.add_error("left", "They cannot leave before they arrive")
        return cleaned

    @transaction.atomic
    def save_by(self, by: Any, now: datetime) -> bool:
        """Write the row and for what they were out; False, with both texts, on a clash."""
        if not super().save_by(by, now):
            return False
        if "away" in self.fields:
            roll.set_away(self.instance, self.cleaned_data["away"], by, now)
        return True


class NewRowForm(forms.Form):
    """Somebody who was there without a seat."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        error_messages={"required": "Enter who was there"},
    )
    title = forms.CharField(
        label="Job title and organisation as printed", required=False, max_length=300
    )
    kind = forms.ChoiceField(label="As", initial=Kind.IN_ATTENDANCE.value)

    def __init__(self, *args: Any, meeting: Meeting, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.directory = meeting, directory
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in (Kind.IN_ATTENDANCE, Kind.PRESENT, Kind.APOLOGIES)
        ]

    def save(self, by: Any, now: datetime) -> Attendance:
        """Put them on the roll."""
        said = self.cleaned_data
        known = known_person(self.directory, said["name"])
        person = known.person if known else None
        title = said["title"] or (self.directory.title(person) if person else "")
        name = person.full_name if person else said["name"]
        return roll.add(self.meeting, name, title, said["kind"], by, now, person=person)


def _closes_later(form: forms.BaseForm) -> None:
    opened, closed = form.cleaned_data.get("opened"), form.cleaned_data.get("closed")
    if opened and closed and closed <= opened:
        form.add_error("closed", CLOSES_FIRST)


class TimesForm(VersionedForm):
    """When the meeting was in fact opened and closed, and how many of the public came."""

    class Meta:
        model = Meeting
        fields = ["opened", "closed", "public_count"]
        labels = {
            "opened": "Opened at",
            "closed": "Closed at",
            "public_count": "Members of the public who came",
        }
        field_classes = {"opened": NHSTimeField, "closed": NHSTimeField}
        help_texts = {"opened": "For example, 3.10pm", "closed": "", "public_count": "A number."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _closes_later(self)
        return cleaned


class PrivateTimesForm(forms.ModelForm):
    """When Part 2 was begun and closed; nothing of it stands in Part 1."""

    class Meta:
        model = MeetingPart
        fields = ["opened", "closed"]
        labels = {"opened": "Part 2 opened at", "closed": "Part 2 closed at"}
        field_classes = {"opened": NHSTimeField, "closed": NHSTimeField}
        help_texts = {"opened": "", "closed": ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _closes_later(self)
        return cleaned
