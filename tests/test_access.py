"""Every address stands in the access table, and answers every reader as the table says."""

import copy
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import ROLES, Row
from tests.access_table import FOREIGN_PREFIXES, TABLE
from tests.crawl import said
from tests.world import World

# Who may hear no canary anywhere, and answers that tell nobody anything.
OUTSIDERS = {"anonymous", "other_member", "ex_member", "link"}
# What only the paper says that is withheld from one member.
WITHHELD = [f"canary-released-{part}" for part in ("paper", "heading", "text", "summary", "slides")]
UNANSWERED = {302, 401, 403, 404, 410}


def _names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            names |= _names(pattern.url_patterns)
        else:
            names.add(pattern.name or str(pattern.pattern))
    return names


def _ours() -> set[str]:
    return {
        name
        for name in _names(get_resolver().url_patterns)
        if not name.startswith(FOREIGN_PREFIXES)
    }


def test_every_address_stands_in_the_table() -> None:
    listed = {row.name for row in TABLE}
    assert _ours() - listed == set(), "addresses without a row"
    assert listed - _ours() == set(), "rows without an address"


def test_every_row_answers_for_every_role() -> None:
    assert [str(row) for row in TABLE if set(row.answers) != set(ROLES)] == []


@pytest.fixture(scope="module")
def doors(made_once: World, django_db_blocker: Any) -> dict[str, SimpleCookie]:
    """What the browser of each role holds: signed in once, for all rows."""
    cookies = {}
    with django_db_blocker.unblock():
        for role in ROLES:
            client = Client()
            if (reader := made_once.readers.get(role)) is not None:
                client.force_login(reader)
            if role == "link":
                client.get(reverse("put-in", kwargs={"token": made_once.link.token}))
            cookies[role] = client.cookies
    return cookies


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_answers_are_those_of_the_table(
    row: Row, made_once: World, doors: dict[str, SimpleCookie], db: None
) -> None:
    world = copy.deepcopy(made_once)
    where = dict(row.kwargs(world))
    url = reverse(row.name, kwargs=where) + row.query
    answers, leaks = {}, []
    for role in ROLES:
        client = Client(raise_request_exception=True)
        client.cookies = copy.deepcopy(doors[role])
        response = getattr(client, row.method)(url, dict(row.data))
        answers[role] = response.status_code
        heard = said(response.headers.items(), response.getvalue())
        if role == "withheld":
            leaks += [word for word in WITHHELD if word in heard]
        if "canary" in heard and (role in OUTSIDERS or response.status_code in UNANSWERED):
            leaks.append(role)
    assert answers == row.answers
    # A secret link gives its right to whoever holds it.
    assert leaks == [] or "token" in where
