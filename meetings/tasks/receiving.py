"""Files handed in: kept as they came, then checked and rewritten by the press, once for each."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from icsgov.press import door, word_copies
from icsgov.press.kinds import ACCEPTED, Kind, sniff
from icsgov.record.models import Blob
from icsgov.record.models.files import sha256_of
from icsgov.work import scratch
from icsgov.work.clock import every_tick
from icsgov.work.jobs import Job, ask, handles
from icsgov.work.models import Work
from meetings.models import DropFile, Paper, PaperFile, PaperVersion, WebText

KIND, TEXT = "receive-file", "web-text"
STAGES = ("checking", "converting", "rewriting")
SAID = {
    "checking": "Checking the file",
    "converting": "Turning it into a PDF",
    "rewriting": "Rewriting it without what nobody sees",
}
GAVE_UP = (
    "We could not check this file. Upload it again; if that fails too, "
    "print it to a PDF and upload that."
)


@dataclass(frozen=True)
class Upload:
    """A file as it came: where its bytes lie, and what its author calls it."""

    path: Path
    filename: str


def subject(sha256: str) -> uuid.UUID:
    """What the work on some bytes is about: the same bytes are checked once."""
    return uuid.UUID(sha256[:32])


@transaction.atomic
def hand_in(
    paper: Paper, uploads: Sequence[Upload], by: Any, now: datetime, *, acting_for: str = ""
) -> PaperVersion:
    """Add files at the end of a paper, as a new version."""
    named = ", ".join(upload.filename for upload in uploads)
    version = paper.change_files(f"Added {named}", by, now, acting_for=acting_for)
    last = version.files.order_by("-position").values_list("position", flat=True).first() or 0
    for position, upload in enumerate(uploads, last + 1):
        _take(version, upload, position, by, now)
    return version


@transaction.atomic
def put_in(
    paper: Paper, uploads: Sequence[Upload], by: Any, now: datetime, *, acting_for: str = ""
) -> list[Upload]:
    """Add files that the paper does not have yet; those that it has already, which are left out.

    Two who send the same at once add it once: the second waits for the first.
    """
    paper.hold()
    held = {file.original.sha256 for file in paper.current.files.all()} if paper.current else set()
    new: list[Upload] = []
    doubles: list[Upload] = []
    for upload in uploads:
        sha256 = sha256_of(upload.path)
        (doubles if sha256 in held else new).append(upload)
        held.add(sha256)
    if new:
        hand_in(paper, new, by, now, acting_for=acting_for)
    return doubles


@transaction.atomic
def replace(
    file: PaperFile, upload: Upload, by: Any, now: datetime, *, acting_for: str = ""
) -> PaperVersion:
    """Put another file in the place of one, as a new version. Raises LookupError if it is gone."""
    paper = file.version.paper
    version = paper.change_files(f"Replaced {file.filename}", by, now, acting_for=acting_for)
    old = _in(version, file)
    old.delete()
    _take(version, upload, old.position, by, now, title=old.title)
    return version


@transaction.atomic
def remove(file: PaperFile, by: Any, now: datetime, *, acting_for: str = "") -> PaperVersion:
    """Take a file out, as a new version; earlier ones keep it. LookupError if it is gone."""
    paper = file.version.paper
    version = paper.change_files(f"Removed {file.filename}", by, now, acting_for=acting_for)
    _in(version, file).delete()
    return version


@transaction.atomic
def retitle(
    file: PaperFile, title: str, by: Any, now: datetime, *, acting_for: str = ""
) -> PaperVersion:
    """Call a file otherwise, as a new version. LookupError if it is gone."""
    paper = file.version.paper
    version = paper.change_files(f"Renamed {file.filename}", by, now, acting_for=acting_for)
    same = _in(version, file)
    same.title = title
    same.save(update_fields=["title"])
    return version


@transaction.atomic
def move(
    file: PaperFile, places: int, by: Any, now: datetime, *, acting_for: str = ""
) -> PaperVersion:
    """Move a file up (-1) or down (1), as a new version. LookupError if it is gone."""
    paper = file.version.paper
    version = paper.change_files(f"Moved {file.filename}", by, now, acting_for=acting_for)
    files = list(version.files.all())
    at = files.index(_in(version, file))
    files.insert(max(0, at + places), files.pop(at))
    for position, each in enumerate(files, 1):
        each.position = position
    PaperFile.objects.bulk_update(files, ["position"])
    return version


def confirm(file: PaperFile, by: Any, now: datetime) -> None:
    """Say that somebody looked at the first page and it is the right file."""
    rows = PaperFile.objects.filter(
        version__paper=file.version.paper, original=file.original, seen_at=None, state="ready"
    )
    if rows.update(seen_by=by, seen_at=now):
        words = f"{file.filename} is the right file"
        file.version.paper.record_change("seen", by, now, words=words)


def _in(version: PaperVersion, file: PaperFile) -> PaperFile:
    same = file.in_version(version)
    if same is None:
        raise LookupError(file.filename)
    return same


def _take(
    version: PaperVersion, upload: Upload, position: int, by: Any, now: datetime, title: str = ""
) -> PaperFile:
    """Keep the bytes and have them checked, unless the same bytes were before."""
    original = Blob.objects.keep_file(upload.path, kept_kind(upload.path))
    file = PaperFile(
        version=version,
        position=position,
        original=original,
        filename=_free_name(version, upload.filename),
        title=title,
        kind=original.kind,
    )
    known = known_result(original)
    if known is not None:
        copy_result(known, file)
    file.save()
    if known is None:
        ask_door(file, by, now)
    return file


def known_result(original: Blob) -> PaperFile | DropFile | None:
    """A row of the same bytes of which the door has said what it thinks."""
    return PaperFile.objects.received(original) or DropFile.objects.received(original)


def _free_name(version: PaperVersion, name: str) -> str:
    """The name, or with a number where another file of the paper has it."""
    taken = set(version.files.values_list("filename", flat=True))
    path, count, free = Path(name), 1, name
    while free in taken:
        count += 1
        free = f"{path.stem} ({count}){path.suffix}"
    return free


def kept_kind(path: Path) -> str:
    """The kind of some bytes as it is kept with them."""
    return _kind(sniff(path))


def _kind(kind: Kind) -> str:
    """The kind as it is kept: none for what is not taken."""
    return str(kind) if kind in ACCEPTED else ""


RESULT = ("normalised", "thumbnail", "verdict", "kind", "state")


def copy_result(known: PaperFile | DropFile, file: PaperFile | DropFile) -> None:
    """What the door said of the same bytes holds for this row too."""
    for name in RESULT:
        setattr(file, name, getattr(known, name))


def ask_door(file: PaperFile | DropFile, by: Any, now: datetime) -> Work:
    """Have the bytes of a row checked, once for all rows that have them."""
    sha256 = file.original.sha256
    return ask(KIND, subject(sha256), by=by, now=now, sha256=sha256, filename=file.filename)


def stages(files: Iterable[PaperFile | DropFile]) -> dict[uuid.UUID, Work]:
    """The work on files that are being checked, by the keys of the files."""
    wanted = {subject(file.original.sha256): file for file in files if file.state == "checking"}
    found = Work.objects.filter(kind=KIND, subject__in=wanted).order_by("pk") if wanted else ()
    return {wanted[work.subject].key: work for work in found}


@handles(KIND)
def receive_file(job: Job) -> dict[str, Any]:
    """Take one file through the door; what it says stands on every row of the same bytes."""
    original = Blob.objects.get(sha256=job.payload["sha256"])
    result = _through_the_door(original, job)
    for rows in (PaperFile.objects, DropFile.objects):
        rows.checking().filter(original=original).update(**result)
    if result["state"] == "ready" and result["kind"] == Kind.DOCX:
        ask_for_text(original, timezone.now())
    return {"state": result["state"], "sentence": result["verdict"]["sentence"]}


def ask_for_text(original: Blob, now: datetime) -> WebText:
    """Have the text of a Word file made; the one there is where it was made before."""
    text, new = WebText.objects.get_or_create(original=original)
    if new or text.state == WebText.State.FAILED:
        WebText.objects.filter(pk=text.pk).update(state=WebText.State.MAKING)
        text.state = WebText.State.MAKING
        ask(TEXT, subject(original.sha256), by=None, now=now, text=text.pk)
    return text


def _through_the_door(original: Blob, job: Job) -> dict[str, Any]:
    def tell(stage: str) -> None:
        job.progress(STAGES.index(stage), len(STAGES), SAID[stage])

    with scratch.folder("receive") as folder:
        filename = job.payload["filename"]
        received = door.receive(original.path, filename, folder, progress=tell)
        verdict = {
            **received.verdict.as_json(),
            "tagged": received.tagged,
            "images_without_alt": received.images_without_alt,
            "scanned_pages": list(received.scanned_pages),
            "title": received.title,
        }
        if received.form is not None:
            return {"state": "form", "verdict": _form(verdict, received), "kind": "docx"}
        if word_copies.can_be_mended(received.verdict):
            verdict["clean"] = _clean_copy(original, Path(folder))
        if received.normalised is None or received.first_page is None:
            return {"state": "refused", "verdict": verdict, "kind": _kind(received.verdict.kind)}
        pages = received.verdict.pages or 0
        normalised = Blob.objects.keep_file(received.normalised, "pdf", pages)
        normalised.set_pages(received.page_texts, received.slides, received.spoken)
        thumbnail = Blob.objects.keep_file(received.first_page, "png")
    return {
        "state": "ready",
        "verdict": verdict,
        "kind": _kind(received.verdict.kind),
        "normalised": normalised,
        "thumbnail": thumbnail,
    }


def _clean_copy(original: Blob, folder: Path) -> dict[str, Any]:
    """A copy without tracked changes and comments, with its first page; {} where none is good."""
    made = word_copies.clean_copy(original.path, folder)
    if made is None:
        return {}
    inner = folder / "clean"
    inner.mkdir()
    checked = door.receive(made.path, "clean.docx", inner)
    if checked.normalised is None or checked.first_page is None:
        return {}
    return {
        "sha256": Blob.objects.keep_file(made.path, "docx").sha256,
        "pdf": Blob.objects.keep_file(checked.normalised, "pdf", checked.verdict.pages or 0).sha256,
        "first_page": Blob.objects.keep_file(checked.first_page, "png").sha256,
        "pages": checked.verdict.pages,
        "changes": made.changes,
        "comments": made.comments,
    }


def _form(verdict: dict[str, Any], received: door.Received) -> dict[str, Any]:
    """What stood in a cover sheet form; the file that followed it is kept by its hash."""
    rest = Blob.objects.keep_file(received.rest, "docx").sha256 if received.rest else ""
    return {**verdict, "form": received.form, "rest": rest}


@every_tick
def recover(now: datetime) -> None:
    """Files that nobody checks any more are asked for again; after a failure they are refused.

    A file can be left so when the worker was killed three times, or when a version was cut in the
    moment in which the door answered.
    """
    waiting: list[PaperFile | DropFile] = [
        *PaperFile.objects.checking().select_related("original")[:100],
        *DropFile.objects.checking().select_related("original")[:100],
    ]
    for file in waiting:
        done = Work.objects.about(KIND, subject(file.original.sha256)).first()
        if done is not None and done.is_open:
            continue
        known = known_result(file.original)
        if known is not None:
            copy_result(known, file)
            file.save(update_fields=RESULT)
        elif done is not None and done.state == Work.State.FAILED:
            refused = {"sentence": GAVE_UP, "reasons": []}
            type(file).objects.filter(pk=file.pk).update(state="refused", verdict=refused)
        else:
            ask_door(file, None, now)
