"""Forms in NHS markup: fields, what was typed, errors, and their page."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from icsgov.nhsuk.errors import form_errors
from icsgov.nhsuk.forms import MultipleFileField, NHSDateField, NHSTimeField, render_form
from tests.nhsuk.gallery import EveryField

WHOLE = {
    "title": "Winter plan",
    "summary": "",
    "email": "jo@example.org",
    "minutes": "20",
    "held_on-day": "24",
    "held_on-month": "July",
    "held_on-year": "2023",
    "starts_at": "3.10pm",
    "part": "1",
    "modes": ["paper", "verbal"],
    "board": "icp",
    "password": "secret",
    "agree": "on",
    "key": "abc",
}


class Meeting(forms.Form):
    held_on = NHSDateField(label="Meeting date")
    starts_at = NHSTimeField(label="Start time", required=False)


Meetings = forms.formset_factory(Meeting, extra=2)


def tree(form) -> html.HtmlElement:
    return html.fromstring(f"<div>{form}</div>")


def typed(day="24", month="7", year="2023") -> dict[str, str]:
    return {"held_on-day": day, "held_on-month": month, "held_on-year": year}


def problem(form, name="held_on") -> str:
    assert not form.is_valid()
    return form.errors[name][0]


def test_a_whole_form_cleans():
    form = EveryField(WHOLE)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == datetime.date(2023, 7, 24)
    assert form.cleaned_data["starts_at"] == datetime.time(15, 10)


@pytest.mark.parametrize("form", [EveryField(), EveryField({}), EveryField(WHOLE)])
def test_every_control_has_one_label_and_its_descriptions_exist(form):
    page = tree(form)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    controls = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    assert len(controls) == 16
    for control in controls:
        assert len(page.xpath(f"//label[@for='{control.get('id')}']")) == 1
    described = " ".join(page.xpath("//@aria-describedby")).split()
    assert set(described) <= set(ids)


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("title", "nhsuk-input"),
        ("summary", "nhsuk-textarea"),
        ("minutes", "nhsuk-input nhsuk-input--width-5"),
        ("part", "nhsuk-radios__input"),
        ("modes", "nhsuk-checkboxes__input"),
        ("board", "nhsuk-select"),
        ("cover", "nhsuk-file-upload__input"),
        ("agree", "nhsuk-checkboxes__input"),
        ("held_on-day", "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2"),
    ],
)
def test_controls_carry_the_nhs_classes(name, css):
    assert tree(EveryField()).xpath(f"//*[@name='{name}']")[0].get("class") == css


def test_an_empty_choice_is_a_word():
    class Seat(forms.Form):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("chair", "Chair")])

    assert tree(Seat()).xpath("//option/text()") == ["Choose", "Chair"]


def test_a_hidden_field_is_nothing_but_its_input():
    (hidden,) = tree(EveryField()).xpath("//input[@type='hidden']")
    assert hidden.get("class") is None
    assert hidden.get("value") == "abc"


def test_what_was_typed_is_kept_beside_the_error():
    page = tree(EveryField({**WHOLE, "held_on-month": "Juli", "email": "jo@", "minutes": "many"}))
    names = ("held_on-day", "held_on-month", "email", "minutes", "starts_at")
    kept = [page.xpath(f"//*[@name='{name}']")[0].get("value") for name in names]
    assert kept == ["24", "Juli", "jo@", "many", "3.10pm"]
    assert len(page.xpath("//span[@class='nhsuk-error-message']")) == 3
    assert page.xpath("//input[@name='email']/@aria-invalid") == ["true"]


def test_a_password_is_not_sent_back():
    assert tree(EveryField(WHOLE)).xpath("//input[@name='password']")[0].get("value") is None


def test_text_is_escaped():
    page = str(EveryField({**WHOLE, "title": "<script>x</script>", "email": '"><b>'}))
    assert "<script" not in page
    assert "<b>" not in page


def test_optional_fields_say_so_unless_the_form_hides_it():
    form = EveryField()
    assert str(form).count("(optional)") == 2
    form.hide_optional = True
    assert "(optional)" not in str(form)


def test_a_hint_belongs_to_its_choice():
    page = tree(EveryField())
    (paper, verbal) = page.xpath("//input[@name='modes']")
    hint = page.get_element_by_id(paper.get("aria-describedby"))
    assert hint.text == "A cover sheet and files in the pack"
    assert verbal.get("aria-describedby") != paper.get("aria-describedby")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"day": "", "month": "", "year": ""}, "This field is required."),
        ({"day": ""}, "Meeting date must include a day"),
        ({"day": "", "year": " "}, "Meeting date must include a day and a year"),
        ({"day": "31", "month": "2"}, "Meeting date must be a real date, like 24 7 2023"),
        ({"month": "13"}, "Meeting date must be a real date, like 24 7 2023"),
        ({"year": "23"}, "Meeting date must have a year of 4 numbers, like 2023"),
        ({"day": "9" * 30}, "Meeting date must be a real date, like 24 7 2023"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(parts, words):
    assert problem(Meeting(typed(**parts))) == words


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_any_three_texts_are_a_date_or_an_error(day, month, year):
    form = Meeting(typed(day, month, year))
    assert form.is_valid() or form.errors["held_on"]
    assert str(form)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_date_comes_back_as_it_was(day):
    page = tree(Meeting(initial={"held_on": day}))
    sent = {field.get("name"): field.get("value") for field in page.xpath("//input")}
    form = Meeting(sent, initial={"held_on": day})
    assert form.is_valid()
    assert form.cleaned_data["held_on"] == day
    assert not form.has_changed()


@pytest.mark.parametrize(("initial", "day"), [("2023-07-24", "24"), ("soon", ""), (None, "")])
def test_a_date_may_start_from_text(initial, day):
    page = tree(Meeting(initial={"held_on": initial}))
    assert page.xpath("//input[@name='held_on-day']/@value") == [day]


def test_an_unknown_time_says_how_to_write_one():
    form = Meeting({**typed(), "starts_at": "teatime"})
    assert problem(form, "starts_at") == "Enter a time like 3.10pm or 15:10"


def test_errors_name_the_field_and_lead_to_its_control():
    found = {error.target: error.text for error in form_errors(EveryField({}))}
    assert found == {
        "id_title": "Enter title",
        "id_email": "Enter email address",
        "id_minutes": "Enter minutes",
        "id_held_on-day": "Enter meeting date",
        "id_starts_at": "Enter start time",
        "id_part_0": "Select part",
        "id_modes_0": "Select modes",
        "id_board": "Select board",
        "id_password": "Enter password",
        "id_agree": "Tick “The chair has agreed the agenda” to continue",
        "": "Enter key",
    }
    ids = set(tree(EveryField({})).xpath("//@id"))
    assert found.keys() - {""} <= ids


def test_djangos_words_become_ours():
    form = EveryField({**WHOLE, "email": "jo@", "minutes": "many"})
    assert [error.text for error in form_errors(form)] == [
        "Enter an email address like name@example.org",
        "Enter a whole number, like 20",
    ]


def test_the_summary_links_every_error_of_forms_and_formsets():
    form = Meeting(typed(day=""), prefix=None)
    form.add_error(None, "The meeting ends before it starts")
    formset = Meetings(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-starts_at": "x"}
    )
    source = Template("{% error_summary form formset %}")
    page = html.fromstring(source.render(Context({"form": form, "formset": formset})))
    links = [(link.get("href"), link.text.strip()) for link in page.xpath("//a")]
    assert links == [
        ("#all-errors", "The meeting ends before it starts"),
        ("#id_held_on-day", "Meeting date must include a day"),
        ("#id_form-0-held_on-day", "Enter meeting date"),
        ("#id_form-0-starts_at", "Enter a time like 3.10pm or 15:10"),
    ]
    assert tree(form).get_element_by_id("all-errors").text_content().split() == (
        "Error: The meeting ends before it starts".split()
    )


def test_no_errors_no_summary():
    source = Template("{% error_summary form missing %}")
    assert source.render(Context({"form": EveryField(WHOLE)})) == ""
    assert source.render(Context({"form": EveryField()})) == ""


def test_a_formset_draws_its_forms():
    page = tree(Meetings())
    assert len(page.xpath("//div[@class='app-formset__form']")) == 2
    assert page.xpath("//input[@name='form-TOTAL_FORMS']/@value") == ["2"]


def test_several_files_come_in_order():
    field = MultipleFileField()
    files = [SimpleUploadedFile(name, b"x") for name in ("b.pdf", "a.pdf")]
    data = MultiValueDict({"files": files})
    assert field.clean(field.widget.value_from_datadict({}, data, "files")) == files
    with pytest.raises(forms.ValidationError):
        field.clean([])
    assert MultipleFileField(required=False).clean([]) == []


@pytest.mark.parametrize(("data", "status"), [(None, 200), (WHOLE, 200), ({}, 422)])
def test_a_page_with_an_invalid_form_answers_422(data, status):
    request = RequestFactory().get("/")
    form = EveryField(data)
    assert render_form(request, "nhsuk/form.html", form, {"fields": []}).status_code == status
