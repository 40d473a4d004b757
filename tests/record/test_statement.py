"""The accessibility statement: written by administrators, read by anybody, kept on the record."""

import pytest
from django.test import Client
from django.urls import reverse

from icsgov.record.models import Release
from tests import factories as make
from tests.markup import faults
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
SAID = {
    "organisation": "Sample Board",
    "email": "help@example.org",
    "phone": "020 7946 0000",
    "answer_days": "5",
    "problems": "Charts have no long description\nSome scans cannot be read",
    "checked_on-day": "1",
    "checked_on-month": "11",
    "checked_on-year": "2026",
    "checked_how": "axe found no fault.",
    "prepared_on-day": "1",
    "prepared_on-month": "10",
    "prepared_on-year": "2026",
}


def page():
    return Client().get("/accessibility/").content.decode()


def test_what_an_administrator_writes_is_read_by_anybody():
    assert "Sample Board" not in page() and faults(page()) == []
    visitor = Visitor(make.administrator()).get(reverse("accessibility-edit"))
    visitor.submit("Publish the statement", SAID)
    for words in (
        "Sample Board runs this site",
        "help@example.org",
        "within 5 working days",
        "<li>Some scans cannot be read</li>",
        "1 November 2026. axe found no fault.",
        "written on 1 October 2026",
        "partly compliant",
    ):
        assert words in page()
    assert faults(page()) == []


def test_what_it_said_before_stays_on_the_record():
    visitor = Visitor(make.administrator())
    for days in ("5", "7", "7"):
        visitor.get(reverse("accessibility-edit"))
        visitor.submit("Publish the statement", {**SAID, "answer_days": days})
    first, second = Release.objects.filter(kind="statement").order_by("number")
    assert first.entries.get().data["answer_days"] == 5
    assert second.supersedes == first


def test_a_mistake_keeps_what_was_typed():
    visitor = Visitor(make.administrator()).get(reverse("accessibility-edit"))
    visitor.submit("Publish the statement", {**SAID, "prepared_on-day": "31", "email": "x"})
    assert visitor.status == 422
    assert "Charts have no long description" in visitor.response.content.decode()
    assert not Release.objects.filter(kind="statement").exists()


def test_privacy_and_cookies_say_what_is_so():
    privacy = Client().get("/privacy/").content.decode()
    assert "If you ask a question" in privacy and faults(privacy) == []
    cookies = Client().get("/cookies/")
    assert "sessionid" in cookies.content.decode() and "csrftoken" in cookies.content.decode()
    assert not cookies.cookies
