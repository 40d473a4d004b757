"""``manage.py tick``: one turn of the clock, or one every 30 seconds with ``--loop``."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from icsgov.work.clock import tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Give back stale work, send the outbox, start what the clock asks for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--seconds", type=float, default=30, help="pause between two turns")

    def handle(self, *args: Any, **options: Any) -> None:
        self._turn(quietly=options["loop"])
        while options["loop"]:
            time.sleep(options["seconds"])
            self._turn(quietly=True)

    def _turn(self, quietly: bool = False) -> None:
        close_old_connections()
        try:
            done = tick(timezone.now())
        except Exception:
            if not quietly:
                raise
            logger.exception("the clock stumbled; it goes on")
            return
        if not quietly:
            self.stdout.write(
                f"{done.given_back} given back, {done.knocked} knocked, {done.sent} sent"
            )
