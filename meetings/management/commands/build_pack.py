"""``manage.py build_pack icp 2023-07-24 --audience public --output pack.pdf``: no worker needed."""

import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Build
from icsgov.record.models.releases import Audience
from icsgov.record.proofs import prove
from icsgov.work.jobs import JobFailed
from meetings.models import Meeting, MeetingPart
from meetings.packs import audiences_for

REPORTED = ("pages", "bytes", "sha256", "seconds", "rendered", "reused", "warnings", "findings")


class Command(BaseCommand):
    help = "Build the pack of a meeting and write it to a file. It publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("board", help="the board's short name, such as icp")
        parser.add_argument("meeting", help="the meeting's address, such as 2023-07-24")
        parser.add_argument("--audience", choices=Audience.values, required=True)
        parser.add_argument("--part", type=int, choices=(1, 2), default=1)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = self._meeting(options["board"], options["meeting"])
        made = self._build(meeting, options["part"], options["audience"])
        self._write(made, options["output"])
        report = {name: made.report[name] for name in REPORTED}
        self.stdout.write(json.dumps(report, indent=2) if options["json"] else _words(report))

    def _meeting(self, board: str, address: str) -> Meeting:
        rows = Meeting.objects.select_related("board")
        found = rows.filter(board__slug=board.lower(), address=address).first()
        if found is None:
            raise CommandError(f"There is no meeting {address} of a board called {board}.")
        return found

    def _build(self, meeting: Meeting, part: int, audience: str) -> Build:
        if audience not in audiences_for(meeting, part):
            what = "Part 2" if part > 1 else "This meeting"
            raise CommandError(f"{what} is for members only. Use --audience members.")
        now = timezone.now()
        try:
            made = build(prove(AGENDA, meeting.key, part, now), by=None, now=now)
        except MeetingPart.DoesNotExist as error:
            raise CommandError(f"{meeting} has no Part {part}.") from error
        except JobFailed as failure:
            raise CommandError(str(failure)) from failure
        hidden = [each for each in made.report["findings"] if each["blocks"]]
        if hidden:
            raise CommandError("\n".join(f"{each['piece']}: {each['sentence']}" for each in hidden))
        return made

    def _write(self, made: Build, output: Path) -> None:
        assert made.pack is not None
        try:
            shutil.copyfile(made.pack.path, output)
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}.") from error


def _words(report: dict[str, Any]) -> str:
    """The report as lines for a person."""
    seconds = ", ".join(f"{stage} {took:.2f}" for stage, took in report["seconds"].items())
    noticed = [
        *report["warnings"],
        *(f"{each['piece']}: {each['sentence']}" for each in report["findings"]),
    ]
    lines = [
        f"{report['pages']} pages, {report['bytes']} bytes",
        f"sha256 {report['sha256']}",
        f"seconds: {seconds}",
        f"pieces: {report['rendered']} rendered, {report['reused']} reused",
        *(f"warning: {words}" for words in noticed),
    ]
    return "\n".join(lines)
