"""Every address stands in the access table, and answers every reader as the table says."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import world as worlds
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
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, made once for all rows; what a row changes is rolled back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_answers_are_those_of_the_table(row: Row, built: World, db: None) -> None:
    world = copy.deepcopy(built)
    where = dict(row.kwargs(world))
    url = reverse(row.name, kwargs=where) + row.query
    answers, leaks = {}, []
    for role in ROLES:
        client = Client(raise_request_exception=True)
        reader = world.readers.get(role)
        if reader is not None:
            client.force_login(reader)
        if role == "link":
            client.get(reverse("put-in", kwargs={"token": world.link.token}))
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
