"""Forms for boards, people, seats and accounts."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from icsgov.boards import addresses
from icsgov.boards.models import (
    Administrator,
    Board,
    LettingIn,
    Organisation,
    Person,
    Seat,
    User,
)
from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import NHSDateField


class BoardForm(VersionedForm):
    """What a board is. Its short name stands in addresses and stays."""

    class Meta:
        model = Board
        fields = ["name", "short_name", "kind", "parent", "purpose", "contact", "position"]
        labels = {
            "name": "Name",
            "short_name": "Short name",
            "parent": "Belongs to",
            "purpose": "What it is for",
            "contact": "E-mail address of the secretariat",
            "position": "Place in lists",
        }
        help_texts = {"position": "Lower numbers come first."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["short_name"]
            self.fields["parent"].queryset = Board.objects.exclude(pk=self.instance.pk)

    def clean_short_name(self) -> str:
        short: str = self.cleaned_data["short_name"]
        if Board.objects.filter(slug=short.lower()).exists():
            raise ValidationError(f"There is a board with the short name {short} already.")
        return short


class OrganisationForm(VersionedForm):
    """An organisation that people speak for."""

    class Meta:
        model = Organisation
        fields = ["name", "short_name"]
        labels = {"short_name": "Short name, if it has one"}


class PersonForm(VersionedForm):
    """A person's name as it is printed."""

    class Meta:
        model = Person
        fields = ["honorific", "given_names", "family_name", "post_nominals", "initials", "email"]
        labels = {
            "honorific": "Title",
            "post_nominals": "Letters after the name",
            "email": "E-mail address",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.email:
            self.fields["email"].help_text = (
                "If you change it, links to put in a paper that were sent to the old address end. "
                "We then offer to send new ones."
            )


class SeatForm(VersionedForm):
    """A dated seat. The person is chosen when it is made and does not change."""

    starts = NHSDateField(label="From")
    ends = NHSDateField(label="Until", required=False, help_text="Leave empty while it lasts.")

    class Meta:
        model = Seat
        fields = [
            "person",
            "role",
            "title",
            "organisation",
            "constituency",
            "voting",
            "part2",
            "assistant",
            "in_print",
            "print_to",
            "position",
            "starts",
            "ends",
        ]
        labels = {
            "role": "Sits as",
            "title": "Job title",
            "voting": "Has a vote",
            "part2": "May read Part 2",
            "assistant": "Assistant, who may act for this person",
            "in_print": "Needs papers in print",
            "print_to": "Postal address for print",
            "position": "Place in lists",
        }
        help_texts = {
            "part2": "The chair is told when this is given.",
            "assistant": "Submits papers and answers invitations; never clears or sees notes.",
            "print_to": "For labels. Only those who manage the board see it.",
            "position": "Lower numbers come first.",
        }
        widgets = {"print_to": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day must be the first day or later.")
        person = cleaned.get("person") or getattr(self.instance, "person", None)
        if person is not None and cleaned.get("assistant") == person:
            self.add_error("assistant", "Nobody can be their own assistant.")
        return cleaned


class RenameForm(forms.Form):
    """A new name for a board; the old one stays in its history."""

    name = forms.CharField(label="New name", max_length=200)


class EndForm(forms.Form):
    """The last day of a seat."""

    ends = NHSDateField(label="Last day")

    def __init__(self, *args: Any, starts: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_ends(self) -> date:
        ends: date = self.cleaned_data["ends"]
        if ends < self.starts:
            raise ValidationError("The last day must be the first day or later.")
        return ends


class AdministratorForm(forms.ModelForm):
    """Who manages boards and people from a day on."""

    starts = NHSDateField(label="From")

    class Meta:
        model = Administrator
        fields = ["person", "starts"]


class InviteForm(forms.Form):
    """Where the invitation goes."""

    email = forms.EmailField(label="E-mail address")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError("Somebody signs in with this address already.")
        return email


class AcceptForm(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three random words are easy to remember.",
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class LetInForm(forms.Form):
    """How it was checked who asks to be let in, and what is taken off."""

    how = forms.ChoiceField(
        label="How did you check that it is them?",
        choices=LettingIn.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you checked that it is them."},
    )
    words = forms.CharField(
        label="What else should be on record",
        required=False,
        max_length=300,
        help_text="Such as who was with you. Write down no number of a card.",
    )
    second_factor = forms.BooleanField(
        label="They have lost their second step too: take it off", required=False
    )

    def __init__(self, *args: Any, keeps_second_step: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeps_second_step = keeps_second_step

    def clean_second_factor(self) -> bool:
        wanted: bool = self.cleaned_data["second_factor"]
        if wanted and self.keeps_second_step:
            raise ValidationError(
                "You corrected this person’s address in the last 14 days, so another secretary or "
                "an administrator has to take the second step off."
            )
        return wanted


class AddressForm(forms.Form):
    """Another address for an account, and how it is known."""

    email = forms.EmailField(label="New e-mail address")
    how = forms.CharField(
        label="How do you know the new address?",
        max_length=300,
        help_text="Such as “She told me on the phone, on a number I had”. It stays on record.",
        error_messages={"required": "Say how you know the new address."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self.user.email:
            raise ValidationError("This is the address that the account has already.")
        if addresses.is_taken(email, self.user):
            raise ValidationError("Somebody else signs in with this address already.")
        return email


class RuleDateForm(forms.Form):
    """From when a rule holds, and where it is written."""

    starts = NHSDateField(label="Holds from")
    source = forms.CharField(
        label="Where the rule is written",
        required=False,
        max_length=300,
        help_text="Such as Standing orders 3.2, agreed 1 July 2022.",
    )
