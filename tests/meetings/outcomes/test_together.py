"""Four people change one decision at once: every save is kept or shown as a clash."""

import json
from collections import Counter

import pytest
from django.test import Client

from icsgov.ledger.models import Change
from meetings import merging
from meetings.models import Decision
from meetings.outcomes.deciding import decide
from tests import factories as make
from tests.meetings.minuting.desk import desk
from tests.together import PEOPLE, together

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = 50


@pytest.fixture
def at():
    return desk()


def editors(at) -> list[Client]:
    clients = [Client() for _ in range(PEOPLE)]
    for client in clients:
        client.force_login(make.secretary(at.board))
    return clients


def save(client: Client, editor: int) -> tuple[list[str], int]:
    """Save again and again what the editor has on the screen; the words kept, and the clashes."""
    kept, clashes = [], 0
    for number in range(SAVES):
        row = Decision.objects.get()
        read = {"words": row.words, "outcome": row.outcome}
        words = f"editor {editor} save {number}"
        data = {"outcome": "approved", "words": words}
        data["read"] = json.dumps(merging.digests(read))
        response = client.post(f"/desk/decisions/{row.key}/edit/", data)
        if response.status_code == 302:
            kept.append(words)
        else:
            assert response.status_code == 409
            assert words in response.content.decode()
            clashes += 1
    return kept, clashes


def test_nothing_is_lost_when_four_change_one_decision(at):
    row = decide(at.meeting, 1, "approved", "Approved.", at.secretary, make.NOW)
    clients = editors(at)
    results = together(lambda editor: save(clients[editor], editor))
    kept = [words for texts, _ in results for words in texts]
    assert len(kept) + sum(clashes for _, clashes in results) == PEOPLE * SAVES
    row.refresh_from_db()
    assert row.words in kept
    assert row.version == 1 + len(kept)
    told = Change.objects.of(row).filter(verb="edited")
    assert sorted(change.after["words"] for change in told) == sorted(kept)


def test_of_four_who_record_one_decision_one_does_and_the_others_hear_of_it(at):
    address = f"/desk/minutes/paragraphs/{at.add('Approved.', 'decision').key}/decision/"
    clients = editors(at)

    def record(editor: int) -> int:
        said = {"outcome": "approved", "words": f"By editor {editor}."}
        return clients[editor].post(address, said).status_code

    answers = Counter(together(record))
    assert answers[302] == 1
    assert answers[409] + answers[422] == PEOPLE - 1
    assert Decision.objects.count() == 1


def test_of_four_who_take_it_back_one_does(at):
    row = decide(at.meeting, 1, "approved", "Approved.", at.secretary, make.NOW)
    clients = editors(at)
    address = f"/desk/decisions/{row.key}/take-back/"

    def strike(editor: int) -> int:
        return clients[editor].post(address, {"reason": f"Editor {editor}."}).status_code

    assert together(strike) == [302] * PEOPLE
    assert Change.objects.of(row).filter(verb="struck").count() == 1
