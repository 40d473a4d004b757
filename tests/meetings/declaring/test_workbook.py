"""The register as a workbook: out, changed, in; nothing is written while a cell is wrong."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from meetings.models import Interest
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def known():
    board = make.board("ICP")
    ann, bob = make.person("Ann Able"), make.person("Bob Brown")
    make.seat(ann, board)
    make.seat(bob, board)
    return Interest.objects.create(
        person=ann, kind="financial", organisation="=Acme", words="Owner", declared=date(2023, 1, 1)
    )


@pytest.fixture
def visitor(known):
    return Visitor(make.secretary(known.person.seats.get().board)).get("/desk/interests/icp/")


def taken_out(visitor):
    response = visitor.client.get("/desk/interests/icp/workbook.xlsx")
    return load_workbook(BytesIO(response.content))


def sent_back(visitor, book):
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("register.xlsx", stream.getvalue())
    return visitor.get("/desk/interests/icp/bring-in/").submit("Bring it in", {"file": file})


def test_what_goes_out_comes_back_unchanged(visitor, known):
    book = taken_out(visitor)
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert rows[1][3] == "'=Acme"
    assert rows[2][:2] == [None, "Bob Brown"]
    sent_back(visitor, book)
    assert "0 interests are new, 0 were changed." in visitor.page.text_content()


def test_rows_are_changed_and_added(visitor, known):
    book = taken_out(visitor)
    book.active["E2"] = "Director"
    book.active["H2"] = date(2023, 6, 30)
    book.active["C3"], book.active["E3"], book.active["J3"] = "Indirect", "Brother", "no"
    book.active["K3"] = "Safety"
    sent_back(visitor, book)
    assert "1 interests are new, 1 were changed." in visitor.page.text_content()
    known.refresh_from_db()
    assert (known.words, known.ends) == ("Director", date(2023, 6, 30))
    new = Interest.objects.get(kind="indirect")
    assert (str(new.person), new.published, new.declared) == ("Bob Brown", False, date(2023, 7, 10))


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("A2", "11111111-1111-1111-1111-111111111111", "This is the key of no interest"),
        ("B2", "Nobody Known", "Nobody on this board is called “Nobody Known”."),
        ("B2", "Bob Brown", "The interest with this key is somebody else’s."),
        ("C2", "Monetary", "Write one of Financial"),
        ("E2", None, "Write what the interest is."),
        ("E2", "=1+1", "Put a value in place of the formula."),
        ("G2", "soon", "Write a date, such as 2019-03-31."),
        ("D2", "x" * 201, "Use at most 200 characters."),
        ("J2", "perhaps", "Write yes, or leave it empty."),
        ("K2", "", "Write why it is kept private."),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(visitor, known, cell, value, words):
    book = taken_out(visitor)
    book.active["C3"], book.active["E3"] = "Indirect", "A good row"
    if cell == "K2":
        book.active["J2"] = "no"
    book.active[cell] = value
    sent_back(visitor, book)
    assert visitor.status == 422
    assert f"Cell {cell}: {words}" in visitor.text
    assert Interest.objects.count() == 1


def test_what_is_no_workbook_is_refused(visitor):
    file = SimpleUploadedFile("register.xlsx", b"hello")
    visitor.get("/desk/interests/icp/bring-in/").submit("Bring it in", {"file": file})
    assert visitor.status == 422
    assert "This is no workbook of Excel" in visitor.text
