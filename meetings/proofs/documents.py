"""The tree of a document of a board: its text, and its files with the words of every page."""

from collections.abc import Iterator
from dataclasses import replace

from icsgov.record.kinds import DOCUMENT, Kind, register
from icsgov.record.models import BlobPage
from icsgov.record.news import tells
from icsgov.record.publish import FileOf
from icsgov.record.tree import Node
from meetings import bodies
from meetings.models import BoardDocument, PaperVersion
from meetings.proofs.contents import files, sections

register(Kind(DOCUMENT, group="Documents of boards"))
tells(DOCUMENT, "Document", "Documents of boards")


def root_of(document: BoardDocument, version: PaperVersion) -> Node:
    """What would be released of a version (3 queries)."""
    slug = document.address
    stem = f"{document.board.slug}-{slug}"
    held = [_with_pages(node) for node in files(slug, stem, version)]
    return Node(
        kind=DOCUMENT,
        anchor="document",
        thing=document.key,
        title=version.title,
        on=document.on,
        state=document.kind,
        data={
            "board": document.board.name,
            "slug": slug,
            "kind": document.get_kind_display(),
            "review": document.review.isoformat() if document.review else "",
            "version": version.number,
        },
        children=(*_text(slug, version), *held),
    )


def _text(slug: str, version: PaperVersion) -> tuple[Node, ...]:
    return () if bodies.is_blank(version.body) else sections(slug, version.body)


def _with_pages(file: Node) -> Node:
    """A file's words are found on its pages."""
    texts = BlobPage.objects.filter(blob__sha256=file.blob)
    pages = tuple(
        Node(
            kind="page",
            anchor=f"{file.anchor}.page-{page.number}",
            label=str(page.number),
            text=page.text,
            file_page=page.number,
            slide=page.slide,
        )
        for page in texts
    )
    return replace(file, children=pages)


def files_of(root: Node) -> Iterator[FileOf]:
    """What readers may fetch: the files, and the pictures of the text."""
    for node in root.of_kind("file"):
        yield FileOf(node.anchor, node.blob, "file", node.data["filename"])
    seen = {node.blob: node for node in root.of_kind("image")}
    for sha256, node in seen.items():
        yield FileOf(node.anchor, sha256, "image", f"{root.data['slug']}-{node.anchor}.png")
