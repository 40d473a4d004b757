"""Rows that hang on others, read at once and handed to each: what prefetch_related does.

Django makes a manager and a queryset for each row and relation, which took half the time of
reading an agenda with a hundred rows. Here each gets a tuple. `.all()` answers with it; whatever
would need a query of its own (`.filter()`, `.exists()`) fails aloud.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet


def hang(parents: Sequence[Model], name: str, rows: QuerySet[Any]) -> None:
    """Hand to each parent its rows of the relation of that name, in the order of `rows`."""
    if not parents:
        return
    relation: Any = type(parents[0])._meta.get_field(name)
    link = relation.field
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    keys = {parent.pk for parent in parents}  # of rows Django would ask each for more than its key
    for row in rows.filter(**{f"{link.name}__in": keys}):
        found[getattr(row, link.attname)].append(row)
    for parent in parents:
        give(parent, relation.get_accessor_name(), found[parent.pk])
        for row in found[parent.pk]:
            setattr(row, link.name, parent)


def give(parent: Any, name: str, rows: Iterable[Any]) -> None:
    """Let a relation answer with these rows."""
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = tuple(rows)
