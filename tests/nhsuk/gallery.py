"""The page of all components, with forms that show every kind of field, and its address."""

import datetime

from django import forms
from django.contrib.messages.constants import INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from icsgov.boards.middleware import public
from icsgov.nhsuk.forms import (
    Hinted,
    MultipleFileField,
    NHSDateField,
    NHSTimeField,
    render_form,
)

PARTS = [("1", "Part 1, in public"), ("2", "Part 2, in confidence")]
MODES = [
    ("paper", Hinted("Paper", "A cover sheet and files in the pack")),
    ("verbal", Hinted("Verbal", "Nothing in the pack")),
]
ROWS = [
    ("", "OPEN", "", "", datetime.time(15), "heading"),
    ("1", "Welcome, introductions and apologies", "", "RD", datetime.time(15), ""),
    ("2", "Minutes of the meeting of 25 April 2023", "A", "RD", datetime.time(15, 5), ""),
    ("3", "Joint forward plan: what was said and what we do", "B", "BC", datetime.time(15, 10), ""),
    ("3.1", "Measures for the first year", "B1", "BC", datetime.time(15, 40), "child"),
    ("", "Break", "", "", datetime.time(16), "break"),
    ("4", "Contract award", "C", "Not stated", datetime.time(16, 10), "private"),
]


class EveryField(forms.Form):
    title = forms.CharField(help_text="As it will stand in the agenda")
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    email = forms.EmailField(label="Email address")
    minutes = forms.IntegerField(min_value=1)
    held_on = NHSDateField(label="Meeting date", help_text="For example, 24 7 2023")
    starts_at = NHSTimeField(label="Start time")
    part = forms.ChoiceField(choices=PARTS, widget=forms.RadioSelect)
    modes = forms.MultipleChoiceField(choices=MODES, widget=forms.CheckboxSelectMultiple)
    board = forms.ChoiceField(choices=[("", "Select a board"), ("icp", "Partnership")])
    cover = forms.FileField(label="Cover sheet", required=False)
    password = forms.CharField(widget=forms.PasswordInput)
    agree = forms.BooleanField(label="The chair has agreed the agenda")
    key = forms.CharField(widget=forms.HiddenInput, initial="abc")


class Drop(forms.Form):
    files = MultipleFileField(label="Files of the paper", help_text="PDF, Word, PowerPoint, Excel")


class Inline(forms.Form):
    title = forms.CharField(label="Item")
    minutes = forms.IntegerField()


@public
def gallery(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST or None, request.FILES or None)
    names = ("number", "title", "enclosure", "lead", "time", "kind")
    return render_form(
        request,
        "components/gallery.html",
        form,
        {
            "drop": Drop(prefix="drop"),
            "inline": Inline(prefix="inline"),
            "rows": [dict(zip(names, row, strict=True)) for row in ROWS],
            "crumbs": [{"href": "/", "text": "Home"}],
            "notes": [Message(INFO, "Papers are due today"), Message(SUCCESS, "Saved")],
            "day": datetime.date(2023, 7, 24),
        },
    )


DESK = """{% extends "layouts/desk.html" %}{% block title %}Trying{% endblock %}
{% block heading %}Trying{% endblock %}
{% block content %}{{ part }}{% endblock %}"""
TRYING = """<form id="trying" method="post" action="{{ request.path }}" novalidate data-guard
  data-autosave hx-post="{{ request.path }}" hx-target="this" hx-swap="outerHTML">
  {% csrf_token %}{% error_summary form %}{{ form }}
  <p class="app-saved" role="status" data-saved></p>{% nhs "button" text="Save" %}</form>"""


class Trying(forms.Form):
    title = forms.CharField(max_length=20)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


@public
def trying(request: HttpRequest, answer: str) -> HttpResponse:
    """A form that saves by htmx and gets the answer its address asks for."""
    form = Trying(request.POST or None)
    part = engines["django"].from_string(TRYING).render({"form": form}, request)
    if request.method == "GET":
        return HttpResponse(engines["django"].from_string(DESK).render({"part": part}, request))
    if answer == "signed-out":
        return redirect("account_login")
    status = {"saves": 200 if form.is_valid() else 422, "quiet": 204, "fails": 500}[answer]
    return HttpResponse(part if status != 204 else "", status=status)


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("meant to fail")


urlpatterns = [
    path("gallery/", gallery),
    path("broken/", broken),
    path("trying/<slug:answer>/", trying),
    path("", include("icsgov.urls")),
]
handler404 = "icsgov.boards.views.errors.not_found"
handler500 = "icsgov.boards.views.errors.server_error"
