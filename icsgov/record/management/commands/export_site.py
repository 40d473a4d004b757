"""manage.py export_site DIR: the whole public record as files that any web server can host."""

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import Client
from django.utils import timezone

from icsgov.record import copying, site_copies, sitemap
from icsgov.record.copying import Page

MANIFEST = "copy.json"


class Command(BaseCommand):
    help = (
        "Write the whole public record to a folder: pages, PDF, feeds and spreadsheets, with "
        "relative links. Running it again changes only what changed on the record."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A new or empty folder, or an earlier copy.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        earlier = _earlier(folder)
        pages, missing = _gather()
        files = {page.address: page.file for page in pages}
        written = {}
        for page in pages:
            content = copying.rewritten(page, files, settings.SITE_URL)
            _write(folder, page.file, content)
            written[page.file] = hashlib.sha256(content).hexdigest()
        for gone in sorted(earlier - written.keys()):
            _inside(folder, gone).unlink(missing_ok=True)
        said = {"site": settings.SITE_URL, "files": written}
        _write(folder, MANIFEST, (json.dumps(said, indent=1, sort_keys=True) + "\n").encode())
        site_copies.note(folder, timezone.now())
        size = sum(len(page.content) for page in pages)
        self.stdout.write(f"{len(written)} files, {size / 1_000_000:.1f} MB, in {folder}")
        for address, where in sorted(missing.items()):
            self.stderr.write(f"Not there: {address}, named on {where}")
        if missing:
            raise CommandError(f"{len(missing)} links of the record lead nowhere.")


def _earlier(folder: Path) -> set[str]:
    """The files of an earlier copy; refuses a folder in which anything else lies."""
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise CommandError(f"{folder} is not empty, and no earlier copy. Choose another folder.")
    return set(json.loads(manifest.read_text())["files"])


def _gather() -> tuple[list[Page], dict[str, str]]:
    """Everything that the sitemap names or leads to; and what is not there, with who named it."""
    waiting = {page.path: "the sitemap" for page in sitemap.pages(timezone.now())}
    waiting = {path: where for path, where in waiting.items() if copying.meant(path, "/")}
    pages: dict[str, Page] = {}
    missing: dict[str, str] = {}
    seen = set(waiting)
    while waiting:
        address, where = waiting.popitem()
        page = _fetch(address)
        if page is None:
            missing[address] = where
            continue
        if page.kind == "":
            continue  # needs the site: a form, or sign-in
        pages[address] = page
        for found in copying.leads_to(page):
            if found not in seen:
                seen.add(found)
                waiting[found] = address
    return [pages[address] for address in sorted(pages)], missing


def _fetch(address: str) -> Page | None:
    """A page as the public gets it; without a kind what is not of the record; None for 404."""
    site = urlsplit(settings.SITE_URL)
    client = Client(SERVER_NAME=site.hostname or "localhost")
    response = client.get(address, secure=site.scheme == "https")
    content: bytes = response.getvalue()
    if response.status_code == 404:
        return None
    if response.status_code in (301, 302):
        moved = copying.meant(response["Location"], address)
        return Page(address, "text/html" if moved else "", b"", moved)
    kept = "public" in response.get("Cache-Control", "") and response.status_code in (200, 410)
    kind = response["Content-Type"].partition(";")[0] if kept else ""
    return Page(address, kind, content)


def _inside(folder: Path, name: str) -> Path:
    """A file of the copy; an address never leads out of the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise CommandError(f"{name} would lie outside of {folder}.")
    return path


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write a file, unless it holds just that: unchanged ones keep their time."""
    path = _inside(folder, name)
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
