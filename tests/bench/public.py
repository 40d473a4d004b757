"""Pages under one gunicorn worker, as a ratio of a bare Django view behind the same middleware."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import User
from icsgov.boards.profile import release_profile
from meetings.models import AgendaItem, Meeting
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests.bench.figure import Figure

ROWS = 100
BLOCKS, EACH, WARM = 9, 30, 5
PUBLIC, DESK = 0.6, 0.07


def measure() -> Iterator[Figure]:
    """How many times a bare view's time each page takes; the goals are of its speed."""
    meeting, secretary = _meeting()
    cookie = _session(secretary)
    desk = reverse("meeting", args=(meeting.board.slug, meeting.address))
    rename = _renaming(meeting)
    pages: dict[str, tuple[Any, ...]] = {
        "public page of a meeting": (f"/{meeting.path}/", {}, None, PUBLIC),
        "public page of a meeting, not changed (304)": (f"/{meeting.path}/", "etag", None, PUBLIC),
        f"meeting on the desk, {ROWS} rows": (desk, cookie, None, DESK),
        "the same, a row changed before each look": (desk, cookie, rename, None),
    }
    with _served() as port:
        for name, (address, headers, change, aim) in pages.items():
            bare, page, ratio = _compared(port, address, headers, change)
            goal = 1 / aim if aim else None
            yield Figure(f"{name}: times a bare view", ratio, "x", goal=goal)
            yield Figure(f"{name}: time", page, "ms")
        yield Figure("a bare view: time", bare, "ms")


def _renaming(meeting: Meeting) -> Callable[[int], None]:
    """Gives the first row another title, as a second person at the desk would."""
    rows = AgendaItem.objects.filter(pk=meeting.items.order_by("rank").values("pk")[:1])

    def rename(number: int) -> None:
        rows.update(title=f"Another title, number {number}")

    return rename


def _meeting() -> tuple[Meeting, User]:
    """A meeting in two weeks with a hundred rows, a released pack and its secretary."""
    now = timezone.now()
    board = make.board("ICP", name="Integrated Care Partnership", purpose="Plans together.")
    made = packs.meeting(board, day=timezone.localdate(now) + timedelta(days=14))
    for number in range(ROWS - made.items.count()):
        item = make.item(made, f"Item number {number} of a long agenda", minutes=5)
        if number % 5 == 0:
            packs.paper(board, f"Paper number {number}", item)
    release_profile(board, None, now)
    release_notice(made, None, now)
    releases.publish(made, now=now)
    return made, make.secretary(board)


def _session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}


@contextmanager
def _served() -> Iterator[int]:
    """One gunicorn with one worker on the benchmark's own database."""
    database = connections["default"].settings_dict
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", "1", "--log-level", "error"]
    environment = {
        **os.environ,
        "BENCH_DATABASE": str(database["NAME"]),
        "BENCH_SECRET": settings.SECRET_KEY,
    }
    process = subprocess.Popen([*command, "tests.bench.served:application"], env=environment)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if _fetch(http.client.HTTPConnection("127.0.0.1", port), "/bare/", {})[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn does not answer.")


def _fetch(line: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> tuple:
    line.request("GET", address, headers=headers)
    response = line.getresponse()
    response.read()
    return response.status, response.headers


def _compared(
    port: int, address: str, headers: dict[str, str] | str, change: Callable[[int], None] | None
) -> tuple[float, float, float]:
    """Median milliseconds of a bare view and of a page, and their ratio.

    They are asked for in blocks, one kind after the other: right after a large page the bare view
    would be slow for that page's sake. The ratio is the median of those of the blocks. Every
    answer is held to the status that it should have, so that no error is measured as a page.
    """
    line = http.client.HTTPConnection("127.0.0.1", port)
    status, told = _fetch(line, address, {} if headers == "etag" else headers)
    assert status == 200, f"{address}: {status}"
    sent = {"If-None-Match": told["ETag"]} if headers == "etag" else headers
    expected = 304 if headers == "etag" else 200
    bare, page = [], []
    for block in range(BLOCKS):
        bare.append(median(_times(line, "/bare/", {}, 200, EACH)))
        page.append(median(_times(line, address, sent, expected, EACH, change, block * EACH * 2)))
    line.close()
    ratios = [one / other for one, other in zip(page, bare, strict=True)]
    return median(bare), median(page), median(ratios)


def _times(
    line: http.client.HTTPConnection,
    address: str,
    headers: dict[str, str],
    expected: int,
    rounds: int,
    change: Callable[[int], None] | None = None,
    first: int = 0,
) -> list[float]:
    """Milliseconds of each answer, after some that warm up; `change` is done before each."""
    taken = []
    for number in range(WARM + rounds):
        if change:
            change(first + number)
        start = time.perf_counter()
        status, _ = _fetch(line, address, headers)
        taken.append((time.perf_counter() - start) * 1000)
        assert status == expected, f"{address}: {status}"
    return taken[WARM:]
