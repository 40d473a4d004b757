"""``manage.py export_plan ADDRESS``: a plan as a file that import_plan reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from strategy.exporting import as_json, as_yaml
from strategy.models import Plan


class Command(BaseCommand):
    help = "Write a plan of the desk as YAML (or JSON), for import_plan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="as in /strategy/ADDRESS/")
        parser.add_argument("--json", action="store_true", help="JSON in place of YAML")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan.objects.filter(address=options["address"]).select_related("board").first()
        if plan is None:
            raise CommandError(f"There is no plan {options['address']}.")
        written = as_json(plan) if options["json"] else as_yaml(plan)
        self.stdout.write(written, ending="")
