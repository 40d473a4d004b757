"""Pages drawn at their release: ready for the first reader, never before their hour, never old."""

from datetime import timedelta

import pytest
from django.template.backends.django import Template
from django.test import Client
from django.urls import resolve

from icsgov.record import drawing, pages, ready, tasks
from icsgov.record.kept import Shelf
from icsgov.record.models import Entry, ReadyPage, Release, TakeDown
from icsgov.record.publish import DRAW, withdraw
from icsgov.record.takedowns import ask as ask_take_down
from icsgov.record.takedowns import confirm
from icsgov.record.views import answers
from icsgov.work import jobs
from icsgov.work.clock import tick
from icsgov.work.models import Work
from meetings.models import Paper
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/icp/2023-07-24/"
PAPER = f"{PAGE}drafted-here/"
HOUR, SECOND, DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)


def work_off(now=make.NOW):
    """What a worker does with the drawings that wait for it."""
    for work in Work.objects.ready(now).filter(kind=DRAW):
        jobs.run(work)
        work.refresh_from_db()
        assert work.state == "done", work.error


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    """Forgets what this process has sent, as another process would not know it."""

    def empty():
        monkeypatch.setattr(answers, "SHELF", Shelf())

    empty()
    return empty


@pytest.fixture
def undrawn(monkeypatch):
    """From now on no template is rendered."""

    def refuse(self, context=None, request=None):
        raise AssertionError("A page was drawn.")

    def begin():
        monkeypatch.setattr(Template, "render", refuse)

    return begin


def get(address, **headers):
    return Client().get(address, headers=headers)


def drawn(address):
    """The page as it is drawn when nothing is ready."""
    kept = [*ReadyPage.objects.all()]
    ReadyPage.objects.all().delete()
    response = get(address)
    ReadyPage.objects.bulk_create(kept)
    return response


def test_the_first_reader_of_every_page_of_a_release_finds_it_drawn(
    public, shelf, undrawn, django_assert_max_num_queries
):
    fresh = {each: drawn(each) for each in drawing.pages_of(public)}
    fresh = {each: page for each, page in fresh.items() if answered(page)}
    assert {PAGE, PAPER, f"{PAGE}releases/1/", "/", "/icp/", "/decisions/"} <= set(fresh)
    shelf()
    work_off()
    undrawn()
    for address, page in fresh.items():
        with django_assert_max_num_queries(15):
            ready_page = get(address)
        assert ready_page.content.splitlines() == page.content.splitlines(), address
        assert ready_page.headers == page.headers, address
        assert get(address, **{"If-None-Match": page["ETag"]}).status_code == 304


def answered(page):
    return page.status_code == 200 and "public" in page["Cache-Control"]


def test_a_page_that_no_worker_has_drawn_yet_is_drawn_for_who_asks(public):
    assert not ReadyPage.objects.exists()
    assert get(PAPER).status_code == 200
    assert Work.objects.about(DRAW, public.key).get().state == "waiting"


def test_a_worker_that_died_leaves_what_it_had_done_and_another_does_the_rest(
    public, monkeypatch, shelf, undrawn
):
    work = Work.objects.about(DRAW, public.key).get()
    with monkeypatch.context() as patch:
        patch.setattr(jobs.Job, "progress", lambda self, done, total, words: 1 / (3 - done))
        jobs.run(work)
    assert (work.state, ReadyPage.objects.count()) == ("failed", 3)
    assert get(f"{PAGE}releases/1/drafted-here/").status_code == 200
    Work.objects.filter(pk=work.pk).update(state="waiting")
    work_off()
    shelf()
    undrawn()
    assert get(f"{PAGE}releases/1/drafted-here/").status_code == 200


@pytest.fixture
def embargoed(meeting):
    """Drawn ahead: the pack comes out in an hour."""
    made = releases.publish(meeting, effective_at=make.NOW + HOUR)
    work_off()
    return made


