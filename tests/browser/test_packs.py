"""The pack on the desk in a browser: accessible, narrow and wide, and moving while it is built."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.record.tasks import ask_for_build
from icsgov.work.models import Work
from meetings import publishing
from meetings.models import AgendaItem
from tests import factories as make
from tests import packs
from tests.browsing import VIEWS, assert_accessible
from tests.builds import built

pytestmark = pytest.mark.django_db(transaction=True)
FINDING = {
    "code": "not-accessible",
    "page": 2,
    "piece": "Enclosure B: Shown as slides",
    "sentence": "The file is not fully accessible.",
    "what_to_do": "Ask its author to mend it.",
    "blocks": False,
}


@pytest.fixture
def meeting():
    return packs.meeting(make.board("ICP", name="Integrated Care Partnership"))


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


def url(name, of, part=1, **more):
    where = {"board": of.board.slug, "address": of.address, "part": part}
    return reverse(name, kwargs=where | more)


def two_persons(meeting):
    day = make.date(2020, 1, 1)
    meeting.board.rule_rows.create(name="second_person", value=True, starts=day)


def running(meeting, **fields):
    """A build that a worker is busy with."""
    now = timezone.now()
    work = ask_for_build("agenda", meeting.key, 1, by=None, now=now)
    values = {"state": "running", "token": work.key, "lease_until": now + timedelta(hours=1)}
    Work.objects.filter(pk=work.pk).update(**values | fields)


def everything(meeting, secretary):
    """A published pack, a planned one, a newer build with findings, a change of the desk since."""
    now = timezone.now()
    publishing.ask(meeting, built(meeting), {"members": None}, by=secretary, now=now)
    packs.paper(meeting.board, "Late paper", make.item(meeting, "Late item"), cleared=False)
    day = now + timedelta(days=1)
    publishing.ask(meeting, built(meeting), {"public": day}, by=secretary, now=now)
    build = built(meeting, by=secretary)
    build.report |= {"findings": [FINDING, FINDING | {"blocks": True}], "warnings": ["A warning."]}
    build.save()
    AgendaItem.objects.filter(title="Welcome").update(title="Welcome to all")
    return build


@pytest.fixture
def idle(monkeypatch):
    """No worker answers the knock."""
    monkeypatch.setattr("icsgov.work.jobs.knock", lambda work: None)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_an_empty_pack_is_accessible(visit, signed_in, meeting, secretary, width, scheme):
    signed_in(secretary)
    assert_accessible(visit(url("pack", meeting), width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_of_a_pack_is_accessible(
    visit, signed_in, meeting, secretary, idle, width, scheme
):
    build = everything(meeting, secretary)
    two_persons(meeting)
    other, now = make.user(), timezone.now()
    asked = publishing.ask(meeting, built(meeting), {"members": None}, by=other, now=now)
    running(meeting, steps_done=3, steps_total=10, words="Printing Enclosure A")
    release = meeting.board.releases.filter(kind="agenda").first()
    key, paper = build.key, next(build.root.of_kind("paper")).thing
    signed_in(secretary)
    for address in (
        url("pack", meeting),
        url("pack-publish", meeting, key=key),
        url("pack-confirm", meeting, key=asked.key),
        url("pack-withdraw", meeting, key=release.key),
        url("pack-preview", meeting, key=key, audience="members"),
        url("pack-preview", meeting, key=key, audience="public"),
        url("pack-preview-paper", meeting, key=key, audience="members", paper=paper),
        url("pack-preview-paper", meeting, key=key, audience="public", paper=paper),
    ):
        assert_accessible(visit(address, width, scheme))


def test_mistakes_on_the_way_to_publishing_are_accessible(visit, signed_in, meeting, secretary):
    build = built(meeting)
    signed_in(secretary)
    page = visit(url("pack-publish", meeting, key=build.key), 390)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Choose when it is for members.")
    assert_accessible(page)


def test_a_failed_build_is_accessible_and_says_why(visit, signed_in, meeting, secretary, idle):
    running(meeting)
    Work.objects.update(state="failed", error="Enclosure C has not been handed in.")
    signed_in(secretary)
    page = visit(url("pack", meeting))
    expect(page.get_by_role("alert")).to_contain_text("Enclosure C has not been handed in.")
    assert_accessible(page)


def test_the_panel_stands_beside_the_agenda_and_moves_with_the_build(
    visit, signed_in, meeting, secretary, idle, complaints
):
    signed_in(secretary)
    page = visit(reverse("meeting", kwargs={"board": "icp", "address": "2023-07-24"}))
    panel = page.locator("#pack-1")
    expect(panel).to_contain_text("Not built yet")
    panel.get_by_role("button", name="Build").click()
    expect(panel).to_contain_text("Waiting to begin")
    work = Work.objects.get()
    lease = timezone.now() + timedelta(hours=1)
    rows = Work.objects.filter(pk=work.pk)
    rows.update(
        state="running",
        token=work.key,
        lease_until=lease,
        steps_done=4,
        steps_total=10,
        words="Printing Enclosure A",
    )
    expect(panel).to_contain_text("Printing Enclosure A")
    expect(panel).to_contain_text("4 of 10 steps")
    built(meeting)
    rows.update(state="done", finished_at=timezone.now())
    expect(panel).to_contain_text("Built, not published")
    assert complaints() == []


def test_building_for_real_and_publishing(visit, signed_in, meeting, secretary):
    signed_in(secretary)
    page = visit(url("pack", meeting))
    page.get_by_role("button", name="Build").click()
    expect(page.locator("#pack-1")).to_contain_text("8 pages", timeout=60_000)
    expect(page.get_by_role("heading", name="Look at it first")).to_be_visible()
    expect(page.get_by_role("heading", name="Where it stands")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Publish…").click()
    for question in ("When do members of the board get it?", "When does the public get it?"):
        page.get_by_role("group", name=question).get_by_label("At once").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#pack-1")).to_contain_text("Published")
    page = visit("/icp/2023-07-24/")
    expect(page.get_by_role("link", name="Enclosure A: Drafted here")).to_be_visible()


def test_a_running_build_can_be_cancelled(visit, signed_in, meeting, secretary, idle):
    running(meeting, steps_done=1, steps_total=10)
    signed_in(secretary)
    page = visit(url("pack", meeting))
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#pack-1")).to_contain_text("Not built yet")
