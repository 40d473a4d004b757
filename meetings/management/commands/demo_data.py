"""``manage.py demo_data``: the demonstration, and how to sign in to it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from meetings.demo.load import load
from meetings.demo.people import PASSWORD, READERS


class Command(BaseCommand):
    help = "Make the demonstration data (harmless when run again) and print the sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        load(timezone.now(), lambda words: self.stdout.write(f"… {words}"))
        self.stdout.write(f"\nSign in with the password: {PASSWORD}")
        for reader in READERS:
            self.stdout.write(f"  {reader.email:<28} {reader.what}")
