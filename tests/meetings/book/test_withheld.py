"""What a member meets in the reading room from whom a paper is withheld."""

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from icsgov.boards.models import Withheld
from icsgov.record import personal_packs
from meetings import publishing, withholding
from meetings.models import MemberQuestion, Note
from tests import factories as make
from tests.crawl import crawl
from tests.record import withheld as marked

pytestmark = pytest.mark.django_db
ROOM = "/reading/icb/2023-07-24/"
GONE = "Vizard"


@pytest.fixture
def at(time_machine):
    time_machine.move_to(make.NOW, tick=False)
    return marked.marked()


@pytest.fixture
def reader(at):
    account = make.user("Ann Able")
    make.seat(account, at.meeting.board, part2=True)
    return account


@pytest.fixture
def published(at, reader):
    """Released to members, with a pack of the reader's own."""
    withholding.withhold(at.papers[GONE], reader.person, "A bidder", None, make.NOW)
    personal_packs.settle(at.build, make.NOW)
    publishing.ask(
        at.meeting, at.build, {"members": None}, by=None, now=make.NOW, tell_members=False
    )
    return at


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def labels(at, word):
    paper = next(n for n in at.build.root.of_kind("paper") if n.thing == at.papers[word].key)
    return [page.pack_page for page in paper.of_kind("page")]


def test_nothing_that_they_can_open_holds_a_word_of_it(published, reader):
    seeds = [
        ROOM,
        f"{ROOM}find/?q={GONE}",
        reverse("reading"),
        reverse("reading-notes"),
        "/search/?q=vizard",
    ]
    found = [address for address, said in crawl(reader, seeds) if GONE.lower() in said.lower()]
    assert [address for address in found if "q=" not in address.lower()] == []
    assert any("Zephyr" in said for _, said in crawl(reader, [ROOM]))


def test_the_pages_say_that_it_is_withheld_and_which_pages_are_absent(published, reader):
    first, *_, last = labels(published, GONE)
    told = f"Pages {first} to {last} are not in your pack"
    pages = client_of(reader)
    assert told in pages.get(ROOM).content.decode()
    assert "Withheld from you" in pages.get(f"{ROOM}brief/").content.decode()
    assert GONE not in pages.get(f"{ROOM}brief/").content.decode()


def test_a_page_number_said_aloud_leads_to_the_sheet_that_stands_for_it(published, reader):
    _, second, *_ = labels(published, GONE)
    page = client_of(reader).get(f"{ROOM}2/pages/?page={second}")
    assert page.status_code == 200
    sheet = page.context["book"]["leaves"][page.context["book"]["at"] - 1]
    first, *_, last = labels(published, GONE)
    assert sheet["label"] == f"{first}–{last}"


def test_its_address_is_not_there_and_the_others_are(published, reader):
    pages = client_of(reader)
    for word in marked.WORDS:
        address = f"{ROOM}2/{published.papers[word].key}/"
        assert pages.get(address).status_code == (404 if word == GONE else 200), word


def test_the_pack_and_the_whole_file_hold_the_other_papers_alone(published, reader):
    pages = client_of(reader)
    for address in (f"{ROOM}2/pack.pdf", f"{ROOM}papers.pdf", f"{ROOM}papers.pdf?notes=1"):
        answer = pages.get(address)
        if answer.status_code == 404:
            continue
        content = answer.getvalue()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
            said = " ".join(each.read_bytes().decode("latin-1") for each in streams)
        assert GONE not in said
        assert GONE not in content.decode("latin-1")


def test_notes_and_questions_about_it_wait_until_it_is_given_back(published, reader):
    about = {"meeting": published.meeting, "part": 2, "title": "x"}
    paper = published.papers[GONE]
    stamped = {"made_at": make.NOW, "changed_at": make.NOW}
    note = {"owner": reader.person, "thing": paper.key, "quote": GONE, "edition": "v1"}
    Note.objects.create(**about, **note, **stamped)
    said = {"asker": reader.person, "name": "Ann", "text": GONE, "asked_at": make.NOW}
    MemberQuestion.objects.create(**about, **said, paper=paper)
    assert not Note.objects.own(reader, make.NOW).exists()
    assert not MemberQuestion.objects.visible_to(reader, make.NOW).exists()
    withholding.give_back(Withheld.objects.get(), "Mistake", None, make.NOW)
    assert Note.objects.own(reader, make.NOW).exists()
    assert MemberQuestion.objects.visible_to(reader, make.NOW).exists()


def test_until_their_pack_is_made_they_are_told_so(at, reader):
    publishing.ask(
        at.meeting, at.build, {"members": None}, by=None, now=make.NOW, tell_members=False
    )
    pages = client_of(reader)
    assert "is being made anew" not in pages.get(ROOM).content.decode()
    withholding.withhold(at.papers[GONE], reader.person, "A bidder", None, make.NOW)
    page = pages.get(ROOM).content.decode()
    assert "is being made anew" in page
    assert GONE not in page
    personal_packs.settle(at.build, make.NOW)
    assert "is being made anew" not in pages.get(ROOM).content.decode()
