"""Those who get bulletins follow them as everything else on the record is followed."""

from typing import Any

from django.db import migrations


def _move(apps: Any, schema_editor: Any) -> None:
    subscriptions = apps.get_model("record", "Subscription").objects
    for who in apps.get_model("strategy", "Subscriber").objects.all():
        subscriptions.create(
            email=who.email,
            asks="kind=Bulletins",
            how="at once",
            token=who.token,
            asked_at=who.asked_at,
            confirmed_at=who.confirmed_at,
            told_until=who.confirmed_at,
        )


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial"), ("record", "0004_following")]
    operations = [
        migrations.RunPython(_move, migrations.RunPython.noop),
        migrations.DeleteModel(name="Subscriber"),
    ]
