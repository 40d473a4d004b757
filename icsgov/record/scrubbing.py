"""Destroying bytes: files that nothing needs any more, kept pieces, and the database's old pages.

What is left of deleted rows in the pages of a database is not read by anybody, and is still there
for whoever holds the disk. So the pages are written anew.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.models import ProtectedError

from icsgov.press.cache import Cache
from icsgov.record.models import Blob, Build, ReadyPage, TakeDown
from icsgov.work.clock import every_tick
from icsgov.work.jobs import JobFailed, ask
from icsgov.work.models import Work

SCRUB = "scrub"
OURS = ("record_", "meetings_", "ledger_", "work_")
PATIENCE = "30s"  # for whoever reads a table while PostgreSQL wants it for itself


def ask_for_scrub(take_down: TakeDown, by: Any, now: datetime) -> Work:
    """Ask for the bytes to be destroyed; once for each take-down."""
    return ask(SCRUB, take_down.key, by=by, now=now)


def scrub(take_down: TakeDown, now: datetime) -> None:
    """Destroy what nothing else needs, and write down what is still held and by which backups."""
    ReadyPage.objects.all().delete()  # one may have been on its way while it was confirmed
    hashes = take_down.tombstones.filter(role="bytes").values_list("sha256", flat=True)
    kept = [sha256 for sha256 in sorted(set(hashes)) if not _destroy(sha256)]
    Cache(Path(settings.DATA_DIR) / "press").prune(float("inf"))
    _rewrite_pages()
    rows = TakeDown.objects.filter(pk=take_down.pk)
    rows.update(wiped_at=now, kept=kept, backups=backups())


@every_tick
def try_again(now: datetime) -> None:
    """Ask once more for what could not be destroyed; what is under way is not doubled."""
    for each in TakeDown.objects.done().filter(wiped_at=None):
        ask_for_scrub(each, None, now)


def _destroy(sha256: str) -> bool:
    """The bytes of a hash are gone; False where something else rightly needs them.

    The database refuses to let go of a blob that a row still points to.
    """
    blob = Blob.objects.filter(sha256=sha256).first()
    if blob is None:
        return True
    if _built_with(sha256) or _pictured(blob):
        return False
    try:
        with transaction.atomic():
            blob.delete()
            # Within the transaction: whoever dies here finds the row again, and then no file.
            default_storage.delete(blob.name)
    except ProtectedError:
        return False
    return True


def discard(hashes: Iterable[str]) -> None:
    """Destroy bytes that were kept for something that does not come to be."""
    for sha256 in hashes:
        _destroy(sha256)


def _pictured(blob: Blob) -> bool:
    """Whether a row has it among several: such rows would be cut off without a word."""
    many = (each for each in Blob._meta.related_objects if each.many_to_many)
    return any(
        each.related_model._default_manager.filter(**{each.field.name: blob}).exists()
        for each in many
    )


def _built_with(sha256: str) -> bool:
    """Whether a build that can still be published made or takes these bytes."""
    reports = Build.objects.done().values_list("report", flat=True)
    return any(
        file["sha256"] == sha256 for report in reports.iterator() for file in report["files"]
    )


def _rewrite_pages() -> None:
    """Write the pages of the database anew, so that none holds rows that were deleted.

    Raises JobFailed where others hold it for too long: the clock asks again. Inside a
    transaction neither database can, and the job is in none.
    """
    if connection.in_atomic_block:
        return
    try:
        _rewrite_sqlite() if connection.vendor == "sqlite" else _rewrite_postgresql()
    except OperationalError as error:
        raise JobFailed("Others are at work on the database. It is tried again.") from error


def _rewrite_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_search(record_search) VALUES ('optimize')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rewrite_postgresql() -> None:
    named = connection.introspection.django_table_names(only_existing=True)
    tables = [each for each in named if each.startswith(OURS)]
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        for table in tables:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
        cursor.execute("RESET lock_timeout")


def backups() -> list[str]:
    """What may still hold it: the places that the operator named, and copies in our own folder."""
    own = Path(settings.DATA_DIR) / "backups"
    found = sorted(path.name for path in own.iterdir()) if own.is_dir() else []
    return [*settings.BACKUPS, *(f"{name} among our own copies" for name in found)]
