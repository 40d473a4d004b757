"""People printed the same on every item of an agenda."""

import pytest

from icsgov.ledger.models import Change
from meetings import presenting
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.meeting(make.board())


def put(meeting, person, title=""):
    lead = presenting.as_printed(meeting, person, title)
    lead.item = make.item(meeting)
    lead.save()
    return lead


def test_a_person_is_printed_by_name_initials_and_title(meeting):
    lead = put(meeting, make.person("Holly Eden"), "Director")
    assert (lead.name, lead.initials, lead.title) == ("Holly Eden", "HE", "Director")


def test_no_two_people_have_the_same_initials(meeting):
    names = ["Ben Collins", "Bella Chan", "Bo Chan"]
    printed = [put(meeting, make.person(name)).initials for name in names]
    assert printed == ["BC", "BCh", "BCha"]


def test_a_person_is_printed_the_same_again(meeting):
    person = make.person("Holly Eden")
    first = put(meeting, person, "Director")
    first.name, first.initials = "Dr Holly Eden", "HE1"
    first.save()
    again = put(meeting, person, "Something else")
    assert (again.name, again.initials, again.title) == ("Dr Holly Eden", "HE1", "Director")


def test_other_agendas_are_other_agendas(meeting):
    put(meeting, make.person("Ben Collins"))
    other = make.meeting(meeting.board, make.date(2023, 10, 2))
    assert put(other, make.person("Bella Chan")).initials == "BC"


def test_how_somebody_is_printed_changes_on_all_items_and_is_written_down(meeting):
    person = make.person("Holly Eden")
    rows = [put(meeting, person) for _ in range(2)]
    new = {"name": "Dr Holly Eden", "initials": "HE", "title": "Director"}
    presenting.reprint(meeting, person, None, NOW, **new)
    presenting.reprint(meeting, person, None, NOW, **new)
    for row in rows:
        row.refresh_from_db()
        assert (row.name, row.title) == ("Dr Holly Eden", "Director")
    change = Change.objects.of(meeting).get()
    assert (change.before["title"], change.after["title"]) == ("", "Director")
