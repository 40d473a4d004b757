"""Files, builds, releases and their entries."""

from icsgov.record.models.absences import Absence, PersonalPack
from icsgov.record.models.builds import Build, Publication
from icsgov.record.models.files import Blob, BlobPage
from icsgov.record.models.following import Subscription
from icsgov.record.models.glossary import Term
from icsgov.record.models.personal import Settled
from icsgov.record.models.readings import Reading
from icsgov.record.models.ready import ReadyPage
from icsgov.record.models.releases import Entry, EntryLink, Release, ReleaseFile
from icsgov.record.models.searching import SearchMark, SearchRow, SearchText, SearchWord
from icsgov.record.models.stamps import Stamp
from icsgov.record.models.takedowns import TakeDown, Tombstone

__all__ = [
    "Absence",
    "Blob",
    "BlobPage",
    "Build",
    "Entry",
    "EntryLink",
    "PersonalPack",
    "Publication",
    "Reading",
    "ReadyPage",
    "Release",
    "ReleaseFile",
    "SearchMark",
    "SearchRow",
    "SearchText",
    "SearchWord",
    "Settled",
    "Stamp",
    "Subscription",
    "TakeDown",
    "Term",
    "Tombstone",
]
