"""Signing in by an organisation’s directory: a real OpenID Connect exchange on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db
CLIENT, SECRET, CODE = "icsgov", "shared", "code-of-a-moment"
LOGIN = "/accounts/oidc/organisation/login/"


class Directory:
    """What an organisation runs: it knows who somebody is, and says so to those it trusts."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.address = ""

    def answer(self, path: str, sent: dict[str, list[str]]) -> dict[str, Any]:
        if path.endswith("/openid-configuration"):
            places = ("authorization", "token", "userinfo")
            ends = {f"{place}_endpoint": f"{self.address}/{place}" for place in places}
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **ends}
        if path == "/token":
            self.asked.append(sent)
            claims = {"iss": self.address, "aud": CLIENT, "sub": self.person["sub"]}
            token = jwt.encode({**claims, "exp": 2**33}, "k" * 32, algorithm="HS256")
            return {"access_token": "access", "token_type": "Bearer", "id_token": token}
        return self.person


@contextmanager
def served(directory: Directory) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            sent = parse_qs(self.rfile.read(size).decode())
            body = json.dumps(directory.answer(urlsplit(self.path).path, sent)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Nothing: the tests say what went wrong."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        directory.address = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture
def directory(settings) -> Iterator[Directory]:
    made = Directory()
    with served(made):
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "organisation",
                        "name": "Sample Council",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {
                            "server_url": made.address,
                            "verified_email": ["council.example"],
                        },
                    }
                ]
            }
        }
        yield made


def come_back(client: Client) -> Any:
    """Go to the directory, as the button does, and return with what it hands out."""
    sent = client.post(LOGIN)
    assert sent.status_code == 302, sent.content
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["client_id"] == [CLIENT]
    assert "openid" in asked["scope"][0]
    return client.get(f"{LOGIN}callback/", {"code": CODE, "state": asked["state"][0]})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_button_is_there_when_a_directory_is_named(client, directory):
    page = client.get("/accounts/login/").content.decode()
    assert "Sample Council" in page
    assert LOGIN in page


def test_somebody_with_an_account_is_let_in(client, directory):
    user = make.user(email="jo@council.example")
    directory.person = {"sub": "1", "email": "Jo@council.example", "email_verified": True}
    assert come_back(client).status_code == 302
    assert signed_in_as(client) == str(user.pk)
    (asked,) = directory.asked
    assert asked["code"] == [CODE]


def test_the_second_time_the_directory_is_known_by_its_own_key(client, directory):
    user = make.user(email="jo@council.example")
    directory.person = {"sub": "1", "email": "jo@council.example", "email_verified": True}
    come_back(client)
    directory.person = {"sub": "1", "email": "jo.married@council.example"}
    again = Client()
    assert come_back(again).status_code == 302
    assert signed_in_as(again) == str(user.pk)


def test_addresses_of_the_directory_s_own_domains_are_taken_as_checked(client, directory):
    user = make.user(email="jo@council.example")
    directory.person = {"sub": "1", "email": "jo@council.example"}
    assert come_back(client).status_code == 302
    assert signed_in_as(client) == str(user.pk)


@pytest.mark.parametrize("said", [False, None, "false", "no", 0])
def test_an_address_that_nobody_checked_opens_nothing(client, directory, said):
    make.user(email="jo@elsewhere.example")
    directory.person = {"sub": "1", "email": "jo@elsewhere.example", "email_verified": said}
    answer = come_back(client)
    assert answer.status_code == 403
    assert "You have no account here yet" in answer.content.decode()
    assert signed_in_as(client) is None


def test_a_stranger_gets_no_account(client, directory, django_user_model):
    directory.person = {"sub": "1", "email": "who@council.example", "email_verified": True}
    assert come_back(client).status_code == 403
    assert not django_user_model.objects.filter(email="who@council.example").exists()


def test_an_account_that_was_closed_stays_closed(client, directory):
    user = make.user(email="jo@council.example")
    user.is_active = False
    user.save()
    directory.person = {"sub": "1", "email": "jo@council.example", "email_verified": True}
    assert come_back(client).status_code == 403
    assert signed_in_as(client) is None


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(client, directory):
    make.user(email="jo@council.example")
    directory.person = {"sub": "1", "email": "jo@council.example", "email_verified": True}
    answer = client.get(f"{LOGIN}callback/", {"code": CODE, "state": "guessed"})
    assert signed_in_as(client) is None
    assert answer.status_code in (200, 401, 403)
    assert not directory.asked
