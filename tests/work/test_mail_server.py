"""The outbox and a real mail server that is down, slow, refusing, or loses its sender."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.work import mail
from icsgov.work.mail import AGAIN, Composed, send_due
from icsgov.work.models import Message
from meetings import publishing
from tests import factories as make
from tests import packs, releases
from tests.builds import built
from tests.post_office import post_office
from tests.test_kills import database_url, wait_until
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
TICK = [sys.executable, str(ROOT / "manage.py"), "tick"]
KILLS, SOAK = 2, 50


@pytest.fixture
def office(settings):
    with post_office() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 1
        yield made


@pytest.fixture(autouse=True)
def composer(monkeypatch):
    monkeypatch.setitem(mail._COMPOSERS, "sample", lambda message, now: Composed("A title", "B"))


def queue(to="someone@example.org"):
    return mail.queue("sample", to, now=timezone.now())


def number_of(message):
    return f"<{message.key}@localhost>"


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_it_goes_once_when_the_server_is_back(office):
    sent = [queue(), queue()]
    office.close()
    assert send_due(timezone.now()) == 0
    assert states() == ["waiting", "waiting"]
    # A day on, after many tries, it is still to go.
    Message.objects.update(attempts=0, send_after=timezone.now() - timedelta(days=1))
    with post_office() as back:
        from django.conf import settings

        settings.EMAIL_PORT = back.port
        assert send_due(timezone.now()) == 2
        assert send_due(timezone.now() + AGAIN) == 0
        assert back.taken == [number_of(each) for each in sent]


def test_a_server_that_is_away_costs_no_try_however_long(office):
    office.close()
    message = queue()
    for _ in range(3 * mail.MAX_ATTEMPTS):
        Message.objects.update(send_after=timezone.now())
        assert send_due(timezone.now()) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)


def test_a_silent_server_keeps_the_clock_for_one_message_only(office):
    office.silent = True
    for _ in range(5):
        queue()
    started = time.monotonic()
    assert send_due(timezone.now()) == 0
    assert time.monotonic() - started < 4
    assert (office.asked, states()) == (1, ["waiting"] * 5)


def test_a_slow_server_gets_each_once_though_several_send(office):
    office.seconds = 0.05
    sent = [queue() for _ in range(6)]
    together(lambda number: send_due(timezone.now()))
    assert sorted(office.taken) == sorted(number_of(each) for each in sent)
    assert set(states()) == {"sent"}


def test_an_address_that_is_refused_is_noted_and_the_others_go(office):
    office.refused.add("gone@example.org")
    office.later.add("busy@example.org")
    queue("gone@example.org"), queue("busy@example.org"), queue()
    assert send_due(timezone.now()) == 1
    assert states() == ["bounced", "waiting", "sent"]
    refused, busy, _ = Message.objects.order_by("pk")
    assert refused.error == "550 5.1.1 No such mailbox here"
    assert refused.returned_at is not None
    assert (busy.error, busy.attempts) == ("451 Later", 1)


def test_one_that_cannot_be_made_keeps_nobody_waiting(office, monkeypatch, caplog):
    def breaks(message, now):
        raise LookupError(message.key)

    monkeypatch.setitem(mail._COMPOSERS, "broken", breaks)
    mail.queue("broken", "someone@example.org", now=timezone.now())
    queue()
    assert send_due(timezone.now()) == 1
    assert states() == ["waiting", "sent"]
    assert "could not be made" in caplog.text


@pytest.mark.parametrize("how", ["down", "slow", "refusing"])
def test_requests_stay_under_a_second(office, how, client):
    """Publishing to sixty members, and asking for a new password."""
    board = make.board()
    for _ in range(60):
        make.seat(make.user(), board)
    secretary = make.secretary(board)
    meeting = packs.meeting(board)
    build = built(meeting)
    office.close() if how == "down" else None
    office.silent = how == "slow"
    office.refused |= set(board.seats.values_list("person__account__email", flat=True))
    client.force_login(secretary)
    where = {"board": board.slug, "address": meeting.address, "part": 1, "key": build.key}
    wish = {"members": "now", "public": "no", "tell_members": "on"}
    for page, address, sent in (
        (client, reverse("pack-publish", kwargs=where), wish),
        (Client(), reverse("account_reset_password"), {"email": secretary.email}),
    ):
        started = time.monotonic()
        assert page.post(address, sent).status_code == 302
        assert time.monotonic() - started < 1
    assert Message.objects.filter(kind=publishing.PACK_RELEASED).count() == 60


def test_at_most_one_more_for_each_kill_under_the_same_number(office, settings, soak):
    """The sender is killed after the server took the message and before it could be told."""
    board = make.board()
    member = make.user()
    make.seat(member, board)
    release = releases.publish(packs.meeting(board), audience=releases.MEMBERS)
    publishing.tell_members([release], timezone.now())
    message = Message.objects.get()
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(settings.DATA_DIR),
        "EMAIL_BACKEND": settings.EMAIL_BACKEND,
        "EMAIL_PORT": str(office.port),
        "EMAIL_HOST": "127.0.0.1",
        "LOG_LEVEL": "CRITICAL",
    }
    kills = SOAK if soak else KILLS
    office.hold = 60
    connection.close()
    for _ in range(kills):
        office.received.clear()
        Message.objects.filter(state="sending").update(lease_until=timezone.now())
        Message.objects.update(attempts=0)
        sender = subprocess.Popen(TICK, cwd=ROOT, env=environment)
        assert office.received.wait(60)
        sender.kill()
        sender.wait()
    assert Message.objects.get().state == "sending"
    # Nobody takes it before the lease is over, and then it goes, and then never again.
    office.hold = 0
    assert send_due(timezone.now()) == 0
    after = timezone.now() + timedelta(minutes=10)
    assert wait_until(lambda: send_due(after) == 1, 5)
    assert send_due(after) == 0
    assert set(office.taken) == {number_of(message)}
    assert len(office.taken) <= 1 + kills
