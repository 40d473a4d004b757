"""A deputy reads for a member at one meeting, and is nobody everywhere else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from icsgov.boards.models import Deputy
from icsgov.ledger.models import Change
from icsgov.record.models import Release
from meetings import deputising, planning
from meetings.attending import replying
from meetings.attending.replying import Said
from tests import factories as make
from tests import releases
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(make.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def board():
    return make.board("ICP")


@pytest.fixture
def met(board):
    meeting = make.meeting(board, joining_link="https://example.org/join")
    make.part2(meeting)
    for part in (1, 2):
        make.item(meeting, f"Item of part {part}", part=part)
        releases.publish(meeting, part=part, audience=releases.MEMBERS)
    return meeting


def member_of(board, **fields):
    account = make.user()
    make.seat(account, board, **fields)
    return account


def appoint(met, member, deputy):
    return deputising.appoint(met, member.person, deputy.person, None, make.NOW)


def reads(user, now=make.NOW):
    user.__dict__.pop("_standing", None)
    rows = Release.objects.visible_to(user, now).filter(audience="members")
    return sorted(rows.values_list("part", flat=True))


@pytest.mark.parametrize(("part2", "parts"), [(False, [1]), (True, [1, 2])])
def test_a_deputy_reads_what_the_member_reads(board, met, part2, parts):
    member, deputy = member_of(board, part2=part2), make.user()
    assert reads(deputy) == []
    appoint(met, member, deputy)
    assert reads(deputy) == parts == reads(member)


def test_a_deputy_reads_one_meeting_and_no_other(board, met):
    other = make.meeting(board, date(2023, 9, 25))
    make.item(other, "Other item")
    releases.publish(other, audience=releases.MEMBERS)
    member, deputy = member_of(board), make.user()
    appoint(met, member, deputy)
    page = Visitor(deputy).get(reverse("reading"))
    assert "24 July 2023" in page.text
    assert "25 September 2023" not in page.text
    assert reads(deputy) == [1]


def test_the_right_ends_a_week_after_the_meeting_and_follows_it_when_it_moves(board, met):
    member, deputy = member_of(board), make.user()
    appoint(met, member, deputy)
    week = make.NOW + timedelta(days=14 + 7)
    assert reads(deputy, week) == [1]
    assert reads(deputy, week + timedelta(days=1)) == []
    fields = {"date": date(2023, 7, 31)}
    planning.rearrange(met, met.version, fields, None, make.NOW)
    assert reads(deputy, week + timedelta(days=7)) == [1]


def test_a_second_deputy_takes_the_place_of_the_first(board, met):
    member, first, second = member_of(board), make.user(), make.user()
    appoint(met, member, first)
    appoint(met, member, second)
    assert (reads(first), reads(second)) == ([], [1])


def test_nobody_deputises_for_themselves_or_for_somebody_without_a_seat(board, met):
    member, deputy = member_of(board), make.user()
    with pytest.raises(ValueError, match="own deputy"):
        appoint(met, member, member)
    with pytest.raises(ValueError, match="has no seat"):
        appoint(met, deputy, member)


def test_the_secretary_names_one_and_takes_it_back(board, met):
    member, deputy = member_of(board), make.user("Dee Deputy")
    page = Visitor(make.secretary(board)).get(
        reverse("meeting-deputies", kwargs={"board": "icp", "address": met.address})
    )
    page.submit("Name the deputy", {"for_member": str(member.person.pk), "who": "Dee Deputy"})
    assert f"Dee Deputy can read the papers for {member.person}." in page.text
    assert reads(deputy) == [1]
    reading = Visitor(deputy).get(
        reverse("reading-meeting", kwargs={"board": "icp", "address": met.address})
    )
    assert f"You read this as the deputy of {member.person}" in reading.text
    page.submit(f"Take it back: Dee Deputy for {member.person}")
    assert reads(deputy) == []
    row = Deputy.objects.get()
    assert set(Change.objects.of(row).values_list("verb", flat=True)) == {"created", "ended"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"who": "Nobody Known"}, "We do not know “Nobody Known”"),
        ({"who": ""}, "Enter who reads for them"),
        ({"for_member": ""}, "Select for which member"),
    ],
)
def test_what_is_wrong_is_said(board, met, fields, said):
    member = member_of(board)
    make.user("Dee Deputy")
    page = Visitor(make.secretary(board)).get(
        reverse("meeting-deputies", kwargs={"board": "icp", "address": met.address})
    )
    page.submit(
        "Name the deputy",
        {"for_member": str(member.person.pk), "who": "Dee Deputy", **fields},
    )
    assert page.status == 422
    assert said in page.page.text_content()
    assert Deputy.objects.count() == 0


def test_a_reply_that_names_a_substitute_lets_them_read_until_it_changes(board, met):
    member, deputy = member_of(board), make.user()
    seat = member.person.seats.get()
    said = Said("substitute", deputy.person, str(deputy.person))
    replying.reply(met, seat, said, member, make.NOW)
    assert reads(deputy) == [1]
    replying.reply(met, seat, Said("attend"), member, make.NOW)
    assert reads(deputy) == []


def test_a_reply_by_an_assistant_is_logged_for_the_member(board, met):
    member, deputy, assistant = member_of(board), make.user(), make.user()
    said = Said("substitute", deputy.person, str(deputy.person))
    seat = member.person.seats.get()
    replying.reply(met, seat, said, assistant, make.NOW, acting_for=str(member))
    change = Change.objects.of(Deputy.objects.get()).get()
    assert (change.by, change.acting_for) == (assistant, str(member))
