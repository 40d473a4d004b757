"""Files over HTTP: ranges, unchanged copies, headers; and no byte before the check."""

import pytest

from icsgov.record.models import Blob, ReleaseFile
from icsgov.record.publish import withdraw
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def file(public):
    return public.files.select_related("blob").get(role="file")


@pytest.fixture
def fetch(client, file):
    def get(method="get", **headers):
        return getattr(client, method)(f"/files/{file.key}/{file.filename}", headers=headers)

    return get


def test_the_whole_file(fetch, file):
    response = fetch()
    assert response.status_code == 200
    assert response.getvalue() == file.blob.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{file.filename}"'
    assert response["Content-Length"] == str(file.blob.size)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=30"
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("0-9", 0, 9), ("100-", 100, None), ("-20", -20, None)]
)
def test_a_part_of_the_file(fetch, file, asked, first, last):
    content = file.blob.read()
    response = fetch(range=f"bytes={asked}")
    part = content[first:] if last is None else content[first : last + 1]
    assert response.status_code == 206
    assert response.getvalue() == part
    assert response["Content-Length"] == str(len(part))
    start = content.index(part)
    end = start + len(part) - 1
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(content)}"


def test_a_part_that_is_not_there(fetch, file):
    response = fetch(range=f"bytes={file.blob.size}-")
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{file.blob.size}"


def test_the_head_alone(fetch, file):
    response = fetch("head")
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response["Content-Length"] == str(file.blob.size)


def test_a_copy_that_is_still_true(fetch, file):
    etag = fetch("head")["ETag"]
    assert etag == f'"{file.blob.sha256}"'
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = fetch(**{"if-none-match": known})
        assert (response.status_code, response.getvalue()) == (304, b"")
        assert response["Cache-Control"] == "public, max-age=30"
    response = fetch(**{"if-none-match": '"other"'})
    assert (response.status_code, response.getvalue()) == (200, file.blob.read())


def test_a_range_of_another_version_gets_the_whole(fetch, file):
    response = fetch(range="bytes=0-9", **{"if-range": '"other"'})
    assert (response.status_code, len(response.getvalue())) == (200, file.blob.size)
    response = fetch(range="bytes=0-9", **{"if-range": f'"{file.blob.sha256}"'})
    assert (response.status_code, len(response.getvalue())) == (206, 10)


def test_a_known_copy_opens_nothing_that_was_withdrawn(fetch, file):
    etag = f'"{file.blob.sha256}"'
    withdraw(file.release, "A mistake.", None, make.NOW)
    response = fetch(**{"if-none-match": etag})
    assert response.status_code == 410
    assert b"A mistake." in response.content


def test_the_name_is_part_of_the_address(client, file):
    assert client.get(f"/files/{file.key}/other.pdf").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(fetch, method):
    assert fetch(method).status_code == 405


def test_what_no_browser_should_draw_is_handed_over_for_saving(client, public):
    page = Blob.objects.keep(b"<script>alert(1)</script>", "html")
    row = ReleaseFile.objects.create(
        release=public, blob=page, role="file", filename="odd – 1.html"
    )
    response = client.get(f"/files/{row.key}/{row.filename}")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''odd%20")
    response.getvalue()
