"""Forms of bulletins: an edition, and an entry with its figures."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from icsgov.boards.models import Board
from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import NHSDateField
from strategy.models import Bulletin, BulletinEntry, Part, Reading


class LinesField(forms.CharField):
    """A list, written one to a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class BulletinForm(VersionedForm):
    """What an edition is; `boards` are those for which the reader may keep one."""

    dates = LinesField(
        label="Dates as printed", help_text="One to a line; all are kept.", required=False
    )

    class Meta:
        model = Bulletin
        fields = ("board", "title", "address", "on", "dates", "about")
        field_classes = {"on": NHSDateField}

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board: Any = self.fields["board"]
        board.queryset = boards
        if self.instance.pk:
            del self.fields["address"]  # it is permanent


class EntryForm(VersionedForm):
    """What one programme group tells, with the readings it prints."""

    readings = forms.ModelMultipleChoiceField(
        label="Figures",
        queryset=Reading.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = BulletinEntry
        fields = ("group", "programme", "text", "position")

    def __init__(self, *args: Any, programmes: QuerySet[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Any = self.fields["programme"]
        programme.queryset = programmes
        readings: Any = self.fields["readings"]
        metrics = Part.objects.filter(parent__in=programmes, sort="metric")
        readings.queryset = Reading.objects.filter(part__in=metrics).select_related("part")
        readings.label_from_instance = lambda each: f"{each.part.name}: {each}"
        if self.instance.pk:
            shown = self.instance.indicators.values_list("reading", flat=True)
            self.initial.setdefault("readings", list(shown))

    def _fields(self) -> dict[str, Any]:
        values = super()._fields()
        values.pop("readings", None)
        return values
