"""Files of releases: every byte passes a check first; then ranges and unchanged copies."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from icsgov.record import access
from icsgov.record.models import ReleaseFile
from icsgov.record.ranges import OutOfRange, Span, span_of
from icsgov.record.views.answers import from_the_record, withdrawn

# What a browser may show itself; all else is handed over for saving.
SHOWN = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
PIECE = 64 * 1024


@from_the_record
def public_file(request: HttpRequest, now: datetime, key: UUID, filename: str) -> HttpResponseBase:
    """A file that anybody may read; of a withdrawn one the notice."""
    file = access.public_file(key, filename, now)
    if file.release.is_withdrawn:
        return withdrawn(request, file.release)
    return send(request, file)


def send(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """The bytes of a file that the reader may have: whole, a part, or “not changed” (304)."""
    etag = f'"{file.blob.sha256}"'
    if _has_it(request, etag):
        return _headed(HttpResponse(status=304), file, etag)
    try:
        span = _span(request, file, etag)
    except OutOfRange:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.blob.size}"
        return response
    if request.method == "HEAD":
        return _headed(HttpResponse(), file, etag, file.blob.size)
    if span is None:
        stream = default_storage.open(file.blob.name)
        return _headed(FileResponse(stream), file, etag, file.blob.size)
    partly = StreamingHttpResponse(_pieces(file.blob.name, span), status=206)
    partly["Content-Range"] = f"bytes {span.first}-{span.last}/{file.blob.size}"
    return _headed(partly, file, etag, span.length)


def starts_reading(request: HttpRequest) -> bool:
    """Whether this asks for the beginning of a file: viewers fetch the rest piece by piece."""
    wanted = request.headers.get("Range", "").replace(" ", "")
    return not wanted or wanted.startswith("bytes=0-")


def _has_it(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in [each.removeprefix("W/") for each in known]


def _span(request: HttpRequest, file: ReleaseFile, etag: str) -> Span | None:
    """The range, unless it was asked for an older file (If-Range)."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return span_of(request.headers.get("Range", ""), file.blob.size)


def _pieces(name: str, span: Span) -> Iterator[bytes]:
    with default_storage.open(name) as stream:
        stream.seek(span.first)
        left = span.length
        while left and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _headed(
    response: HttpResponseBase, file: ReleaseFile, etag: str, length: int | None = None
) -> HttpResponseBase:
    kind = SHOWN.get(file.blob.kind)
    response["Content-Type"] = kind or "application/octet-stream"
    name = content_disposition_header(kind is None, file.filename)
    response["Content-Disposition"] = name or "inline"
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    if length is not None:
        response["Content-Length"] = str(length)
    return response
