"""Inspect a PDF as the gate before publishing does: `manage.py inspect_pdf FILE [--json]`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from django.core.management.base import BaseCommand, CommandError

from icsgov.press.findings import Finding
from icsgov.press.inspector import inspect


class Command(BaseCommand):
    help = (
        "Says what a PDF holds that its readers were not meant to get. Exit status 1: something"
        " that keeps it from being published."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="a JSON list of findings")
        parser.add_argument(
            "--private",
            action="append",
            default=[],
            metavar="WORDS",
            help="words that may occur nowhere in the file; may be given again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"No such file: {path}")
        try:
            findings = inspect(path, canaries=options["private"])
        except (pikepdf.PdfError, pdfium.PdfiumError) as error:
            raise CommandError(f"{path} is not a PDF that can be read: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps([each.as_dict() for each in findings], ensure_ascii=False))
        else:
            self.stdout.write("\n".join(map(_as_text, findings)) or "Nothing found.")
        if any(each.blocks for each in findings):
            sys.exit(1)


def _as_text(finding: Finding) -> str:
    kind = "stop" if finding.blocks else "look"
    return f"{kind} [{finding.code}] {finding} {finding.what_to_do}"
