"""A Word file as text for the web: mammoth, then nh3, both in the cage; pictures beside it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mammoth
import nh3
from lxml import html as markup

Tell = Callable[[str], None]
MOST_PICTURES = 100
KINDS = {"image/png": "png", "image/jpeg": "jpeg"}
STYLES = """
p[style-name='Title'] => h2:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Heading 4'] => h4:fresh
p[style-name='Quote'] => blockquote > p:fresh
u => u
"""
TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td blockquote a strong em u sub sup br "
    "span img".split()
)
NOTE = re.compile(r"(foot|end)note-ref-(\d+)$")


def make(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """The HTML of `job["source"]`, whose pictures are picture-0, picture-1 … in the folder."""
    pictures: list[dict[str, str]] = []
    left = 0

    def keep(image: Any) -> dict[str, str]:
        nonlocal left
        if image.content_type not in KINDS or len(pictures) >= MOST_PICTURES:
            left += 1
            return {"src": ""}
        path = f"picture-{len(pictures)}"
        with image.open() as source, Path(path).open("wb") as target:
            target.write(source.read())
        pictures.append({"path": path, "kind": KINDS[image.content_type]})
        return {"src": path}

    with Path(job["source"]).open("rb") as file:
        found = mammoth.convert_to_html(
            file, style_map=STYLES, convert_image=mammoth.images.img_element(keep)
        )
    return {"html": _allowed(with_notes(found.value)), "pictures": pictures, "left": left}


def with_notes(html: str) -> str:
    """The words of each note where its number stood."""
    root = markup.fragment_fromstring(html, create_parent="article")
    for reference in list(root.iter("a")):
        said = NOTE.search(reference.get("id") or "")
        if said is None:
            continue
        note = root.get_element_by_id((reference.get("href") or "#")[1:], None)
        if note is not None:
            _put(reference, _note_words(note))
            note.getparent().remove(note)
    return "".join(markup.tostring(child, encoding="unicode") for child in root)


def _note_words(note: Any) -> str:
    words = " ".join(note.text_content().split())
    return words.removesuffix("↑").strip()


def _put(reference: Any, words: str) -> None:
    """The note in the place of its raised number."""
    place = reference.getparent() if reference.getparent().tag == "sup" else reference
    span = markup.Element("span", {"class": "footnote"})
    span.text, span.tail = words, place.tail
    place.tail = None
    place.getparent().replace(place, span)


def _allowed(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={
            "a": {"href"},
            "img": {"src", "alt"},
            "th": {"colspan", "rowspan", "scope"},
            "td": {"colspan", "rowspan"},
        },
        allowed_classes={"span": {"footnote"}},
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="pass_through",
        link_rel=None,
    )
