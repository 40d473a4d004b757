"""Pages under one gunicorn worker, as a ratio of a bare Django view behind the same middleware."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import User
from icsgov.boards.profile import release_profile
from meetings.models import Meeting
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests.bench.figure import Figure

ROWS = 100
ROUNDS = 400
PUBLIC, DESK = 0.6, 0.07


def measure() -> Iterator[Figure]:
    """How many times a bare view's time each page takes; the goals are of its speed."""
    meeting, secretary = _meeting()
    cookie = _session(secretary)
    desk = reverse("meeting", args=(meeting.board.slug, meeting.address))
    pages = {
        "public page of a meeting": (f"/{meeting.path}/", {}, PUBLIC),
        "public page of a meeting, not changed (304)": (f"/{meeting.path}/", "etag", PUBLIC),
        f"meeting on the desk, {ROWS} rows": (desk, cookie, DESK),
    }
    with _served() as port:
        for name, (address, headers, aim) in pages.items():
            rounds = ROUNDS if aim == PUBLIC else ROUNDS // 8
            bare, page = _in_turn(port, address, headers, rounds)
            yield Figure(f"{name}: times a bare view", page / bare, "x", goal=1 / aim)
            yield Figure(f"{name}: time", page, "ms")
        yield Figure("a bare view: time", bare, "ms")


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


def _in_turn(
    port: int, address: str, headers: dict[str, str] | str, rounds: int
) -> tuple[float, float]:
    """Median milliseconds of a bare view and of a page, asked for one after the other."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    status, told = _fetch(line, address, {} if headers == "etag" else headers)
    assert status == 200, f"{address}: {status}"
    sent = {"If-None-Match": told["ETag"]} if headers == "etag" else headers
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for taken, (where, extra) in zip(times, (("/bare/", {}), (address, sent)), strict=True):
            start = time.perf_counter()
            _fetch(line, where, extra)
            taken.append((time.perf_counter() - start) * 1000)
    line.close()
    return median(times[0]), median(times[1])
