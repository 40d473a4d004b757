"""The long words of the index in a table of their own, and full text beside that one."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

earlier = importlib.import_module("icsgov.record.migrations.0003_full_text")

SQLITE = (
    "CREATE VIRTUAL TABLE record_search USING fts5(title, body, people, "
    "content='record_searchtext', content_rowid='row_id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER record_search_added AFTER INSERT ON record_searchtext BEGIN "
    "INSERT INTO record_search(rowid, title, body, people) "
    "VALUES (new.row_id, new.title, new.body, new.people); END",
    "CREATE TRIGGER record_search_removed AFTER DELETE ON record_searchtext BEGIN "
    "INSERT INTO record_search(record_search, rowid, title, body, people) "
    "VALUES ('delete', old.row_id, old.title, old.body, old.people); END",
    "CREATE TRIGGER record_search_changed AFTER UPDATE OF title, body, people "
    "ON record_searchtext BEGIN "
    "INSERT INTO record_search(record_search, rowid, title, body, people) "
    "VALUES ('delete', old.row_id, old.title, old.body, old.people); "
    "INSERT INTO record_search(rowid, title, body, people) "
    "VALUES (new.row_id, new.title, new.body, new.people); END",
)
SQLITE_BACK = earlier.SQLITE_BACK
POSTGRESQL = (
    f"ALTER TABLE record_searchtext ADD COLUMN tsv tsvector "
    f"GENERATED ALWAYS AS ({earlier.VECTOR}) STORED",
    "CREATE INDEX search_text ON record_searchtext USING gin (tsv)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_text",
    "ALTER TABLE record_searchtext DROP COLUMN tsv",
)
COPY = (
    "INSERT INTO record_searchtext(row_id, title, body, people) "
    "SELECT id, title, body, people FROM record_searchrow",
)


def _run(sqlite: Sequence[str], postgresql: Sequence[str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
        for statement in statements:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("record", "0009_personal_packs")]
    operations = [
        migrations.RunPython(
            _run(earlier.SQLITE_BACK, earlier.POSTGRESQL_BACK),
            _run(earlier.SQLITE, earlier.POSTGRESQL),
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="record.searchrow",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("people", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK)),
        migrations.RunPython(_run(COPY, COPY), migrations.RunPython.noop),
        migrations.RemoveField(model_name="searchrow", name="body"),
    ]
