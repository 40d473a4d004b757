"""Taking down what is no pack: minutes, documents, plans; a build in its last step; in a minute."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.profile import release_profile
from icsgov.record import takedowns
from icsgov.record.build import build
from icsgov.record.models import Build, Release, SearchWord, TakeDown
from icsgov.record.proofs import prove
from icsgov.record.tasks import ask_for_build
from icsgov.work.jobs import Cancelled
from icsgov.work.models import Work
from meetings import documents, publishing
from meetings.minuting import paragraphs, skeleton, writing
from meetings.models import AgendaItem, BoardDocument, Minutes, Paragraph
from tests import factories as make
from tests import packs, releases
from tests.crawl import crawl
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "zanzicanary"
GROUND = {"ground": "personal data", "words": "A name was left in.", "how_much": "every"}


@pytest.fixture
def board():
    made = make.board("ICP", name="Integrated Care Partnership")
    release_profile(made, None, make.NOW)
    return made


@pytest.fixture
def secretary(board):
    return signed_in(make.secretary(board))


@pytest.fixture
def chair(board):
    account = make.user("Chris Chair")
    make.seat(account, board, "chair")
    return signed_in(account)


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def take_down(asker, confirmer, where, **more):
    asked = asker.post(where, GROUND | more)
    assert asked.status_code == 302, asked.content.decode()
    assert confirmer.post(asked["Location"], {"answer": "yes"}).status_code == 302
    return TakeDown.objects.get()


def on_disk(folder=None):
    """Files that hold the word, the database among them."""
    found = (path for path in Path(folder or settings.DATA_DIR).rglob("*") if path.is_file())
    return [path for path in found if WORD.encode() in path.read_bytes().lower()]


def heard(*seeds):
    """Where the word is said; what was typed stands in the search field again."""
    pages = [(at, said.lower()) for at, said in crawl(None, ["/", *seeds]) if "q=" not in at]
    return [at for at, said in pages if WORD in said]


def address_of(release):
    return reverse("release-take-down", kwargs={"key": release.key})


# Minutes


@pytest.fixture
def minutes(board):
    meeting = make.meeting(board)
    make.item(meeting, "Welcome")
    return skeleton.lay(meeting, 1, None, make.NOW)


def test_minutes_go_with_every_release_and_can_be_written_anew(board, minutes, secretary, chair):
    section = minutes.sections.first()
    row = paragraphs.add_paragraph(section, "discussion", f"<p>{WORD} spoke.</p>", None, make.NOW)
    for audience in (releases.MEMBERS, releases.PUBLIC):
        made = editions.release("minutes", minutes.meeting.key, board)
        Release.objects.filter(pk=made.pk).update(audience=audience)
    paragraphs.freeze(minutes, None, make.NOW)
    Minutes.objects.update(state="released")
    assert heard("/icp/2023-07-24/minutes/")
    take_down(secretary, chair, address_of(made))
    assert heard("/icp/2023-07-24/minutes/") == []
    assert set(Release.objects.filter(kind="minutes").values_list("expunged_at")) != {(None,)}
    minutes.refresh_from_db()
    row.refresh_from_db()
    assert (minutes.state, row.label) == ("taken", None)
    writing.write(
        row, row.version, None, make.NOW, heard=[], kind=row.kind, text="<p>A member spoke.</p>"
    )
    assert WORD not in str(list(Paragraph.objects.values_list("text")))


# Documents


def test_a_document_goes_with_every_release_its_files_and_its_text(board, secretary, chair):
    document = documents.begin(board, "terms", "Terms", None, make.NOW)
    blob = packs.pdf_blob(2, WORD)
    document.paper.write(document.paper.version, None, make.NOW, body=f"<p>{WORD}</p>")
    packs.add_file(document.paper.cut("Saved", None, make.NOW), blob)
    documents.release(BoardDocument.objects.get(), "", None, make.NOW)
    place = f"/{document.path}/"
    assert heard(place)
    assert blob.path.exists()
    row = take_down(
        secretary, chair, reverse("paper-take-down", kwargs={"key": document.paper.key})
    )
    assert heard(place) == []
    assert on_disk() == []
    assert not blob.path.exists()
    assert (row.kept, row.wiped_at is not None) == ([], True)
    assert not SearchWord.objects.filter(word__contains=WORD).exists()
    said = Client().get(f"{place}releases/1/").content.decode()
    assert "Personal data that should not have been published" in said


# Plans


def test_an_edition_of_a_plan_goes(board, secretary, chair):
    plan = plans.plan(board, f"Plan {WORD}", address="plan")
    plans.part(plan, "priority", f"Priority {WORD}", number="1")
    made = editions.release("plan", plan.key, plan.board)
    other = signed_in(make.secretary(make.board("ICB")))
    assert other.get(address_of(made)).status_code == 404
    assert heard("/strategy/")
    take_down(secretary, chair, address_of(made))
    assert heard("/strategy/") == []
    assert Release.objects.get(kind="plan").expunged_at is not None


def test_one_of_two_releases_can_go_alone(board, secretary, chair):
    plan = plans.plan(board, "Plan", address="plan")
    plans.part(plan, "priority", f"Priority {WORD}", number="1")
    first = editions.release("plan", plan.key, board)
    plan.parts.update(name="Priority")
    second = editions.release("plan", plan.key, board)
    assert secretary.post(address_of(first), {"how_much": "every"}).status_code == 422
    take_down(secretary, chair, address_of(first), how_much="one")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.expunged_at is None, second.expunged_at is None) == (False, True)


# A build that is under way


@pytest.fixture
def meeting(board):
    return packs.meeting(board)


@pytest.fixture
def paper(board, meeting):
    item = AgendaItem.objects.get(meeting=meeting, title="A drafted paper")
    blob = packs.pdf_blob(2, WORD)
    return packs.paper(board, f"About {WORD}", item, files=(blob,), body=f"<p>{WORD}</p>")


def test_a_build_in_its_last_step_keeps_nothing_of_it(board, meeting, paper, monkeypatch):
    monkeypatch.setattr("icsgov.work.jobs.knock", lambda work: None)
    now = timezone.now()
    work = ask_for_build("agenda", meeting.key, 1, by=None, now=now)
    assert work.claim(now)
    wish = TakeDown(board=board, thing=paper.key, ground="personal data")
    takedowns.ask(wish, make.secretary(board), now)

    def progress(done, total, words):
        if not work.renew(timezone.now(), done, total, words):
            raise Cancelled
        if words == "Keeping the pack" and wish.state == "asked":
            takedowns.confirm(wish, make.secretary(board), timezone.now())

    with pytest.raises(Cancelled):
        build(prove("agenda", meeting.key, 1, now), by=None, now=now, work=work, progress=progress)
    for scrub in Work.objects.filter(kind="scrub"):
        assert scrub.state == "waiting"
    monkeypatch.undo()
    from icsgov.work import jobs

    for scrub in Work.objects.filter(kind="scrub"):
        jobs.run(scrub)
    made = Build.objects.get()
    assert (made.pack, WORD in str(made.tree)) == (None, False)
    assert on_disk() == []


# All of it in a minute


def test_within_a_minute_a_crawl_of_everything_and_the_copy_find_nothing(
    board, meeting, paper, secretary, chair, tmp_path, capsys
):
    now = timezone.now()
    made = build(prove("agenda", meeting.key, 1, now), by=None, now=now)
    publishing.ask(meeting, made, {"public": None, "members": None}, by=None, now=now)
    copy = tmp_path / "copy"
    call_command("export_site", str(copy), verbosity=0)
    seeds = ["/icp/2023-07-24/", "/search/?q=zanzicanary", "/feeds/", "/api/oparl/v1/"]
    assert heard(*seeds)
    assert on_disk(copy)
    asked = secretary.post(reverse("paper-take-down", kwargs={"key": paper.key}), GROUND)
    started = time.monotonic()
    assert chair.post(asked["Location"], {"answer": "yes"}).status_code == 302
    assert heard(*seeds) == []
    call_command("export_site", str(copy), verbosity=0)
    assert on_disk(copy) == []
    assert on_disk() == []
    assert time.monotonic() - started < 60
    assert TakeDown.objects.get().wiped_at is not None
    stones = {stone.sha256 for stone in TakeDown.objects.get().tombstones.filter(role="pack")}
    assert made.pack.sha256 in stones
