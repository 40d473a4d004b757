"""Sign-in by allauth: nobody signs up by themselves; accounts come from invitations."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from icsgov.boards import account_mail
from icsgov.boards.models import User


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; e-mails go by the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        now = timezone.now()
        if template_prefix.endswith("password_reset_key"):
            account_mail.queue_reset(context["user"], email, now)
            return
        known = {"request": self.request, "email": email, "site_name": settings.SITE_NAME}
        made = self.render_mail(template_prefix, email, known | context)
        account_mail.queue_ready(made, now)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the organisation's own directory, for people who have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the directory's sign-in to the account with the same verified address."""
        if sociallogin.is_existing:
            return
        verified = [
            address.email.lower()
            for address in sociallogin.email_addresses
            if address.verified in (True, "true")  # some directories say it in a string
        ]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(render(request, "account/no_account.html", status=403))
        sociallogin.connect(request, user)
