"""Forms for a board's rules, made from the dataclasses that boards/rules.py defines."""

from collections.abc import Callable
from dataclasses import MISSING, Field, asdict, fields, is_dataclass
from itertools import count
from typing import Any, get_args, get_type_hints

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.text import slugify

from icsgov.boards import rules

ROWS: dict[str, type] = {
    "clearances": rules.Clearance,
    "standing_items": rules.StandingItem,
    "purposes": rules.Purpose,
    "cover_fields": rules.CoverField,
    "question_grounds": rules.Ground,
}
ONES: dict[str, type] = {
    "notice": rules.Days,
    "papers_due": rules.Days,
    "quorum": rules.Quorum,
    "reading": rules.ReadingRoom,
    "questions": rules.Questions,
}
CHOICES: dict[str, tuple[str, ...]] = {
    "numbering": ("1.", "1", "1.0"),
    "enclosures": ("letters", "by-item"),
    "paragraphs": ("1.01", "1.1", "1"),
    "stamp_place": get_args(rules.StampPlace),
    "late_papers": ("suffix", "renumber"),
}
WORDS: dict[str, tuple[str, str]] = {
    "notice": ("Notice", "Clear days between the notice and the meeting; neither is counted."),
    "papers_due": ("Deadline for papers", "Days before the meeting."),
    "clearances": ("Clearances", "The steps a paper goes through before it is printed, in order."),
    "quorum": ("Quorum", "Who must be there. A fraction, such as 1/3, is of the voting seats."),
    "numbering": ("Numbers of agenda items", "How an item's number is printed."),
    "enclosures": ("Marks of enclosures", "Letters A, B, C, or the item's number and a letter."),
    "paragraphs": (
        "Numbers of paragraphs in minutes",
        "How the first paragraph of item 1 is printed. Minutes that are released keep theirs.",
    ),
    "standing_items": ("Standing items", "Items that stand on every new agenda."),
    "purposes": ("Purposes", "The ticks on agenda and cover sheet."),
    "cover_fields": ("Cover sheet", "The fields of the board's cover sheet, in print order."),
    "stamp": ("Page stamp", "Knows {board} {date} {page} {pages}."),
    "stamp_part2": ("Page stamp of Part 2", "Knows {board} {date} {page} {pages}."),
    "mark_part2": ("Mark on Part 2 pages", "Stands at the top of every page of Part 2."),
    "stamp_place": ("Place of the page stamp", ""),
    "late_papers": (
        "Late papers",
        "Inserted pages get 35A, 35B (suffix), or everything is numbered again (renumber).",
    ),
    "second_person": ("Second person", "A second person confirms before a pack is published."),
    "chase_days": ("Reminders", "Days before the deadline on which authors are reminded."),
    "action_days": (
        "Reminders of actions",
        "Days before an action is due on which its owners are reminded; 0 is the day itself.",
    ),
    "action_weekly": (
        "Weekly reminders of actions",
        "Owners of an overdue action are reminded every week until they report on it.",
    ),
    "meets_in_public": ("Meets in public", "Whether the board's meetings are open as a rule."),
    "reading": (
        "Reading room",
        "How fast members read, how long they keep notes, and what the secretary sees of it.",
    ),
    "public_questions": (
        "How to ask, in plain words",
        "Stands on the board’s page in place of the words made from the rules below.",
    ),
    "questions": (
        "Questions from the public",
        "How many, until when and about what the public may ask. 0 sets no limit.",
    ),
    "question_grounds": (
        "Grounds for not taking a question",
        "One of them is published with every question that is not taken.",
    ),
}
CHOICE_WORDS = {
    "lead": "The paper’s executive lead",
    "chair": "A chair of the board",
    "secretary": "The secretary",
    "person": "Somebody the secretary names",
    "line": "One line",
    "text": "Several lines",
    "rich": "Text with lists",
    "date": "A date",
    "people": "Authors",
    "leads": "Executive leads",
    "purpose": "Purpose with its ticks",
    "asks": "Numbered asks",
    "supports": "Priorities of the plans",
    "places": "Places, such as boroughs",
    "tick": "A tick",
    "letters": "A, B, C",
    "by-item": "2a, 2b",
    "1.01": "1.01, 1.02, then 2.01",
    "1.1": "1.1, 1.2, then 2.1",
    "1": "1, 2, 3, through all items",
    "suffix": "Inserted pages get 35A, 35B",
    "renumber": "All pages are numbered again",
    "bottom-right": "Bottom right",
    "bottom-left": "Bottom left",
    "bottom-centre": "Bottom centre",
    "top-right": "Top right",
}
LABELS = {
    "by": "Who",
    "decides": "The board decides something",
    "required": "Must be filled in",
    "working": "Count working days only",
    "lines": "Lines under the title",
    "count": "At least so many members",
    "fraction": "At least this fraction of the voting members",
    "constituencies": "At least one of each of these",
    "generated": "Enclosures made by themselves",
    "chair_needed": "A chair must be there",
    "deputies_count": "Deputies count",
    "pages": "Pages read in an hour",
    "words": "Words read in an hour",
    "notes_months": "Months after a meeting when members are asked to clear their notes (0: never)",
    "opened_shown": "The secretary sees which papers a member has opened",
    "taken": "The board takes questions from the public",
    "per_person": "Questions by one person for one meeting",
    "longest": "Words in a question",
    "deadline": "Clear days before the meeting",
    "about_agenda": "About items of the agenda only",
    "answer_days": "Working days until the answer",
    "keep_days": "Days after the meeting until contact details are deleted",
}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """Several texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, CHOICE_WORDS.get(value, value)) for value in values]


def _field(field: Field[Any], kind: Any) -> forms.Field:
    if field.name == "key":
        return forms.CharField(required=False, widget=forms.HiddenInput)
    label = LABELS.get(field.name, field.name.replace("_", " ").capitalize())
    if choices := get_args(kind):
        if isinstance(choices[0], str):
            return forms.ChoiceField(label=label, choices=_choices(choices))
        return LinesField(label=label, required=False, help_text="One on each line.")
    if kind is bool:
        return forms.BooleanField(label=label, required=False)
    required = field.default is MISSING
    if kind is int:
        return forms.IntegerField(label=label, min_value=0, required=required)
    return forms.CharField(label=label, max_length=300, required=required)


def form_class(kind: type) -> type[forms.Form]:
    """A form with a field for each field of a dataclass."""
    hints = get_type_hints(kind)
    made = {field.name: _field(field, hints[field.name]) for field in fields(kind)}
    return type(f"{kind.__name__}Form", (forms.Form,), made)


class ValueForm(forms.Form):
    """A rule that is one value."""

    def __init__(self, *args: Any, rule: str, value: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = self._field(rule, value)

    @staticmethod
    def _field(rule: str, value: Any) -> forms.Field:
        label = WORDS[rule][0]
        if rule in CHOICES:
            return forms.ChoiceField(
                label=label,
                initial=value,
                choices=_choices(CHOICES[rule]),
                widget=forms.RadioSelect,
            )
        if isinstance(value, bool):
            return forms.BooleanField(label=label, initial=value, required=False)
        if isinstance(value, tuple):
            return NumbersField(label=label, initial=value, required=False)
        return forms.CharField(label=label, initial=value, required=False, max_length=2000)


class NumbersField(LinesField):
    """Whole numbers, one on each line."""

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value([str(n) for n in value] if isinstance(value, tuple) else value)

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        if not all(line.isdigit() for line in lines):
            raise forms.ValidationError("Enter whole numbers, one on each line.")
        return [int(line) for line in lines]


RuleForm = forms.Form | BaseFormSet


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def form_for(rule: str, value: Any, data: Any = None) -> RuleForm:
    """The form (or set of forms) for a rule, filled with its present value."""
    if rule in ROWS:
        formset = formset_factory(
            form_class(ROWS[rule]), extra=2, can_delete=True, can_order=True, max_num=60
        )
        return formset(data, prefix="rows", initial=[_plain(row) for row in value])
    if rule in ONES:
        return form_class(ONES[rule])(data, initial=_plain(value))
    return ValueForm(data, rule=rule, value=value)


def value_of(rule: str, form: RuleForm) -> Any:
    """The rule's value as it is stored, from a valid form."""
    if isinstance(form, BaseFormSet):
        rows = [_given(row.cleaned_data) for row in form.ordered_forms if row.cleaned_data]
        return _with_keys(rows)
    return _given(form.cleaned_data) if rule in ONES else form.cleaned_data["value"]


