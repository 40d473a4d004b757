"""The pack on the desk over plain HTTP: where it stands, building it, looking at it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from icsgov.ledger.models import Change
from icsgov.record.models import Build, Release
from icsgov.record.tasks import ask_for_build
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings.models import AgendaItem, Paper
from tests import factories as make
from tests import packs
from tests.builds import built, page, url

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# Where the pack stands


def test_before_the_first_build_the_page_says_what_a_build_is(client, meeting):
    words = page(client, url("pack", meeting))
    assert "Not built yet" in words
    assert "nobody else sees it until you publish it" in words
    assert "Publish…" not in words


def test_after_a_build_it_offers_preview_and_publishing(client, meeting, secretary):
    build = built(meeting, by=secretary)
    words = page(client, url("pack", meeting))
    assert "Built, not published" in words
    assert f"by {secretary}" in words
    for name in ("pack-pdf", "pack-publish"):
        assert url(name, meeting, key=build.key) in words


def test_it_says_what_changed_on_the_desk_since(client, meeting):
    built(meeting)
    AgendaItem.objects.filter(title="Welcome").update(title="Welcome to all")
    words = page(client, url("pack-panel", meeting))
    assert "Changed since it was built" in words
    assert "Agenda item 1. “Welcome to all” changed" in words


def test_a_failed_build_says_what_to_mend(client, meeting):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting))
    client.post(url("pack-build", meeting))
    work = Work.objects.get()
    Work.objects.update(state="failed", error="First thing.\nSecond thing.")
    words = page(client, url("pack", meeting))
    assert "The last build stopped." in words
    assert "<li>First thing.</li><li>Second thing.</li>" in words
    assert work.payload["part"] == 1


def test_a_failure_is_forgotten_once_a_build_came_through(client, meeting):
    client.post(url("pack-build", meeting))
    Work.objects.update(state="failed", error="First thing.")
    built(meeting)
    assert "The last build stopped." not in page(client, url("pack", meeting))


def test_what_hides_something_cannot_be_published_from_here(client, meeting):
    build = built(meeting)
    build.report["findings"] = [
        {
            "code": "hidden",
            "page": 2,
            "piece": "Enclosure A",
            "sentence": "White text.",
            "what_to_do": "Delete it.",
            "blocks": True,
        }
    ]
    build.save()
    words = page(client, url("pack", meeting))
    assert "Enclosure A, page 2: White text. Delete it." in words
    assert "Publish…" not in words
    words = page(client, url("pack-publish", meeting, key=build.key))
    assert "This build cannot be published." in words
    response = client.post(
        url("pack-publish", meeting, key=build.key), {"members": "now"} | {"public": "no"}
    )
    assert response.status_code == 422
    assert not Release.objects.exists()


# Building


def test_asking_for_a_build_leads_back_to_the_page_that_shows_its_progress(client, meeting):
    response = client.post(url("pack-build", meeting), follow=True)
    words = response.content.decode()
    assert response.redirect_chain == [(url("pack", meeting), 302)]
    assert "Being built" in words
    assert "Waiting to begin" in words
    assert '<meta http-equiv="refresh" content="3">' in words
    Work.objects.update(
        state="running",
        token="0" * 32,
        lease_until=timezone.now() + DAY,
        steps_done=3,
        steps_total=10,
        words="Printing Enclosure A",
    )
    words = page(client, url("pack", meeting))
    assert "Printing Enclosure A" in words
    assert "3 of 10 steps" in words


def test_for_htmx_the_answer_is_the_panel_which_asks_again(client, meeting):
    response = client.post(url("pack-build", meeting), headers={"HX-Request": "true"})
    words = response.content.decode()
    assert "<html" not in words
    assert 'hx-trigger="every 1s"' in words
    assert "refresh" not in words


def test_the_end_of_a_build_brings_the_rest_of_the_page_once(client, meeting):
    htmx = {"HX-Request": "true"}
    begun = client.post(url("pack-build", meeting) + "?page=1", headers=htmx).content.decode()
    assert "panel/?page=1&amp;building=1" in begun and 'id="pack-rest-1" hx-swap-oob' in begun
    asked = url("pack-panel", meeting) + "?page=1&building=1"
    assert "pack-rest-1" not in page(client, asked), "nothing moves while it is built"
    jobs.run(Work.objects.get())
    ended = page(client, asked)
    assert 'id="pack-rest-1" hx-swap-oob="true"' in ended and "Look at it first" in ended
    assert "building=1" not in ended
    for later in ("?page=1", ""):
        assert "pack-rest" not in page(client, url("pack-panel", meeting) + later)


def test_a_second_click_does_not_build_twice(client, meeting):
    for _ in range(2):
        client.post(url("pack-build", meeting))
    assert Work.objects.count() == 1


def test_a_build_can_be_cancelled(client, meeting):
    work = ask_for_build("agenda", meeting.key, 1, by=None, now=timezone.now())
    client.post(url("pack-cancel", meeting))
    work.refresh_from_db()
    assert work.state == Work.State.CANCELLED
    assert "Not built yet" in page(client, url("pack", meeting))


# Looking at it


def test_the_preview_is_the_very_build_and_is_kept_by_no_cache(client, meeting):
    build = built(meeting)
    response = client.get(url("pack-pdf", meeting, key=build.key))
    assert response.getvalue() == build.pack.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="icp-2023-07-24')
    assert response["Cache-Control"] == "no-store, private"


def test_every_file_of_the_build_can_be_looked_at(client, meeting):
    build = built(meeting)
    for file in build.report["files"]:
        address = url("pack-file", meeting, key=build.key, sha256=file["sha256"])
        assert client.get(address).getvalue().startswith(b"%PDF")
    missing = url("pack-file", meeting, key=build.key, sha256="0" * 64)
    assert client.get(missing).status_code == 404


@pytest.mark.parametrize("audience", ["public", "members"])
def test_the_preview_reads_as_it_will_and_stays_within_itself(client, meeting, audience):
    build = built(meeting)
    where = {"key": build.key, "audience": audience}
    words = page(client, url("pack-preview", meeting, **where))
    assert "Preview: this is what" in words
    assert "A drafted paper" in words
    drafted = Paper.objects.get(title="Drafted here")
    paper = url("pack-preview-paper", meeting, **where, paper=drafted.key)
    assert paper in words
    words = page(client, paper)
    assert "Preview: this is what" in words
    assert "What went before" in words
    file = next(each for each in build.report["files"] if each["anchor"] == "drafted-here")
    assert url("pack-file", meeting, key=build.key, sha256=file["sha256"]) in words
    gone = url("pack-preview-paper", meeting, **where, paper=meeting.key)
    assert client.get(gone).status_code == 404


def test_the_public_does_not_see_the_joining_link(client, meeting):
    build = built(meeting)
    words = page(client, url("pack-preview", meeting, key=build.key, audience="public"))
    assert "example.org/join" not in words


def test_looking_at_a_private_pack_is_kept(client, meeting, secretary):
    make.part2(meeting)
    build = built(meeting, 2)
    client.get(url("pack-pdf", meeting, 2, key=build.key)).getvalue()
    change = Change.objects.of(meeting).first()
    assert (change.verb, change.by) == ("read", secretary)


def test_a_build_of_one_part_is_not_found_under_the_other(client, meeting):
    make.part2(meeting)
    build = built(meeting, 2)
    assert client.get(url("pack-pdf", meeting, 1, key=build.key)).status_code == 404


@pytest.mark.parametrize("part", [0, 2, 3])
def test_a_part_that_the_meeting_has_not_is_not_found(client, meeting, part):
    assert client.get(url("pack", meeting, part)).status_code == 404


# Queries


def test_the_pages_ask_a_fixed_number_of_questions(client, board):
    counts: dict[str, list[int]] = {}
    sizes = ((5, make.date(2023, 9, 1)), (200, make.date(2023, 10, 1)))
    for items, day in sizes:
        meeting = make.meeting(board, day)
        lead = make.person()
        for number in range(items):
            row = make.item(meeting, f"Item {number}", lead=lead)
            packs.paper(board, f"Paper {number}", row, files=(packs.pdf_blob(1),))
        build = built(meeting)
        addresses = {
            "pack": url("pack", meeting),
            "panel": url("pack-panel", meeting),
            "publish": url("pack-publish", meeting, key=build.key),
            "preview": url("pack-preview", meeting, key=build.key, audience="public"),
        }
        for name, address in addresses.items():
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.setdefault(name, []).append(len(queries))
    assert {name: few == many for name, (few, many) in counts.items()} == dict.fromkeys(
        counts, True
    ), counts
    assert Build.objects.count() == 2
