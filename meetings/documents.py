"""Publishing a board's documents: inspected as packs are, released at once, taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from icsgov.boards.models import Board
from icsgov.press.cache import Cache
from icsgov.record import publish
from icsgov.record.inspection import inspect_file
from icsgov.record.kinds import DOCUMENT
from icsgov.record.models import Release
from icsgov.record.pages import FileLink, Shelf
from icsgov.record.personal import Draft, look
from icsgov.record.publications import Hindered, Hindrance
from icsgov.record.publish import Line, frozen_anchors, release_tree
from icsgov.record.tree import Node, digest, with_anchors
from icsgov.work.jobs import JobFailed
from meetings import bodies, unsealing
from meetings.models import BoardDocument, Paper, PaperFile, PaperVersion
from meetings.proofs.documents import files_of, root_of

SEEN_ALREADY = "What you see here is what the public has: nothing has changed since."


@transaction.atomic
def begin(
    board: Board,
    kind: str,
    title: str,
    by: Any,
    now: datetime,
    *,
    on: date | None = None,
    review: date | None = None,
) -> BoardDocument:
    """A document without text yet: a paper that stands under no item."""
    paper = Paper(board=board, title=title).create_by(by, now)
    document = BoardDocument(board=board, paper=paper, kind=kind, on=on, review=review)
    return document.create_by(by, now)


def version_of(document: BoardDocument) -> PaperVersion | None:
    """What would be released: the version that was cut last."""
    return document.paper.current


def hindrances(document: BoardDocument) -> list[Hindrance]:
    """Everything that keeps it from being published, each with what to do."""
    version = version_of(document)
    if version is None:
        words = "There is no version yet. Upload a file, or write the text and save a version."
        return [Hindrance("empty", words)]
    files = list(version.files.select_related("normalised"))
    found = [*_of_paper(document), *_of_files(files), *_of_text(document, version, files)]
    return found or list(_hidden(files)) or _personal(document, version)


def _of_paper(document: BoardDocument) -> Iterator[Hindrance]:
    """What the paper is: one released later loses its private mark with the release."""
    paper = document.paper
    if paper.state == Paper.State.WITHDRAWN:
        yield Hindrance("withdrawn", "The paper was withdrawn. Ask for it again first.")
    if paper.private and not document.is_released_later:
        yield Hindrance("private", "The paper is marked private. Take the mark off first.")


def _of_text(
    document: BoardDocument, version: PaperVersion, files: list[PaperFile]
) -> Iterator[Hindrance]:
    if not files and bodies.is_blank(version.body):
        yield Hindrance("empty", "It is empty. Upload a file, or write the text.")
    if not document.paper.is_cut:
        words = "Its text was changed since the last version. Save a version first."
        yield Hindrance("changed", words)


def _of_files(files: list[PaperFile]) -> Iterator[Hindrance]:
    for file in files:
        if file.state == PaperFile.State.CHECKING:
            words = f"“{file.filename}” is still being checked. Look again in a minute."
            yield Hindrance("checking", words)
        elif file.state == PaperFile.State.REFUSED or file.normalised is None:
            words = f"“{file.filename}” was refused. {file.sentence} Replace or remove it."
            yield Hindrance("refused", words)
        elif file.seen_at is None:
            words = f"Nobody has looked at the first page of “{file.filename}” yet."
            yield Hindrance("unseen", words)


def _hidden(files: list[PaperFile]) -> Iterator[Hindrance]:
    """What the inspector of packs finds in the very bytes that would be released."""
    cache = Cache(Path(settings.DATA_DIR) / "press")
    for file in files:
        blob = file.normalised
        if blob is None:
            continue
        try:
            found = inspect_file(blob.path, blob.sha256, {}, file.filename, cache)
        except JobFailed as failed:
            yield Hindrance("broken", str(failed))
            continue
        for each in found:
            if each.blocks:
                yield Hindrance("hidden", f"“{file.filename}”: {each.sentence} {each.what_to_do}")


def draft_of(document: BoardDocument, version: PaperVersion) -> Draft:
    """What the public would get of a version (3 queries)."""
    return Draft(root_of(document, version), document.key)


def _personal(document: BoardDocument, version: PaperVersion) -> list[Hindrance]:
    words = look(draft_of(document, version)).hindrance
    return [Hindrance("personal", words)] if words else []


def as_public(document: BoardDocument) -> dict[str, Any]:
    """The tree that the public would get of the last version, with links that stay on the desk."""
    version = version_of(document)
    if version is None:
        return {"document": None, "shelf": Shelf(base="")}
    root = with_anchors(root_of(document, version), frozen_anchors(DOCUMENT, document.key, 1))
    held = version.files.select_related("normalised")
    of_blob = {each.normalised.sha256: each for each in held if each.normalised}
    files = {
        node.anchor: _file_link(of_blob[node.blob], node)
        for node in root.of_kind("file")
        if node.blob in of_blob
    }
    paper = document.paper
    images = {
        node.blob: reverse("paper-picture", kwargs={"key": paper.key, "sha256": node.blob})
        for node in root.of_kind("image")
    }
    return {"document": _without_pages(root), "shelf": Shelf(base="", files=files, images=images)}


def _without_pages(root: Node) -> Node:
    """The tree as a page draws it: the words of the pages of a file are for the search."""
    shown = (replace(each, children=()) if each.kind == "file" else each for each in root.children)
    return replace(root, children=tuple(shown))


def _file_link(file: PaperFile, node: Node) -> FileLink:
    url = reverse("paper-file-content", kwargs={"key": file.key, "what": "pdf"})
    return FileLink(url, node.data["filename"], node.data["bytes"], node.data["pages"])


@transaction.atomic
def release(document: BoardDocument, words: str, by: Any, now: datetime) -> Release:
    """Give the public the version that was cut last. Raises Hindered with the reasons."""
    document.paper.hold()
    version, found = version_of(document), hindrances(document)
    if version is None or found:
        raise Hindered(*found)
    if document.is_released_later:
        unsealing.open_up(document, by, now)
    root = with_anchors(root_of(document, version), frozen_anchors(DOCUMENT, document.key, 1))
    head = live(document, now)
    if head is not None and head.tree_sha256 == digest(root):
        raise Hindered(Hindrance("same", SEEN_ALREADY))
    made = release_tree(
        Line(document.board, DOCUMENT, document.key, document.path),
        root,
        title=version.title,
        by=by,
        now=now,
        on=document.on,
        words=words,
        files=list(files_of(root)),
    )
    document.record_change("published", by, now, words=f"Release {made.number}")
    return made


@transaction.atomic
def take_back(document: BoardDocument, given: Release, reason: str, by: Any, now: datetime) -> None:
    """Withdraw a release; a notice with the reason stays in its place."""
    publish.withdraw(given, reason, by, now)
    document.record_change("withdrawn", by, now, words=f"Release {given.number}: {reason}")


def live(document: BoardDocument, now: datetime) -> Release | None:
    """What the public has now."""
    rows = Release.objects.of(DOCUMENT, document.key)
    return next((each for each in rows if each.is_live(now)), None)


def published(rows: Iterable[BoardDocument], now: datetime) -> set[UUID]:
    """Which of these the public has now, by their keys (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind=DOCUMENT)
    return set(
        live.filter(subject__in=[each.key for each in rows]).values_list("subject", flat=True)
    )


def releases(document: BoardDocument) -> list[Release]:
    """All releases, the newest first."""
    return list(Release.objects.of(DOCUMENT, document.key).select_related("published_by"))
