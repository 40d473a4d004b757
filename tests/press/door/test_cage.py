"""The cage holds: no network, no files, no processes, no time and memory beyond the limits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from icsgov.press import cage, door, walls
from tests.press.door import good
from tests.press.door.conftest import inmates

INMATE = "tests.press.door.inmate"


@pytest.fixture
def folder(tmp_path):
    job = tmp_path / "job"
    job.mkdir()
    yield job
    assert inmates(tmp_path) == []


def call(function, folder, job=None, **limits):
    return cage.call(f"{INMATE}:{function}", job, folder=folder, **limits)


def test_the_cage_can_be_made_here():
    assert cage.available() is None


def test_an_inmate_reaches_nothing(folder, tmp_path, calls, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    port, heard = calls
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    settings = cage.PROJECT / "icsgov" / "settings.py"
    steps = []
    job = {
        "port": port,
        "canary": str(canary),
        "settings": str(settings),
        "parent": os.getpid(),
    }
    seen = call("look_around", folder, job, progress=steps.append)
    assert seen["network"] == "refused: Network is unreachable"
    assert seen["names"].startswith("refused")
    assert seen["canary"] == seen["project"] == "refused: No such file or directory"
    assert seen["passwords"] == "refused: No such file or directory"
    assert seen["write"] == seen["write_code"] == "refused: Read-only file system"
    assert seen["kill"] == "refused: No such process"
    assert seen["root"] == "refused: Operation not permitted"
    assert seen["user"] == walls.NOBODY
    assert seen["environment"] == ["HOME", "LANG", "PATH", "TMPDIR"]
    assert seen["processes"] < 10
    assert seen["here"] == []
    assert steps == ["looking"]
    assert heard == []


def test_a_child_in_a_session_of_its_own_dies_too(folder):
    mark = f"600.{os.getpid()}{time.monotonic_ns()}"
    assert call("leave_a_child", folder, {"mark": mark}) == "left"
    commands = [
        path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if readable(path)
    ]
    assert [command for command in commands if mark.encode() in command] == []


def readable(path):
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("function", "limits", "why"),
    [
        ("sleep", {"seconds": 1}, "time"),
        ("spin", {"cpu": 1}, "time"),
        ("eat_memory", {}, "memory"),
        ("write_much", {"file_size": 1_000_000}, "memory"),
        ("fill_the_disk", {}, "room"),
        ("say_much", {}, "crash"),
        ("fail", {}, "crash"),
        ("crash", {}, "crash"),
    ],
)
def test_limits(function, limits, why, folder):
    started = time.monotonic()
    with pytest.raises(cage.JobError) as raised:
        call(function, folder, **limits)
    assert raised.value.why == why
    assert time.monotonic() - started < 20


def test_a_failing_job_tells_its_error(folder):
    with pytest.raises(cage.JobError, match="the file is odd"):
        call("fail", folder)


def test_what_an_inmate_leaves_in_place_of_a_file_is_not_followed(tmp_path, monkeypatch):
    """A parser that was taken over could leave a link to a secret of the machine."""
    source = tmp_path / "paper.pdf"
    source.write_bytes(good.saved(good.pdf(1)))
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(door, "JOB", f"{INMATE}:leave_links")
    received = door.receive(source, "paper.pdf", tmp_path / "out")
    assert [reason.code for reason in received.verdict.reasons] == ["unreadable"]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_line_that_is_no_answer_is_none(folder):
    with pytest.raises(cage.JobError) as raised:
        call("babble", folder)
    assert raised.value.why == "crash"


def test_a_program_runs_in_the_folder(folder):
    ran = cage.run(
        ["/bin/sh", "-c", "echo made > file; echo out; echo err >&2; exit 3"], folder=folder
    )
    assert (ran.returncode, ran.stdout, ran.stderr, ran.timed_out) == (3, b"out\n", "err\n", False)
    assert (folder / "file").read_text() == "made\n"


def test_a_slow_program_is_stopped(folder):
    ran = cage.run(["/usr/bin/sleep", "600"], folder=folder, seconds=0.5)
    assert ran.timed_out
    assert ran.returncode == -signal.SIGKILL


def test_progress_that_fails_ends_the_job(folder):
    def fail(step):
        raise RuntimeError(step)

    with pytest.raises(RuntimeError, match="sleeping"):
        call("sleep", folder, progress=fail)


def test_the_job_dies_with_the_worker(folder, tmp_path):
    """A worker that is killed leaves no process behind."""
    code = (
        "from pathlib import Path; from icsgov.press import cage;"
        f"cage.call('{INMATE}:sleep', None, folder=Path({str(folder)!r}))"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=cage.PROJECT)
    until(lambda: len(inmates(tmp_path)) >= 3)
    worker.kill()
    worker.wait()
    until(lambda: inmates(tmp_path) == [])


def until(holds, seconds=10):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("user", [0, 1000])
def test_the_cage_needs_no_root(user):
    """As an ordinary user, and as the root of a container that knows no other user."""
    code = "from icsgov.press import cage; print(cage.available())"
    mapping = [f"--map-user={user}", f"--map-group={user}"]
    command = ["unshare", "--user", *mapping, sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=cage.PROJECT, capture_output=True, text=True, check=True)
    assert ran.stdout == "None\n"


def test_a_machine_without_namespaces_is_told_apart(folder, monkeypatch):
    """Where the walls cannot be built, nothing runs."""
    walls_that_fail = folder.parent / "walls.py"
    walls_that_fail.write_text(
        f"import os; os.write(2, b'leave the namespaces: no'); os._exit({walls.NO_WALLS})"
    )
    monkeypatch.setattr(walls, "__file__", str(walls_that_fail))
    with pytest.raises(cage.CageError, match="leave the namespaces: no"):
        cage.run(["/bin/true"], folder=folder)
    cage.available.cache_clear()
    assert cage.available() == "leave the namespaces: no"
    cage.available.cache_clear()
