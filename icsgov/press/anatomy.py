"""What a file's objects hold beyond its pages: everything that no reader is meant to get."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream, String

from icsgov.press.links import WEB

# Code: what it is, and what to do about it.
FAULTS = {
    "orphan-page": (
        "The file still holds a page that is not shown.",
        "Build the file again from the pages that are to be published.",
    ),
    "unreferenced": (
        "The file holds parts that no page uses; they may be what was deleted.",
        "Print the file to a new PDF.",
    ),
    "earlier-version": (
        "The file still holds an earlier version of itself.",
        "Print the file to a new PDF.",
    ),
    "trailing-data": (
        "There is something after the file's end.",
        "Print the file to a new PDF.",
    ),
    "metadata": (
        "The file names who or what made it: {what}.",
        "Remove the document's properties and personal information.",
    ),
    "inner-metadata": (
        "A picture or page in the file has properties of its own, such as where and by whom.",
        "Remove the properties of pictures before they are put in.",
    ),
    "private-data": (
        "The program that made the file left data of its own in it.",
        "Print the file to a new PDF.",
    ),
    "attachment": ("Another file is attached: {what}.", "Remove the attachment."),
    "script": ("The file holds a program (JavaScript).", "Print the file to a new PDF."),
    "action": (
        "The file does something by itself or on a click: {what}.",
        "Print the file to a new PDF.",
    ),
    "file-link": (
        "A link leads to a file or an address that is not on the web: {what}.",
        "Remove the link.",
    ),
    "comment": ("There is a comment or mark-up: {what}.", "Remove all comments."),
    "form-value": (
        "There is a form field: {what}.",
        "Print the file to a new PDF, so that the form's words become plain text.",
    ),
    "media": ("There is sound, film or a 3D model in the file.", "Remove it."),
    "hidden-layer": (
        "The file has layers that can be hidden or shown: {what}.",
        "Print the file to a new PDF with only what is to be seen.",
    ),
    "thumbnail": ("The file holds a small picture of a page.", "Print the file to a new PDF."),
}
ACTIONS = {
    Name.JavaScript: "script",
    Name.Launch: "action",
    Name.GoToR: "file-link",
    Name.GoToE: "file-link",
    Name.SubmitForm: "action",
    Name.ImportData: "action",
    Name.ResetForm: "action",
    Name.Hide: "action",
    Name.Rendition: "media",
    Name.Movie: "media",
    Name.Sound: "media",
    Name.RichMediaExecute: "media",
    Name.SetOCGState: "hidden-layer",
}
MEDIA = {Name.Movie, Name.Sound, Name.Screen, Name.RichMedia, Name("/3D")}
OWN_METADATA = {"title", "language", "CreateDate", "ModifyDate", "part"}
INFO_KEYS = {"/Title", "/CreationDate", "/ModDate", "/Trapped"}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_REF = re.compile(rb"\((?:[^()\\]|\\.)*+\)|(?<![\w.])(\d++) 0 R", re.DOTALL)
# Most objects have none of these; only those that do are looked at key by key.
_SUSPECT = re.compile(
    rb"/(?:JS|AA|EF|PieceInfo|Thumb|URI|"
    + b"|".join(str(action)[1:].encode() for action in ACTIONS)
    + rb")(?=[\s/<\[(])"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a file holds: one of FAULTS, on which page (from 1) if on one, and its words."""

    code: str
    page: int | None = None
    what: str = ""


@dataclass(slots=True)
class Anatomy:
    """One look at every object of a file. ``texts`` keeps each object as text, for searching."""

    pdf: pikepdf.Pdf
    allowed: Collection[str]
    texts: dict[int, bytes] = field(default_factory=dict)

    def faults(self, data: bytes) -> Iterator[Fault]:
        """Everything found; ``data`` are the file's bytes."""
        yield from _around_the_file(self.pdf, data)
        pages = {page.objgen: index for index, page in enumerate(self.pdf.pages, 1)}
        for each in self.pdf.objects:
            if isinstance(each, Stream):
                yield from self._in_stream(each)
            value = Dictionary(each.stream_dict) if isinstance(each, Stream) else each
            if isinstance(value, (Dictionary, Array)):
                text = value.unparse(resolved=True)
                self.texts[each.objgen[0]] = text
                if _SUSPECT.search(text):
                    yield from _in_object(value, pages.get(each.objgen))
        orphans = [
            each
            for each in self.pdf.objects
            if isinstance(each, Dictionary)
            and each.get("/Type") == Name.Page
            and each.objgen not in pages
        ]
        yield from (Fault("orphan-page") for _ in orphans)
        if not orphans and self._unreached():
            yield Fault("unreferenced")
        yield from self._in_root()
        for page, index in ((page.obj, index) for index, page in enumerate(self.pdf.pages, 1)):
            yield from _on_page(page, index)

    def _in_stream(self, stream: Stream) -> Iterator[Fault]:
        if stream.get("/Type") == Name.Metadata and stream.objgen != _objgen(
            self.pdf.Root.get("/Metadata")
        ):
            yield Fault("inner-metadata")

    def _in_root(self) -> Iterator[Fault]:
        root = self.pdf.Root
        info = self.pdf.trailer.get("/Info", {})
        named = [str(value) for key, value in info.items() if key not in INFO_KEYS]
        named += _xmp_values(root.get("/Metadata"))
        for value in dict.fromkeys(value.strip() for value in named):
            if value and value not in self.allowed:
                yield Fault("metadata", what=value[:80])
        layers = root.get("/OCProperties")
        if isinstance(layers, Dictionary):
            names = [str(each.get("/Name", "")) for each in layers.get("/OCGs", [])]
            yield Fault("hidden-layer", what=", ".join(names)[:80])
        form = root.get("/AcroForm")
        if isinstance(form, Dictionary) and "/XFA" in form:
            yield Fault("script")

    def _unreached(self) -> bool:
        """Whether any object of substance cannot be reached from the file's root."""
        todo = _refs(self.pdf.trailer.unparse(resolved=True))
        reached: set[int] = set()
        while todo:
            number = todo.pop()
            if number not in reached:
                reached.add(number)
                todo += _refs(self.texts.get(number, b""))
        return any(_substance(self.texts[number]) for number in self.texts.keys() - reached)


