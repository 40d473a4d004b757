"""A title can be personal data: after a take-down no address, log, list or row spells it."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.profile import release_profile
from icsgov.record import site_copies
from icsgov.record.build import build
from icsgov.record.models import Build, Release, TakeDown
from icsgov.record.proofs import prove
from icsgov.work.jobs import ask
from icsgov.work.models import Work
from meetings import documents, publishing
from meetings.models import AgendaItem, BoardDocument
from strategy.models import Bulletin, Plan
from tests import factories as make
from tests import packs
from tests.crawl import crawl
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Report on Zanzi Quillon"
SPELLED = ("zanzi", "quillon")
GROUND = {"ground": "personal data", "how_much": "every"}
SEEDS = ("/", "/sitemap.xml", "/feeds/", "/api/oparl/v1/", "/icp/2023-07-24/", "/strategy/")
SEEDS += ("/strategy/bulletins/", "/strategy/bulletins/feed/", "/icp/", "/icp/documents/")


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


def take_down(asker, confirmer, where):
    asked = asker.post(where, GROUND)
    assert asked.status_code == 302, asked.content.decode()
    assert confirmer.post(asked["Location"], {"answer": "yes"}).status_code == 302
    return TakeDown.objects.latest("pk")


def spelled(text):
    return any(word in text.lower() for word in SPELLED)


def places(reader=None, *more):
    """Where the public, or a reader, finds a word of the title: in addresses too."""
    found = crawl(reader, [*SEEDS, *more])
    return [at for at, said in found if "q=" not in at and (spelled(at) or spelled(said))]


def on_disk():
    paths = (path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file())
    return [
        path
        for path in paths
        if any(word.encode() in path.read_bytes().lower() for word in SPELLED)
    ]


@pytest.fixture
def paper(board):
    meeting = packs.meeting(board)
    item = AgendaItem.objects.get(meeting=meeting, title="A drafted paper")
    made = packs.paper(board, TITLE, item, body="<h2>Zanzi</h2><p>About Quillon.</p>")
    now = timezone.now()
    built = build(prove("agenda", meeting.key, 1, now), by=None, now=now)
    wish = {"public": None, "members": None}
    publishing.ask(meeting, built, wish, by=None, now=now, words=f"{TITLE} was corrected.")
    return made


def test_no_word_of_a_papers_title_is_left_anywhere(board, secretary, chair, paper, caplog):
    failed = Build.objects.create(
        board=board, kind="agenda", subject=board.key, path="x", title="x", proof_sha256="",
        tree={"kind": "meeting", "anchor": "agenda"}, tree_sha256="", at=make.NOW,
        report={"error": f"Enclosure A, “{TITLE}”, is empty."},
    )  # fmt: skip
    work = ask("build", board.key, by=None, now=make.NOW, proof="none", thing=str(board.key))
    Work.objects.filter(pk=work.pk).update(state="failed", error=f"“{TITLE}” cannot be printed.")
    slug = Release.objects.filter(kind="agenda")[0].entries.get(thing=paper.key).anchor
    assert spelled(slug)
    old = f"/icp/2023-07-24/{slug}/"
    assert places()
    take_down(secretary, chair, reverse("paper-take-down", kwargs={"key": paper.key}))
    assert places() == []
    assert on_disk() == []
    failed.refresh_from_db()
    work.refresh_from_db()
    assert not spelled(f"{failed.report} {work.error}")
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    answer = Client().get(old)
    assert answer.status_code == 410
    assert not spelled(answer.content.decode() + str(answer.headers))
    assert [record for record in caplog.records if spelled(record.getMessage())] == []


def test_nor_of_a_documents_title_and_its_old_address_tells_why(board, secretary, chair):
    document = documents.begin(board, "other", TITLE, None, make.NOW)
    document.paper.write(document.paper.version, None, make.NOW, body="<p>Zanzi</p>")
    document.paper.cut("Saved", None, make.NOW)
    documents.release(BoardDocument.objects.get(), f"{TITLE} is out.", None, make.NOW)
    old = f"/{document.path}/"
    assert spelled(old)
    assert places(None, old)
    take_down(secretary, chair, reverse("paper-take-down", kwargs={"key": document.paper.key}))
    assert places() == []
    assert on_disk() == []
    check_notice(old)
    check_notice(f"{old}releases/1/")


def check_notice(old):
    answer = Client().get(old)
    assert answer.status_code == 410
    said = answer.content.decode()
    assert "Personal data that should not have been published" in said
    assert [line for line in said.splitlines() if spelled(line)] == []
    assert not spelled(str(answer.headers))


def test_a_bulletin_goes_from_pages_feed_search_and_file(board, secretary, chair):
    row = plans.bulletin(board, "zanzi-news", f"{TITLE}, in short")
    made = editions.release("bulletin", row.key, board)
    blob = made.files.get().blob
    old = f"/{made.path}/"
    assert {"/strategy/bulletins/", "/strategy/bulletins/feed/"} <= set(places(None, old))
    assert spelled(Client().get("/search/?q=short").content.decode())
    take_down(secretary, chair, reverse("release-take-down", kwargs={"key": made.key}))
    assert places() == []
    assert not spelled(Client().get("/search/?q=short").content.decode())
    assert not blob.path.exists()
    check_notice(old)
    Bulletin.objects.get().entries.all().delete()
    Bulletin.objects.all().delete()  # what is left on the desk is changed there
    assert on_disk_after_scrub() == []


def on_disk_after_scrub():
    from icsgov.record.scrubbing import scrub

    scrub(TakeDown.objects.latest("pk"), timezone.now())
    return on_disk()


def test_a_plan_that_is_released_anew_at_another_address_is_found_from_the_old_one(
    board, secretary, chair
):
    plan = plans.plan(board, TITLE, address="zanzi")
    plans.part(plan, "priority", "Priority Quillon", number="1")
    made = editions.release("plan", plan.key, board)
    take_down(secretary, chair, reverse("release-take-down", kwargs={"key": made.key}))
    assert places() == []
    check_notice("/strategy/zanzi/")
    Plan.objects.update(title="Report", address="report")
    plan.parts.update(name="Priority")
    editions.release("plan", plan.key, board, timezone.now())
    assert Client().get("/strategy/zanzi/", follow=True).status_code == 200
    assert places() == []


def test_what_still_holds_it_is_named(secretary, chair, paper, tmp_path, capsys):
    (Path(settings.DATA_DIR) / "site-copies.json").unlink(missing_ok=True)  # other tests' copies
    call_command("export_site", str(tmp_path / "copy"), verbosity=0)
    row = take_down(secretary, chair, reverse("paper-take-down", kwargs={"key": paper.key}))
    address = reverse("take-down", kwargs={"key": row.key})
    page = secretary.get(address).content.decode()
    assert str(tmp_path / "copy") in page
    assert "Still there" in page
    for words in ("Search engines", "Packs that members downloaded", "made for the printer"):
        assert words in page
    assert "hold a link and the title of the meeting" in page
    call_command("export_site", str(tmp_path / "copy"), verbosity=0)
    page = secretary.get(address).content.decode()
    assert "Still there" not in page
    assert "It was written again since." in page
    assert len(site_copies.noted()) == 1
