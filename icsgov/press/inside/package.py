"""An Office file is a zip of XML parts: what may be in it is settled before a program opens it."""

import io
import stat
import zipfile
import zlib
from pathlib import Path

from icsgov.press.inside.findings import Findings
from icsgov.press.inside.jpeg import pixels_of
from icsgov.press.inside.parts import Part, Tally, local
from icsgov.press.inside.relations import Relations
from icsgov.press.inside.sheets import SheetPart
from icsgov.press.inside.slides import SlidePart
from icsgov.press.inside.word import WordPart
from icsgov.press.kinds import Kind
from icsgov.press.limits import Limits

TYPES = "[Content_Types].xml"
# The last words of the main part's content type.
MAIN = {
    "wordprocessingml.document.main+xml": Kind.DOCX,
    "presentationml.presentation.main+xml": Kind.PPTX,
    "presentationml.slideshow.main+xml": Kind.PPTX,
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
    "wordprocessingml.template.main+xml": Kind.TEMPLATE,
    "presentationml.template.main+xml": Kind.TEMPLATE,
    "spreadsheetml.template.main+xml": Kind.TEMPLATE,
}
READERS: dict[Kind, type[Part]] = {
    Kind.DOCX: WordPart,
    Kind.PPTX: SlidePart,
    Kind.XLSX: SheetPart,
}
XML_ENDINGS = (".xml", ".rels", ".vml")
# NotImplemented features of the zip format arrive as RuntimeError.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError)
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """One Office file, being looked at."""

    def __init__(self, path: Path, findings: Findings, limits: Limits) -> None:
        self.path = path
        self.findings = findings
        self.limits = limits
        self.tally = Tally()
        self.unpacked = 0

    def examine(self) -> Kind:
        """The kind of the package; whatever is wrong with it goes to the findings."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                self._weigh(archive, self.path.stat().st_size, depth=1)
                kind = self._kind(archive)
                if kind in READERS:
                    self._read_parts(archive, READERS[kind])
        except BROKEN:
            self.findings.stop("bad-archive", detail="its parts cannot be unpacked")
        if kind in READERS:
            self._report()
        return kind

    def _weigh(self, archive: zipfile.ZipFile, packed: int, depth: int) -> None:
        """Refuse bombs by the directory alone; what it says is held to when parts are read."""
        entries = archive.infolist()
        self.unpacked += sum(entry.file_size for entry in entries)
        heavy = self.unpacked > self.limits.zip_bytes or len(entries) > self.limits.zip_entries
        dense = self.unpacked > max(self.limits.zip_ratio_from, packed * self.limits.zip_ratio)
        if heavy or dense or depth > self.limits.zip_depth:
            self.findings.stop("unpacks-too-large")
        names = [entry.filename.lower() for entry in entries]
        if len(set(names)) < len(names):
            self.findings.stop("bad-archive", detail="a part stands in it twice")
        for entry in entries:
            self._check_entry(entry)

    def _check_entry(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        climbs = ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name
        if climbs or stat.S_ISLNK(entry.external_attr >> 16):
            self.findings.stop("bad-archive", name, detail="a part points out of the file")
        if entry.flag_bits & 1 or entry.compress_type not in PLAIN:
            self.findings.stop("bad-archive", name, detail="a part is locked")

    def _kind(self, archive: zipfile.ZipFile) -> Kind:
        names = archive.namelist()
        if TYPES not in names:
            odf = "mimetype" in names and "META-INF/manifest.xml" in names
            return Kind.OPEN_DOCUMENT if odf else Kind.ARCHIVE
        types = Types(TYPES, self.tally, self.findings, self.limits)
        types.read(archive.read(TYPES))
        if any("macroenabled" in kind.lower() for kind in types.kinds):
            return Kind.MACRO
        found = {
            main for kind in types.kinds for ending, main in MAIN.items() if kind.endswith(ending)
        }
        if len(found) != 1:
            self.findings.stop("bad-archive", detail="it has no main part, or several")
        return found.pop()

    def _read_parts(self, archive: zipfile.ZipFile, reader: type[Part]) -> None:
        """Read every part: styles first (they say what is hidden), all against their checksums."""
        for entry in sorted(archive.infolist(), key=lambda each: "styles" not in each.filename):
            name, data = entry.filename, archive.read(entry)
            self._check_name(name)
            if name.lower().endswith(".rels"):
                Relations(name, self.tally, self.findings, self.limits).read(data)
            elif name.lower().endswith(XML_ENDINGS):
                reader(name, self.tally, self.findings, self.limits).read(data)
            elif data.startswith(b"PK"):
                self._look_into(data, depth=2)
            elif pixels_of(data) > self.limits.pixels:
                self._too_many_pixels(name, data)

    def _check_name(self, name: str) -> None:
        if name.lower().endswith("vbaproject.bin"):
            self.findings.note("macros")
        if "/activex/" in f"/{name.lower()}":
            self.findings.note("active-content")

    def _look_into(self, data: bytes, depth: int) -> None:
        """Weigh an archive within the archive (the workbook behind a chart, for one)."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._weigh(archive, len(data), depth)
            for entry in archive.infolist():
                inner = archive.read(entry)
                if inner.startswith(b"PK"):
                    self._look_into(inner, depth + 1)

    def _too_many_pixels(self, name: str, data: bytes) -> None:
        found, most = pixels_of(data) // 1_000_000, self.limits.pixels // 1_000_000
        self.findings.stop("picture-too-large", name, pixels=found, most=most)

    def _report(self) -> None:
        """Turn what was counted into reasons."""
        tally, note = self.tally, self.findings.note
        if tally.tracked:
            note("tracked-changes", count=tally.tracked)
        if tally.comments:
            note("comments", count=tally.comments)
        elif tally.cell_notes:
            note("cell-notes", count=tally.cell_notes)
        if tally.hidden_text:
            note("hidden-text", text=tally.hidden_text)
        if tally.hidden_slides:
            note("hidden-slides", slides=", ".join(self._slide_numbers()))
        if tally.noted_slides:
            note("speaker-notes", count=tally.noted_slides)
        if tally.hidden_sheets:
            note("hidden-sheets", sheets=", ".join(tally.hidden_sheets))
        if tally.sheets_with_hidden_cells:
            note("hidden-cells", count=tally.sheets_with_hidden_cells)
        if tally.linked_data:
            note("linked-data")
        if tally.template:
            note("template")
        if tally.media:
            note("media", count=tally.media)

    def _slide_numbers(self) -> list[str]:
        """The hidden slides as PowerPoint numbers them."""
        start = "ppt/presentation.xml"
        order = [self.tally.targets.get((start, each), "") for each in self.tally.slides]
        hidden = set(self.tally.hidden_slides)
        return [str(number) for number, part in enumerate(order, 1) if part in hidden]


class Types(Part):
    """[Content_Types].xml: the kinds of the parts."""

    def __init__(self, name: str, tally: Tally, findings: Findings, limits: Limits) -> None:
        super().__init__(name, tally, findings, limits)
        self.kinds: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) in ("Override", "Default"):
            self.kinds.add(attributes.get("ContentType", ""))