def _substance(text: bytes) -> bool:
    """Whether an object is more than a leftover number or box, or the file's own skeleton."""
    skeleton = (b"/Type /ObjStm", b"/Type /XRef", b"/Linearized")
    return text.startswith(b"<<") and not any(part in text for part in skeleton)


def _refs(text: bytes) -> list[int]:
    return [int(match[1]) for match in _REF.finditer(text) if match[1]]


def _is_inner(value: Any) -> bool:
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def _objgen(value: Any) -> Any:
    return getattr(value, "objgen", None)


def _in_object(each: Any, page: int | None) -> Iterator[Fault]:
    """What one object, or one directly within it, does or carries."""
    stack = [each]
    while stack:
        value = stack.pop()
        if isinstance(value, Dictionary):
            yield from _in_dictionary(value, page)
        inner = value.values() if isinstance(value, Dictionary) else value
        stack += [each for each in inner if _is_inner(each)]


def _in_dictionary(value: Dictionary, page: int | None) -> Iterator[Fault]:
    kind = value.get("/S")
    if isinstance(kind, Name) and kind in ACTIONS and value.get("/Type") != Name.StructElem:
        code = ACTIONS[kind]
        target = value.get("/F", "")
        target = target.get("/F", "") if isinstance(target, Dictionary) else target
        yield Fault(code, page, f"{str(kind)[1:]} {target}".strip())
    if kind == Name.URI and "/URI" in value:
        address = str(value.URI)
        if address.partition(":")[0].strip().lower() not in WEB:
            yield Fault("file-link", page, address[:80])
    if "/JS" in value and kind != Name.JavaScript:
        yield Fault("script", page)
    if "/AA" in value:
        yield Fault("action", page, "an event")
    if "/EF" in value:
        yield Fault("attachment", page, str(value.get("/UF", value.get("/F", "")))[:80])
    if "/PieceInfo" in value:
        yield Fault("private-data", page)
    if "/Thumb" in value:
        yield Fault("thumbnail", page)


def _on_page(page: Dictionary, index: int) -> Iterator[Fault]:
    """The annotations of a page that are not plain links."""
    annotations = page.get("/Annots")
    for each in annotations if isinstance(annotations, Array) else []:
        if not isinstance(each, Dictionary) or each.get("/Subtype") == Name.Link:
            continue
        kind = each.get("/Subtype")
        words = str(each.get("/Contents", "")).strip()[:80] or str(kind)[1:]
        if kind == Name.Widget:
            value = each.get("/V", each.get("/Parent", {}).get("/V"))
            words = (
                str(value)[:80] if isinstance(value, (String, Name)) else str(each.get("/T", ""))
            )
            yield Fault("form-value", index, words)
        elif kind == Name.FileAttachment:
            yield Fault("attachment", index, words)
        elif kind in MEDIA:
            yield Fault("media", index)
        elif kind != Name.Popup:
            yield Fault("comment", index, words)


def _around_the_file(pdf: pikepdf.Pdf, data: bytes) -> Iterator[Fault]:
    """What stands before or after the version of the file that is shown."""
    ends = data.count(b"startxref")
    if ends > (2 if pdf.is_linearized else 1):
        yield Fault("earlier-version")
    after = data[data.rfind(b"%%EOF") + 5 :]
    if len(after.strip(b"\r\n\t \0")) > 0 and data.rfind(b"%%EOF") >= 0:
        yield Fault("trailing-data")


def _xmp_values(metadata: Any) -> list[str]:
    """What the document's own metadata say beyond title, language, dates and PDF/UA."""
    if not isinstance(metadata, Stream):
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(metadata.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return ["properties that cannot be read"]
    said: list[tuple[str, str]] = []
    for about in root.iter(f"{RDF}Description"):
        said += [(etree.QName(key).localname, value) for key, value in about.items()]
        said += [
            (etree.QName(each).localname, " ".join("".join(each.itertext()).split()))
            for each in about.iterchildren(etree.Element)
        ]
    return [value for name, value in said if name not in OWN_METADATA | {"about"}]
