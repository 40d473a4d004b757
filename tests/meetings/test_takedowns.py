"""Taking a paper down for good: who, what goes from where, and what stays."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from icsgov.ledger.models import Change
from icsgov.press.cache import Cache
from icsgov.record.models import Blob, Build, Publication, Release, SearchWord, TakeDown
from icsgov.record.publish import tree_of
from icsgov.work.models import Work
from meetings import publishing
from meetings.models import AgendaItem, Comment, Note
from tests import factories as make
from tests import packs, releases
from tests.builds import built
from tests.crawl import crawl

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "zanzicanary"
MEETING = "/icp/2023-07-24/"
ROOM = "/reading/icp/2023-07-24/"
GROUND = {"ground": "personal data", "words": "A name was left in."}


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def meeting(board):
    return packs.meeting(board)


@pytest.fixture
def paper(board, meeting):
    item = AgendaItem.objects.get(meeting=meeting, title="A drafted paper")
    blob = packs.pdf_blob(2, WORD)
    body = f"<h2>{WORD} heading</h2><p>Words of {WORD}.</p>"
    made = packs.paper(board, f"About {WORD}", item, files=(blob,), body=body)
    Comment.objects.create(paper=made, text=f"{WORD} remark", by=make.user(), at=make.NOW)
    return made


@pytest.fixture
def secretary(board):
    return signed_in(make.secretary(board))


@pytest.fixture
def chair(board):
    account = make.user("Chris Chair")
    make.seat(account, board, "chair")
    return signed_in(account)


@pytest.fixture
def member(board):
    account = make.user("Robin Reader")
    make.seat(account, board)
    return account


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def released(meeting, paper):
    """Twice to everybody and once to members, with the build of it and a piece in the cache."""
    releases.publish(meeting)
    build = built(meeting)
    Cache(Path(settings.DATA_DIR) / "press").put("ab" * 32, f"drafted {WORD}".encode())
    releases.publish(meeting, audience=releases.MEMBERS)
    return [releases.publish(meeting, build=build), build]


def ask(client, paper):
    response = client.post(reverse("paper-take-down", kwargs={"key": paper.key}), GROUND)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def take_down(asker, confirmer, paper):
    where = ask(asker, paper)
    response = confirmer.post(where, {"answer": "yes"})
    assert response.status_code == 302, response.content.decode()
    return TakeDown.objects.get()


def on_disk():
    """Files of the data folder that hold the word, the database among them."""
    folder = Path(settings.DATA_DIR)
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if WORD.encode() in path.read_bytes()]


def test_nobody_finds_a_trace_but_the_notice(secretary, chair, member, meeting, paper, released):
    noted(member, meeting, paper)
    assert [place for place, said in crawl(None, ["/", MEETING]) if WORD in said.lower()]
    assert on_disk()
    take_down(secretary, chair, paper)
    readers = [(None, ["/", MEETING, "/search/?q=zanzicanary"]), (member, [ROOM, MEETING])]
    for reader, seeds in readers:
        found = [place for place, said in crawl(reader, seeds) if WORD in said.lower()]
        # What was typed into the search field stands in it again.
        assert [place for place in found if "q=" not in place] == []
    assert on_disk() == []
    assert not SearchWord.objects.filter(word__contains=WORD).exists()
    assert "A name was left in." in Client().get(MEETING).content.decode()


def noted(member, meeting, paper):
    return Note.objects.create(
        owner=member.person,
        meeting=meeting,
        thing=paper.key,
        title=paper.title,
        quote=f"Words of {WORD}",
        words="My own thought",
        edition="v1",
        made_at=make.NOW,
        changed_at=make.NOW,
    )


def test_addresses_of_the_paper_and_its_files_tell_why(secretary, chair, member, paper, released):
    release = released[0]
    slug = release.entries.get(thing=paper.key).anchor
    papers = release.files.filter(entry__anchor=slug) | release.files.filter(role="pack")
    addresses = [f"{MEETING}{slug}/", f"{MEETING}releases/{release.number}/{slug}/"]
    addresses += [f"{MEETING}pack.pdf", f"{MEETING}releases/{release.number}/pack.pdf"]
    addresses += [f"/files/{file.key}/{file.filename}" for file in papers]
    assert {Client().head(each).status_code for each in addresses} == {200}
    take_down(secretary, chair, paper)
    for each in addresses:
        response = Client().get(each)
        assert (each, response.status_code) == (each, 410)
        assert "Personal data that should not have been published" in response.content.decode()
    reader = signed_in(member)
    for each in (f"{ROOM}1/{paper.key}/", f"{ROOM}1/pack.pdf"):
        assert (each, reader.get(each).status_code) == (each, 410)


def test_what_else_was_released_stays(secretary, chair, meeting, paper, released):
    other = tree_of(released[0]).find("shown-as-slides")
    take_down(secretary, chair, paper)
    after = tree_of(Release.objects.get(pk=released[0].pk))
    assert after.find("shown-as-slides") == other
    assert Client().get(f"{MEETING}shown-as-slides/").status_code == 200
    labels = [page.pack_page for page in after.of_kind("page")]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]


def test_the_record_of_it_keeps_hashes_and_backups(
    secretary, chair, paper, released, settings, tmp_path
):
    settings.BACKUPS = ["Nightly copies (35 days)"]
    hashes = set(released[0].files.filter(role="pack").values_list("blob__sha256", flat=True))
    row = take_down(secretary, chair, paper)
    assert hashes <= set(row.tombstones.filter(role="pack").values_list("sha256", flat=True))
    assert not Blob.objects.filter(sha256__in=hashes).exists()
    assert (row.wiped_at is not None, row.kept) == (True, [])
    page = secretary.get(reverse("take-down", kwargs={"key": row.key})).content.decode()
    assert "Nightly copies (35 days)" in page
    assert WORD not in page


def test_bytes_that_another_paper_needs_stay_with_it(
    board, meeting, secretary, chair, paper, released
):
    item = AgendaItem.objects.get(meeting=meeting, title="Welcome")
    blob = Blob.objects.get(sha256=packs.pdf_blob(2, WORD).sha256)
    packs.paper(board, "Another", item, files=(blob,))
    row = take_down(secretary, chair, paper)
    assert row.kept == [blob.sha256]
    assert blob.read()


def test_builds_of_it_cannot_be_published_and_the_next_is_without_it(
    secretary, chair, meeting, paper, released
):
    wish = Publication(build=released[1], audiences={"public": None}, asked_at=make.NOW)
    wish.create_by(None, make.NOW)
    take_down(secretary, chair, paper)
    assert Build.objects.get(pk=released[1].pk).pack is None
    assert Publication.objects.get().state == "refused"
    again = built(meeting)
    assert WORD not in str(again.tree)
    publishing.ask(meeting, again, {"public": None}, by=None, now=again.at)
    live = Client().get(f"{MEETING}pack.pdf")
    assert live.status_code == 200
    assert WORD.encode() not in live.getvalue()


def test_the_desk_forgets_what_the_paper_said(secretary, chair, member, meeting, paper, released):
    note = noted(member, meeting, paper)
    take_down(secretary, chair, paper)
    paper.refresh_from_db()
    note.refresh_from_db()
    assert (paper.title, paper.body, paper.state) == ("Paper taken down", "", "withdrawn")
    assert (note.quote, note.words) == ("", "My own thought")
    said = [f"{row.words} {row.before} {row.after}" for row in Change.objects.all()]
    assert [each for each in said if WORD in each] == []


def test_nobody_confirms_their_own_wish(secretary, paper, released):
    where = ask(secretary, paper)
    response = secretary.post(where, {"answer": "yes"})
    assert response.status_code == 422
    assert "Somebody else has to confirm it." in response.content.decode()
    assert WORD in Client().get(f"{MEETING}about-{WORD}/").content.decode()


def test_two_who_ask_come_to_the_same_page(secretary, chair, paper):
    assert ask(secretary, paper) == ask(chair, paper)
    assert TakeDown.objects.count() == 1


def test_of_two_who_confirm_one_is_told(secretary, chair, board, paper, released):
    where = ask(secretary, paper)
    third = signed_in(make.secretary(board))

    def answer(client):
        try:
            return client.post(where, {"answer": "yes"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, (chair, third)))
    assert sorted(each.status_code for each in answers) == [302, 422]
    told = next(each for each in answers if each.status_code == 422)
    assert "Somebody has answered this already." in told.content.decode()


def test_the_second_person_finds_it_on_the_desk(secretary, chair, paper):
    ask(secretary, paper)
    words = "It waits for a second person."
    assert words in chair.get("/desk/").content.decode()
    assert words not in secretary.get("/desk/").content.decode()


def test_a_wish_can_be_refused_and_nothing_goes(secretary, chair, paper, released):
    where = ask(secretary, paper)
    assert chair.post(where, {"answer": "no"}).status_code == 302
    assert TakeDown.objects.get().state == "refused"
    assert Client().get(f"{MEETING}about-{WORD}/").status_code == 200
    assert not Work.objects.filter(kind="scrub").exists()


def test_a_form_without_a_ground_is_given_back(secretary, paper):
    address = reverse("paper-take-down", kwargs={"key": paper.key})
    response = secretary.post(address, {"words": "Kept words"})
    assert response.status_code == 422
    assert "Choose the ground." in response.content.decode()
    assert "Kept words" in response.content.decode()


def test_a_whole_release_goes_for_everybody_who_had_it(
    secretary, chair, member, meeting, paper, released
):
    release = released[0]
    where = {"board": "icp", "address": meeting.address, "part": 1, "key": release.key}
    asked = secretary.post(reverse("pack-take-down", kwargs=where), GROUND)["Location"]
    assert chair.post(asked, {"answer": "yes"}).status_code == 302
    for address in (MEETING + "pack.pdf", f"{MEETING}releases/{release.number}/"):
        assert Client().get(address).status_code == 410
    for reader, seeds in ((None, ["/", MEETING]), (member, [ROOM])):
        assert [at for at, said in crawl(reader, seeds) if WORD in said.lower()] == []
    paper.refresh_from_db()
    assert WORD in paper.title


def api_answers():
    """Every address of the API that its root leads to, with what is said there."""
    client, waiting, said = Client(), ["/api/oparl/v1/"], {}
    while waiting:
        address = waiting.pop()
        if address not in said:
            said[address] = client.get(address).content.decode()
            waiting += re.findall(r"(/api/oparl/v1/[^\"\\ ]+)\"", said[address])
    return said


def test_the_api_tells_nothing_of_it(secretary, chair, paper, released):
    assert [at for at, said in api_answers().items() if WORD in said.lower()]
    take_down(secretary, chair, paper)
    assert [at for at, said in api_answers().items() if WORD in said.lower()] == []
