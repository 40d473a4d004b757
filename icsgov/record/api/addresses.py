"""Addresses of the API and what they are of. Every object's id is where it is read."""

from typing import Final
from uuid import UUID

from django.conf import settings

OPARL: Final = "https://schema.oparl.org/1.1"
ROOT: Final = "/api/oparl/v1/"


def absolute(path: str) -> str:
    """An address of this site in full."""
    return f"{settings.SITE_URL}{path}"


def url(name: str, *keys: UUID | str) -> str:
    """The address of a list, or of one thing in it."""
    return absolute(ROOT + "".join(f"{part}/" for part in (name, *map(str, keys))))


def oparl(kind: str) -> str:
    """The type of an object that OParl knows."""
    return f"{OPARL}/{kind}"


def own(kind: str) -> str:
    """The type of an object that OParl has no word for; it is described at this address."""
    return absolute(f"/api/#{kind}")
