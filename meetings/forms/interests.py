"""Forms of interests: one of them, its end, a round, the page of a link, a record at an item."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from icsgov.boards.models import Person
from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import Hinted, NHSDateField
from meetings.declaring.at_items import Said
from meetings.models import AgendaItem, Interest, ItemInterest

KINDS = [
    (
        Interest.Kind.FINANCIAL.value,
        Hinted("Financial", "You, or your business, may gain or lose money."),
    ),
    (
        Interest.Kind.PROFESSIONAL.value,
        Hinted("Non-financial professional", "It may help your career or standing."),
    ),
    (
        Interest.Kind.PERSONAL.value,
        Hinted("Non-financial personal", "Such as being a trustee or a neighbour."),
    ),
    (
        Interest.Kind.INDIRECT.value,
        Hinted("Indirect", "Somebody close to you has the interest."),
    ),
]
LARGEST = 5_000_000


class InterestForm(VersionedForm):
    """What is declared."""

    starts = NHSDateField(label="From", required=False)
    ends = NHSDateField(
        label="Until",
        required=False,
        help_text="Leave empty while it lasts. It stays on the register for six months after.",
    )
    published = forms.TypedChoiceField(
        label="In the public register",
        choices=[
            ("True", Hinted("Show it", "Anyone can read it on the board’s page at once.")),
            ("False", Hinted("Keep it private", "The secretary and the chair read it.")),
        ],
        coerce=lambda said: said == "True",
        widget=forms.RadioSelect,
        initial="True",
    )

    class Meta:
        model = Interest
        fields = [
            "kind",
            "organisation",
            "words",
            "action",
            "starts",
            "ends",
            "published",
            "exempt_reason",
        ]
        labels = {
            "kind": "Kind of interest",
            "organisation": "Organisation",
            "words": "What the interest is",
            "action": "What is done to lessen the risk",
            "exempt_reason": "Why it is kept private",
        }
        help_texts = {
            "organisation": "Its full name. We compare it with the titles of agenda items.",
            "action": "Such as “Leaves the room when it is discussed”.",
            "words": "Such as “Shareholder” or “My sister is a director”.",
            "exempt_reason": "Needed where it is kept private.",
        }
        widgets = {
            "kind": forms.RadioSelect(choices=KINDS),
            "words": forms.Textarea(attrs={"rows": 3}),
            "action": forms.Textarea(attrs={"rows": 2}),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = KINDS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day must be the first day or later")
        if cleaned.get("published") is False and not cleaned.get("exempt_reason", "").strip():
            self.add_error("exempt_reason", "Enter why it is kept private")
        if cleaned.get("published"):
            cleaned["exempt_reason"] = ""
        return cleaned


class DeskInterestForm(InterestForm):
    """What a secretary writes down for somebody on the board."""

    declared = NHSDateField(label="Declared on")

    class Meta(InterestForm.Meta):
        fields = ["person", *InterestForm.Meta.fields, "declared"]
        labels = {**InterestForm.Meta.labels, "person": "Who declares it"}

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people


class EndForm(forms.Form):
    """The last day of an interest."""

    ends = NHSDateField(label="Last day")

    def __init__(self, *args: Any, starts: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_ends(self) -> date:
        ends: date = self.cleaned_data["ends"]
        if self.starts and ends < self.starts:
            raise forms.ValidationError("The last day must be the first day or later")
        return ends


class RoundForm(forms.Form):
    """By when everybody is asked to confirm."""

    due = NHSDateField(label="Answer by")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due(self) -> date:
        due: date = self.cleaned_data["due"]
        if due < self.today:
            raise forms.ValidationError("Choose a day that is still to come")
        return due


class WorkbookForm(forms.Form):
    """A register as a workbook."""

    file = forms.FileField(
        label="The workbook you filled in",
        help_text="An Excel workbook (.xlsx), at most 5 MB.",
        error_messages={"required": "Choose the workbook"},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError("The workbook is larger than 5 MB. Send fewer rows.")
        return file


class LinkForm(forms.Form):
    """The page of a link: which of one's interests have ended, and one that is new."""

    kind = forms.ChoiceField(
        label="Kind of interest", choices=KINDS, widget=forms.RadioSelect, required=False
    )
    organisation = forms.CharField(label="Organisation", required=False, max_length=200)
    words = forms.CharField(
        label="What the interest is",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts = NHSDateField(label="From", required=False)
    agree = forms.BooleanField(
        label="This is everything I have to declare",
        error_messages={"required": "Tick the box to confirm that nothing is missing"},
    )

    def __init__(self, *args: Any, held: Sequence[Interest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(held)
        for row in self.held:
            self.fields[f"ends-{row.key.hex}"] = NHSDateField(
                label="Ended on", required=False, help_text="Leave empty while it lasts."
            )

    def lines(self) -> list[tuple[Interest, forms.BoundField]]:
        """Each interest that is held, with the field for its end."""
        return [(row, self[f"ends-{row.key.hex}"]) for row in self.held]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in self.held:
            ends = cleaned.get(f"ends-{row.key.hex}")
            if ends and row.starts and ends < row.starts:
                self.add_error(f"ends-{row.key.hex}", "It cannot end before it began")
        if any(cleaned.get(name) for name in ("kind", "organisation", "words", "starts")):
            self._check_new(cleaned)
        return cleaned

    def _check_new(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Select the kind of interest")
        if not cleaned.get("words"):
            self.add_error("words", "Enter what the interest is")

    @property
    def ended(self) -> dict[Interest, date]:
        """Interests that lapse, with their last day."""
        said = {row: self.cleaned_data[f"ends-{row.key.hex}"] for row in self.held}
        return {row: day for row, day in said.items() if day}

    @property
    def new(self) -> list[Interest]:
        """The new interest, unsaved; none where nothing was typed."""
        said = self.cleaned_data
        if not said["words"]:
            return []
        names = ("kind", "organisation", "words", "starts")
        return [Interest(**{name: said[name] for name in names})]


class RecordForm(forms.Form):
    """What was declared at an item, and what was done about it."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Item", to_field_name="key", empty_label="Select an item"
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who", to_field_name="key", empty_label="Select a person"
    )
    interest = forms.ModelChoiceField(
        Interest.objects.none(), required=False, to_field_name="key", widget=forms.HiddenInput
    )
    words = forms.CharField(
        label="What was declared",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As it is to read in the minutes.",
    )
    done = forms.ChoiceField(
        label="What was done",
        choices=ItemInterest.Done.choices,
        widget=forms.RadioSelect,
        initial=ItemInterest.Done.NOTED.value,
    )
    private = forms.BooleanField(label="Leave the words out of the minutes", required=False)

    def __init__(
        self,
        *args: Any,
        items: QuerySet[AgendaItem],
        people: QuerySet[Person],
        interests: QuerySet[Interest],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["person"].queryset = people
        self.fields["interest"].queryset = interests

    def clean(self) -> dict[str, Any]:
        """An interest that is held private has its words left out, whatever was ticked."""
        cleaned = super().clean() or self.cleaned_data
        interest, person = cleaned.get("interest"), cleaned.get("person")
        if interest and person and interest.person_id != person.pk:
            self.add_error("person", "This interest is somebody else’s")
        return cleaned

    @property
    def said(self) -> Said:
        """What to write."""
        said = self.cleaned_data
        interest = said["interest"]
        shown = not said["private"] and (interest is None or interest.published)
        return Said(said["person"], said["words"], said["done"], interest, published=shown)
