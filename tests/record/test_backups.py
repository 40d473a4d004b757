"""A copy of everything, made while the site runs, and put back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from subprocess import run

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from icsgov.record import backups
from icsgov.record.models import Blob
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "secret-of-a-note"


@pytest.fixture
def blob() -> Blob:
    make.user(WORD)
    return Blob.objects.keep(b"the bytes of a paper", "pdf")


def names_of(copy: Path) -> str:
    """The people in a copied database, as text."""
    if copy.suffix == ".dump":
        said = run(["pg_restore", "--file=-", copy], capture_output=True, text=True, check=True)
        return said.stdout
    with closing(sqlite3.connect(copy)) as database:
        return str(
            database.execute("SELECT given_names, family_name FROM boards_person").fetchall()
        )


def test_a_copy_holds_the_database_and_its_files(tmp_path, blob):
    manifest = backups.take(tmp_path, NOW)
    (database,) = manifest.parent.glob("database.*")
    assert WORD in names_of(database)
    assert (tmp_path / "files" / blob.name).read_bytes() == b"the bytes of a paper"
    assert backups.faults(manifest) == []


def test_the_manifest_says_nothing_of_what_is_kept(tmp_path, blob):
    said = backups.take(tmp_path, NOW).read_text()
    assert WORD not in said
    kept = {each["sha256"] for each in json.loads(said)["kept"]}
    assert blob.sha256 in kept
    assert json.loads(said)["migrations"]["record"].startswith("00")


def test_a_second_copy_adds_only_what_is_new(tmp_path, blob):
    backups.take(tmp_path, NOW)
    first = tmp_path / "files" / blob.name
    stamp = first.stat().st_mtime_ns
    new = Blob.objects.keep(b"another paper", "pdf")
    backups.take(tmp_path, NOW.replace(hour=NOW.hour + 1))
    assert first.stat().st_mtime_ns == stamp
    assert (tmp_path / "files" / new.name).is_file()
    assert len(list(tmp_path.glob("*/manifest.json"))) == 2


def test_what_is_missing_or_changed_is_named(tmp_path, blob, capsys):
    gone = Blob.objects.keep(b"another paper", "pdf")
    manifest = backups.take(tmp_path, NOW)
    call_command("backup", manifest, check=True)
    (tmp_path / "files" / blob.name).write_bytes(b"rot")
    (tmp_path / "files" / gone.name).unlink()
    with pytest.raises(CommandError) as told:
        call_command("backup", manifest, check=True)
    assert f"files/{blob.name} has changed since it was copied." in str(told.value)
    assert f"files/{gone.name} is missing." in str(told.value)


def test_a_file_that_is_lost_stops_no_copy_and_is_named(tmp_path, blob):
    blob.path.unlink()
    with pytest.raises(CommandError, match=f"files/{blob.name} is missing."):
        call_command("backup", tmp_path)
    (manifest,) = tmp_path.glob("*/manifest.json")
    assert next(iter(manifest.parent.glob("database.*"))).stat().st_size


def test_a_copy_that_was_not_finished_has_no_manifest(tmp_path, blob, monkeypatch):
    def full(*paths):
        raise OSError("No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", tmp_path)
    assert not list(tmp_path.glob("*/manifest.json"))


def test_without_pg_dump_the_command_to_install_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(CommandError, match="sudo apt-get install postgresql-client"):
        call_command("backup", tmp_path)
