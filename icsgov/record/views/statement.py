"""The page on which administrators keep the accessibility statement."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.boards.access import require_administrator
from icsgov.nhsuk.forms import NHSDateField, render_form
from icsgov.record.statement import CHECK, release_statement, statement


class StatementForm(forms.Form):
    """What the law asks an accessibility statement to say of this site."""

    organisation = forms.CharField(label="Organisation that runs the site", max_length=200)
    email = forms.EmailField(label="E-mail address for help", required=False)
    phone = forms.CharField(label="Telephone number for help", max_length=40, required=False)
    answer_days = forms.IntegerField(
        label="Working days until an answer", min_value=1, max_value=60, initial=10
    )
    problems = forms.CharField(
        label="What is not accessible yet, and by when you will put it right",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One problem on each line.",
    )
    burden = forms.CharField(
        label="What would be a disproportionate burden to put right, and why",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    prepared_on = NHSDateField(label="Day on which this statement was first written")


def edit(request: HttpRequest) -> HttpResponse:
    """Change the statement; the public page says so at once."""
    now = timezone.now()
    require_administrator(request.user, now)
    form = StatementForm(
        request.POST or None,
        initial={name: value for name, value in statement(now).items() if name != CHECK},
    )
    if form.is_valid():
        said = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in form.cleaned_data.items()
        }
        release_statement(said, request.user, now)
        messages.success(request, "The accessibility statement is published.")
        return redirect("accessibility")
    return render_form(request, "record/statement.html", form)
