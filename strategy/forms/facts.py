"""Forms that add a fact to a part: a rating, a reading, a date, a tick, a word on progress."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from icsgov.nhsuk.forms import NHSDateField
from icsgov.record.models import Release
from icsgov.record.places import entry_at
from strategy import measures
from strategy.models import Assessment, Part, Progress, Reading, Schedule, Target, Tick
from strategy.ratings import LETTERED
from strategy.sorts import Gathers

SOURCE: Final = {"source": "Document or person it comes from"}


class FactForm(forms.ModelForm):
    """What every fact is asked: on what it rests."""

    rests_on = forms.CharField(
        label="What on the record it rests on",
        help_text="Paste the address of a decision, a paragraph, a paper or a metric.",
        required=False,
    )

    def __init__(self, *args: Any, record: QuerySet[Release], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record

    def clean_rests_on(self) -> UUID | None:
        """The key of what stands at an address, or one that was typed."""
        words = self.cleaned_data["rests_on"].strip()
        if not words:
            return None
        try:
            return UUID(words)
        except ValueError:
            pass
        entry = entry_at(words, self.record)
        if entry is None or entry.thing is None:
            raise forms.ValidationError(
                "Nothing on the record is at that address. Open it and copy its link."
            )
        return entry.thing

    def add_to(self, part: Part, by: Any, now: Any) -> None:
        """Say it of the part."""
        self.instance.part, self.instance.by, self.instance.at = part, by, now
        self.instance.save()


class TargetForm(FactForm):
    class Meta:
        model = Target
        fields = ("words", "value", "due", "source", "rests_on")
        field_classes = {"due": NHSDateField}
        labels = {"words": "Target", "value": "As a number", "due": "By when", **SOURCE}
        help_texts = {"value": "Only where the words do not say it."}


class ReadingForm(FactForm):
    class Meta:
        model = Reading
        fields = (
            "printed",
            "value",
            "period",
            "on",
            "place",
            "comparator",
            "source",
            "rests_on",
        )
        field_classes = {"on": NHSDateField}
        labels = {
            "printed": "Reading",
            "value": "As a number",
            "on": "Last day of the period",
            "comparator": "A comparator, not a reading of ours",
            **SOURCE,
        }
        help_texts = {
            "value": "Only where the words do not say it.",
            "on": "",
            "place": "As printed.",
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("value") is None and values.get("printed"):
            values["value"] = measures.figure(values["printed"])
        return values


class AssessmentForm(FactForm):
    class Meta:
        model = Assessment
        fields = ("on", "rating", "words", "text", "person", "source", "rests_on")
        field_classes = {"on": NHSDateField}
        labels = {
            "on": "Date of the rating",
            "words": "How the plan words the rating",
            "text": "What happened",
            "person": "Whose assessment it is",
            **SOURCE,
        }
        help_texts = {"person": "Where no record says it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rating: Any = self.fields["rating"]
        rating.choices = [("", "Choose a rating"), *LETTERED]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(name) for name in ("person", "source", "rests_on")):
            self.add_error("person", "Enter whose assessment it is, or what it rests on")
        return values


class ScheduleForm(FactForm):
    class Meta:
        model = Schedule
        fields = ("starts", "due", "words", "why", "source", "rests_on")
        field_classes = {"starts": NHSDateField, "due": NHSDateField}
        labels = {"words": "When, as printed", "why": "Why the date changed", **SOURCE}
        help_texts = {"words": "Such as in autumn.", "why": ""}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts, due = values.get("starts"), values.get("due")
        if not (starts or due or values.get("words")):
            self.add_error("due", "Enter when it is due")
        if starts and due and due < starts:
            self.add_error("due", "Enter a date that is not before the start")
        return values


class TickForm(FactForm):
    class Meta:
        model = Tick
        fields = ("on", "done", "source", "rests_on")
        field_classes = {"on": NHSDateField}
        labels = {
            "on": "Day on which it was done",
            "done": "Done (leave it unticked to open it again)",
            **SOURCE,
        }


class ProgressForm(FactForm):
    class Meta:
        model = Progress
        fields = ("on", "text", "source", "rests_on")
        field_classes = {"on": NHSDateField}
        labels = {"on": "Date", "text": "What was done or seen", **SOURCE}


FORMS: Final[dict[Gathers, tuple[str, type[FactForm]]]] = {
    "targets": ("Set a target", TargetForm),
    "readings": ("Add a reading", ReadingForm),
    "assessments": ("Add a rating", AssessmentForm),
    "schedules": ("Give its dates", ScheduleForm),
    "ticks": ("Tick it off", TickForm),
    "progress": ("Say how far it is", ProgressForm),
}
