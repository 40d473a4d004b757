"""Taking a cover sheet form: the fields a person chose, and the paper that followed it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.record.models import Blob
from meetings import form_reading
from meetings.form_reading import Offer
from meetings.tasks import receiving
from meetings.tasks.receiving import Upload


@transaction.atomic
def take(
    offered: Offer, keys: Collection[str], by: Any, now: datetime, *, acting_for: str = ""
) -> None:
    """Write what was chosen, and put what followed the form in its place, or take it out.

    LookupError where somebody did so before; nothing is done then.
    """
    file = offered.file
    rest = Blob.objects.filter(sha256=file.verdict.get("rest") or "none").first()
    if rest is None:
        receiving.remove(file, by, now, acting_for=acting_for)
    else:
        receiving.replace(file, Upload(rest.path, file.filename), by, now, acting_for=acting_for)
    form_reading.write(offered, keys, by, now, acting_for=acting_for)