def test_what_is_drawn_ahead_is_found_at_its_hour_and_not_a_second_before(
    embargoed, clock, undrawn, shelf
):
    hidden = [PAPER, f"{PAGE}a/", f"{PAGE}releases/1/", f"{PAGE}releases/1/drafted-here/"]
    assert ReadyPage.objects.filter(address=PAPER, begins=make.NOW + HOUR).exists()
    clock(make.NOW + HOUR)
    etag = get(PAPER)["ETag"]
    clock(make.NOW + HOUR - SECOND)
    for address in hidden:
        for known in ("", etag, "*"):
            response = get(address, **{"If-None-Match": known})
            assert response.status_code == 404, address
            assert "public" not in response["Cache-Control"]
    for address in ("/", PAGE, "/icp/"):
        response = get(address, **{"If-None-Match": etag})
        assert response.status_code == 200
        assert b"Drafted here" not in response.content
        assert b"A drafted paper" not in response.content
    clock(make.NOW + HOUR)
    shelf()
    undrawn()
    for address in (PAPER, PAGE, "/", f"{PAGE}releases/1/"):
        assert get(address).status_code == 200
    assert get(PAPER, **{"If-None-Match": etag}).status_code == 304
    assert b"A drafted paper" in get(PAGE).content


def test_a_planned_release_that_is_withdrawn_before_its_hour_never_shows(embargoed, clock):
    withdraw(embargoed, "Too soon.", None, make.NOW)
    clock(make.NOW + HOUR)
    assert get(PAPER).status_code == 404
    work_off(make.NOW + HOUR)
    assert get(PAPER).status_code == 404


def test_a_release_before_the_hour_leaves_no_old_page_at_the_hour(embargoed, meeting, clock):
    meeting.how_to_attend = "Come late."
    meeting.save()
    release_notice(meeting, None, make.NOW + SECOND)
    clock(make.NOW + HOUR)
    content = get(PAGE).content
    assert b"Come late." in content and b"A drafted paper" in content


def test_at_the_hour_the_clock_asks_for_what_came_out_once(embargoed, clock):
    tick(make.NOW + HOUR - SECOND)
    assert Work.objects.about(DRAW, embargoed.key).count() == 1
    clock(make.NOW + HOUR)
    for _ in range(3):
        tick(make.NOW + HOUR)
    assert Work.objects.about(DRAW, embargoed.key).count() == 2


def test_what_is_withdrawn_goes_at_once_and_lies_nowhere_after_a_worker(public, shelf):
    work_off()
    withdraw(public, "It named a patient.", None, make.NOW)
    for address in (PAPER, f"{PAGE}releases/1/drafted-here/"):
        assert get(address).status_code == 410
    work_off()
    assert not ReadyPage.objects.filter(address__in=[PAPER, f"{PAGE}releases/1/"]).exists()


def take_down(meeting):
    paper = Paper.objects.get(title="Drafted here")
    asked = TakeDown(board=meeting.board, thing=paper.key)
    asked.ground, asked.words = "personal data", "A name was left in."
    made = ask_take_down(asked, make.secretary(meeting.board), make.NOW)
    confirm(made, make.user(), make.NOW)


def test_a_take_down_leaves_nothing_drawn_in_the_database(public, meeting):
    work_off()
    assert ReadyPage.objects.filter(address=PAPER).exists()
    take_down(meeting)
    assert not ReadyPage.objects.exists()
    assert get(PAPER).status_code == 410
    work_off()
    kept = ReadyPage.objects.filter(address__startswith=PAGE)
    assert not any(b"Drafted here" in page.bytes for page in kept)


def test_what_changes_while_it_is_drawn_is_not_kept(public, meeting, monkeypatch):
    draw, calls = drawing.draw, []

    def slow(address, at):
        page = draw(address, at)
        calls.append(address)
        if len(calls) == 2:
            take_down(meeting)
        return page

    monkeypatch.setattr(drawing, "draw", slow)
    assert not drawing.make(PAPER, make.NOW, make.NOW)
    assert not ReadyPage.objects.exists()


def test_a_new_release_shows_at_once_and_what_it_leaves_as_it_was_is_not_drawn_again(
    public, meeting, shelf, undrawn
):
    other = packs.meeting(meeting.board, day=make.MEETING_DAY + 30 * DAY)
    release_notice(other, None, make.NOW)
    releases.publish(other)
    work_off()
    before = get(PAPER).content
    other.items.update(title="Open slides")
    releases.publish(other)
    assert b"Open slides" in get(f"/{other.path}/").content
    shelf()
    undrawn()
    assert get(PAPER).content == before


