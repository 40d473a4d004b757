"""Draft minutes stand on the next agenda by themselves, and print in its pack."""

from datetime import date

import pytest
from django.test import Client

from icsgov.record.proofs import prove
from meetings.models import Enclosure
from meetings.preflight import preflight
from tests import factories as make
from tests import releases
from tests.meetings.minuting.desk import desk
from tests.meetings.minuting.test_path import clear, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    made = desk()
    made.add("The board agreed the sample plan.", "decision")
    return made


def later_of(at):
    later = make.meeting(at.board, date(2023, 10, 2))
    make.item(later, "Opening business", mode="verbal")
    return later


def test_they_come_when_they_are_released_and_print_as_they_were(at):
    later = later_of(at)
    clear(at)
    release(at)
    enclosure = Enclosure.objects.get()
    assert (enclosure.kind, enclosure.source, enclosure.item.meeting) == (
        "minutes",
        at.meeting,
        later,
    )
    proof = prove("agenda", later.key, 1, make.NOW)
    assert proof.faults == ()
    paper = next(proof.root.of_kind("paper"))
    assert paper.label == "A"
    assert paper.anchor == "minutes-of-the-meeting-on-24-july-2023"
    assert not paper.data["has_cover"]
    assert [node.anchor for node in paper.of_kind("minute")] == ["1.01", "1.02", "1.03"]


def test_readers_of_the_pack_read_them_with_their_anchors(at):
    later = later_of(at)
    clear(at)
    release(at)
    releases.publish(later)
    page = Client().get("/icp/2023-10-02/minutes-of-the-meeting-on-24-july-2023/")
    assert 'id="1.03"' in page.content.decode()
    assert Client().get("/icp/2023-10-02/").status_code == 200
    assert Client().get("/icp/2023-10-02/A/").status_code == 302


def test_they_come_once_and_stay_off_when_taken_off(at):
    later_of(at)
    clear(at)
    release(at)
    Enclosure.objects.get().delete()
    at.add("More.")
    release(at)
    assert not Enclosure.objects.exists()


def test_minutes_for_members_only_are_not_printed_in_a_public_pack(at):
    later = later_of(at)
    clear(at)
    release(at, "members")
    proof = prove("agenda", later.key, 1, make.NOW)
    assert "minutes of ICP 24 July 2023, is not released" in proof.faults[0]


def test_the_pre_flight_asks_for_minutes_that_are_not_released(at):
    later = later_of(at)
    item = later.items.get()
    item.mode = "paper"
    item.save()
    Enclosure.objects.create(item=item, kind="minutes", source=at.meeting)
    found = [each.code for each in preflight(later, 1, make.NOW)]
    assert "not-generated" in found
    clear(at)
    release(at)
    assert "not-generated" not in [each.code for each in preflight(later, 1, make.NOW)]
