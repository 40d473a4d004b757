"""Naming a deputy: for whom, and who."""

from typing import Any

from django import forms

from icsgov.boards.models import Person, Seat
from meetings.directory import Directory, Listed
from meetings.models import Meeting


class DeputyForm(forms.Form):
    """A member of the board, and the person who reads for them at one meeting."""

    for_member = forms.ModelChoiceField(
        Person.objects.none(), label="For which member", empty_label="Choose a member"
    )
    who = forms.CharField(
        label="Who reads for them",
        max_length=300,
        help_text="A name from the list of people. They need an account to read.",
        widget=forms.TextInput(attrs={"list": "people"}),
    )

    def __init__(self, *args: Any, meeting: Meeting, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        seats = Seat.objects.held(meeting.date).of_members().filter(board=meeting.board)
        field = self.fields["for_member"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=seats.values("person"))

    @property
    def member(self) -> Person:
        found: Person = self.cleaned_data["for_member"]
        return found

    @property
    def person(self) -> Person:
        found: Person = self.cleaned_data["who"]
        return found

    def clean_who(self) -> Person:
        found = self.directory.find(self.cleaned_data["who"])
        if not isinstance(found, Listed):
            raise forms.ValidationError(found.words)
        return found.person

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("who") and said.get("who") == said.get("for_member"):
            self.add_error("who", "Nobody can be their own deputy. Enter another person")
        return said
