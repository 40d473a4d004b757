"""Vouch for the addresses of the accounts there are, as for new ones."""

from typing import Any

from django.db import migrations


def vouch(apps: Any, schema_editor: Any) -> None:
    """One checked address for each account: its own."""
    EmailAddress = apps.get_model("account", "EmailAddress")
    for pk, email in apps.get_model("boards", "User").objects.values_list("pk", "email"):
        known = EmailAddress.objects.filter(user_id=pk, email__iexact=email)
        if not known.update(verified=True):
            EmailAddress.objects.create(user_id=pk, email=email, verified=True)
        if not EmailAddress.objects.filter(user_id=pk, primary=True).exists():
            EmailAddress.objects.filter(user_id=pk, email__iexact=email).update(primary=True)


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0005_letting_in"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(vouch, migrations.RunPython.noop)]
