"""A secret word in everything private: outsiders find none of them anywhere, the secretary all."""

import copy
import io
import logging
import re

import pikepdf
import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.models import SearchRow, SearchText, SearchWord
from icsgov.record.proofs import prove
from icsgov.record.queries import Query
from icsgov.record.search import search
from icsgov.work import mail
from meetings import publishing
from tests import factories as make
from tests import world as worlds
from tests.builds import built
from tests.crawl import crawl, words_of
from tests.factories import NOW
from tests.readers import withhold
from tests.seeds import seeds

pytestmark = pytest.mark.django_db
ALL = pikepdf.ObjectStreamMode.generate
CANARY = re.compile(r"canary[\w-]*\w")
MEMBERS_LINK = {"canary-joining", "canary-joining2"}
# What members note is theirs alone, by the part of the paper that it is about.
NOTES = {part: {f"canary-note{part}", f"canary-quote{part}"} for part in (1, 2)}
# What only the paper of Part 2 says, which is withheld from one member.
OF_THE_PAPER = {
    f"canary-released-{part}" for part in ("paper", "heading", "text", "summary", "slides")
}
ASKED = {"canary-member-question", "canary-member-answer"}
# Who finds what: an administrator keeps people's addresses and seats, and no papers.
FINDS = {
    "anonymous": set(),
    "other_member": set(),
    "ex_member": set(),
    "administrator": {
        "canary-address",
        "canary-assistant",
        "canary-print-to",
        "canary-let-in",
        "canary-was",
        "canary-how",
    },
}


@pytest.fixture
def world(made_once):
    made = copy.deepcopy(made_once)
    worlds.change_after_release(made)
    return made


def heard(reader, addresses):
    """Each canary with the addresses at which this reader finds it."""
    found = {}
    for address, said in crawl(reader, addresses):
        assert "canary" not in address
        for word in CANARY.findall(said):
            found.setdefault(word, []).append(address)
    return found


def everything_kept():
    """Every canary in any column of any table."""
    kept = set()
    for model in apps.get_models():
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*texts) if texts else ():
            kept |= set(CANARY.findall(repr(row)))
    return kept


def test_the_public_search_finds_and_suggests_no_canary(world):
    for word in sorted(everything_kept()):
        for typed in (word, f'"{word}"', word[:-1], "canary", "canarys"):
            results = search(Query(typed), timezone.now())
            assert (results.total, list(results.suggestions)) == (0, []), typed
        assert search(Query(person=word), timezone.now()).total == 0
    for model in (SearchRow, SearchText, SearchWord):
        assert "canary" not in repr(list(model.objects.values_list()))


@pytest.mark.parametrize("role", FINDS)
def test_readers_find_no_more_than_is_theirs(world, role, caplog):
    caplog.set_level(logging.DEBUG)
    found = heard(world.readers[role], seeds(world))
    assert {word: found[word] for word in found.keys() - FINDS[role]} == {}
    assert FINDS[role] <= found.keys()
    assert "canary" not in caplog.text


def test_the_secretary_hears_them_all(world, caplog):
    caplog.set_level(logging.DEBUG)
    found = heard(world.readers["secretary_part2"], seeds(world))
    kept = everything_kept()
    assert {"canary-agreement", "canary-evidence", "canary-released-slides"} <= kept
    assert kept - set(found) == NOTES[1] | NOTES[2]
    assert "canary" not in caplog.text


def test_a_member_finds_the_way_to_join_and_no_draft(world):
    assert set(heard(world.readers["member"], seeds(world))) == MEMBERS_LINK | NOTES[1] | ASKED


@pytest.mark.parametrize("seat", ["member", "chair"])
def test_from_whom_a_paper_is_withheld_finds_none_of_its_words(world, seat):
    reader = world.readers["withheld"]
    if seat == "chair":
        reader = make.user()
        make.seat(reader, world.board, "chair", part2=True)
        withhold(world.board, reader, world.withheld.thing)
    with_paper = set(heard(world.readers["member_part2"], seeds(world)))
    found = set(heard(reader, seeds(world)))
    assert with_paper >= OF_THE_PAPER
    assert found & OF_THE_PAPER == set()
    assert {"canary-released-item", "canary-released-line"} <= found


@pytest.mark.parametrize("role", ["member_part2", "chair", "author", "lead"])
def test_nobody_hears_a_members_notes_but_the_member(world, role):
    found = set(heard(world.readers[role], seeds(world)))
    assert found & (NOTES[1] | ASKED) == set()
    assert found & NOTES[2] == (NOTES[2] if role == "member_part2" else set())


def test_the_printed_pack_of_part_1_holds_no_canary_and_that_of_part_2_does(board_packs):
    public, private = board_packs
    assert "Open heading" in public
    assert "canary" not in public
    assert {"canary-released-heading", "canary-released-slides"} <= set(CANARY.findall(private))


@pytest.fixture
def board_packs(made_once):
    """What can be read out of the packs of both parts, as the press prints them."""
    released = copy.deepcopy(made_once).released
    proofs = [prove(AGENDA, released.key, part, NOW) for part in (1, 2)]
    return [words_of(build(proof, by=None, now=NOW).pack.read()) for proof in proofs]


def test_the_reader_looks_into_files():
    pdf = pikepdf.new()
    pdf.docinfo["/Title"] = "canary-title"
    pdf.attachments["x.txt"] = b"canary-attached"
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"% canary-drawn\n" * 50)
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, recompress_flate=True, object_stream_mode=ALL)
    assert b"canary" not in out.getvalue()
    found = set(CANARY.findall(words_of(out.getvalue())))
    assert found == {"canary-title", "canary-attached", "canary-drawn"}


def test_no_message_holds_a_canary(world, mailoutbox, caplog):
    caplog.set_level(logging.DEBUG)
    secretary = world.readers["secretary_part2"]
    for part, audiences in ((1, {"public": None, "members": None}), (2, {"members": None})):
        made = built(world.released, part)
        publishing.ask(world.released, made, audiences, by=secretary, now=made.at)
    mail.send_due(made.at)
    assert len(mailoutbox) > 3
    assert "canary" not in "".join(str(message.message()) for message in mailoutbox)
    assert "canary" not in caplog.text
