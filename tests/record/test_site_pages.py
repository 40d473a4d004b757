"""What every public service has: health, robots, security, accessibility, privacy, cookies."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_health_is_ok_while_the_database_answers(client):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Cache-Control"] == "no-store, private"


def test_health_fails_with_the_database(client, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)
    client.raise_request_exception = False
    assert client.get("/health/").status_code == 500


def test_robots_are_kept_out_of_what_needs_sign_in(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /desk/",
        "Disallow: /reading/",
        "Disallow: /questions/status/",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]


def test_where_to_report_a_weakness_is_told_once_an_address_is_set(client, settings, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT_EMAIL = "papers@example.org"
    said = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in said.splitlines())
    assert fields["Contact"] == "mailto:papers@example.org"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    expires = datetime.fromisoformat(fields["Expires"])
    assert 100 < (expires - make.NOW).days < 365, "RFC 9116 asks for less than a year"


@pytest.mark.parametrize("address", ["/accessibility/", "/privacy/"])
def test_the_pages_say_whom_to_write_to(client, settings, address):
    assert b"Its address stands on" in client.get(address).content
    settings.CONTACT_EMAIL = "papers@example.org"
    assert b"mailto:papers@example.org" in client.get(address).content


def test_the_cookies_named_are_those_that_are_set(client, settings):
    page = client.get("/cookies/").content.decode()
    assert f"<td>{settings.SESSION_COOKIE_NAME}</td>" in page
    assert f"<td>{settings.CSRF_COOKIE_NAME}</td>" in page
    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60
    assert "after 12 hours" in page
