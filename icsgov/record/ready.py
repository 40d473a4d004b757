"""Public pages that are ready before anybody asks: drawn when something is released, kept here.

A page is sent again only while the database answers every question it was made from as it did
then (ledger/answers.py), what it made of the clock still stands (lasting.py), and the same code
runs. So nothing has to say that a page has become old: whatever was withdrawn, taken down,
corrected or deployed since, an answer differs or the code does, and the page is drawn anew.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.db import transaction
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from icsgov.record.models import ReadyPage, Stamp

MOST: Final = 10_000  # pages in the database; those made last stay
SHOWN: Final = {".py", ".html", ".txt", ".xml", ".svg", ".json"}
# What no page shows, or no other process has to know.
HIDDEN: Final = ("SECRET", "DATABASE", "PASSWORD", "CACHES", "TASKS", "EMAIL", "LOGGING")


def _code() -> str:
    """What is the same wherever the same code with the same settings runs.

    Taken when a process starts, because a deploy changes the files beneath those that still run.
    Empty where templates are loaded anew without a new process, under Django's own server.
    """
    if os.environ.get(DJANGO_AUTORELOAD_ENV):
        return ""
    found = hashlib.blake2b(f"{sys.version} {django.__version__}".encode(), digest_size=20)
    for path in _files(settings.BASE_DIR):
        found.update(f"{path.relative_to(settings.BASE_DIR)}".encode())
        found.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    found.update(manifest.read_bytes() if manifest.is_file() else b"")
    found.update(json.dumps(_settings(), sort_keys=True, default=repr).encode())
    return found.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    """The code and the templates, and which versions of the libraries they run on."""
    yield from filter(Path.is_file, (root / "requirements.txt",))
    for folder in ("icsgov", "meetings", "strategy", "templates"):
        yield from (each for each in sorted((root / folder).rglob("*")) if each.suffix in SHOWN)


def _settings() -> dict[str, Any]:
    """Settings of plain values, by name."""
    plain = str | int | float | bool | list | tuple | dict | Path | None
    named = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, plain) and not any(word in name for word in HIDDEN)
    }


CODE: Final = _code()


def find(address: str, now: datetime) -> ReadyPage | None:
    """The page at an address, if one is ready and is what would be drawn now.

    One query, and one for each that the page was made from.
    """
    row = ReadyPage.objects.at(address, CODE, now).first() if CODE else None
    return row if row is not None and row.holds(now) else None


class Changed(Exception):
    """The record changed while a page of it was drawn."""


@transaction.atomic
def keep(page: ReadyPage, stamp: str, now: datetime) -> None:
    """Keep a page in the place of those that it makes old.

    Raises Changed where the record's stamp is another one by now: what was taken down meanwhile
    may lie nowhere, not even unread.
    """
    drop(page.address, page.begins, now)
    page.save()
    if Stamp.objects.now() != stamp:
        raise Changed


def drop(address: str, at: datetime, now: datetime) -> None:
    """Keep nothing of an address that began by now; or, ahead of time, that begins at an hour."""
    rows = ReadyPage.objects.filter(address=address, code=CODE)
    (rows.filter(begins=at) if at > now else rows.filter(begins__lte=now)).delete()


def prune() -> None:
    """Drop what other versions of the code drew, and the oldest pages beyond MOST."""
    ReadyPage.objects.exclude(code=CODE).delete()
    last = ReadyPage.objects.order_by("-pk").values_list("pk", flat=True)[MOST : MOST + 1].first()
    if last is not None:
        ReadyPage.objects.filter(pk__lte=last).delete()
