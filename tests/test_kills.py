"""A worker killed in the midst of its work: nothing half done shows, nothing stays stuck."""

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from icsgov.record.models import Blob, Build
from icsgov.record.tasks import ask_for_build
from icsgov.work import scratch
from icsgov.work.models import Work
from meetings.demo import documents
from meetings.models import Meeting, PaperFile
from meetings.tasks import receiving
from tests import factories as make
from tests import packs

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
WORKER = [*MANAGE, "db_worker", "--queue-name", "*", "--interval", "0.1", "--no-reload"]
MINUTE = 60


def database_url() -> str:
    """The test's own database, for other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def start(monkeypatch, settings) -> Iterator[Callable[[list[str]], subprocess.Popen]]:
    """Starts the programs of a server on the test's database; knocks come from its clock alone."""
    monkeypatch.setattr("icsgov.work.jobs.knock", lambda work: None)
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(settings.DATA_DIR),
        "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
        "LOG_LEVEL": "CRITICAL",
    }
    running = []

    def begin(command: list[str]) -> subprocess.Popen:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, **quiet))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


class Desk:
    """A desk that asks for packs and hands in Word files, over and over."""

    def __init__(self) -> None:
        self.board = make.board()
        self.secretary = make.secretary(self.board)
        self.meetings = 0
        self.files = 0

    def ask_for_pack(self) -> None:
        self.meetings += 1
        day = make.MEETING_DAY + timedelta(days=self.meetings)
        meeting = packs.meeting(self.board, day=day)
        ask_for_build("agenda", meeting.key, 1, by=self.secretary, now=_a_minute_ago())

    def hand_in(self, folder: Path) -> None:
        self.files += 1
        words = f"Paper {self.files}"
        path = folder / f"{self.files}.docx"
        path.write_bytes(documents.paper(words, "", [documents.Clause("Purpose", (words,))]))
        paper = make.paper(self.board, words)
        receiving.hand_in(
            paper, [receiving.Upload(path, path.name)], self.secretary, _a_minute_ago()
        )


def _a_minute_ago():
    return timezone.now() - timedelta(minutes=1)


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return true()


def all_gets_done() -> bool:
    """Wait until nothing is open; False when for three minutes no row was closed."""
    while not all_closed():
        if not wait_until(_one_fewer(Work.objects.open().count()), 3 * MINUTE):
            return False
    return True


def _one_fewer(than: int) -> Callable[[], bool]:
    return lambda: all_closed() or Work.objects.open().count() < than


def all_closed() -> bool:
    unread = PaperFile.objects.checking().exists()
    return not unread and not Work.objects.open().exists()


def kill_one(start, chance: random.Random) -> None:
    """Start a worker, and kill it at some moment of its work."""
    before = set(Work.objects.values_list("token", flat=True))
    worker = start(WORKER)
    assert wait_until(lambda: bool(_running() - before), 3 * MINUTE)
    time.sleep(chance.uniform(0, 1.5))
    worker.kill()
    worker.wait()


def _running() -> set:
    return set(Work.objects.filter(state="running").values_list("token", flat=True))


def assert_whole() -> None:
    """Every pack and every file that the desk shows is complete, and there once."""
    for build in Build.objects.done():
        content = build.pack.read()
        assert hashlib.sha256(content).hexdigest() == build.pack.sha256
        with pikepdf.open(build.pack.path) as pdf:
            assert len(pdf.pages) == build.report["pages"]
    asked = Work.objects.filter(kind="build", state="done").count()
    assert Build.objects.done().count() == asked
    for file in PaperFile.objects.filter(state="ready"):
        assert Path(file.normalised.path).stat().st_size == file.normalised.size
        assert file.normalised.texts.count() == file.normalised.pages
    hashes = list(Blob.objects.values_list("sha256", flat=True))
    assert len(hashes) == len(set(hashes))


def leftovers() -> list[str]:
    """Programs and folders of jobs that should have ended with their worker."""
    home = str(scratch.home())
    found = [path.name for path in scratch.home().iterdir()]
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if home in command:
            found.append(command)
    return found


def test_a_killed_worker_loses_and_doubles_nothing(start, soak, tmp_path):
    kills = 50 if soak else 1
    chance = random.Random(kills)
    desk = Desk()
    start([*MANAGE, "tick", "--loop", "--seconds", "1"])
    for _ in range(kills):
        desk.ask_for_pack()
        desk.hand_in(tmp_path)
        kill_one(start, chance)
    if not soak:  # the minute of the lease passes at once
        Work.objects.filter(state="running").update(lease_until=timezone.now())
    start(WORKER)
    stale = Work.objects.stale(timezone.now())
    assert wait_until(lambda: not stale.exists(), MINUTE), list(stale.values("kind", "words"))
    assert all_gets_done(), list(Work.objects.open().values("kind", "state", "attempts", "words"))
    given_up = Work.objects.filter(state="failed")  # killed three times: its author is told
    assert all(work.attempts == 3 for work in given_up), [work.error for work in given_up]
    assert Meeting.objects.count() == desk.meetings
    read = PaperFile.objects.filter(kind="docx", state="ready").count()
    assert read + given_up.filter(kind=receiving.KIND).count() == desk.files
    assert_whole()
    scratch.sweep(timezone.now() + timedelta(minutes=1))
    assert leftovers() == []


def test_a_lease_that_nobody_renews_ends_within_a_minute():
    work = Work.objects.create(
        kind="none", subject=make.board().key, asked_at=timezone.now(), not_before=timezone.now()
    )
    assert work.claim(timezone.now())
    assert Work.objects.stale(timezone.now() + timedelta(seconds=MINUTE)).get() == work
