"""A copy of everything that cannot be made again: the database at one moment, and the files.

A file never changes under its name, which is random; so a second copy into the same folder adds
only the new ones. The manifest holds hashes and sizes, and no word of anything that is kept.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from icsgov.record.models import Blob
from icsgov.record.models.files import sha256_of

MANIFEST = "manifest.json"
FILES = "files"
# The password goes by the environment: arguments can be read by everybody on the machine.
LOGIN = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class BackupFailed(Exception):
    """The copy could not be made; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Kept:
    """One file of a copy: its place in the folder, SHA-256 and size in bytes."""

    path: str
    sha256: str
    size: int


def take(folder: Path, now: datetime) -> Path:
    """Copy database and files into the folder; gives the manifest, which is written last.

    The database comes first: every file that it names was there before its row. (But what a
    take-down destroys in between is not copied.)
    """
    home = folder / f"{now:%Y-%m-%dT%H%M%SZ}"
    home.mkdir(parents=True, mode=0o700)
    database = _database(home)
    kept = [_kept(folder, database), *_files(folder)]
    manifest = {
        "made_at": now.isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": _migrations(),
        "kept": [asdict(each) for each in kept],
    }
    unready = home / f".{MANIFEST}"
    unready.write_text(json.dumps(manifest, indent=1) + "\n")
    unready.rename(home / MANIFEST)
    return home / MANIFEST


def faults(manifest: Path) -> list[str]:
    """What is missing from a copy, or is not what it was: a sentence each."""
    folder = manifest.parent.parent
    said: dict[str, Any] = json.loads(manifest.read_text())
    found = []
    for each in said["kept"]:
        path = folder / each["path"]
        if not path.is_file():
            found.append(f"{each['path']} is missing.")
        elif sha256_of(path) != each["sha256"]:
            found.append(f"{each['path']} has changed since it was copied.")
    return found


def _database(home: Path) -> Path:
    if connection.vendor == "sqlite":
        return _copy_sqlite(home / "database.sqlite3")
    return _dump_postgresql(home / "database.dump")


def _copy_sqlite(target: Path) -> Path:
    """By SQLite's own backup: copying the file of a running database loses what is in its log."""
    source = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
    return target


def _dump_postgresql(target: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is not installed: sudo apt-get install postgresql-client")
    wanted = connection.get_connection_params()
    login = {variable: str(wanted[name]) for name, variable in LOGIN.items() if wanted.get(name)}
    command = [program, "--format=custom", f"--file={target}", str(wanted["dbname"])]
    done = subprocess.run(command, env=os.environ | login, capture_output=True, text=True)
    if done.returncode:
        raise BackupFailed(f"pg_dump could not copy the database: {done.stderr.strip()}")
    return target


def _files(folder: Path) -> list[Kept]:
    """Copy the files that the folder does not hold yet; a lost one is listed, and so a fault."""
    kept = []
    for blob in Blob.objects.order_by("pk"):
        target = folder / FILES / blob.name
        if blob.path.is_file() and not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(blob.path, target)
        kept.append(Kept(str(target.relative_to(folder)), blob.sha256, blob.size))
    return kept


def _kept(folder: Path, path: Path) -> Kept:
    return Kept(str(path.relative_to(folder)), sha256_of(path), path.stat().st_size)


def _migrations() -> dict[str, str]:
    """The last migration of each app: what a restored database is at."""
    applied = MigrationRecorder(connection).applied_migrations()
    return dict(sorted(applied))
