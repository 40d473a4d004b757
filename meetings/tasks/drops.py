"""Files dropped on a meeting: kept, opened where they hold others, checked, and attached."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from icsgov.press import bundle
from icsgov.record.models import Blob
from icsgov.work import scratch
from icsgov.work.clock import every_tick
from icsgov.work.jobs import Job, ask, handles
from icsgov.work.models import Work
from meetings.models import Drop, DropFile, Meeting, Paper, PaperFile
from meetings.tasks import receiving
from meetings.tasks.receiving import Upload

KIND = "open-bundle"
GAVE_UP = "We could not open this file. Send the files that it holds one by one."


@transaction.atomic
def drop(meeting: Meeting, uploads: Sequence[Upload], by: Any, now: datetime) -> Drop:
    """Keep what was dropped; a zip or an e-mail is opened, everything else checked."""
    made = Drop.objects.create(meeting=meeting, by=by, at=now)
    for position, upload in enumerate(uploads, 1):
        _take(made, upload, position * 1_000, by, now)
    meeting.record_change("files dropped", by, now, words=f"{len(uploads)}")
    return made


def _take(to: Drop, upload: Upload, position: int, by: Any, now: datetime) -> None:
    original = Blob.objects.keep_file(upload.path, receiving.kept_kind(upload.path))
    file = DropFile(drop=to, position=position, filename=upload.filename, original=original)
    if bundle.is_bundle(upload.filename):
        file.state = DropFile.State.OPENING
        file.save()
        ask(KIND, file.key, by=by, now=now)
        return
    _check(file, by, now)


def _check(file: DropFile, by: Any, now: datetime) -> None:
    file.kind = file.original.kind
    known = receiving.known_result(file.original)
    if known is not None:
        receiving.copy_result(known, file)
    file.save()
    if known is None:
        receiving.ask_door(file, by, now)


@handles(KIND)
def open_bundle(job: Job) -> dict[str, Any]:
    """Take one bundle apart; its files stand behind it and are checked one by one."""
    whole = DropFile.objects.select_related("drop", "original").get(key=job.work.subject)
    with scratch.folder("open") as folder:
        found = bundle.unpack(whole.original.path, whole.filename, Path(folder))
        with transaction.atomic():
            if not _settle(whole, found):
                return {"files": 0}
            for at, part in enumerate(found.parts, 1):
                _take_part(whole, part, at, job.work.by)
    return {"files": len(found.parts)}


def _settle(whole: DropFile, found: bundle.Unpacked) -> bool:
    """Say what came of it; False where nothing did, or somebody else did it."""
    state = DropFile.State.REFUSED if found.refused else DropFile.State.OPENED
    said = found.refused or _opened_words(found)
    rows = DropFile.objects.filter(pk=whole.pk, state=DropFile.State.OPENING)
    done = rows.update(state=state, verdict={"sentence": said, "reasons": []})
    return bool(done) and not found.refused


def _opened_words(found: bundle.Unpacked) -> str:
    count = len(found.parts)
    words = f"{count} file{'' if count == 1 else 's'} came out of it."
    if found.left:
        words += f" Left in it, because it holds files of its own: {', '.join(found.left)}."
        words += " Open it yourself, and drop its files here."
    return words


def _take_part(whole: DropFile, part: bundle.Part, at: int, by: Any) -> None:
    original = Blob.objects.keep_file(part.path, receiving.kept_kind(part.path))
    file = DropFile(
        drop=whole.drop,
        position=whole.position + at,
        filename=part.filename,
        came_in=whole.filename,
        original=original,
    )
    _check(file, by, timezone.now())


@transaction.atomic
def attach(to: Drop, chosen: Mapping[DropFile, Paper], by: Any, now: datetime) -> int:
    """Give each file to its paper, as looked at by whoever confirms it; how many were given.

    Files are given once: whoever confirms second gives none.
    """
    given = 0
    for file, paper in chosen.items():
        mine = DropFile.objects.filter(pk=file.pk, paper=None).update(paper=paper)
        if not mine:
            continue
        upload = Upload(file.original.path, file.filename)
        receiving.put_in(paper, [upload], by, now)
        rows = PaperFile.objects.filter(version__paper=paper, original=file.original, seen_at=None)
        rows.filter(state="ready").update(seen_by=by, seen_at=now)
        given += 1
    left = to.files.filter(paper=None, state__in=DropFile.WAITS)
    if not left.exists():
        to.finish(now)
    return given


@every_tick
def recover(now: datetime) -> None:
    """Bundles that nobody opens any more are asked for again; after a failure they are refused."""
    for file in DropFile.objects.filter(state=DropFile.State.OPENING)[:100]:
        done = Work.objects.about(KIND, file.key).first()
        if done is not None and done.is_open:
            continue
        if done is not None and done.state == Work.State.FAILED:
            said = {"sentence": GAVE_UP, "reasons": []}
            DropFile.objects.filter(pk=file.pk).update(state="refused", verdict=said)
        else:
            ask(KIND, file.key, by=None, now=now)
