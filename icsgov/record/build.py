"""Building: a proof goes through the press, and tree and bytes are kept together.

Nothing is published here. What is published later is exactly what a build kept.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from icsgov.press.cache import Cache
from icsgov.press.pieces import Assembled
from icsgov.record.kinds import Kind, register
from icsgov.record.models import Blob, BlobPage, Build, TakeDown
from icsgov.record.paging import page_name, seen
from icsgov.record.presswork import Presswork, Printed, Progress
from icsgov.record.prints import Print
from icsgov.record.proofs import Proof
from icsgov.record.publish import FileOf
from icsgov.record.scrubbing import discard
from icsgov.record.tree import Node, digest, rebuild, to_json
from icsgov.record.withheld import papers_in
from icsgov.work import scratch
from icsgov.work.jobs import Cancelled, JobFailed

register(Kind("page", group="Pages of files"))

KEPT = timedelta(days=120)  # for so long the cache keeps a piece that no build asks for


def silently(done: int, total: int, words: str) -> None:
    """Tell nobody how far it is."""


def build(
    proof: Proof,
    *,
    by: Any,
    now: datetime,
    work: Any = None,
    progress: Progress = silently,
    before: Collection[int] | None = None,
) -> Build:
    """Print a proof and keep what came of it.

    Raises JobFailed with sentences that name what is missing or cannot be read, a line each;
    whatever `progress` raises stops the work. A build that failed stays in the log, without a
    pack. `before` are the take-downs done before the proof was read: where a paper of it was taken
    down since, nothing is kept.
    """
    known = taken_down() if before is None else before
    made = _begin(proof, by, now, work)
    cache = Cache(Path(settings.DATA_DIR) / "press")
    earlier = seen(proof.kind, proof.subject, proof.part, now)
    try:
        if proof.faults:
            raise JobFailed("\n".join(proof.faults))
        with scratch.folder("build") as folder:
            press = Presswork(proof, folder, cache, earlier, progress)
            _keep(made, press, press.run(), known)
    except (JobFailed, Cancelled) as stopped:
        if isinstance(stopped, Cancelled) or _overtaken(proof.root, known):
            _forget(made, proof, cache)
        made.report = {"error": str(stopped) or "Cancelled"}
        made.save(update_fields=["report"])
        raise
    cache.prune((now - KEPT).timestamp())
    return made


def taken_down() -> frozenset[int]:
    """The take-downs that were carried out until now, for a build that then reads the desk."""
    return frozenset(TakeDown.objects.done().values_list("pk", flat=True))


def _forget(made: Build, proof: Proof, cache: Cache) -> None:
    """What was stopped says nothing: perhaps a take-down stopped it, and no piece may stay."""
    made.tree = to_json(replace(proof.root, children=()))
    made.save(update_fields=["tree"])
    cache.prune(float("inf"))


def _begin(proof: Proof, by: Any, now: datetime, work: Any) -> Build:
    """The build's row; a job that is tried again goes on with its own."""
    row = {
        "board": proof.board,
        "kind": proof.kind,
        "subject": proof.subject,
        "part": proof.part,
        "path": proof.path,
        "title": proof.title,
        "proof_sha256": proof.sha256,
        "tree": to_json(proof.root),
        "tree_sha256": proof.sha256,
        "by": by,
        "at": now,
    }
    if work is None:
        return Build.objects.create(**row)
    return Build.objects.update_or_create(work=work, defaults=row)[0]


def _keep(build: Build, press: Presswork, printed: Printed, known: Collection[int]) -> None:
    """Store the bytes, then the row that ties them to the tree."""
    press.step("Keeping the pack")
    with press.timed("keep"):
        pack = _blob(printed.pack)
        root = _with_pages(press.proof.root, printed, press.texts)
        files = list(_files(press.proof, printed, pack))
    build.pack = pack
    build.tree = to_json(root)
    build.tree_sha256 = digest(root)
    build.report = {
        "pages": pack.pages,
        "bytes": pack.size,
        "sha256": pack.sha256,
        "seconds": press.seconds,
        "rendered": printed.pack.made,
        "reused": printed.pack.reused,
        "proof": press.proof.printed,
        "warnings": [*press.proof.warnings, *printed.warnings],
        "findings": [finding.as_dict() for finding in printed.findings],
        "files": [asdict(file) for file in files],
        "follows": str(press.before.release or ""),
    }
    made = [pack.sha256, *(file.sha256 for file in files if file.role == "paper")]
    try:
        _save(build, root, press, known)
    except Cancelled:
        discard(made)
        raise


@transaction.atomic
def _save(build: Build, root: Node, press: Presswork, known: Collection[int]) -> None:
    """Store the row; raises Cancelled where the work was stopped, or a paper taken down meanwhile.

    A take-down stops the work before it reads the row. Asking here, in the transaction of the
    row, lets the one wait for the other. One that came before there was a row to find is found by
    its own row, which is locked first: in this order a take-down comes to both.
    """
    overtaken = _overtaken(root, known)
    press.ask_again("Keeping the pack")
    if overtaken:
        raise Cancelled
    build.save()


@transaction.atomic
def _overtaken(root: Node, known: Collection[int]) -> bool:
    """Whether a paper of the tree was taken down since the tree was read; waits for one under way.

    What was asked for by now and is not confirmed finds the build when it is.
    """
    wishes = TakeDown.objects.select_for_update().filter(thing__in=papers_in(root))
    return any(each.state == TakeDown.State.DONE for each in wishes.exclude(pk__in=known))


def _blob(made: Assembled) -> Blob:
    return Blob.objects.keep_file(made.path, "pdf", len(made.pages))


def _with_pages(root: Node, printed: Printed, texts: Mapping[str, Sequence[BlobPage]]) -> Node:
    """The tree with a node for every page, under what is printed on it."""
    pages = {
        piece.node.anchor: tuple(_pages(piece, labels, texts.get(piece.node.blob, ())))
        for piece, labels in zip(printed.pieces, printed.labels, strict=True)
    }

    def add(node: Node) -> Node:
        return replace(node, children=(*pages.get(node.anchor, ()), *node.children))

    return rebuild(root, add)


def _pages(piece: Print, labels: Sequence[str], texts: Sequence[BlobPage]) -> Iterator[Node]:
    """A piece's pages. A file's words are found on its pages, a draft's in its sections."""
    for number, label in enumerate(labels, 1):
        said = texts[number - 1] if number <= len(texts) else None
        yield Node(
            kind="page",
            anchor=page_name(piece, number),
            label=label,
            text=said.text if said else "",
            file_page=number,
            pack_page=label,
            slide=said.slide if said else "",
        )


def _files(proof: Proof, printed: Printed, pack: Blob) -> Iterator[FileOf]:
    """What readers may fetch: the pack, each paper with its page numbers, files and pictures."""
    yield FileOf("", pack.sha256, "pack", f"{proof.filename}-{proof.whole}.pdf")
    for node in proof.root.of_kind("paper"):
        made = printed.papers.get(node.anchor)
        if made is not None:
            yield FileOf(node.anchor, _blob(made).sha256, "paper", node.data["filename"])
    for node in proof.root.of_kind("file"):
        yield FileOf(node.anchor, node.blob, "file", node.data["filename"])
    pictures = {node.blob: node for node in proof.root.of_kind("image")}
    blobs = Blob.objects.by_hash(pictures)
    for sha256, node in pictures.items():
        name = f"{proof.filename}-{node.anchor}.{blobs[sha256].kind}"
        yield FileOf(node.anchor, sha256, "image", name)
