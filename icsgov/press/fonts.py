"""The press's one type family, Arimo, and the small font that stamps are set in."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# The ranges of the files as @fontsource/arimo cuts them: without them the first file would
# answer for every letter.
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,"
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    "vietnamese": "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9",
    "greek": "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
}
WEIGHTS = (400, 700)
STYLES = ("normal", "italic")
SUFFIX = ".woff2"

# Where Arimo was not copied to (a bare checkout), these have the same widths or are always there.
FALLBACKS = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf")
SYSTEM_FONTS = Path("/usr/share/fonts")


class FontError(Exception):
    """A font that the press needs is missing, or lacks a letter; the message says which."""


def home() -> Path:
    """The folder that the set-up copies Arimo's files into."""
    from django.conf import settings

    return Path(settings.BASE_DIR) / "build" / "vendor" / "fonts" / "arimo"


@cache
def font_files(folder: Path) -> dict[str, Path]:
    """Arimo's files under this folder by name; empty where there are none."""
    return {path.name: path for path in sorted(folder.rglob(f"arimo-*{SUFFIX}"))}


def faces(folder: Path) -> str:
    """The ``@font-face`` rules of the files that are there, each with a ``font:NAME`` address."""
    there = font_files(folder)
    return "\n".join(
        f"@font-face {{ font-family: Arimo; font-weight: {weight}; font-style: {style};"
        f" src: url(font:{name}); unicode-range: {letters}; }}"
        for subset, letters in RANGES.items()
        for weight in WEIGHTS
        for style in STYLES
        if (name := f"arimo-{subset}-{weight}-{style}{SUFFIX}") in there
    )


@dataclass(frozen=True, slots=True)
class StampFont:
    """A subset of one font: what is needed to set stamps and to put the font into a PDF.

    ``codes`` gives each letter its byte: Windows' own where it has one, else a free one.
    """

    name: str
    codes: dict[str, int]
    widths: dict[str, int]
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    program: bytes

    def width(self, text: str, size: float) -> float:
        """The set width of the text in points at this size."""
        return sum(self.widths[letter] for letter in text) * size / 1000

    def encode(self, text: str) -> bytes:
        """The text as a PDF string in this font's codes."""
        data = bytes(self.codes[letter] for letter in text)
        return b"(" + re.sub(rb"([()\\])", rb"\\\1", data).replace(b"\r", rb"\r") + b")"

    def objects(self, first: int) -> tuple[list[tuple[int, bytes]], list[tuple[int, str, bytes]]]:
        """The font as PDF objects: (plain ones, streams).

        Takes the numbers ``first`` (the font itself) to ``first + 3``.
        """
        font, about, program, letters = range(first, first + 4)
        name = f"/ICSGOV+{self.name}"
        low, high = min(self.codes.values()), max(self.codes.values())
        by_code = {code: letter for letter, code in self.codes.items()}
        widths = [self.widths.get(by_code.get(code, ""), 0) for code in range(low, high + 1)]
        own = " ".join(
            f"{code}/uni{ord(letter):04X}" for code, letter in sorted(by_code.items())
            if _windows(letter) != code
        )  # fmt: skip
        plain = {
            font: f"<</Type/Font/Subtype/TrueType/BaseFont{name}/FirstChar {low}/LastChar {high}"
            f"/Widths[{' '.join(map(str, widths))}]/FontDescriptor {about} 0 R"
            f"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[{own}]>>"
            f"/ToUnicode {letters} 0 R>>",
            about: f"<</Type/FontDescriptor/FontName{name}/Flags 32/ItalicAngle 0/StemV 80"
            f"/Ascent {self.ascent}/Descent {self.descent}/CapHeight {self.ascent}"
            f"/FontBBox[{' '.join(map(str, self.box))}]/FontFile2 {program} 0 R>>",
        }
        streams = [
            (program, f"/Length1 {len(self.program)}", self.program),
            (letters, "", _to_unicode(sorted(by_code.items()))),
        ]
        return [(number, text.encode()) for number, text in plain.items()], streams


@cache
def stamp_font(letters: str, folder: Path) -> StampFont:
    """The font for these letters, from Arimo in ``folder`` or from what the system has.

    Raises FontError where no font has all of them.
    """
    lacking = letters
    for path in _candidates(folder):
        font = TTFont(path, recalcTimestamp=False)
        cmap = font.getBestCmap()
        lacking = "".join(letter for letter in letters if ord(letter) not in cmap)
        if not lacking:
            return _subset(font, letters)
    raise FontError(
        f"No font has the letters “{lacking}” of the stamp. Change the stamp's words"
        " or install a font that has them."
    )


def _candidates(folder: Path) -> Iterable[Path]:
    arimo = font_files(folder).get(f"arimo-latin-400-normal{SUFFIX}")
    if arimo:
        yield arimo
    for name in FALLBACKS:
        yield from sorted(SYSTEM_FONTS.rglob(name))


def _subset(font: TTFont, letters: str) -> StampFont:
    family = font["name"].getBestFamilyName().replace(" ", "")
    subsetter = Subsetter(Options(hinting=False, layout_features=[], notdef_outline=True))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    cmap, metrics, hhea, head = font.getBestCmap(), font["hmtx"], font["hhea"], font["head"]
    scale = 1000 / head.unitsPerEm
    return StampFont(
        name=family,
        codes=_codes(letters),
        widths={letter: round(metrics[cmap[ord(letter)]][0] * scale) for letter in letters},
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
        box=tuple(round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)),
        program=_program(font),
    )


def _windows(letter: str) -> int | None:
    """The letter's byte in Windows' Western code page, or None."""
    try:
        return letter.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


def _codes(letters: str) -> dict[str, int]:
    codes = {letter: code for letter in letters if (code := _windows(letter)) is not None}
    free = iter([code for code in range(128, 256) if code not in codes.values()])
    return codes | {letter: next(free) for letter in letters if letter not in codes}


def _program(font: TTFont) -> bytes:
    """The font file without the tables that an embedded TrueType font has no use for."""
    for table in {"name", "post", "OS/2", "GDEF", "GSUB", "GPOS", "DSIG"} & set(font.keys()):
        del font[table]
    font.flavor = None
    file = io.BytesIO()
    font.save(file, reorderTables=None)
    return file.getvalue()


def _to_unicode(by_code: list[tuple[int, str]]) -> bytes:
    """The CMap that gives each code its letter (at most 100 in a block: PDF 9.10.3)."""
    lines = []
    for start in range(0, len(by_code), 100):
        block = by_code[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in block]
        lines.append("endbfchar")
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        + "\n".join(lines)
        + "\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
