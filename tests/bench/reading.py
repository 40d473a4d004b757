"""What the viewer fetches when a page of a 500-page pack is opened, in Debian's Chromium.

Bytes of the PDF, counted by the browser, against the size of the paper's file and of the pack.
"""

import io
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pikepdf
from django.conf import settings
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import sync_playwright

from icsgov.record.models import Blob, Release
from meetings.models import Meeting
from tests import factories as make
from tests import packs
from tests.bench.figure import Figure
from tests.browsing import CHROMIUM
from tests.meetings.book import pressed

PAPERS, PAGES = 20, 25
MOST_OF_A_PAPER = 35.0  # per cent
MOST_OF_THE_PACK = 6.0


def measure() -> Iterator[Figure]:
    """Open the middle of one paper, then the middle of the whole pack."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    StaticLiveServerTestCase.setUpClass()
    try:
        yield from _measured(StaticLiveServerTestCase.live_server_url)
    finally:
        StaticLiveServerTestCase.tearDownClass()


def _measured(site: str) -> Iterator[Figure]:
    meeting = _meeting()
    release = pressed.publish(meeting, timezone.now())
    account = pressed.member_of(meeting)
    paper = release.entries.filter(kind="paper").order_by("seq")[PAPERS // 2]
    room = f"{site}/reading/icp/{meeting.address}/1/"
    own = release.files.get(role="paper", entry=paper).blob.size
    whole = release.files.get(role="pack").blob
    fetched = _opened(f"{room}{paper.thing}/pages/?page={_middle(release, paper)}", account, site)
    yield Figure(
        "a page of a paper: of the paper’s file", _share(fetched, own), "%", MOST_OF_A_PAPER
    )
    yield Figure("a page of a paper: fetched", fetched / 1000, "kB")
    fetched = _opened(f"{room}pages/?whole=1&page={_middle(release, paper)}", account, site)
    name = f"the same page in the whole pack of {whole.pages} pages"
    yield Figure(f"{name}: of its file", _share(fetched, whole.size), "%", MOST_OF_THE_PACK)
    yield Figure(f"{name}: fetched", fetched / 1000, "kB")


def _share(fetched: int, size: int) -> float:
    return 100 * fetched / size


def _middle(release: Release, paper: Any) -> str:
    pages = release.entries.within(paper).filter(kind="page").order_by("seq")
    return str(pages[PAGES // 2].pack_page)


def _meeting() -> Meeting:
    """Twenty papers of 25 pages, each page with words and a picture of its own."""
    made = make.meeting(make.board("ICP"), timezone.localdate() + timedelta(days=14))
    for number in range(PAPERS):
        item = make.item(made, f"Item {number + 1}")
        packs.paper(made.board, f"Paper {number + 1}", item, files=(_file(number),), body="")
    return made


def _file(number: int) -> Blob:
    chance = random.Random(number)
    with pikepdf.open(io.BytesIO(packs.pdf_bytes(PAGES, f"Paper {number + 1}"))) as pdf:
        for page in pdf.pages:
            picture = pdf.make_stream(
                _picture(chance),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=400,
                Height=300,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Picture"))
            page.contents_add(b"q 400 0 0 300 72 300 cm /Picture Do Q")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    blob = Blob.objects.keep(out.getvalue(), "pdf", PAGES)
    return blob.set_pages(f"Paper {number + 1} page {page}" for page in range(1, PAGES + 1))


def _picture(chance: random.Random) -> bytes:
    """A photograph's worth of bytes: noise, which no compression makes smaller."""
    image = Image.frombytes("RGB", (400, 300), chance.randbytes(400 * 300 * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=30)
    return out.getvalue()


def _opened(address: str, account: Any, site: str) -> int:
    """The bytes of the PDF that the browser fetched until the page was drawn and all was quiet."""
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    with sync_playwright() as play:
        browser = play.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        page.goto(address)
        page.locator(".page canvas").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        fetched = int(page.evaluate("document.documentElement.dataset.fetched"))
        browser.close()
    return fetched
