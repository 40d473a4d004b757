"""manage.py backup FOLDER: a copy of the database and the files, with a manifest."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from icsgov.record import backups


class Command(BaseCommand):
    help = (
        "Copy the database and the files into a folder while icsgov runs. Files are copied once; "
        "each copy of the database stands under its time, with a manifest of what belongs to it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Where the copies lie. Keep it private.")
        parser.add_argument(
            "--check",
            action="store_true",
            help="Copy nothing: FOLDER is a manifest; say what is missing or has changed.",
        )

    def handle(self, *args: Any, folder: Path, check: bool, **options: Any) -> None:
        if check:
            self._check(folder)
            return
        try:
            manifest = backups.take(folder, timezone.now())
        except (backups.BackupFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Copied. What belongs to it: {manifest}")
        self._check(manifest)

    def _check(self, manifest: Path) -> None:
        if not manifest.is_file():
            raise CommandError(f"{manifest} is no manifest.")
        faults = backups.faults(manifest)
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Everything is there, and as it was.")
