"""Check files as the upload form would: `manage.py check_file FILE… [--json]`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from icsgov.press import door
from icsgov.press.verdict import Verdict


class Command(BaseCommand):
    help = (
        "Says of each file whether it would be taken, and why not. Exit status 1: one is refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object per line")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["files"] if not path.is_file()]
        if missing:
            raise CommandError(f"No such file: {', '.join(missing)}")
        show = _as_json if options["json"] else _as_text
        refused = False
        for path in options["files"]:
            verdict = door.check(path, path.name)
            self.stdout.write(show(path, verdict))
            refused |= verdict.refused
        if refused:
            sys.exit(1)


def _as_json(path: Path, verdict: Verdict) -> str:
    return json.dumps({"file": str(path)} | verdict.as_json(), ensure_ascii=False)


def _as_text(path: Path, verdict: Verdict) -> str:
    lines = [f"{path}: {verdict.outcome}. {verdict.sentence}"]
    for reason in verdict.reasons:
        kind = "refused" if reason.refuses else "warning"
        where = f"{reason.where}: " if reason.where else ""
        lines.append(f"  {kind} [{reason.code}] {where}{reason.sentence}")
    return "\n".join(lines)
