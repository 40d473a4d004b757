"""The full text beside the index: a table of FTS5 kept by triggers, or a computed column."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE record_search USING fts5(title, body, people, "
    "content='record_searchrow', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER record_search_added AFTER INSERT ON record_searchrow BEGIN "
    "INSERT INTO record_search(rowid, title, body, people) "
    "VALUES (new.id, new.title, new.body, new.people); END",
    "CREATE TRIGGER record_search_removed AFTER DELETE ON record_searchrow BEGIN "
    "INSERT INTO record_search(record_search, rowid, title, body, people) "
    "VALUES ('delete', old.id, old.title, old.body, old.people); END",
    "CREATE TRIGGER record_search_changed AFTER UPDATE OF title, body, people "
    "ON record_searchrow BEGIN "
    "INSERT INTO record_search(record_search, rowid, title, body, people) "
    "VALUES ('delete', old.id, old.title, old.body, old.people); "
    "INSERT INTO record_search(rowid, title, body, people) "
    "VALUES (new.id, new.title, new.body, new.people); END",
)
SQLITE_BACK = (
    "DROP TRIGGER record_search_added",
    "DROP TRIGGER record_search_removed",
    "DROP TRIGGER record_search_changed",
    "DROP TABLE record_search",
)
# Signs between letters part words, as they do in FTS5: else "2023/07" would be one word, a path.
PLAIN = r"regexp_replace({}, '[^[:alnum:]]+', ' ', 'g')"
VECTOR = " || ".join(
    f"setweight(to_tsvector('english', {PLAIN.format(column)}), '{weight}')"
    for column, weight in (("title", "A"), ("people", "B"), ("body", "C"))
)
POSTGRESQL = (
    f"ALTER TABLE record_searchrow ADD COLUMN tsv tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX search_text ON record_searchrow USING gin (tsv)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_text",
    "ALTER TABLE record_searchrow DROP COLUMN tsv",
)


def _run(sqlite: Sequence[str], postgresql: Sequence[str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
        for statement in statements:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("record", "0002_search_index")]
    operations = [
        migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))
    ]
