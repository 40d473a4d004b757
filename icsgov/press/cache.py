"""Pieces kept by the hash of everything that went into them."""

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

ENGINES = ("weasyprint", "pydyf", "pikepdf", "pypdfium2", "fonttools")
EDITION = "1"  # raise it when the press itself would make other bytes of the same inputs


@cache
def engines() -> str:
    """The versions of the press and of the libraries whose output is kept."""
    return " ".join([f"press={EDITION}", *(f"{name}={version(name)}" for name in ENGINES)])


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def piece_key(*inputs: bytes | str) -> str:
    """The key under which the result of these inputs is kept; other engines, other key."""
    whole = hashlib.sha256(engines().encode())
    for part in inputs:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


@dataclass(slots=True)
class Cache:
    """A folder of results. ``made`` and ``reused`` count what this object was asked to do.

    A result is complete or absent: it is written beside its place and moved into it. Losing the
    folder costs time, never correctness.
    """

    folder: Path
    made: int = field(default=0, init=False)
    reused: int = field(default=0, init=False)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under this key, or None."""
        try:
            data = self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        self.reused += 1
        return data

    def find(self, key: str) -> Path | None:
        """The file of what is kept under this key, or None."""
        path = self._path(key)
        if not path.exists():
            return None
        self.reused += 1
        return path

    def put(self, key: str, data: bytes) -> Path:
        """Keep these bytes under this key, in this file; raises OSError where the disk is full."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        self.made += 1
        return path

    def prune(self, before: float) -> int:
        """Remove results last written before this POSIX time; how many went."""
        old = [path for path in self.folder.glob("??/*") if path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]
