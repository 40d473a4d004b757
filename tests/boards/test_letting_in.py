"""Letting a locked-out member in: who may, after which check, how long, and who is told."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import LettingIn
from icsgov.ledger.models import Change
from icsgov.work.mail import send_due
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "staple tiger lamp 9"


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def member(board):
    account = make.user("Robin Reader", email="robin@example.org")
    account.set_password("correct horse battery")
    account.save()
    account.vouch_for_address()
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
    return reverse("let-in", kwargs={"key": account.person.key})


def ask(client, account, **more):
    said = {"how": "called back", "words": "On the number of the council"}
    return client.post(address(account), said | more)


def link():
    send_due(timezone.now())
    return re.search(r"/accounts/let-in/\S+", mail.outbox[-1].body).group()


def sign_in(password):
    data = {"login": "robin@example.org", "password": password, "next": "/"}
    return Client().post(reverse("account_login"), data).status_code == 302


def test_a_member_is_let_in_once_after_a_check_that_is_recorded(secretary, member):
    before = signed_in(member)
    assert ask(secretary, member).status_code == 302
    where = link()
    assert mail.outbox[-1].to == ["robin@example.org"]
    page = Client()
    assert "Welcome back, Robin Reader" in page.get(where).content.decode()
    assert page.post(where, {"password": "short"}).status_code == 422
    assert page.post(where, {"password": NEW}).status_code == 302
    assert sign_in(NEW)
    assert Client().get(where).status_code == 404
    assert before.get("/reading/").status_code == 302
    send_due(timezone.now())
    assert "You were let in" in mail.outbox[-1].subject
    said = secretary.get(address(member)).content.decode()
    assert "On the number of the council" in said
    assert "I called them on a number that I had before" in said
    assert Change.objects.filter(verb="used").exists()


def test_after_five_wrong_passwords_the_new_one_works_at_once(secretary, member):
    for _ in range(6):
        assert not sign_in("wrong")
    assert not sign_in("correct horse battery")
    ask(secretary, member)
    where = link()
    Client().post(where, {"password": NEW})
    assert sign_in(NEW)


@pytest.mark.parametrize("lost", [True, False])
def test_the_second_step_goes_only_where_it_was_lost(secretary, member, lost):
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={})
    ask(secretary, member, **({"second_factor": "on"} if lost else {}))
    assert Authenticator.objects.filter(user=member).exists()
    Client().post(link(), {"password": NEW})
    assert Authenticator.objects.filter(user=member).exists() is not lost


def test_without_a_check_nobody_is_let_in(secretary, member):
    response = secretary.post(address(member), {"words": "Kept words"})
    assert response.status_code == 422
    assert "Choose how you checked that it is them." in response.content.decode()
    assert not LettingIn.objects.exists()


def test_the_link_ends_after_four_hours_and_with_the_next_one(secretary, member):
    ask(secretary, member)
    first = link()
    ask(secretary, member)
    second = link()
    assert Client().get(first).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=5), tick=False):
        assert Client().get(second).status_code == 404


def test_who_may(board, member):
    other = signed_in(make.secretary(make.board("ICB")))
    assert other.get(address(member)).status_code == 403
    itself = make.secretary(board)
    assert signed_in(itself).get(address(itself)).status_code == 403
    assert signed_in(make.administrator()).get(address(member)).status_code == 200
    assert signed_in(member).get(address(member)).status_code == 404
    author = make.user("Alex Author")
    assert other.get(address(author)).status_code == 200


def test_a_closed_account_is_not_opened_by_a_link(secretary, member):
    ask(secretary, member)
    where = link()
    type(member).objects.update(is_active=False)
    assert Client().get(where).status_code == 404