def _given(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in cleaned.items()
        if name not in ("ORDER", "DELETE") and value is not None
    }


def _with_keys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """New rows get a key made from their label; what papers hold under a key stays there."""
    taken = {row["key"] for row in rows if row.get("key")}
    for row in rows:
        if "key" in row and not row["key"]:
            row["key"] = _free_key(slugify(row["label"]) or "row", taken)
            taken.add(row["key"])
    return rows


def _free_key(wish: str, taken: set[str]) -> str:
    numbered = (wish if n == 1 else f"{wish}-{n}" for n in count(1))
    return next(key for key in numbered if key not in taken)


def in_words(rule: str, value: Any) -> list[str]:
    """A rule's value as lines that a person can read."""
    if rule in ROWS:
        return [_WORDS[rule](row) for row in value]
    if rule in ONES:
        return _WORDS[rule](value)
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if isinstance(value, tuple):
        return [", ".join(f"{n} days" for n in value) or "none"]
    return [CHOICE_WORDS.get(value, value)]


def _days_words(days: rules.Days) -> list[str]:
    return [f"{days.days} {'working' if days.working else 'calendar'} days"]


def _question_words(rule: rules.Questions) -> list[str]:
    if not rule.taken:
        return ["none are taken"]
    days = "working" if rule.working else "calendar"
    lines = [f"{rule.per_person} by one person for a meeting"] if rule.per_person else []
    lines += [f"{rule.longest} words at most"] if rule.longest else []
    lines += ["about items of the agenda only"] if rule.about_agenda else []
    return [
        *lines,
        f"{rule.deadline} clear {days} days before the meeting",
        f"answered within {rule.answer_days} working days",
        f"contact details deleted {rule.keep_days} days after the meeting",
    ]


