"""From the invitation to a second step, on a site that asks for one."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from lxml import html

from icsgov.boards.models import Invitation
from icsgov.work.mail import send_due
from tests import factories as make
from tests.nhsuk.test_account import current_code
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ADDRESS = "new@example.org"
FIRST, SECOND = "correct horse battery", "quite another secret"


@pytest.fixture
def invited(settings):
    """Takes an invitation as a secretary."""
    settings.REQUIRE_MFA = True
    someone = make.person("Invited Secretary")
    make.seat(someone, make.board(), role="secretary")
    token = Invitation.make(someone, ADDRESS, None, timezone.now()).fresh_token()
    address = reverse("invitation", kwargs={"token": token})
    return Visitor().get(address).submit("Make my account", {"password": FIRST})


def sign_in(visitor, password):
    asked = visitor.get(reverse("account_login"))
    return asked.submit("Sign in", {"login": ADDRESS, "password": password})


def set_up(visitor, password):
    page = visitor.get(reverse("mfa_activate_totp")).submit("Continue", {"password": password})
    [secret] = html.fromstring(page.response.content.decode()).xpath("//code/text()")
    return page.submit("Continue", {"code": current_code(secret)})


def test_it_can_be_set_up_by_somebody_who_was_invited(invited):
    sign_in(invited, FIRST)
    assert "Two-step sign-in" in invited.get("/desk/").text
    assert "Recovery codes" in set_up(invited, FIRST).text
    assert invited.get("/desk/").url == "/desk/"


def test_it_can_be_set_up_after_a_forgotten_password(invited):
    Visitor().get(reverse("account_reset_password")).submit("Send the link", {"email": ADDRESS})
    send_due(timezone.now())
    [link] = [word for word in mail.outbox[-1].body.split() if "/password/reset/" in word]
    chosen = Visitor().get(urlsplit(link).path)
    chosen.submit("Save the new password", {"password1": SECOND, "password2": SECOND})
    again = Visitor()
    sign_in(again, SECOND)
    assert "Recovery codes" in set_up(again, SECOND).text
