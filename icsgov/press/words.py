"""What stands on the pages of a PDF, asked in the cage and kept by the hash of its bytes."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from icsgov.press import cage
from icsgov.press.cache import Cache, piece_key

JOBS = "icsgov.press.inside.words"
SECONDS = 60
Box = list[float]


def page_texts(path: Path, sha256: str, cache: Cache) -> list[str]:
    """The words of each page. Raises cage.JobError where the file cannot be read."""
    found: list[str] = _asked("texts", path, sha256, cache)
    return found


def page_looks(path: Path, sha256: str, cache: Cache) -> list[str]:
    """A digest of what each page looks like. Raises cage.JobError where it cannot be drawn."""
    found: list[str] = _asked("looks", path, sha256, cache)
    return found


def boxes(
    path: Path, sha256: str, passages: Sequence[tuple[int, int, int]], cache: Cache
) -> list[list[Box]]:
    """Where passages stand, a box a line: [left, top, width, height] in parts of their page.

    A passage is its page, from 1, and its first and last letter, counted without spaces.
    """
    found: list[list[Box]] = _asked("boxes", path, sha256, cache, passages=list(passages))
    return found


def _asked(what: str, path: Path, sha256: str, cache: Cache, **job: Any) -> Any:
    key = piece_key(f"words-{what}", sha256, json.dumps(job))
    kept = cache.get(key)
    if kept is not None:
        return json.loads(kept)
    with tempfile.TemporaryDirectory(prefix="cage-") as name:
        source = Path(name) / "source"
        shutil.copyfile(path, source)
        order = {"source": source.name, **job}
        answer = cage.call(f"{JOBS}:{what}", order, folder=Path(name), seconds=SECONDS)
    cache.put(key, json.dumps(answer).encode())
    return answer