def test_what_changes_without_a_release_shows_too(public, shelf):
    work_off()
    assert b"Renamed" not in get(PAPER).content
    Entry.objects.filter(release=public, title="Drafted here").update(title="Renamed")
    shelf()
    assert b"Renamed" in get(PAPER).content


def test_new_code_sends_nothing_that_old_code_drew(public, monkeypatch, shelf, undrawn):
    work_off()
    ReadyPage.objects.update(content=b"")  # whoever reads one fails
    monkeypatch.setattr(ready, "CODE", "another")
    assert get(PAPER).status_code == 200
    tick(make.NOW)
    work_off()
    assert set(ReadyPage.objects.values_list("code", flat=True)) == {"another"}
    shelf()
    undrawn()
    assert get(PAPER).status_code == 200


def test_the_next_day_what_says_the_day_is_drawn_anew_and_nothing_else(
    meeting, public, clock, shelf, undrawn
):
    work_off()
    ends = dict(ReadyPage.objects.values_list("address", "ends"))
    assert ends[PAPER] is None and ends[PAGE] == make.NOW + 12 * HOUR
    assert b"This meeting is over" not in get(PAGE).content
    clock(make.NOW + 365 * DAY)
    late = get(PAGE).content
    tick(make.NOW + 365 * DAY)
    work_off(make.NOW + 365 * DAY)
    shelf()
    undrawn()
    assert get(PAGE).content == late != b""
    assert get(PAPER).status_code == 200


def test_a_page_says_until_when_the_release_that_it_shows_is_live(meeting, public, clock, shelf):
    Paper.objects.get(title="Drafted here").versions.update(body="<p>Second words</p>")
    releases.publish(meeting, effective_at=make.NOW + HOUR)
    work_off()
    row = ReadyPage.objects.filter(address=PAPER, begins=make.NOW).get()
    assert row.ends == make.NOW + HOUR
    clock(make.NOW + HOUR)
    assert b"Second words" in get(PAPER).content


def test_members_releases_ask_for_no_drawing(meeting):
    releases.publish(meeting, audience="members")
    assert not Work.objects.about(DRAW, Release.objects.last().key).exists()


def test_addresses_with_a_question_and_what_is_no_page_are_not_kept():
    for address in ("/search/?q=x", "/feeds/", "/sitemap.xml", "/robots.txt", "/nothing/", "/ask/"):
        assert not drawing.make(address, make.NOW, make.NOW)
    assert not ReadyPage.objects.exists()


def test_the_oldest_pages_go_when_there_are_too_many(public, monkeypatch):
    work_off()
    monkeypatch.setattr(ready, "MOST", 2)
    ready.prune()
    assert ReadyPage.objects.count() == 2


def test_what_was_drawn_long_ago_is_not_remembered_for_ever(public):
    work_off()
    assert Work.objects.about(DRAW, public.key).exists()
    tick(make.NOW + 3 * DAY)
    assert not Work.objects.about(DRAW, public.key).exists()


def test_under_djangos_own_server_nothing_is_kept(public, monkeypatch):
    monkeypatch.setattr(ready, "CODE", "")
    work_off()
    assert not ReadyPage.objects.exists()
    assert get(PAPER).status_code == 200


def test_a_page_that_cannot_be_drawn_keeps_no_other_from_being(public, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(pages, "context_for_paper", broken)
    work_off()
    said = {each.getMessage() for each in caplog.records if each.exc_info}
    assert f"A page of {resolve(PAPER).view_name} cannot be drawn" in said
    assert "in broken" in caplog.text, "the traceback says where"
    assert PAPER not in caplog.text, "an address may spell a title that is taken down"
    kept = set(ReadyPage.objects.values_list("address", flat=True))
    assert PAGE in kept and PAPER not in kept


def test_the_days_work_is_asked_for_once(public):
    for _ in range(2):
        tick(make.NOW)
    assert Work.objects.about(DRAW, drawing.of_the_day(make.NOW)).count() == 1
    assert tasks.DRAW == DRAW
