"""One item of a meeting as a PDF, for the public and for the desk."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, parse_etags

from icsgov.record.extracts import Extract, printed


def answer(request: HttpRequest, extract: Extract) -> HttpResponse:
    """The extract for a browser, or 304 for one that has it."""
    etag = f'"{hashlib.sha256(extract.key.encode()).hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(printed(extract), content_type="application/pdf")
        name = content_disposition_header(False, extract.filename)
        response["Content-Disposition"] = name or "inline"
    response["ETag"] = etag
    return response
