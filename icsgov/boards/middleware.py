"""Deny by default: sign-in for all but named public views, no-store, and a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.rights import standing

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
PUBLIC_PREFIXES = ("allauth.", "icsgov.nhsuk.", "django.contrib.staticfiles.")


def public(view: View) -> View:
    """Mark a view that answers without sign-in. Every such view is named in the access table."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def keeps_typed(view: View) -> View:
    """Mark a view with long texts: posting to it after the session has ended shows them again."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def _is_public(view: View) -> bool:
    return getattr(view, "is_public", False) or view.__module__.startswith(PUBLIC_PREFIXES)


class SignInMiddleware:
    """Every view needs a signed-in, active account unless it is marked public."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if _is_public(view) or request.user.is_authenticated:
            return None
        if request.method == "POST" and getattr(view, "keeps_typed", False):
            return _hand_back(request)
        return redirect_to_login(request.get_full_path())


def _hand_back(request: HttpRequest) -> HttpResponse:
    """What was typed, for copying: nobody is signed in, so nothing can be saved."""
    typed = [value for values in request.POST.lists() for value in values[1]]
    hidden = {request.POST.get("csrfmiddlewaretoken"), request.POST.get("read")}
    context = {
        "typed": [value for value in typed if value.strip() and value not in hidden],
        "next": request.path,
    }
    return render(request, "account/signed_out.html", context, status=401)


class NoStoreMiddleware:
    """Answers to private views, and to anybody signed in, are never kept by a cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not getattr(request, "is_public_record", False):
            response["Cache-Control"] = "no-store, private"
        if request.method == "POST" and _signs_out(request):
            response["Clear-Site-Data"] = '"storage"'
        return response


def _signs_out(request: HttpRequest) -> bool:
    """Whether this is the end of a session: nothing of it may stay in the browser."""
    found = request.resolver_match
    return found is not None and found.url_name == "account_logout"


def needs_second_factor(user: Any) -> bool:
    """Secretaries, chairs, administrators and readers of Part 2 (safety.md, sign-in)."""
    seats = standing(user, timezone.now())
    return bool(seats.secretary or seats.chair or seats.part2 or seats.administrator)


class SecondFactorMiddleware:
    """Sends those who need a second factor to set one up before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or _is_public(view) or not request.user.is_authenticated:
            return None
        if is_mfa_enabled(request.user) or not needs_second_factor(request.user):
            return None
        return redirect("mfa_index")
