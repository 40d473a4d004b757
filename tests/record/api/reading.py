"""A program that reads the API: from the system through every list to every object."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import Client

ROOT = "/api/oparl/v1/"
# What OParl 1.1 requires of each type, and what its fields are: an excerpt for our own use.
REQUIRED = {
    "System": {"id", "type", "oparlVersion", "body"},
    "Body": {
        *("id", "type", "name", "organization", "person"),
        *("meeting", "paper", "legislativeTerm"),
    },
    "AgendaItem": {"id", "type", "order"},
    "File": {"id", "type", "accessUrl"},
}
ADDRESSES = {
    *("id", "type", "system", "website", "web", "body", "organizationOf", "person", "meeting"),
    *("paper", "agendaItem", "consultation", "accessUrl", "downloadUrl", "subOrganizationOf"),
}
LISTS = {
    *("organization", "membership", "meeting", "paper", "legislativeTerm", "agendaItem"),
    *("auxiliaryFile", "consultation", "underDirectionOf", "title", "post", "bodies", "meetings"),
}
INSTANTS = {"created", "modified", "start", "end"}
DAYS = {"date", "startDate", "endDate"}
WHOLE = {"order", "size", "memberCount"}
TRUTHS = {"deleted", "public", "cancelled", "votingRight"}
OWN = ("Decision", "Action", "Question", "ForwardEntry", "MinuteParagraph", "Priority")


def get(url: str, **query: Any) -> Any:
    """An answer as JSON; it must be there."""
    answer = ask(url, **query)
    assert answer.status_code == 200, (url, answer.content)
    return answer.json()


def ask(url: str, **query: Any) -> Any:
    """An answer of the API; `url` may be absolute."""
    return Client().get(url.removeprefix(settings.SITE_URL), query)


def listed(name: str, **query: Any) -> list[dict[str, Any]]:
    """The objects of a list's first page."""
    return get(f"{ROOT}{name}/", **query)["data"]


def every(list_url: str, **query: Any) -> Iterator[dict[str, Any]]:
    """The objects of all pages of a list."""
    page = get(list_url, **query)
    yield from page["data"]
    while page["links"].get("next"):
        page = get(page["links"]["next"])
        yield from page["data"]


def lists() -> dict[str, str]:
    """The lists that the body names."""
    [body] = get(get(ROOT)["body"])["data"]
    named = {name: value for name, value in body.items() if str(value).endswith("/")}
    return {
        name: value
        for name, value in named.items()
        if name not in ("id", "system", "website", "web", "type")
    }
