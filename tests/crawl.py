"""A reader who follows every link, and all that answers hold: pages, headers, files."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin

import pikepdf
import pypdfium2
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from lxml import html

ATTRIBUTES = "//@href | //@src | //@hx-get | //@poster"
# Signing out ends the walk; static files are the same for everybody.
# The site's own addresses in what programs read: API, sitemap, feeds, spreadsheets.
WRITTEN = re.compile(rf"{re.escape(settings.SITE_URL)}(/[^\s\"<,]*)")
AVOIDED = ("/accounts/logout/", "/static/")


def crawl(reader: AbstractBaseUser | None, seeds: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every address that the reader comes to from the seeds, with all that is said there."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    waiting = list(seeds)
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        content = response.getvalue()
        yield address, said(response.headers.items(), content)
        for link in _links(address, response, content):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _links(address: str, response: object, content: bytes) -> Iterator[str]:
    found = [response.get("Location", "")]
    if response["Content-Type"].startswith("text/html") and content.strip():
        found += html.document_fromstring(content.decode()).xpath(ATTRIBUTES)
    elif response["Content-Type"].split(";")[0].endswith(("json", "xml", "csv")):
        found += map(unescape, WRITTEN.findall(content.decode()))
    for each in found:
        link = urldefrag(urljoin(address, each)).url
        if link.startswith("/") and not link.startswith(AVOIDED):
            yield link


def said(headers: Iterable[tuple[str, str]], content: bytes) -> str:
    """Headers and content as text. A redirect to sign-in only repeats what was asked for."""
    lines = [f"{name}: {value}" for name, value in headers if name != "Location"]
    return "\n".join([*lines, words_of(content)])


def words_of(content: bytes) -> str:
    """All that can be read out of bytes: text, the inside of PDF and of zip files."""
    if content.startswith(b"%PDF"):
        return "\n".join(_pdf(content))
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            return "\n".join(f"{name} {folder.read(name)!r}" for name in folder.namelist())
    return content.decode("utf-8", "replace")


def _pdf(content: bytes) -> Iterator[str]:
    """Page text as it is drawn, then every object of the file, streams unpacked."""
    yield content.decode("latin-1")
    drawn = pypdfium2.PdfDocument(content)
    for page in drawn:
        yield page.get_textpage().get_text_bounded()
    drawn.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            yield str(thing) if not isinstance(thing, pikepdf.Stream) else _stream(thing)


def _stream(stream: pikepdf.Stream) -> str:
    try:
        inside = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        inside = bytes(stream.read_raw_bytes())
    return f"{dict(stream)} {inside.decode('latin-1')}"