def _quorum_words(quorum: rules.Quorum) -> list[str]:
    lines = [f"at least {quorum.count} members"] if quorum.count else []
    lines += [f"at least {quorum.fraction} of the voting members"] if quorum.fraction else []
    lines += [f"at least one of: {name}" for name in quorum.constituencies]
    lines += ["a chair"] if quorum.chair_needed else []
    deputies = "Deputies count" if quorum.deputies_count else "Deputies do not count"
    return [*lines, deputies] if lines else []


def _reading_words(room: rules.ReadingRoom) -> list[str]:
    kept = f"{room.notes_months} months after a meeting" if room.notes_months else "as they like"
    shown = "sees" if room.opened_shown else "does not see"
    return [
        f"{room.pages} pages or {room.words:,} words an hour",
        f"members keep their notes {kept}",
        f"the secretary {shown} what a member has opened",
    ]


def _clearance_words(row: rules.Clearance) -> str:
    return f"{row.label}: {CHOICE_WORDS[row.by][:1].lower()}{CHOICE_WORDS[row.by][1:]}"


def _standing_words(row: rules.StandingItem) -> str:
    lines = f" ({'; '.join(row.lines)})" if row.lines else ""
    return f"{row.title}{lines}" + (f", {row.minutes} minutes" if row.minutes else "")


def _purpose_words(row: rules.Purpose) -> str:
    return row.label + (" (the board decides)" if row.decides else "")


def _cover_words(row: rules.CoverField) -> str:
    return row.label + (", must be filled in" if row.required else "")


_WORDS: dict[str, Callable[[Any], Any]] = {
    "notice": _days_words,
    "papers_due": _days_words,
    "quorum": _quorum_words,
    "reading": _reading_words,
    "questions": _question_words,
    "question_grounds": lambda ground: ground.label,
    "clearances": _clearance_words,
    "standing_items": _standing_words,
    "purposes": _purpose_words,
    "cover_fields": _cover_words,
}
