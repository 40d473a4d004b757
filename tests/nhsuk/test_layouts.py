"""The frames of pages: public ones know nothing of their reader, the desk keeps to itself."""

import json

import pytest
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject
from lxml import html

ERROR_PAGES = ["400.html", "403.html", "404.html", "429.html", "500.html"]


def nobody_asks():
    raise AssertionError("A public page asked who is reading it.")


def blind_request(path="/icp/"):
    """A request whose user, session, messages and nonce fail when touched."""
    request = RequestFactory().get(path)
    for name in ("user", "session", "_messages", "csp_nonce"):
        setattr(request, name, SimpleLazyObject(nobody_asks))
    return request


def page(template: str, request) -> str:
    source = engines["django"].from_string(template)
    return source.render({}, request)


PUBLIC = (
    '{% extends "layouts/public.html" %}{% block title %}ICP{% endblock %}'
    "{% block heading %}Partnership{% endblock %}{% block content %}<p>Text</p>{% endblock %}"
)
DESK = (
    '{% extends "layouts/desk.html" %}{% block title %}Desk{% endblock %}'
    "{% block heading %}Desk{% endblock %}{% block content %}<p>Text</p>{% endblock %}"
)


@pytest.fixture
def signed_in(rf, django_user_model):
    request = rf.get("/desk/")
    request.user = django_user_model(email="jo@example.org")
    request.session = {}
    return request


def test_a_public_page_never_asks_who_reads_it():
    text = page(PUBLIC, blind_request())
    assert "csrf" not in text
    assert "nonce" not in text
    assert html.fromstring(text).xpath("//form") == []


@pytest.mark.parametrize("name", ["user.email", "request.session.keys", "messages", "CSP_NONCE"])
def test_a_page_that_asks_is_found(name):
    with pytest.raises(AssertionError, match="who is reading"):
        page(f"{{{{ {name} }}}}", blind_request())


def test_a_public_page_is_the_same_for_everyone():
    assert page(PUBLIC, blind_request()) == page(PUBLIC, blind_request())


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_error_pages_never_ask_either(template):
    assert "<h1" in render_to_string(template, {}, blind_request())


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_error_pages_say_what_to_do(template):
    text = html.fromstring(render_to_string(template, {}, blind_request()))
    assert text.xpath("//main//h1")[0].text_content().strip()
    assert len(text.xpath("//main//p")) >= 2


def test_a_form_that_was_open_too_long_is_told_apart():
    stale = render_to_string("403.html", {"stale_form": True}, blind_request())
    assert "open for too long" in stale
    assert "open for too long" not in render_to_string("403.html", {}, blind_request())


@pytest.mark.parametrize("template", [PUBLIC, DESK])
def test_scripts_and_styles_come_from_files_of_this_site(template, signed_in):
    tree = html.fromstring(page(template, signed_in))
    sources = tree.xpath("//script/@src | //link/@href | //img/@src")
    assert sources
    assert [source for source in sources if not source.startswith("/static/")] == []
    assert tree.xpath("//script[not(@src)] | //style | //*[@style]") == []


@pytest.mark.parametrize("template", [PUBLIC, DESK])
def test_the_frame_has_its_landmarks(template, signed_in):
    tree = html.fromstring(page(template, signed_in))
    assert tree.get("lang") == "en-GB"
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//a[@href='#maincontent']")
    assert tree.xpath("//main[@id='maincontent']")
    assert len(tree.xpath("//header")) == len(tree.xpath("//footer")) == 1


def test_the_nhs_logo_is_not_ours_to_use(signed_in):
    for template in (PUBLIC, DESK):
        text = page(template, signed_in)
        assert "nhsuk-header__logo" not in text
        assert 'aria-label="NHS' not in text


def test_the_title_names_page_site_and_system(settings):
    settings.SITE_NAME, settings.SYSTEM_NAME = "Papers", "Our System"
    tree = html.fromstring(page(PUBLIC, blind_request()))
    assert tree.xpath("//title/text()") == ["ICP – Papers, Our System"]
    assert "Our System" in tree.xpath("//header")[0].text_content()


def test_the_desk_stays_out_of_the_browsers_stores(signed_in):
    tree = html.fromstring(page(DESK, signed_in))
    body = tree.xpath("//body")[0]
    assert body.get("hx-history") == "false"
    assert len(json.loads(body.get("hx-headers"))["X-CSRFToken"]) == 64
    config = json.loads(tree.xpath("//meta[@name='htmx-config']/@content")[0])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0


def test_an_answer_with_mistakes_is_swapped_in_and_others_are_not(signed_in):
    tree = html.fromstring(page(DESK, signed_in))
    config = json.loads(tree.xpath("//meta[@name='htmx-config']/@content")[0])
    swaps = {rule["code"]: rule["swap"] for rule in config["responseHandling"]}
    assert swaps == {"204": False, "[23]..": True, "409|422": True, "[45]..": False}


def test_signing_out_is_a_post(signed_in):
    tree = html.fromstring(page(DESK, signed_in))
    (form,) = tree.xpath("//header//form")
    assert (form.get("method"), form.get("action")) == ("post", "/accounts/logout/")
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']")


@pytest.mark.parametrize(("demo", "shown"), [(True, 1), (False, 0)])
def test_the_demonstration_says_so(settings, demo, shown):
    settings.DEMO = demo
    tree = html.fromstring(page(PUBLIC, blind_request()))
    landmark = "//section[@aria-label][contains(@class, 'app-banner--demo')]"
    assert len(tree.xpath(landmark)) == shown


def test_messages_stand_at_the_top_each_with_its_own_title():
    source = Template('{% include "components/messages.html" %}')
    messages = [type("M", (), {"level_tag": tag, "__str__": lambda self: "Saved"})()
                for tag in ("success", "error", "info")]  # fmt: skip
    tree = html.fromstring(f"<div>{source.render(Context({'messages': messages}))}</div>")
    titles = [title.text for title in tree.xpath("//h2")]
    assert titles == ["Done", "There is a problem", "Important"]
    assert len(set(tree.xpath("//h2/@id"))) == 3
