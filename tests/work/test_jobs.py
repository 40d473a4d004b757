"""Work rows: asked for once, claimed by one, renewed while they last, given back if they do not."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from icsgov.work import jobs
from icsgov.work.clock import tick
from icsgov.work.jobs import Cancelled, JobFailed
from icsgov.work.models import LEASE, MAX_ATTEMPTS, Work
from tests.factories import NOW
from tests.together import PEOPLE, together

pytestmark = pytest.mark.django_db
SUBJECT = uuid.uuid4()


@pytest.fixture
def handler(monkeypatch):
    """Makes a function the one that does work of the kind "sample"."""
    return lambda function: monkeypatch.setitem(jobs._HANDLERS, "sample", function)


def row(**fields):
    values = {"kind": "sample", "subject": SUBJECT, "asked_at": NOW, "not_before": NOW}
    return Work.objects.create(**values | fields)


def stored(work):
    return Work.objects.get(pk=work.pk)


def test_work_on_one_thing_is_asked_for_once():
    first = jobs.ask("sample", SUBJECT, by=None, now=NOW, a=1)
    assert jobs.ask("sample", SUBJECT, by=None, now=NOW, a=2) == first
    assert first.cancel(NOW)
    assert jobs.ask("sample", SUBJECT, by=None, now=NOW) != first


def test_what_comes_of_it_is_kept(handler):
    def work_on(job):
        job.progress(1, 2, "Halfway")
        return {"answer": job.payload["a"]}

    handler(work_on)
    work = row(payload={"a": 1})
    assert jobs.run(work)
    found = stored(work)
    assert (found.state, found.result, found.words) == ("done", {"answer": 1}, "Halfway")
    assert not jobs.run(found)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (JobFailed("Enclosure C is missing."), "Enclosure C is missing."),
        (ValueError("secret"), "Something went wrong on our side. It has been logged."),
    ],
)
def test_a_failure_is_said_in_words_for_people(handler, caplog, error, words):
    def work_on(job):
        raise error

    handler(work_on)
    work = row()
    jobs.run(work)
    assert (stored(work).state, stored(work).error) == ("failed", words)


def test_cancelled_work_stops_at_its_next_step(handler):
    def work_on(job):
        job.work.cancel(NOW)
        with pytest.raises(Cancelled):
            job.progress(1, 2, "Too late")
        raise Cancelled

    handler(work_on)
    work = row()
    jobs.run(work)
    assert stored(work).state == "cancelled"


def test_a_stale_row_is_given_back_three_times_at_the_most(monkeypatch):
    monkeypatch.setattr(jobs, "knock", lambda work: None)
    work, now = row(), NOW
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert work.claim(now)
        assert tick(now).given_back == 0
        now += LEASE + timedelta(seconds=1)
        assert tick(now).given_back == 1
        work = stored(work)
        assert work.attempts == attempt
    assert (work.state, work.error) == ("failed", "The worker stopped three times.")


def test_who_lost_the_row_can_neither_finish_nor_fail_it():
    work = row()
    work.claim(NOW)
    other = stored(work)
    other.give_back(NOW, "")
    other.refresh_from_db()
    assert other.claim(NOW)
    assert not work.renew(NOW, 1, 2, "Still here")
    assert not work.finish(NOW, {})
    assert not work.fail(NOW, "")


def test_the_clock_knocks_again_for_what_waits(monkeypatch):
    heard = []
    monkeypatch.setattr(jobs, "knock", heard.append)
    work = row()
    row(subject=uuid.uuid4(), not_before=NOW + timedelta(hours=1))
    tick(NOW + timedelta(seconds=1))
    assert heard == []
    tick(NOW + timedelta(minutes=1))
    assert heard == [work]


def test_the_clock_does_not_knock_while_a_knock_waits(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    row()
    for minute in (1, 2, 3):
        tick(NOW + timedelta(minutes=minute))
    knock = DBTaskResult.objects.get()
    knock.status, knock.started_at = "RUNNING", NOW  # a worker heard it, and was killed
    knock.save()
    assert tick(NOW + timedelta(minutes=4)).knocked == 1
    assert DBTaskResult.objects.ready().count() == 1


def test_knocks_are_forgotten_after_a_day(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    work = row()
    for _ in range(3):
        jobs.knock(work)
    heard, lost, _ = DBTaskResult.objects.all()
    heard.status, heard.started_at, heard.finished_at = "SUCCESSFUL", NOW, NOW
    lost.status, lost.started_at = "RUNNING", NOW
    heard.save()
    lost.save()
    jobs.forget_knocks(NOW + timedelta(hours=23))
    assert DBTaskResult.objects.count() == 3
    jobs.forget_knocks(NOW + timedelta(hours=25))
    assert [each.status for each in DBTaskResult.objects.all()] == ["READY"]


def test_a_stumble_of_the_clock_ends_no_loop(monkeypatch):
    turns = []

    def stumble(now):
        turns.append(now)
        raise OperationalError("database is locked")

    def sleep(seconds):
        if len(turns) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("icsgov.work.management.commands.tick.tick", stumble)
    monkeypatch.setattr("time.sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        call_command("tick", "--loop")
    assert len(turns) == 2


@pytest.mark.django_db(transaction=True)
def test_one_of_many_gets_the_row():
    work, got = row(), []
    together(lambda number: got.append(Work.objects.get(pk=work.pk).claim(NOW)))
    assert sorted(got) == [False] * (PEOPLE - 1) + [True]
