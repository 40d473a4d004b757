"""A form for a workbook of readings."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

LARGEST = 5_000_000


class SheetForm(forms.Form):
    """The workbook that was filled in."""

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
