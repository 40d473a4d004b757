"""What follows once a Word file has come in: its text for the web, and its clean copy."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from icsgov.press import word_copies
from icsgov.press.kinds import Kind, sniff
from icsgov.record.models import Blob
from icsgov.work import scratch
from icsgov.work.jobs import Job, handles
from meetings import bodies
from meetings.models import Paper, PaperFile, PaperImage, WebText
from meetings.tasks import receiving
from meetings.tasks.receiving import Upload

NO_DESCRIPTION = "Pictures without a description: {count}. Add alternative text in Word."
NO_HEADER = "Tables without a header row: {count}. Mark the first row as a header in Word."
LEFT = "Pictures that a web page cannot show: {count}. They are in the PDF."
PICTURES = {Kind.PNG: "png", Kind.JPEG: "jpeg"}


@handles(receiving.TEXT)
def make_text(job: Job) -> dict[str, Any]:
    """Make one text in the cage; what cannot be kept is said."""
    text = WebText.objects.select_related("original").get(pk=job.payload["text"])
    with scratch.folder("words") as folder:
        made = word_copies.web_text(text.original.path, Path(folder))
        done = made is not None and _keep(text, made)
    if not done:
        WebText.objects.filter(pk=text.pk).update(state=WebText.State.FAILED)
    return {"made": done}


@transaction.atomic
def _keep(text: WebText, made: word_copies.WebText) -> bool:
    """Keep the text with its pictures by their hash; False where it is too much for a page."""
    html, kept, left = made.html, [], made.left
    for picture in sorted(made.pictures, key=lambda each: -len(each.name)):
        kind = PICTURES.get(sniff(picture.path))
        blob = Blob.objects.keep_file(picture.path, kind) if kind else None
        left += blob is None
        kept += [blob] if blob else []
        address = f"asset:{blob.sha256}" if blob else ""
        html = html.replace(f'src="{picture.name}"', f'src="{address}"')
    try:
        text.html = bodies.clean(html)
    except bodies.TooMuch:
        return False
    text.notes, text.state = notes(text.html, left), WebText.State.MADE
    text.save()
    text.pictures.set(kept)
    for paper in Paper.objects.filter(versions__files__original=text.original).distinct():
        _give_pictures(text, paper)
    return True


def _give_pictures(text: WebText, paper: Paper) -> None:
    """The pictures of a text are seen by those who see the paper."""
    for blob in text.pictures.all():
        PaperImage.objects.get_or_create(paper=paper, blob=blob)


def notes(html: str, left: int) -> list[str]:
    """What those who cannot see the page will lack."""
    root = bodies.tree(html)
    bare = sum(not (each.get("alt") or "").strip() for each in root.iter("img"))
    headless = sum(not any(True for _ in each.iter("th")) for each in root.iter("table"))
    counted = ((NO_DESCRIPTION, bare), (NO_HEADER, headless), (LEFT, left))
    return [words.format(count=count) for words, count in counted if count]


@transaction.atomic
def release_text(file: PaperFile, by: Any, now: datetime, *, acting_for: str = "") -> bool:
    """Say that the text was looked at and may stand beside the PDF; False where there is none."""
    text = WebText.objects.filter(original=file.original, state=WebText.State.MADE).first()
    if text is None:
        return False
    paper = file.version.paper
    _give_pictures(text, paper)
    rows = PaperFile.objects.filter(version__paper=paper, original=file.original, text_at=None)
    if rows.update(text_by=by, text_at=now):
        said = f"the text of {file.filename} may stand on the web"
        paper.record_change("seen", by, now, words=said, acting_for=acting_for)
    return True


@transaction.atomic
def withhold_text(file: PaperFile, by: Any, now: datetime, *, acting_for: str = "") -> None:
    """Take the text off again: only the PDF is released."""
    paper = file.version.paper
    rows = PaperFile.objects.filter(version__paper=paper, original=file.original)
    if rows.exclude(text_at=None).update(text_by=None, text_at=None):
        said = f"the text of {file.filename} may not stand on the web"
        paper.record_change("seen", by, now, words=said, acting_for=acting_for)


def take_clean_copy(file: PaperFile, by: Any, now: datetime, *, acting_for: str = "") -> None:
    """Put the clean copy in the place of a file. LookupError where there is none, or it is gone."""
    sha256 = file.clean_copy.get("sha256", "")
    blob = Blob.objects.filter(sha256=sha256).first() if sha256 else None
    if blob is None:
        raise LookupError(file.filename)
    upload = Upload(blob.path, file.filename)
    receiving.replace(file, upload, by, now, acting_for=acting_for)
