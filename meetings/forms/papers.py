"""Small forms for the steps of a paper: a reason, the evidence, a date, a remark."""

from typing import Any

from django import forms

from icsgov.nhsuk.forms import Hinted, MultipleFileField, NHSDateField
from icsgov.press.limits import LIMITS
from meetings.models import Clearance

EVIDENCE = "For example, e-mail from Dr Sample on 3 July 2023."
MEGABYTES = LIMITS.file_bytes // 1_000_000


def _words(label: str, hint: str = "", **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=2_000, widget=widget, **more)


class SubmitForm(forms.Form):
    """Handing in. A secretary who does it for the author says on what evidence."""

    words = _words("How do you know that the author submits it?", EVIDENCE)

    def __init__(self, *args: Any, by_secretary: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_secretary:
            del self.fields["words"]


class ReturnForm(forms.Form):
    """Giving a paper back."""

    words = _words("What should the author change?")


class WithdrawForm(forms.Form):
    """Taking a paper off."""

    words = _words("Why is it withdrawn?")


class RecordForm(forms.Form):
    """A clearance given elsewhere, or left out, as a secretary writes it down."""

    how = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        choices=[
            (
                Clearance.How.EVIDENCE.value,
                Hinted("It was cleared elsewhere", "For example by e-mail or in a meeting."),
            ),
            (
                Clearance.How.SKIPPED.value,
                Hinted("This clearance is skipped", "The reason stays on record."),
            ),
        ],
    )
    words = _words("The evidence, or the reason", EVIDENCE)


class PrivateForm(forms.Form):
    """Whether a paper is private, on what ground, and when to look at that again."""

    private = forms.BooleanField(
        label="This paper is private",
        required=False,
        help_text="It can only be printed in Part 2, for those who may read Part 2.",
    )
    private_reason = _words("Why is it private?", required=False)
    review = NHSDateField(
        label="Look again whether to release it on", required=False, help_text="Such as 24 7 2024."
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("private") and not said.get("private_reason"):
            self.add_error("private_reason", "Enter why it is private")
        return said


class DueForm(forms.Form):
    """A deadline of the paper's own."""

    due = NHSDateField(
        label="This paper is due on",
        required=False,
        help_text="Leave it empty to go by the meeting’s deadline for papers.",
    )


class CommentForm(forms.Form):
    """A remark to those who prepare the paper."""

    text = _words("Add a comment", "Authors, executive leads and the secretary can read it.")


class VersionForm(forms.Form):
    """Keeping the text as it stands as a version."""

    cause = forms.CharField(
        label="What is this version?", max_length=80, help_text="Such as “Before the redraft”."
    )


class UploadForm(forms.Form):
    """Files for a paper, in the order they were chosen."""

    uploads = MultipleFileField(
        label="Upload files",
        allow_empty_file=True,  # the door refuses it by name, and takes the others
        help_text=f"PDF, Word, PowerPoint or Excel, up to {MEGABYTES} MB each. "
        "You can choose several.",
    )

    def clean_uploads(self) -> list[Any]:
        files = self.cleaned_data["uploads"]
        if len(files) > LIMITS.files_per_request:
            raise forms.ValidationError(f"Choose {LIMITS.files_per_request} files at most")
        for file in files:
            check_size(file)
        return list(files)


class OneFileForm(forms.Form):
    """A file in the place of another."""

    file = forms.FileField(label="Replace it with another file")

    def clean_file(self) -> Any:
        check_size(self.cleaned_data["file"])
        return self.cleaned_data["file"]


def check_size(file: Any) -> None:
    """Refuse a file that is too large, by name."""
    if file.size > LIMITS.file_bytes:
        raise forms.ValidationError(
            f"{file.name} is larger than {MEGABYTES} MB. Make its pictures smaller, or split it."
        )


class FileTitleForm(forms.Form):
    """What a file is called in the pack."""

    title = forms.CharField(label="Title in the pack", max_length=300, required=False)


class PictureForm(forms.Form):
    """A picture for the text, with its description."""

    picture = forms.FileField(label="Picture", help_text="A PNG or JPEG file.")
    alt = forms.CharField(
        label="Description",
        max_length=500,
        help_text="What it shows, for people who cannot see it.",
    )

    def clean_picture(self) -> Any:
        check_size(self.cleaned_data["picture"])
        return self.cleaned_data["picture"]
