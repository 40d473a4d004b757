import multiprocessing
import os
import signal
import time
from datetime import timedelta

from django.utils import timezone

from icsgov.work import scratch

LATER = scratch.JUST_MADE + timedelta(minutes=1)


def test_a_folder_is_private_and_gone_afterwards():
    with scratch.folder("job") as made:
        (made / "file").write_text("words")
        assert made.parent == scratch.home()
        assert made.parent.stat().st_mode & 0o077 == 0
        assert made.name.startswith("job-")
    assert not made.exists()


def test_what_is_in_use_is_not_swept():
    with scratch.folder("job") as made:
        scratch.sweep(timezone.now() + LATER)
        assert made.is_dir()


def _hold(told) -> None:
    with scratch.folder("killed") as made:
        (made / "half").write_text("half a pack")
        told.send(made)
        time.sleep(60)


def test_what_a_killed_process_left_is_swept_once_it_is_old():
    here, there = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(target=_hold, args=(there,))
    process.start()
    made = here.recv()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    scratch.sweep(timezone.now())
    assert made.is_dir()
    scratch.sweep(timezone.now() + LATER)
    assert not made.exists()
