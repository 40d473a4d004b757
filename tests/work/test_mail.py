"""The outbox: composed when it is sent, once, and patient with a mail server that is down."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail

from icsgov.work import mail
from icsgov.work.mail import MAX_ATTEMPTS, Composed
from icsgov.work.models import LEASE, Message
from tests.factories import NOW
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def composer(monkeypatch):
    """Messages of the kind "sample" are composed as long as their reader may have them."""

    def compose(message, now):
        return None if message.context.get("lost") else Composed("A title", "A link")

    monkeypatch.setitem(mail._COMPOSERS, "sample", compose)


@pytest.fixture
def server(monkeypatch):
    """Puts a mail server in place that fails in some way."""

    def fails(error):
        def send(self, *args, **kwargs):
            raise error

        monkeypatch.setattr("django.core.mail.EmailMessage.send", send)

    return fails


def queue(**more):
    return mail.queue("sample", "someone@example.org", now=NOW, **more)


def test_a_message_goes_out_once():
    queue()
    assert mail.send_due(NOW) == 1
    assert mail.send_due(NOW + LEASE) == 0
    assert [each.subject for each in django_mail.outbox] == ["A title"]


def test_the_same_occasion_is_written_of_once():
    assert queue(once="pack 1 for someone") is not None
    assert queue(once="pack 1 for someone") is None
    assert Message.objects.count() == 1


def test_it_waits_for_its_hour():
    queue(send_after=NOW + timedelta(hours=1))
    assert mail.send_due(NOW) == 0
    assert mail.send_due(NOW + timedelta(hours=1)) == 1


def test_who_lost_the_right_gets_nothing():
    queue(lost=True)
    assert mail.send_due(NOW) == 0
    assert (Message.objects.get().state, django_mail.outbox) == ("dropped", [])


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPRecipientsRefused({}),
    ],
)
def test_a_server_that_is_down_slow_or_refusing_is_asked_again(server, monkeypatch, error):
    server(error)
    queue()
    assert mail.send_due(NOW) == 0
    message = Message.objects.get()
    assert message.state == "waiting"
    monkeypatch.undo()
    monkeypatch.setitem(mail._COMPOSERS, "sample", lambda message, now: Composed("A", "B"))
    assert mail.send_due(message.send_after) == 1
    assert django_mail.outbox[0].extra_headers["Message-ID"] == f"<{message.key}@localhost>"


def test_in_the_end_it_has_failed(server):
    server(smtplib.SMTPDataError(451, b"Not now"))
    queue()
    for _ in range(MAX_ATTEMPTS):
        mail.send_due(Message.objects.get().send_after)
    assert Message.objects.get().state == "failed"


def test_a_killed_sender_costs_one_more_try_under_the_same_number():
    message = queue()
    Message.objects.update(state="sending", lease_until=NOW + LEASE, attempts=1)
    assert mail.send_due(NOW) == 0
    assert mail.send_due(NOW + LEASE + timedelta(seconds=1)) == 1
    assert django_mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{message.key}@")


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_it_once():
    queue()
    together(lambda number: mail.send_due(NOW))
    assert len(django_mail.outbox) == 1
