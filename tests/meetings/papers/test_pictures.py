import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from meetings.models import PaperImage
from meetings.tasks import pictures
from tests import factories as make

JSON = {"Accept": "application/json"}


def picture(kind="PNG", size=(40, 20), **more):
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **more)
    return SimpleUploadedFile(f"map.{kind.lower()}", stream.getvalue())


def send(desk, file, alt="A map", who="author", **headers):
    data = {"picture": file, "alt": alt}
    return desk.client(who).post(desk.url("paper-pictures"), data, headers=headers)


def test_the_editor_gets_the_name_and_address_of_its_picture(desk):
    answer = send(desk, picture(), **JSON)
    told = answer.json()
    assert answer.status_code == 201
    image = PaperImage.objects.get()
    assert told["sha256"] == image.blob.sha256
    assert (image.alt, image.blob.kind) == ("A map", "png")
    shown = desk.client("author").get(told["address"])
    assert shown["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(shown.getvalue())).size == (40, 20)


def test_what_a_camera_wrote_is_left_out(desk):
    exif = Image.Exif()
    exif[0x010F] = "canary-camera"
    send(desk, picture("JPEG", exif=exif))
    kept = PaperImage.objects.get().blob.read()
    assert b"canary-camera" not in kept
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


def test_a_picture_is_made_no_larger_than_a_page_needs(desk):
    send(desk, picture(size=(4_000, 1_000)))
    kept = PaperImage.objects.get().blob.read()
    assert Image.open(io.BytesIO(kept)).size == (pictures.WIDEST, 500)


def test_without_javascript_a_page_takes_it_and_gives_the_line_to_copy(desk):
    assert send(desk, picture()).status_code == 302
    page = desk.get("author", "paper-pictures").content.decode()
    sha256 = PaperImage.objects.get().blob.sha256
    assert f'&lt;img src="asset:{sha256}" alt="A map"&gt;' in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", b"<svg/>"), ("a.gif", b"GIF89a"), ("a.png", b"\x89PNG\r\n\x1a\nbroken"), ("a", b"")],
)
def test_what_is_no_picture_is_refused_with_what_to_do(desk, name, content):
    answer = send(desk, SimpleUploadedFile(name, content), **JSON)
    assert answer.status_code == 422
    assert len(answer.json()["error"]) > 20
    assert not PaperImage.objects.exists()


def test_a_picture_needs_a_description(desk):
    answer = send(desk, picture(), alt="")
    assert answer.status_code == 422
    assert "Enter description" in answer.content.decode()


def test_a_picture_of_one_paper_is_none_of_another(desk):
    send(desk, picture())
    sha256 = PaperImage.objects.get().blob.sha256
    other = make.paper(desk.board, "Other", author=desk.author)
    url = desk.url("paper-picture", other, sha256=sha256)
    assert desk.client("author").get(url).status_code == 404


def test_the_text_on_the_page_shows_the_picture_from_its_own_address(desk):
    send(desk, picture())
    sha256 = PaperImage.objects.get().blob.sha256
    desk.paper.write(
        1, desk.author, make.NOW, body=f'<p><img src="asset:{sha256}" alt="A map"></p>'
    )
    page = desk.get("author", "paper").content.decode()
    assert f'<img src="{desk.url("paper-picture", sha256=sha256)}" alt="A map">' in page
