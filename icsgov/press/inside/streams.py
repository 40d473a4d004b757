"""Every stream of a PDF: whole, of bounded size, and without what a camera wrote in it."""

import zlib

import pikepdf
from pikepdf import Name, Object, Pdf, Stream

from icsgov.press.inside import jpeg
from icsgov.press.inside.findings import Findings
from icsgov.press.inside.trees import drop, listed
from icsgov.press.limits import Limits

# Who made it, with what, and from which other files.
SAYS_WHO = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/Ref", "/Measure")
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream: its content is another file
# What only a picture's own program unpacks.
PICTURE_FILTERS = {"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"}
FLATE, JPEG = {"/FlateDecode", "/Fl"}, {"/DCTDecode", "/DCT"}
CHUNK = 1 << 22  # bytes unpacked at a time


class Streams:
    """The streams of one PDF, being checked."""

    def __init__(self, pdf: Pdf, findings: Findings, limits: Limits) -> None:
        self.pdf = pdf
        self.findings = findings
        self.limits = limits
        self.unpacked = 0
        self.pictures = 0
        self.pages: dict[tuple[int, int], str] = {}

    def check(self, pages: list[Object]) -> None:
        """Refuse where a stream is cut off, broken or too large; clean every dictionary."""
        for number, page in enumerate(pages, 1):
            self._check_contents(page, f"page {number}")
        for found in self.pdf.objects:
            if isinstance(found, Stream):
                drop(found, *SAYS_WHO, *ELSEWHERE)
                self._check(found)
            # Without a type it may be a table of resources, where any name may stand for a font.
            elif isinstance(found, pikepdf.Dictionary) and Name.Type in found:
                drop(found, *SAYS_WHO)

    def _check_contents(self, page: Object, where: str) -> None:
        """Note which streams draw the page; refuse where one is missing."""
        contents = page.get(Name.Contents)
        if contents is None and "/Contents" in set(page.keys()):  # it is null
            self.findings.stop("page-missing", where)
        pieces = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        for piece in pieces:
            if isinstance(piece, Stream):
                self.pages[piece.objgen] = where
            elif contents is not None:
                self.findings.stop("page-missing", where)

    def _check(self, stream: Stream) -> None:
        where = self.pages.get(stream.objgen, "")
        picture = stream.get(Name.Subtype) == Name.Image
        if picture:
            self._check_picture(stream, where)
        most = self.limits.pixels * 4 if picture else self.limits.stream_bytes
        filters = _filters(stream)
        last = filters.pop() if filters and filters[-1] in PICTURE_FILTERS else ""
        data = stream.read_raw_bytes()
        if len(filters) == 1 and filters[0] in FLATE:
            data = self._inflate(data, most, where, keep=last in JPEG)
        elif filters and not last:
            self._decode(stream, most, where)
        if last in JPEG and (not filters or data):
            self._clean_jpeg(stream, data, where)

    def _inflate(self, data: bytes, most: int, where: str, keep: bool) -> bytes:
        """Unpack: it must end where it says, and not be a bomb. Gives what it unpacks to keep."""
        unpacker, size, kept = zlib.decompressobj(), 0, []
        try:
            while data and not unpacker.eof:
                chunk = unpacker.decompress(data, CHUNK)
                size += len(chunk)
                if size > most:
                    self.findings.stop("unpacks-too-large", where)
                if keep:
                    kept.append(chunk)
                data = unpacker.unconsumed_tail
                if not data and not unpacker.eof:
                    raise zlib.error("cut off")
        except zlib.error:
            self.findings.stop("damaged", where, detail=_at(where))
        self._add(size, where)
        return b"".join(kept)

    def _decode(self, stream: Stream, most: int, where: str) -> None:
        try:
            size = len(stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError):
            self.findings.stop("damaged", where, detail=_at(where))
        if size > most:
            self.findings.stop("unpacks-too-large", where)
        self._add(size, where)

    def _add(self, size: int, where: str) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.streams_bytes:
            self.findings.stop("unpacks-too-large", where)

    def _check_picture(self, stream: Stream, where: str) -> None:
        sides = [stream.get(name) for name in (Name.Width, Name.Height)]
        known = [int(side) for side in sides if isinstance(side, pikepdf.Integer)]
        if len(known) == 2 and known[0] * known[1] > self.limits.pixels:
            found, most = known[0] * known[1] // 1_000_000, self.limits.pixels // 1_000_000
            self.findings.stop("picture-too-large", where, pixels=found, most=most)
        self.pictures += 1

    def _clean_jpeg(self, stream: Stream, data: bytes, where: str) -> None:
        """Take out what the camera wrote."""
        try:
            clean = jpeg.without_marks(data)
        except jpeg.NotJpeg:
            self.findings.stop("damaged", where, detail=": a picture is cut off")
        settings = listed(stream.get(Name.DecodeParms))
        own = settings[-1] if settings and isinstance(settings[-1], pikepdf.Dictionary) else None
        if clean != stream.read_raw_bytes():
            stream.write(clean, filter=Name.DCTDecode, decode_parms=own)


def _filters(stream: Stream) -> list[str]:
    """The names of the stream's filters, outermost first."""
    value = stream.get(Name.Filter)
    values = list(value) if isinstance(value, pikepdf.Array) else [value]
    return [str(each) for each in values if isinstance(each, Name)]


def _at(where: str) -> str:
    return f" ({where})" if where else ""
