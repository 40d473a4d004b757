"""Forms about questions: the public's, the register's, and each step of the moderation."""

import re
import unicodedata
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from icsgov.boards.models import Board
from icsgov.boards.rules import Questions, Rules
from icsgov.nhsuk.forms import Hinted
from icsgov.nhsuk.guarded import GuardedForm
from meetings.directory import Directory, Listed
from meetings.models import AgendaItem, Meeting, Question, QuestionContact, Visitor
from meetings.questions.asking import Occasion

LONGEST = 4000
LATE = "Questions for this meeting had to come by {day}. You can ask at the next meeting."
NAMES = [
    ("no", Hinted("As a member of the public", "Your name is not published")),
    ("yes", Hinted("With my name", "It is printed with your question and stays on the record")),
]


class WordsField(forms.CharField):
    """Plain text with paragraphs; what cannot be seen is dropped."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        seen = (c for c in text if c in "\n\0" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
        return re.sub(r"\n{3,}", "\n\n", "".join(seen)).strip()


def too_many_words(text: str, rule: Questions) -> str:
    """The sentence about a question that is too long; empty where it is not."""
    count = len(text.split())
    if not rule.longest or count <= rule.longest:
        return ""
    return f"Your question has {count} words. The board takes {rule.longest} at most."


class AskForm(GuardedForm):
    """The public's question to one meeting."""

    question = WordsField(
        label="Your question",
        help_text="Do not name patients, or tell us about the care of one person.",
        error_messages={"required": "Write your question"},
    )
    item = forms.ChoiceField(
        label="Which item of the agenda is it about?",
        required=False,
        error_messages={"invalid_choice": "Choose an item from the list"},
    )
    name = forms.CharField(
        label="Your name", max_length=200, error_messages={"required": "Enter your name"}
    )
    published = forms.ChoiceField(
        label="How should we publish your question?",
        choices=NAMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how we should publish your question"},
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="We write when your question is taken and when it is answered.",
    )

    def __init__(
        self, *args: Any, occasion: Occasion, items: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.occasion = occasion
        rule = occasion.rule
        if rule.longest:
            self.fields["question"].help_text += f" {rule.longest} words at most."
        self.fields["item"].choices = [("", "No item in particular"), *items]
        if rule.about_agenda:
            self.fields["item"].required = True
            self.fields["item"].choices = [("", "Choose an item"), *items]
            self.fields["item"].error_messages["required"] = "Choose the item it is about"
        elif not items:
            del self.fields["item"]

    def clean_question(self) -> str:
        words: str = self.cleaned_data["question"]
        if fault := too_many_words(words, self.occasion.rule):
            raise ValidationError(fault)
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.occasion.is_open:
            day = f"{self.occasion.last_day:%-d %B %Y}"
            raise ValidationError(LATE.format(day=day), code="late")
        return cleaned

    @property
    def unsaved(self) -> tuple[Question, QuestionContact, UUID | None]:
        """The question, how to reach who asked, and the item it is about."""
        data, meeting = self.cleaned_data, self.occasion.meeting
        named = data["published"] == "yes"
        question = Question(
            board=meeting.board,
            meeting=meeting,
            asked=data["question"],
            asker=data["name"] if named else "",
        )
        contact = QuestionContact(name=data["name"], email=data["email"])
        return question, contact, UUID(data["item"]) if data.get("item") else None


class PutAgainForm(GuardedForm):
    """New words for a question that was sent back."""

    question = WordsField(label="Your question", error_messages={"required": "Write your question"})

    def __init__(self, *args: Any, rule: Questions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def clean_question(self) -> str:
        words: str = self.cleaned_data["question"]
        if fault := too_many_words(words, self.rule):
            raise ValidationError(fault)
        return words


class VisitForm(GuardedForm):
    """Somebody who wants to come and watch."""

    name = forms.CharField(
        label="Your name", max_length=200, error_messages={"required": "Enter your name"}
    )
    people = forms.IntegerField(
        label="How many people are coming?", min_value=1, max_value=50, initial=1
    )
    needs = WordsField(
        label="What do you need to come and to follow the meeting?",
        help_text="For example, step-free access, a hearing loop, or an interpreter.",
        rows=3,
        required=False,
        max_length=1000,
    )
    email = forms.EmailField(label="E-mail address", required=False)
    phone = forms.CharField(label="Telephone number", required=False, max_length=40)

    def unsaved(self, meeting: Meeting) -> Visitor:
        """The visitor as a row that is not saved yet."""
        kept = ("name", "people", "needs", "email", "phone")
        return Visitor(
            meeting=meeting, at=self.now, **{name: self.cleaned_data[name] for name in kept}
        )


class EnterForm(forms.Form):
    """A question that came by e-mail, by post or in the room."""

    board = forms.ModelChoiceField(Board._default_manager.none(), to_field_name="slug")
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        to_field_name="key",
        required=False,
        empty_label="No meeting",
        help_text="The meeting it was sent for, or at which it was asked.",
    )
    channel = forms.ChoiceField(
        label="How did it come?",
        choices=[each for each in Question.Channel.choices if each[0] != "web"],
        widget=forms.RadioSelect,
    )
    question = WordsField(label="The question", error_messages={"required": "Write the question"})
    name = forms.CharField(label="Name of who asked", required=False, max_length=200)
    published = forms.ChoiceField(
        label="How is it published?",
        choices=[("no", "As asked by a member of the public"), ("yes", "With the name")],
        widget=forms.RadioSelect,
        initial="no",
    )
    email = forms.EmailField(label="E-mail address", required=False)
    phone = forms.CharField(label="Telephone number", required=False, max_length=40)
    address = WordsField(label="Postal address", required=False, rows=3, max_length=500)

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards
        meetings = Meeting.objects.filter(board__in=boards).select_related("board")
        self.fields["meeting"].queryset = meetings.order_by("-date")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        meeting, board = cleaned.get("meeting"), cleaned.get("board")
        if meeting and board and meeting.board_id != board.pk:
            self.add_error("meeting", f"Choose a meeting of the {board.short_name}")
        if cleaned.get("published") == "yes" and not cleaned.get("name"):
            self.add_error("name", "Enter the name that is published")
        return cleaned

    @property
    def unsaved(self) -> tuple[Question, QuestionContact | None]:
        """The question, and how to reach who asked where anything is known."""
        data = self.cleaned_data
        named = data["published"] == "yes"
        question = Question(
            board=data["board"],
            meeting=data["meeting"],
            channel=data["channel"],
            asked=data["question"],
            asker=data["name"] if named else "",
        )
        known = {name: data[name] for name in ("name", "email", "phone", "address")}
        return question, QuestionContact(**known) if any(known.values()) else None


class AcceptForm(forms.Form):
    """Who answers."""

    answerer = forms.CharField(
        label="Who answers it?",
        max_length=300,
        required=False,
        help_text="Choose a name from the list, or leave it empty for now. It is published.",
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        self.found: Listed | None = None

    def clean_answerer(self) -> str:
        typed: str = self.cleaned_data["answerer"]
        if typed:
            found = self.directory.find(typed)
            if not isinstance(found, Listed):
                raise ValidationError(found.words)
            self.found = found
        return typed

    @property
    def printed(self) -> str:
        """The name with the title, as it is published."""
        if self.found is None:
            return ""
        return ", ".join(filter(None, (str(self.found.person), self.found.title)))


class RejectForm(forms.Form):
    """The ground, of those that the board's rules name, and what is said besides."""

    ground = forms.ChoiceField(
        label="On which ground?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the ground"},
    )
    more = forms.CharField(
        label="More to say",
        required=False,
        max_length=150,
        help_text="It is published with the ground. The words of the question are not.",
    )

    def __init__(self, *args: Any, rules: Rules, leading: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules, self.leading = rules, leading
        self.fields["ground"].choices = [(each.key, each.label) for each in rules.question_grounds]

    def clean(self) -> dict[str, Any]:
        if self.leading:
            refs = ", ".join(self.leading)
            raise ValidationError(
                f"{refs}: answered with this question. Take that by itself first."
            )
        return super().clean() or self.cleaned_data

    @property
    def words(self) -> str:
        """The ground as it is published."""
        ground = self.rules.ground(self.cleaned_data["ground"])
        said = [ground.label if ground else "", self.cleaned_data["more"]]
        return " ".join(filter(None, said))


class SendBackForm(forms.Form):
    """What the asker should do to the question."""

    note = WordsField(
        label="What should be changed?",
        help_text="Only who asked reads it.",
        rows=3,
        max_length=1000,
        error_messages={"required": "Write what should be changed"},
    )


class MergeForm(forms.Form):
    """The question with which this one is answered."""

    into = forms.ModelChoiceField(
        Question.objects.none(),
        label="Answer it together with",
        to_field_name="key",
        error_messages={"required": "Choose the question with which it is answered"},
    )

    def __init__(self, *args: Any, others: QuerySet[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
        self.fields["into"].label_from_instance = lambda each: f"{each.ref}: {each.printed[:70]}"

    @property
    def is_possible(self) -> bool:
        """Whether there is any other question."""
        return self.fields["into"].queryset.exists()


class AnswerForm(forms.Form):
    """The answer, and how it was given."""

    words = WordsField(
        label="Answer",
        rows=8,
        max_length=20_000,
        error_messages={"required": "Write the answer"},
        help_text="It is published as soon as you save it.",
    )
    how = forms.ChoiceField(
        label="How was it answered?",
        choices=Question.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it was answered"},
    )


class RewriteForm(forms.Form):
    """What is published of a question: its words, its meeting and its item."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = WordsField(
        label="The question as it is published",
        help_text="Take out names and what tells who somebody is. What came in stays as it is.",
    )
    item = forms.ModelChoiceField(
        AgendaItem._default_manager.none(),
        label="Item of the agenda",
        to_field_name="key",
        required=False,
        empty_label="No item in particular",
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
