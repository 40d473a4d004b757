"""Forms for papers under a row."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from icsgov.boards.models import Person
from icsgov.nhsuk.dates import date_words
from meetings.directory import Directory, Listed
from meetings.forms.typed import TypedList
from meetings.models import AgendaItem, Paper, PaperRole


class NewPaperForm(forms.Form):
    """A paper that is expected, from whom, and who answers for it."""

    title = forms.CharField(label="Title of the paper", max_length=300)
    author = TypedList(label="Author", required=False)
    lead = TypedList(label="Executive lead", required=False)
    ROLES = (("author", PaperRole.Role.AUTHOR), ("lead", PaperRole.Role.LEAD))

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        self.people: list[tuple[str, Person, str]] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, role in self.ROLES:
            for typed in cleaned.get(name, ()):
                self._find(name, role, typed)
        return cleaned

    def _find(self, name: str, role: str, typed: str) -> None:
        found = self.directory.find(typed)
        if not isinstance(found, Listed):
            self.add_error(name, found.words)
        elif (role, found.person) not in [each[:2] for each in self.people]:
            title = found.title or self.directory.title(found.person)
            self.people.append((role, found.person, title))

    @property
    def typed_authors(self) -> list[str]:
        """The inputs for authors, and room for one more."""
        return [*filter(str.strip, self["author"].value() or []), ""]

    @property
    def typed_leads(self) -> list[str]:
        """The inputs for executive leads, and room for one more."""
        return [*filter(str.strip, self["lead"].value() or []), ""]


class AttachForm(forms.Form):
    """A paper of the board that exists."""

    paper = forms.ModelChoiceField(
        Paper._default_manager.none(), label="Paper", to_field_name="key"
    )

    def __init__(self, *args: Any, papers: QuerySet[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers

    @property
    def has_papers(self) -> bool:
        """Whether there is any to attach."""
        return self.fields["paper"].queryset.exists()


class ReportForm(forms.Form):
    """The item of a coming meeting that a progress report goes under."""

    item = forms.ModelChoiceField(
        AgendaItem._default_manager.none(),
        label="Meeting and item",
        to_field_name="key",
        empty_label="Choose an item",
        error_messages={"required": "Choose an item"},
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = _named

    @property
    def has_items(self) -> bool:
        """Whether there is any to choose."""
        return self.fields["item"].queryset.exists()


def _named(item: AgendaItem) -> str:
    meeting = item.meeting
    private = ", Part 2" if item.part > 1 else ""
    return f"{meeting.board.short_name}, {date_words(meeting.date)}{private}: {item.title}"
