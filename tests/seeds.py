"""Where readers who follow every link begin."""

from django.urls import reverse

from tests.access import Row, record
from tests.access_table import TABLE
from tests.world import World


def seeds(world: World) -> list[str]:
    """The pages that need no key, from which links lead on, and whatever the record may show.

    What a title would tell is asked for by the access table's own test, as is every other
    address: there nobody who is refused may hear a canary either.
    """
    keyless = Row.__dataclass_fields__["kwargs"].default
    rows = [row for row in TABLE if row.kwargs is keyless] + [*record.ROWS]
    found = [
        reverse(row.name, kwargs=dict(row.kwargs(world))) + row.query
        for row in rows
        if row.method == "get"
    ]
    return [address for address in dict.fromkeys(found) if "canary" not in address]
