"""Versioned rows and the append-only list of what changed, by whom and for whom."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q


class Conflict(Exception):
    """Somebody saved first: holds their row and the fields that were not saved."""

    def __init__(self, theirs: "Versioned", mine: Mapping[str, Any]) -> None:
        super().__init__(f"{theirs._meta.label} {theirs.key} has changed since it was read")
        self.theirs = theirs
        self.mine = dict(mine)

    @property
    def clashes(self) -> dict[str, tuple[Any, Any]]:
        """The fields on which both texts differ: name -> (theirs, mine)."""
        pairs = {name: (getattr(self.theirs, name), value) for name, value in self.mine.items()}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


class MoveRefused(Exception):
    """A state move that the table does not know, or that somebody else made first."""

    def __init__(self, thing: "Stateful", to: str) -> None:
        super().__init__(f"{thing._meta.verbose_name} cannot go from {thing.state} to {to}")
        self.thing = thing
        self.to = to


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, thing: "Versioned") -> Self:
        """Everything that happened to one thing, newest first."""
        return self.filter(thing=thing.key).select_related("by").order_by("-at", "-pk")


class Change(models.Model):
    """One thing that happened to a row; written in the transaction that did it."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    acting_for = models.CharField(max_length=200, blank=True)
    thing = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60)
    verb = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["thing", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.thing}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A change is written once and never altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A change is never deleted.")


def _plain(value: Any) -> Any:
    """A value as the change row keeps it: keys for rows, the rest as JSON can."""
    if isinstance(value, models.Model):
        return str(getattr(value, "key", value.pk))
    return value


class Versioned(models.Model):
    """A row with a public key and a version that guards against silent overwrites.

    Of the fields in `LONG` the change row keeps only that they changed: their texts are kept
    by the versions that the app cuts.
    """

    LONG: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def record_change(
        self,
        verb: str,
        by: Any,
        now: datetime,
        *,
        words: str = "",
        acting_for: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> Change:
        """Write a Change row about this row."""
        return Change.objects.create(
            at=now,
            by=by,
            acting_for=acting_for,
            thing=self.key,
            kind=self._meta.label,
            verb=verb,
            words=words,
            before=self._logged(before or {}),
            after=self._logged(after or {}),
        )

    def _logged(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: None if name in self.LONG else _plain(value) for name, value in values.items()
        }

    def create_by(self, by: Any, now: datetime, *, words: str = "", acting_for: str = "") -> Self:
        """Insert this new row and say who made it."""
        with transaction.atomic():
            self.save(force_insert=True)
            self.record_change("created", by, now, words=words, acting_for=acting_for)
        return self

    def save_at(
        self,
        version: int,
        by: Any,
        now: datetime,
        *,
        acting_for: str = "",
        **fields: Any,
    ) -> bool:
        """Set `fields` if the row still is at `version`; False when nothing differs.

        Raises Conflict, with the other text, when somebody saved in between.
        """
        stored = type(self)._default_manager.get(pk=self.pk)
        before = {name: getattr(stored, name) for name in fields}
        if before == fields:
            return False
        with transaction.atomic():
            rows = type(self)._default_manager.filter(pk=self.pk, version=version)
            if not rows.update(version=F("version") + 1, **fields):
                stored.refresh_from_db()
                raise Conflict(stored, fields)
            self.record_change(
                "edited",
                by,
                now,
                acting_for=acting_for,
                before=before,
                after=fields,
            )
        for name, value in fields.items():
            setattr(self, name, value)
        self.version = version + 1
        return True


class Stateful(Versioned):
    """A versioned row whose `state` moves only as its table says."""

    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {}
    state: Any

    class Meta:
        abstract = True

    def can_move(self, to: str) -> bool:
        """Whether the table knows this move from the present state."""
        return to in self.MOVES.get(self.state, frozenset())

    def _move(
        self,
        to: str,
        by: Any,
        now: datetime,
        *,
        words: str = "",
        acting_for: str = "",
        **also: Any,
    ) -> None:
        """Go to state `to`, setting `also`; raises MoveRefused, changes nothing then."""
        if not self.can_move(to):
            raise MoveRefused(self, to)
        before = {"state": self.state, **{name: getattr(self, name) for name in also}}
        after = {"state": to, **also}
        with transaction.atomic():
            rows = type(self)._default_manager.filter(Q(state=self.state), pk=self.pk)
            if not rows.update(version=F("version") + 1, **after):
                self.refresh_from_db()
                raise MoveRefused(self, to)
            self.record_change(
                "moved", by, now, words=words, acting_for=acting_for, before=before, after=after
            )
        for name, value in after.items():
            setattr(self, name, value)
        self.version += 1
