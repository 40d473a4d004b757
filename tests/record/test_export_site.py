"""The copy of the record as files: links intact anywhere, the same bytes each time."""

import copy
import functools
import http.server
import posixpath
import threading
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html

from icsgov.record.publish import withdraw
from tests import factories as make
from tests import releases
from tests import world as worlds
from tests.crawl import words_of
from tests.markup import faults
from tests.record.api import reading

pytestmark = pytest.mark.django_db
AT = make.NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as travelling:
        yield travelling


@pytest.fixture
def world(made_once):
    made = copy.deepcopy(made_once)
    worlds.change_after_release(made)
    return made


def export(folder):
    call_command("export_site", str(folder), verbosity=0)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_link_of_the_copy_leads_to_a_file_of_it(world, tmp_path):
    files = export(tmp_path / "copy")
    pages = {name: body.decode() for name, body in files.items() if name.endswith(".html")}
    assert len(pages) > 15
    broken, inner = [], 0
    for name, page in pages.items():
        for address in html.document_fromstring(page).xpath("//@href | //@src"):
            if address.startswith(("http", "mailto:", "#", "data:")):
                continue
            assert not address.startswith("/"), (name, address)
            path, mark = urldefrag(address)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            inner += 1
            if target not in files or (mark and f'id="{mark}"' not in files[target].decode()):
                broken.append((name, address))
    assert broken == []
    assert inner > 100


def test_papers_minutes_questions_and_spreadsheets_are_in_the_copy(world, tmp_path):
    files = export(tmp_path / "copy")
    path = world.released.path
    assert "Open text" in files[f"{path}/open-paper/index.html"].decode()
    assert files[f"{path}/pack.pdf"].startswith(b"%PDF")
    assert "Open answer" in files["questions/icp-q5/index.html"].decode()
    assert "Open question answered" in files["questions/questions.csv"].decode()
    assert any(name.startswith("static/css/") for name in files)
    for where in ("", "icp/"):
        assert files[f"feeds/{where}index.xml"].startswith(b"<?xml")
        assert files[f"calendar/{where}index.ics"].startswith(b"BEGIN:VCALENDAR")
    assert "../feeds/index.xml" in files["follow/index.html"].decode()
    assert not any(name.startswith(("desk", "accounts", "reading", "api")) for name in files)


def test_forms_become_a_sentence(world, tmp_path):
    files = export(tmp_path / "copy")
    page = files["questions/index.html"].decode()
    assert "<form" not in page
    assert 'This works on the site itself only: <a href="http://127.0.0.1:8000/questions/"' in page
    assert faults(page) == []


def test_the_copy_is_the_same_each_time_and_follows_the_record(world, tmp_path, clock):
    first = export(tmp_path / "copy")
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "copy").rglob("*.html")}
    assert export(tmp_path / "copy") == first
    assert kept == {path: path.stat().st_mtime_ns for path in kept}
    assert export(tmp_path / "other") == first
    withdraw(world.public, "A mistake", None, AT)
    clock.shift(timedelta(minutes=1))
    after = export(tmp_path / "copy")
    assert f"{world.released.path}/open-paper/index.html" not in after
    assert not any(b"Open slides" in body for body in after.values())


def test_a_folder_with_anything_else_in_it_is_refused(world, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_site", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_no_canary_is_in_the_copy(world, tmp_path):
    for name, body in export(tmp_path / "copy").items():
        assert "canary" not in name
        assert "canary" not in words_of(body), name


def public_bytes(folder):
    """All that programs get: API with what was deleted, sitemap, spreadsheets, the whole copy."""
    client = Client()
    urls = ["/sitemap.xml", "/questions/questions.csv", "/api/openapi.json"]
    for url in reading.lists().values():
        path = url.removeprefix("http://127.0.0.1:8000")
        urls += [path, f"{path}?modified_since=2000-01-01T00:00:00Z"]
    said = {}
    for url in urls:
        answer = client.get(url)
        said[url] = (answer.status_code, dict(answer.items()), answer.content)
    return said, export(folder)


def test_part_2_changes_not_one_byte(world, tmp_path):
    before = public_bytes(tmp_path / "a")
    item = make.item(world.released, "Another private item", part=2)
    make.paper(world.board, "Another private paper", under=item, state="submitted").cut(
        "Submitted", None, make.NOW
    )
    releases.publish(world.released, part=2, audience=releases.MEMBERS, now=AT)
    assert public_bytes(tmp_path / "b") == before
    item.save_at(item.version, None, AT, title="Another title")
    releases.publish(world.released, part=2, audience=releases.MEMBERS, now=AT)
    assert public_bytes(tmp_path / "c") == before
    item.enclosures.all().delete()
    item.delete()
    releases.publish(world.released, part=2, audience=releases.MEMBERS, now=AT)
    assert public_bytes(tmp_path / "d") == before


def test_the_copy_works_under_a_subfolder_of_any_server(world, tmp_path):
    export(tmp_path / "some" / "where")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            seen = _crawl(f"http://127.0.0.1:{server.server_address[1]}/some/where/index.html")
        finally:
            server.shutdown()
    assert len(seen) > 15
    assert set(seen.values()) == {200}


def _crawl(start):
    waiting, seen = [start], {}
    root = start.rpartition("/")[0]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        try:
            with urlopen(url) as answer:
                seen[url], body = answer.status, answer.read()
        except HTTPError as error:
            seen[url] = error.code
            error.close()
            continue
        if url.endswith(".html"):
            for address in html.document_fromstring(body.decode()).xpath("//@href | //@src"):
                link = urldefrag(urljoin(url, address)).url
                if link.startswith(root):
                    waiting.append(link)
    return seen
