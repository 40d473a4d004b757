"""The stamp of the public record: another one whenever a public release comes or goes."""

import uuid
from typing import Final

from django.db import connections, models

SHOWN: Final = 8
KEPT: Final = 100
LAST: Final = "SELECT mark FROM record_stamp ORDER BY id DESC LIMIT %s"


class StampQuerySet(models.QuerySet["Stamp"]):
    def now(self) -> str:
        """The present stamp; empty while nothing was ever released (1 query).

        It is made of the last marks, not of the last one alone: one whose transaction began first
        may become visible after a later one.
        """
        with connections[self.db].cursor() as cursor:  # every public page begins with it
            cursor.execute(LAST, [SHOWN])
            return "".join(str(mark) for (mark,) in cursor.fetchall())

    def renew(self) -> None:
        """Say that the public record changes, in the transaction that changes it.

        A row is added and none is altered, so that nobody who releases waits for another.
        """
        self.create()

    def prune(self) -> None:
        """Drop the marks that nobody looks at."""
        last = self.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1].first()
        if last is not None:
            self.filter(pk__lte=last).delete()


class Stamp(models.Model):
    """A change of the public record. A random mark, so that no two states share one."""

    mark = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = StampQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.mark)
