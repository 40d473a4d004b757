"""What stands in a paper or a document: drafted text by its headings, and files."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.text import slugify

from icsgov.record.models import Blob
from icsgov.record.tree import Node
from meetings import bodies
from meetings.models import PaperFile, PaperVersion


def sections(slug: str, body: str) -> tuple[Node, ...]:
    """The drafted text by its headings, deeper ones within those above them."""
    flat = [(section.level, _section(slug, section)) for section in bodies.sections(body)]
    return _nested(flat)


def _nested(flat: Sequence[tuple[int, Node]]) -> tuple[Node, ...]:
    made: list[Node] = []
    at = 0
    while at < len(flat):
        level, node = flat[at]
        after = at + 1
        while after < len(flat) and flat[after][0] > level > 0:
            after += 1
        beneath = _nested(flat[at + 1 : after])
        made.append(replace(node, children=(*node.children, *beneath)))
        at = after
    return tuple(made)


def _section(slug: str, section: bodies.Section) -> Node:
    pictures = bodies.pictures(section.html)
    return Node(
        kind="section",
        anchor=f"{slug}-{slugify(section.title)[:60] or 'text'}",
        title=section.title,
        text=section.text,
        data={"level": section.level, "html": bodies.clean(section.html)},
        children=tuple(
            Node(
                kind="image",
                anchor=f"{slug}-image",
                blob=picture.sha256,
                data={"alt": picture.alt},
            )
            for picture in pictures
        ),
    )


def files(slug: str, stem: str, version: PaperVersion) -> tuple[Node, ...]:
    """The files of a version, each of which brings its pages."""
    held = [(file, file.normalised) for file in version.files.all()]
    return tuple(
        _file(slug, stem, file, blob, _file_title(file, version, at, len(held)), at)
        for at, (file, blob) in enumerate(held, 1)
        if blob is not None
    )


def _file_title(file: PaperFile, version: PaperVersion, at: int, among: int) -> str:
    """Its own title, never the name its author gave the file on their own disk."""
    return file.title or (version.title if among == 1 else f"{version.title}, file {at}")


def _file(slug: str, stem: str, file: PaperFile, blob: Blob, title: str, at: int) -> Node:
    return Node(
        kind="file",
        anchor=f"{slug}-file-{at}",
        title=title,
        data={
            "filename": f"{stem}-file-{at}.pdf",
            "pages": blob.pages,
            "bytes": blob.size,
            "kind": file.kind,
        },
        blob=blob.sha256,
        children=_web_text(f"{slug}-file-{at}-text", file),
    )


def _web_text(anchor: str, file: PaperFile) -> tuple[Node, ...]:
    """The text of a Word file that somebody looked at, to be read beside the PDF."""
    text = file.web_text
    if file.text_at is None or text is None:
        return ()
    pictures = tuple(
        Node(kind="image", anchor=f"{anchor}-image", blob=picture.sha256, data={"alt": picture.alt})
        for picture in bodies.pictures(text.html)
    )
    data = {"html": bodies.clean(text.html)}
    words = bodies.plain(text.html)
    return (Node(kind="webtext", anchor=anchor, text=words, data=data, children=pictures),)
