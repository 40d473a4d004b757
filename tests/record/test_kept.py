"""Answers that are kept: never older than the record, never past the next hour, 304 after a 404."""

from datetime import timedelta

import pytest

from icsgov.record.kept import Answer, Shelf
from icsgov.record.models import Stamp
from icsgov.record.publish import withdraw
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import releases

SECOND = timedelta(seconds=1)
PAGE = "/icp/2023-07-24/"


def answer(content=b"words", stamp="a", seconds=30):
    until = make.NOW + seconds * SECOND
    return Answer(stamp, make.NOW, until, content, (("Content-Type", "text/html"),), '"x"')


def test_an_answer_holds_for_its_stamp_and_its_time():
    shelf = Shelf()
    shelf.put("/", answer())
    assert shelf.get("/", "a", make.NOW)
    assert shelf.get("/", "a", make.NOW + 29 * SECOND)
    for address, stamp, now in (
        ("/", "b", make.NOW),
        ("/", "", make.NOW),
        ("/x", "a", make.NOW),
        ("/", "a", make.NOW + 30 * SECOND),
        ("/", "a", make.NOW - SECOND),
    ):
        assert shelf.get(address, stamp, now) is None


def test_what_holds_for_no_time_or_has_no_stamp_is_not_kept():
    shelf = Shelf()
    shelf.put("/", answer(seconds=0))
    shelf.put("/", answer(stamp=""))
    shelf.put("/", answer(b"x" * 2**21))
    assert len(shelf) == 0


def test_the_one_asked_for_longest_ago_goes_first():
    shelf = Shelf(most=25)
    for address in ("/1", "/2"):
        shelf.put(address, answer(b"x" * 10))
    shelf.get("/1", "a", make.NOW)
    shelf.put("/3", answer(b"x" * 10))
    kept = [address for address in ("/1", "/2", "/3") if shelf.get(address, "a", make.NOW)]
    assert kept == ["/1", "/3"]
    shelf.put("/3", answer(b"x" * 20))
    assert len(shelf) == 1


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_page_that_is_kept_costs_one_query(client, public, django_assert_num_queries):
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        again = client.get(PAGE)
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)
    assert again["Cache-Control"] == "public, max-age=30"


def test_a_kept_page_says_how_long_it_is_still_true(client, public, clock):
    client.get(PAGE)
    clock(make.NOW + 20 * SECOND)
    assert client.get(PAGE)["Cache-Control"] == "public, max-age=10"


def test_whatever_is_released_shows_at_once(client, meeting):
    assert b"Open slides" not in client.get(PAGE).content
    meeting.items.update(title="Open slides")
    releases.publish(meeting)
    assert b"Open slides" in client.get(PAGE).content
    meeting.how_to_attend = "Come late."
    meeting.save()
    release_notice(meeting, None, make.NOW)
    assert b"Come late." in client.get(PAGE).content


def test_what_is_withdrawn_goes_at_once(client, public):
    paper = f"{PAGE}drafted-here/"
    etag = client.get(paper)["ETag"]
    withdraw(public, "It named a patient.", None, make.NOW)
    assert client.get(paper).status_code == 410
    assert client.get(paper, headers={"If-None-Match": etag}).status_code == 410
    assert client.get("/icp/2023-07-25/", headers={"If-None-Match": "*"}).status_code == 404


def test_at_the_hour_of_a_release_nothing_old_is_kept(client, meeting, clock):
    releases.publish(meeting, effective_at=make.NOW + 10 * SECOND)
    before = client.get(PAGE)
    assert before["Cache-Control"] == "public, max-age=10"
    clock(make.NOW + 9 * SECOND)
    assert client.get(PAGE).content == before.content
    clock(make.NOW + 10 * SECOND)
    assert b"Enclosure A" in client.get(PAGE).content


def test_who_has_the_page_is_told_so(client, public):
    page = client.get(PAGE)
    for known in (page["ETag"], f"W/{page['ETag']}", f'"other", {page["ETag"]}', "*"):
        response = client.get(PAGE, headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == page["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.head(PAGE)["ETag"] == page["ETag"]


def test_what_members_get_changes_no_stamp(meeting):
    before = Stamp.objects.now()
    make.part2(meeting)
    releases.publish(meeting, part=2, audience="members")
    releases.publish(meeting, audience="members")
    assert Stamp.objects.now() == before
    releases.publish(meeting)
    assert Stamp.objects.now() != before


def test_old_stamps_go(board):
    for _ in range(150):
        Stamp.objects.renew()
    before = Stamp.objects.now()
    Stamp.objects.prune()
    assert (Stamp.objects.count(), Stamp.objects.now()) == (100, before)
    Stamp.objects.prune()
    assert Stamp.objects.count() == 100
