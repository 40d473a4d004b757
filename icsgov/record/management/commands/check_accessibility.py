"""manage.py check_accessibility: look at every public page, and record what was found."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import Client
from django.utils import timezone

from icsgov.record import legible, sitemap
from icsgov.record.statement import record_check

BESIDE = ("/search/", "/search/?q=board", "/follow/email/")


class Command(BaseCommand):
    help = (
        "Check the HTML of every public page against the rules of WCAG 2.2 that need no browser, "
        "print what is wrong, and put day and result into the accessibility statement. Ends with "
        "1 where anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Print only; the statement stays as it is."
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        addresses = [*(page.path for page in sitemap.pages(now)), *BESIDE]
        pages, found = 0, Counter[str]()
        for address in addresses:
            page = _fetch(address)
            if page is None:
                continue
            pages += 1
            for fault in legible.faults(page):
                found[fault.criterion] += 1
                self.stdout.write(f"{address}: {fault.words} ({fault.criterion})")
        self.stdout.write(f"{pages} pages, {found.total()} faults")
        if not dry_run:
            record_check(pages, dict(sorted(found.items())), now)
        if found:
            raise SystemExit(1)


def _fetch(address: str) -> str | None:
    """A page as the public gets it; None for what is no page, or needs more than reading."""
    site = urlsplit(settings.SITE_URL)
    client = Client(SERVER_NAME=site.hostname or "localhost")
    response = client.get(address, secure=site.scheme == "https")
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return response.content.decode() if is_page else None
