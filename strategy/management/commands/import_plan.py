"""``manage.py import_plan FILE``: a plan from a file (docs/plan-format.md), all or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from strategy.importing import apply
from strategy.planfile import Faults, load, read


class Command(BaseCommand):
    help = "Bring in a plan from a .yaml or .json file (docs/plan-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            applied = apply(read(load(path)), None, timezone.now())
        except Faults as faults:
            lines = "\n".join(f"  {fault}" for fault in faults.faults)
            raise CommandError(
                f"Nothing was brought in. Mend this and try again:\n{lines}"
            ) from None
        self.stdout.write(str(applied))
