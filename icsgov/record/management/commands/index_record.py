"""``manage.py index_record``: make the public search index anew from the releases."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from icsgov.record import indexing


class Command(BaseCommand):
    help = (
        "Make the index of the public search anew. Publishing keeps it by itself; this is for "
        "after an update of icsgov that reads more out of the record. Harmless when run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{indexing.rebuild(timezone.now())} entries can be found.")
