"""Correcting the address with which somebody signs in: recorded, both told, nothing old works."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards import addresses, letting_in
from icsgov.boards.models import LettingIn, User
from icsgov.work.mail import queue, send_due
from icsgov.work.models import Message
from tests import factories as make

pytestmark = pytest.mark.django_db
OLD, NEW = "robin@exmaple.org", "robin@example.org"
PASSWORD = "correct horse battery"
HOW = "She told me on the phone, on the number I had"


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def member(board):
    account = make.user("Robin Reader", email=OLD)
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=OLD, verified=True, primary=True)
    type(account.person).objects.filter(pk=account.person.pk).update(email=OLD)
    make.seat(account, board)
    return account


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def secretary(board):
    return signed_in(make.secretary(board))


def address(account):
    return reverse("correct-address", kwargs={"key": account.person.key})


def correct(client, account, **more):
    return client.post(address(account), {"email": NEW, "how": HOW} | more)


def sign_in(email):
    data = {"login": email, "password": PASSWORD, "next": "/"}
    return Client().post(reverse("account_login"), data).status_code == 302


def test_the_new_address_signs_in_and_the_old_one_does_not(secretary, member):
    before = signed_in(member)
    assert before.get("/reading/").status_code == 200
    assert correct(secretary, member).status_code == 302
    assert before.get("/reading/").status_code == 302
    assert not sign_in(OLD)
    assert sign_in(NEW)
    member.person.refresh_from_db()
    assert member.person.email == NEW


def test_both_addresses_are_told_and_the_old_one_does_not_learn_the_new(secretary, member):
    correct(secretary, member)
    send_due(timezone.now())
    told = {message.to[0]: message.body for message in mail.outbox}
    assert set(told) == {OLD, NEW}
    assert NEW not in told[OLD]
    assert "tell the secretary" in told[OLD]


def test_it_is_on_record_with_who_and_how(secretary, member):
    correct(secretary, member)
    said = secretary.get(address(member)).content.decode()
    assert f"from {OLD} to {NEW} ({HOW})" in said


def test_links_that_went_to_the_old_address_end(secretary, member):
    Client().post(reverse("account_reset_password"), {"email": OLD})
    said = {"how": "video", "words": "", "second_factor": False}
    letting_in.let_in(member, said, None, timezone.now())
    send_due(timezone.now())
    links = [re.search(r"/accounts/\S+", message.body).group() for message in mail.outbox]
    assert len(links) == 2
    correct(secretary, member)
    reset, let_in = sorted(links, key=lambda link: "let-in" in link)
    assert Client().get(let_in).status_code == 404
    assert b'type="password"' not in Client().get(reset, follow=True).content


def test_what_waits_goes_to_the_new_address_but_for_links_of_sign_in(secretary, member):
    now = timezone.now()
    queue("pack-released", OLD, now=now, user=member, thing=member.key)
    Client().post(reverse("account_reset_password"), {"email": OLD})
    correct(secretary, member)
    states = dict(Message.objects.values_list("kind", "state"))
    assert states["password-reset"] == "dropped"
    assert Message.objects.get(kind="pack-released").to == NEW


def test_a_link_that_is_being_sent_goes_to_no_old_address(secretary, member):
    Client().post(reverse("account_reset_password"), {"email": OLD})
    message = Message.objects.get(kind="password-reset")
    correct(secretary, member)
    Message.objects.filter(pk=message.pk).update(state="waiting")
    send_due(timezone.now())
    assert all("password" not in each.subject.lower() for each in mail.outbox)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"email": "nowhere"}, "Enter an email address like"),
        ({"email": OLD.upper()}, "the account has already"),
        ({"email": "taken@example.org"}, "Somebody else signs in with this address"),
        ({"email": "second@example.org"}, "Somebody else signs in with this address"),
        ({"how": " "}, "Say how you know the new address."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(secretary, member, more, words):
    other = make.user(email="taken@example.org")
    EmailAddress.objects.create(user=other, email="second@example.org", verified=True)
    response = correct(secretary, member, **more)
    assert response.status_code == 422
    assert words in response.content.decode()
    member.refresh_from_db()
    assert member.email == OLD
    assert not Message.objects.exists()


def test_of_two_who_correct_at_once_one_does(member):
    now = timezone.now()
    again = type(member).objects.get(pk=member.pk)
    assert addresses.correct(member, NEW, HOW, None, now)
    assert not addresses.correct(again, "other@example.org", HOW, None, now)
    member.refresh_from_db()
    assert member.email == NEW
    assert addresses.earlier(member).count() == 1


def test_who_corrected_an_address_does_not_take_the_second_step_off_alone(secretary, member):
    correct(secretary, member)
    let_in = reverse("let-in", kwargs={"key": member.person.key})
    said = {"how": "video", "second_factor": "on"}
    response = secretary.post(let_in, said)
    assert response.status_code == 422
    assert "another secretary or an administrator" in response.content.decode()
    assert not LettingIn.objects.exists()
    assert signed_in(make.administrator()).post(let_in, said).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        again = signed_in(User.objects.get(person__seats__role="secretary"))
        assert again.post(let_in, said).status_code == 302


def test_who_may(board, member):
    other = signed_in(make.secretary(make.board("ICB")))
    assert other.get(address(member)).status_code == 403
    itself = make.secretary(board)
    assert signed_in(itself).get(address(itself)).status_code == 403
    assert signed_in(make.administrator()).get(address(member)).status_code == 200
    assert signed_in(member).get(address(member)).status_code == 404


def test_afterwards_one_is_where_one_came_from_and_nowhere_else(secretary, member):
    own = f"{address(member)}?next=/desk/people/"
    assert 'name="next" value="/desk/people/"' in secretary.get(own).content.decode()
    for bad in ("//evil.example/", "https://evil.example/desk/"):
        response = secretary.get(address(member), {"next": bad})
        assert "evil" not in response.content.decode()
    assert correct(secretary, member, next="/desk/people/")["Location"] == "/desk/people/"
