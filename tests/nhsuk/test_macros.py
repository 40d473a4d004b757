"""The {% nhs %} tag: every component, strict about names, safe with text."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from icsgov.nhsuk import macros

TEXTS = set(
    "text html heading title label hint errorMessage value caption id name classes href src alt "
    "summaryText descriptionText titleText prefix suffix ariaLabel visuallyHiddenText".split()
)


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_all_macros_of_the_package_are_known():
    assert len(macros.components()) == 45
    assert {"button", "date-input", "error-summary", "table", "tag"} <= macros.components().keys()


def test_a_component_takes_text_from_the_context():
    html = draw('{% nhs "button" text=words variant="secondary" %}', words="Save & close")
    assert 'class="nhsuk-button nhsuk-button--secondary"' in html
    assert "Save &amp; close" in html


def test_nested_parameters_and_attributes():
    html = draw(
        '{% nhs "input" name="t" label__text="Title" label__size="m" attributes__hx_post=url %}',
        url="/save/",
    )
    assert 'class="nhsuk-label nhsuk-label--m"' in html
    assert 'hx-post="/save/"' in html


def test_a_variable_that_is_missing_is_a_parameter_not_given():
    assert "href" not in draw('{% nhs "button" text="Go" href=nowhere %}')


def test_a_block_goes_around_other_markup():
    html = draw('{% nhsblock "inset-text" %}<p>{{ words }}</p>{% endnhsblock %}', words="1 < 2")
    assert "<p>1 &lt; 2</p>" in html
    assert "nhsuk-inset-text" in html


def test_markup_needs_a_safe_string():
    assert "&lt;b&gt;" in draw('{% nhs "button" html=words %}', words="<b>x</b>")
    assert "<b>x</b>" in draw('{% nhs "button" html=words %}', words=mark_safe("<b>x</b>"))


def test_lazy_text_is_text():
    assert "January" in draw('{% nhs "tag" text=words %}', words=gettext_lazy("January"))


@pytest.mark.parametrize(
    "source",
    [
        '{% nhs "no-such-thing" %}',
        '{% nhs "button" txet="Save" %}',
        '{% nhs "button" text %}',
        '{% nhsblock "button" txet="Save" %}{% endnhsblock %}',
    ],
)
def test_mistakes_in_a_template_are_errors(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_attributes_as_text_are_refused():
    with pytest.raises(macros.UnknownParameter):
        macros.render("tag", {"text": "x", "attributes": 'onclick="go()"'})


def test_an_unknown_parameter_is_refused_by_the_function_too():
    with pytest.raises(macros.UnknownParameter):
        macros.render("tag", {"words": "x"})


@pytest.mark.parametrize("component", sorted(macros.components()))
def test_no_component_lets_text_through_as_markup(component):
    hostile = "<script>x</script>'\""
    names = macros.parameters(component) & TEXTS
    html = macros.render(component, dict.fromkeys(names, hostile))
    assert "<script" not in html
    assert "&lt;script" in html


@given(words=st.text(max_size=40))
def test_any_text_comes_out_escaped(words):
    row = {"key": {"text": words}, "value": {"text": words}}
    html = macros.render("summary-list", {"rows": [row]})
    assert html.count("<") == html.count(">")
    assert "<script" not in html


def test_icons_are_hidden_from_assistive_technology():
    assert 'aria-hidden="true"' in macros.icon("tick")
