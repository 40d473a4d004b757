"""Throwaway folders of jobs, in DATA_DIR/scratch: a killed worker leaves nothing behind there.

Each folder is locked by the process that uses it. The kernel ends the lock with the process,
however that ends; what nobody locks is swept away by the clock.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

JUST_MADE = timedelta(seconds=30)  # so long a folder may be there and not yet locked


def home() -> Path:
    """Where the folders stand; nobody but the server may look in."""
    path = Path(settings.DATA_DIR) / "scratch"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """A folder that is gone at the end of the block, or soon after its process was killed."""
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=home()) as made:
        lock = os.open(made, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield Path(made)
        finally:
            os.close(lock)


def sweep(now: datetime) -> int:
    """Remove what killed processes left; how many folders went."""
    before = (now - JUST_MADE).timestamp()
    old = [path for path in home().iterdir() if path.is_dir() and path.stat().st_mtime < before]
    return sum(_remove(path) for path in old)


def _remove(path: Path) -> bool:
    try:
        lock = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        shutil.rmtree(path, ignore_errors=True)
        return True
    finally:
        os.close(lock)
