"""The accessibility statement: written by administrators, read by anybody, kept on the record."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.profile import release_profile
from icsgov.record.management.commands import check_accessibility
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
        "written on 1 October 2026",
        "partly compliant",
    ):
        assert words in page()
    assert faults(page()) == []


def test_a_check_of_every_page_is_recorded_by_nobody_but_itself(capsys):
    release_profile(make.board("ICP", purpose="Plans together."), None, timezone.now())
    call_command("check_accessibility")
    assert ", 0 faults" in capsys.readouterr().out
    assert "No fault was found." in page() and faults(page()) == []
    visitor = Visitor(make.administrator()).get(reverse("accessibility-edit"))
    visitor.submit("Publish the statement", SAID)
    assert "No fault was found." in page() and "Sample Board runs this site" in page()


def test_a_check_that_finds_something_says_so_and_fails(capsys, monkeypatch):
    wrong = "<html><body><main><h1>a</h1><h3>b</h3><img src='x'><a href='/y'></a></main></body>"
    monkeypatch.setattr(check_accessibility, "_fetch", lambda address: wrong)
    with pytest.raises(SystemExit):
        call_command("check_accessibility", "--dry-run")
    said = capsys.readouterr().out
    for words in ("in which language", "no title", "level 3 follows", "no description", "no words"):
        assert words in said
    assert "last-check" not in page()
    with pytest.raises(SystemExit):
        call_command("check_accessibility")
    assert "These faults were found:" in page() and "1.1.1 Non-text content" in page()


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
