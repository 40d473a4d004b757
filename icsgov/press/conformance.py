"""What keeps a file from being accessible (PDF/UA-1), in words for its author.

These are the conditions a machine can check that files from office programs fail; a file that
has none of them earns the claim that the pack makes in its metadata.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name

from icsgov.press.content import Content

UNTAGGED = "it has no tags, so a screen reader cannot tell headings, lists and tables"
LOOSE_TEXT = "there is text that is not tagged"
LOOSE_PAINT = "there is a picture that is neither tagged nor marked as decoration"
LOOSE_LINK = "there is a link that is not tagged"
TOO_DEEP = "its tags are nested too deeply to be read"
BROKEN = "its tags are damaged"
DOUBTED = "the program that made it says that its tags may be wrong"


def of_content(content: Content) -> str | None:
    """What a tagged file's page lacks, or None."""
    if content.loose_text:
        return LOOSE_TEXT
    return LOOSE_PAINT if content.loose_paint else None


def of_font(font: Dictionary) -> str | None:
    """What a font lacks so that its text can be shown and read anywhere, or None."""
    kind = font.get("/Subtype")
    if kind in (Name.Type3, Name.CIDFontType0, Name.CIDFontType2):
        return None  # drawn in the file itself; described by the font above it
    inner: Any = font
    if kind == Name.Type0:
        found = font.get("/DescendantFonts")
        inner = found[0] if isinstance(found, Array) and len(found) else font
    about = inner.get("/FontDescriptor", {})
    name = str(font.get("/BaseFont", "/?"))[1:].partition("+")[2] or str(font.get("/BaseFont"))[1:]
    if not any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        return f"the font {name} is not embedded"
    if kind == Name.Type0 and "/ToUnicode" not in font:
        return f"the letters of the font {name} cannot be read out"
    return None
