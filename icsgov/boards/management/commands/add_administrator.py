"""``manage.py add_administrator``: the first administrator of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from icsgov.boards.models import Administrator, Person, User
from icsgov.boards.tasks import invite


class Command(BaseCommand):
    help = "Make a person an administrator and send them an invitation by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("given_names")
        parser.add_argument("family_name")
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        email = options["email"].lower()
        if User.objects.filter(email=email).exists():
            raise CommandError(f"{email} signs in here already; add them on the desk.")
        person = Person(
            given_names=options["given_names"], family_name=options["family_name"], email=email
        ).create_by(None, now)
        Administrator(person=person, starts=timezone.localdate(now)).create_by(None, now)
        invite(person, email, None, now)
        self.stdout.write(
            f"{person} is an administrator. The invitation goes out with the next tick."
        )
