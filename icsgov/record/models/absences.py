"""Packs without some papers, for those from whom these are withheld."""

from typing import Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from icsgov.record.models.builds import Build
from icsgov.record.models.files import Blob
from icsgov.record.models.releases import Release


class PersonalPackQuerySet(models.QuerySet["PersonalPack"]):
    def of(self, build: Build, absent: str) -> "PersonalPack | None":
        """The pack of a build without these papers, if it has been made."""
        return self.filter(build=build, absent=absent).select_related("pack").first()

    def for_tree(self) -> Self:
        """With the build that each was made of."""
        return self.select_related("build__board", "pack")


class PersonalPack(models.Model):
    """A build's pack assembled without some papers. `absent` is the digest of their keys."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="personal")
    absent = models.CharField(max_length=64)
    things = models.JSONField(encoder=DjangoJSONEncoder, help_text="The keys of what is absent.")
    pack = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PersonalPackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["build", "absent"], name="personal_pack_once"),
        ]

    def __str__(self) -> str:
        return f"{self.build} without {len(self.things)}"

    @property
    def keys(self) -> frozenset[UUID]:
        """What is absent."""
        return frozenset(UUID(each) for each in self.things)


class Absence(models.Model):
    """A paper that a personal release lacks. Only those from whom it is withheld may read it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="absences")
    thing = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "thing"], name="absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.release} without {self.thing}"
