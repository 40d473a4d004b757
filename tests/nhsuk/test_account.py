"""Signing in, and the pages around it: plain words, no dead ends."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from icsgov.work.mail import send_due

PASSWORD = "correct horse battery"
HOME = "/accounts/2fa/"
MANAGED = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_change_password",
    "usersessions_list",
    "account_logout",
    "account_email",
    "socialaccount_connections",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("jo@example.org", PASSWORD)


def sign_in(client, password=PASSWORD):
    data = {"login": "jo@example.org", "password": password, "next": HOME}
    return client.post(reverse("account_login"), data)


@pytest.fixture
def signed_in(client, user):
    assert sign_in(client).status_code == 302
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": HOME})
    assert answer.status_code == 302
    return client


def text_of(response) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def test_the_right_password_lets_in(client, user):
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, HOME)


def test_a_wrong_password_keeps_the_address(client, user):
    answer = sign_in(client, "wrong")
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//input[@name='login']/@value") == ["jo@example.org"]
    (link,) = page.xpath("//*[@role='alert']//a")
    assert page.xpath(f"//*[@id='{link.get('href')[1:]}']")


def test_after_5_wrong_passwords_the_page_explains_that_even_the_right_one_fails(client, user):
    for _ in range(5):
        assert "Wait 5 minutes" not in text_of(sign_in(client, "wrong"))
    answer = text_of(sign_in(client))
    assert "Wait 5 minutes" in answer
    assert "even the right password does not work" in answer


@pytest.mark.parametrize("name", ["account_signup"])
def test_nobody_signs_up(client, name):
    assert "by invitation" in text_of(client.get(reverse(name)))
    assert "by invitation" in text_of(client.post(reverse(name), {"email": "x@example.org"}))


@pytest.mark.parametrize("name", MANAGED)
def test_the_pages_of_the_account_have_one_heading_and_our_frame(signed_in, name):
    answer = signed_in.get(reverse(name))
    assert answer.status_code == 200
    page = html.fromstring(answer.content.decode())
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//header[contains(@class, 'app-header')]")
    assert page.xpath("//title/text()")[0].strip()[0] != "–"


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_every_control_of_an_entry_form_has_a_label(client, name):
    page = html.fromstring(client.get(reverse(name)).content.decode())
    controls = page.xpath("//main//input[not(@type='hidden')]")
    assert controls
    for control in controls:
        assert page.xpath(f"//label[@for='{control.get('id')}']")


def test_a_second_step_can_be_set_up_used_and_taken_away(signed_in, user):
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = html.fromstring(page.content.decode()).xpath("//code/text()")[0]
    answer = signed_in.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = html.fromstring(signed_in.get(answer["Location"]).content.decode())
    assert len(codes.xpath("//ul[@class='app-codes']/li")) == 10
    assert "Set up We ask for a code" in text_of(signed_in.get(HOME))
    assert "Remove the app" in text_of(signed_in.get(reverse("mfa_deactivate_totp")))
    signed_in.post(reverse("account_logout"))
    assert sign_in(signed_in)["Location"].startswith(reverse("mfa_authenticate"))
    assert "The second step" in text_of(signed_in.get(reverse("mfa_authenticate")))
    code = codes.xpath("//ul[@class='app-codes']/li/code/text()")[0]
    assert signed_in.post(reverse("mfa_authenticate"), {"code": code})["Location"] == HOME
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": HOME})
    signed_in.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, user):
    answer = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert "Check your email" in text_of(answer)
    assert mail.outbox == []
    send_due(timezone.now())
    (message,) = mail.outbox
    assert message.subject == "Choose a new password"
    link = re.search(r"https?://\S+", message.body).group()
    page = client.get(link, follow=True)
    new = {"password1": "staple tiger lamp 9", "password2": "staple tiger lamp 9"}
    assert "Your password is changed" in text_of(
        client.post(page.request["PATH_INFO"], new, follow=True)
    )
    assert "This link no longer works" in text_of(client.get(link, follow=True))
    assert sign_in(client, "staple tiger lamp 9").status_code == 302


def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_so(client):
    answer = client.post(
        reverse("account_reset_password"), {"email": "no@example.org"}, follow=True
    )
    assert "Check your email" in text_of(answer)
    assert mail.outbox == []
    send_due(timezone.now())
    (message,) = mail.outbox
    assert "There is no account with this address" in message.body


def test_other_places_can_be_signed_out(signed_in, client, user):
    answer = text_of(signed_in.get(reverse("usersessions_list")))
    assert "This browser" in answer


def test_a_browser_is_named_as_people_know_it(user):
    phone = "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"
    client = Client(headers={"User-Agent": phone})
    sign_in(client)
    assert "Firefox on Android" in text_of(client.get(reverse("usersessions_list")))
