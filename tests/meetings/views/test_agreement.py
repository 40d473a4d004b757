"""The chairs' word on the agenda, and names as printed."""

import pytest

from icsgov.ledger.models import Change
from meetings import drafts
from meetings.models import Agreement
from tests import factories as make
from tests.desks import words

pytestmark = pytest.mark.django_db


def seen(desk, part=1):
    return drafts.read_part(desk.meeting, part).agreed_sha256


def test_a_chair_agrees_what_they_read(desk):
    make.item(desk.meeting, "Welcome")
    assert "Welcome" in words(desk.chair.get("agenda-agree", *desk.at, 1))
    answer = desk.chair.post("agenda-agree", *desk.at, 1, seen=seen(desk))
    assert answer.status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.person, agreement.evidence) == (desk.chair.user.person, "")
    page = words(desk.secretary.get("meeting", *desk.at))
    assert "agreed it on 10 July 2023, midday" in page
    make.item(desk.meeting, "One more")
    assert "it has changed since" in words(desk.secretary.get("meeting", *desk.at))


def test_nobody_agrees_an_agenda_they_have_not_read(desk):
    make.item(desk.meeting)
    before = seen(desk)
    make.item(desk.meeting, "Slipped in")
    answer = desk.chair.post("agenda-agree", *desk.at, 1, seen=before)
    assert answer.status_code == 422
    assert "has changed since you read it" in words(answer)
    assert "Slipped in" in words(answer)
    assert f'value="{seen(desk)}"' in words(answer)
    assert not Agreement.objects.exists()


def test_a_secretary_records_a_chairs_word_with_the_evidence(desk):
    make.item(desk.meeting)
    chair = str(desk.chair.user.person.key)
    data = {"seen": seen(desk), "chair": chair}
    answer = desk.secretary.post("agenda-agree", *desk.at, 1, **data)
    assert answer.status_code == 422
    assert "Enter how you know" in words(answer)
    desk.secretary.post("agenda-agree", *desk.at, 1, **data, evidence="E-mail of 9 July")
    agreement = Agreement.objects.get()
    assert agreement.evidence == "E-mail of 9 July"
    assert Change.objects.of(desk.meeting).get().by == desk.secretary.user
    assert "E-mail of 9 July" in words(desk.chair.get("meeting", *desk.at))


def test_a_secretary_does_not_agree_in_their_own_name(desk):
    answer = desk.secretary.post("agenda-agree", *desk.at, 1, seen=seen(desk))
    assert answer.status_code == 422
    assert not Agreement.objects.exists()


def test_each_part_is_agreed_by_itself(desk):
    make.part2(desk.meeting)
    make.item(desk.meeting, part=2)
    desk.chair.post("agenda-agree", *desk.at, 2, seen=seen(desk, 2))
    assert [each.stands for each in drafts.read_part(desk.meeting, 2).agreed] == [True]
    assert [each.stands for each in drafts.read_part(desk.meeting, 1).agreed] == [False]


def test_there_is_no_third_part(desk):
    assert desk.secretary.get("agenda-agree", *desk.at, 3).status_code == 404
    assert desk.secretary.get("agenda-agree", *desk.at, 2).status_code == 404


def test_a_name_is_printed_otherwise_on_the_whole_agenda(desk):
    person = make.person("Holly Eden")
    items = [make.item(desk.meeting, lead=person) for _ in range(2)]
    page = words(desk.secretary.get("presenter", *desk.at, person.key))
    assert "How Holly Eden is printed" in page
    data = {"name": "Dr Holly Eden", "initials": "HE", "title": "Director"}
    assert desk.secretary.post("presenter", *desk.at, person.key, **data).status_code == 302
    assert {item.leads.get().name for item in items} == {"Dr Holly Eden"}
    assert desk.secretary.get("presenter", *desk.at, make.person().key).status_code == 404
