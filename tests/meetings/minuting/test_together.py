"""Four people write one set of minutes at once: every save is kept or shown as a clash."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from icsgov.ledger.models import Change
from meetings import merging
from meetings.minuting import paragraphs
from meetings.models import Paragraph
from tests import factories as make
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS, SAVES = 4, 50


def write(client: Client, keys: list, editor: int, together: Barrier) -> tuple[list[str], int]:
    """Save again and again what one editor has on the screen; the texts kept, and the clashes."""
    kept, clashes = [], 0
    try:
        together.wait()
        for number in range(SAVES):
            key = keys[number % len(keys)]
            row = Paragraph.objects.get(key=key)
            values = {"heard": [], "kind": row.kind, "text": row.text}
            text = f"<p>editor {editor} save {number}</p>"
            data = {"heard": "", "kind": row.kind, "text": text, "then": "close"}
            data["read"] = json.dumps(merging.digests(values))
            status = client.post(reverse("minute", kwargs={"key": key}), data).status_code
            if status == 302:
                kept.append(text)
            else:
                assert status == 409
                clashes += 1
    finally:
        connection.close()
    return kept, clashes


def test_nothing_is_lost_when_four_write_at_once():
    at = desk()
    rows = [at.add(f"text {number}") for number in range(3)]
    before = Change.objects.count()
    clients = []
    for _ in range(EDITORS):
        account = make.secretary(at.board)
        client = Client()
        client.force_login(account)
        clients.append(client)
    together = Barrier(EDITORS)
    with ThreadPoolExecutor(EDITORS) as pool:
        results = list(
            pool.map(
                lambda pair: write(pair[1], [row.key for row in rows], pair[0], together),
                enumerate(clients),
            )
        )
    kept = [text for texts, _ in results for text in texts]
    clashes = sum(number for _, number in results)
    assert len(kept) + clashes == EDITORS * SAVES
    edits = Change.objects.filter(verb="edited", thing__in=[row.key for row in rows])
    assert edits.count() == len(kept)
    assert Change.objects.count() - before == len(kept)
    for row in rows:
        row.refresh_from_db()
        assert row.text in kept
        assert row.version == 1 + edits.filter(thing=row.key).count()
    ranks = [row.rank for row in paragraphs.standing(at.section)]
    assert len(ranks) == len(set(ranks))
