"""Where copies of the site were written, and when: a take-down names those that are older."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class SiteCopy:
    """A folder that holds the public record as files, as it was at an hour."""

    folder: str
    at: datetime

    def is_after(self, settled: datetime | None) -> bool:
        """Whether it was written again since, so that it holds nothing of what went before."""
        return settled is not None and self.at > settled


def note(folder: Path, now: datetime) -> None:
    """Remember that a copy was written; the same folder once."""
    known = {each.folder: each.at for each in noted()} | {str(folder.resolve()): now}
    kept = {name: at.isoformat() for name, at in sorted(known.items())}
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(kept, indent=1) + "\n")
    beside.replace(path)


def noted() -> list[SiteCopy]:
    """Every folder to which a copy was ever written, by name."""
    if not _path().exists():
        return []
    kept = json.loads(_path().read_text())
    return [SiteCopy(name, datetime.fromisoformat(at)) for name, at in kept.items()]


def _path() -> Path:
    return Path(settings.DATA_DIR) / "site-copies.json"
