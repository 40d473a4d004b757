"""Requests that are too large or cannot be read: the house's page says what to do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def visitor():
    """One whose forms are checked for their token, as a browser's are."""
    client = Client(enforce_csrf_checks=True)
    client.get(LOGIN)
    return client


def files(count):
    return {f"file{at}": SimpleUploadedFile(f"{at}.txt", b"x") for at in range(count)}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"data": files(61)}, "more than 60 files at once"),
        ({"data": {f"f{at}": "x" for at in range(2_001)}}, "more fields than we take at once"),
        (
            {"data": b"x=" + b"y" * 5_000_001, "content_type": "application/x-www-form-urlencoded"},
            "longer than 5 million letters",
        ),
    ],
)
def test_what_is_too_much_is_said_in_the_houses_page(visitor, sent, said):
    response = visitor.post(LOGIN, **sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert "You sent too much at once" in page
    assert "css/icsgov" in page


def test_a_form_that_was_cut_off_is_answered_by_the_house_too(visitor):
    broken = {"data": b"--x\r\nnothing", "content_type": "multipart/form-data; boundary="}
    response = visitor.post(LOGIN, **broken)
    assert response.status_code == 400
    assert "Your browser sent something we cannot read" in response.content.decode()
