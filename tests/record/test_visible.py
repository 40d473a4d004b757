"""Who sees which release: every reader, every audience, every part."""

from datetime import timedelta

import pytest

from icsgov.record.models import Entry, Reading, Release
from icsgov.record.publish import withdraw
from tests import factories as make
from tests import packs, releases
from tests.access import ROLES
from tests.readers import readers_of

pytestmark = pytest.mark.django_db
ANYBODY = set(ROLES) - {"link"}  # who has an account, or none
SEATED = {"member", "member_part2", "withheld", "chair", "secretary", "secretary_part2"}
PART2 = {"member_part2", "withheld", "chair", "secretary_part2"}


@pytest.fixture
def readers():
    board, other = make.board("ICP"), make.board("ICB")
    made = readers_of(board, other)
    meeting = packs.meeting(board)
    make.part2(meeting)
    packs.paper(board, "Private paper", make.item(meeting, "Private", part=2))
    releases.publish(meeting)
    releases.publish(meeting, audience=releases.MEMBERS)
    releases.publish(meeting, part=2, audience=releases.MEMBERS)
    return made


def seeing(readers, part, audience, now=make.NOW):
    return {
        role
        for role in readers
        if Release.objects.visible_to(readers[role], now)
        .filter(part=part, audience=audience)
        .exists()
    }


@pytest.mark.parametrize(
    ("part", "audience", "expected"),
    [
        (1, releases.PUBLIC, ANYBODY),
        (1, releases.MEMBERS, SEATED),
        (2, releases.MEMBERS, PART2),
    ],
)
def test_who_sees_what(readers, part, audience, expected):
    assert seeing(readers, part, audience) == expected
    assert seeing(readers, part, audience, make.NOW - timedelta(seconds=1)) == set()


def test_entries_are_seen_with_their_release(readers):
    for role in readers:
        seen = Release.objects.visible_to(readers[role], make.NOW)
        entries = Entry.objects.visible_to(readers[role], make.NOW)
        assert set(entries.values_list("release", flat=True)) == {each.pk for each in seen}
    public = Entry.objects.for_public(make.NOW)
    assert set(public.values_list("release__audience", "release__part")) == {("public", 1)}


def test_what_is_withdrawn_nobody_sees(readers):
    for release in Release.objects.all():
        withdraw(release, "Wrong", None, make.NOW)
    assert all(not Release.objects.visible_to(readers[role], make.NOW) for role in readers)
    assert [each.audience for each in Release.objects.known(make.NOW)] == ["public"]


def test_a_seat_that_ended_yesterday_opens_nothing(readers):
    account = make.user()
    make.seat(account, make.Board.objects.get(slug="icp"), part2=True, ends=make.NOW.date())
    assert Release.objects.visible_to(account, make.NOW).filter(part=2).exists()
    tomorrow = make.NOW + timedelta(days=1)
    assert not Release.objects.visible_to(account, tomorrow).filter(part=2).exists()


def test_a_reading_is_written_for_part_2_alone_and_never_altered(readers):
    reader = readers["member_part2"]
    open_one, private = Release.objects.filter(part=1).first(), Release.objects.get(part=2)
    Reading.objects.log(reader, open_one, make.NOW)
    Reading.objects.log(reader, private, make.NOW, anchor="private-paper")
    [reading] = Reading.objects.of(private)
    assert (reading.by, reading.anchor) == (reader, "private-paper")
    with pytest.raises(TypeError):
        reading.save()
    with pytest.raises(TypeError):
        reading.delete()
