"""Releases for tests: the desk's own proof, with small files in place of the press's work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from icsgov.record.models import Release
from icsgov.record.proofs import Proof, prove
from icsgov.record.publish import FileOf, Line, release_personal, release_tree, tree_of
from icsgov.record.tree import Node, rebuild, walk
from icsgov.record.withheld import absent_digest, without
from meetings.models import Meeting
from tests import factories as make
from tests import packs

PUBLIC, MEMBERS = "public", "members"


def files_of(proof: Proof) -> Iterator[FileOf]:
    """The pack, a PDF for every paper, the uploaded files and the pictures."""
    titles = " ".join(node.title for node in proof.root.of_kind("item", "paper"))
    count = sum(1 for _ in with_pages(proof.root).of_kind("page"))
    pack = packs.pdf_blob(max(2, count), f"{proof.title} {titles}")
    yield FileOf("", pack.sha256, "pack", f"{proof.filename}.pdf")
    for paper in proof.root.of_kind("paper"):
        drawn = packs.pdf_blob(1, f"{paper.title} {paper.text}")
        yield FileOf(paper.anchor, drawn.sha256, "paper", paper.data["filename"])
    for file in proof.root.of_kind("file"):
        yield FileOf(file.anchor, file.blob, "file", file.data["filename"])
    for image in proof.root.of_kind("image"):
        yield FileOf(image.anchor, image.blob, "image", f"{image.anchor}.png")


def with_pages(root: Node) -> Node:
    """The tree with a page for the agenda, one for every paper, and those of the files."""
    numbers = count(1)

    def add(node: Node) -> Node:
        pages = node.data["pages"] if node.kind == "file" else node.kind in ("meeting", "paper")
        made = (_page(node.anchor, number, str(next(numbers))) for number in range(1, pages + 1))
        return replace(node, children=(*made, *node.children))

    return rebuild(root, add)


def _page(anchor: str, number: int, label: str) -> Node:
    return Node(
        kind="page",
        anchor=f"{anchor}.page-{number}",
        label=label,
        pack_page=label,
        file_page=number,
    )


def publish(
    meeting: Meeting,
    *,
    part: int = 1,
    audience: str = PUBLIC,
    now: datetime = make.NOW,
    **more: Any,
) -> Release:
    """Release a part of a meeting as its proof stands now."""
    proof = prove("agenda", meeting.key, part, now)
    line = Line(meeting.board, proof.kind, meeting.key, proof.path, part, audience)
    return release_tree(
        line,
        with_pages(proof.root),
        title=proof.title,
        by=None,
        now=now,
        on=proof.on,
        files=list(files_of(proof)),
        **more,
    )


def personal(whole: Release, things: frozenset[UUID]) -> Release:
    """Give those from whom these papers are withheld a release without them."""
    root = without(tree_of(whole), things)
    left = {node.anchor for _, node in walk(root)}
    titles = " ".join(node.title for node in root.of_kind("item", "paper"))
    pack = packs.pdf_blob(2, f"{whole.title} {titles}")
    kept = whole.files.exclude(role="pack").select_related("entry", "blob")
    files = [
        FileOf(each.entry.anchor, each.blob.sha256, each.role, each.filename)
        for each in kept
        if each.entry and each.entry.anchor in left
    ]
    files.append(FileOf("", pack.sha256, "pack", "own-pack.pdf"))
    return release_personal(whole, root, absent_digest(things), things, files)
