"""Asking the author of a paper, and answering."""

from django import forms


class AskForm(forms.Form):
    """A member's question."""

    text = forms.CharField(
        label="Your question",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write your question."},
    )


class AnswerForm(forms.Form):
    """The answer of an author, or of the secretary for them."""

    answer = forms.CharField(
        label="Answer",
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the answer."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """How far question and answer go: the secretary's decision."""

    shared = forms.BooleanField(label="Let all members of the board read it", required=False)
    recorded = forms.BooleanField(
        label="Attach it to the record of the meeting, for members", required=False
    )
