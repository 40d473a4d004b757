"""The reading room: asks first, Part 1 then Part 2, and only for those who sit on the board."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icsgov.record.models import Reading
from icsgov.record.publish import withdraw
from meetings.models import Meeting, Paper
from tests import factories as make
from tests import markup, packs, releases

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ROOM = "/reading/icp/2023-07-24/"


@pytest.fixture
def clock(time_machine):
    def at(moment):
        time_machine.move_to(moment, tick=False)

    at(make.NOW)
    return at


@pytest.fixture
def meeting(clock):
    made = packs.meeting(make.board("ICP"), joining_link="https://example.org/join-us")
    make.part2(made, "Commercially sensitive")
    item = make.item(made, "Private item", part=2)
    packs.paper(made.board, "Private paper", item, files=(packs.pdf_blob(2, "Figures"),))
    return made


@pytest.fixture
def private(meeting):
    return releases.publish(meeting, part=2, audience=releases.MEMBERS)


def address_of(release, part, anchor):
    """A paper's page: private addresses hold keys and no words."""
    return f"{ROOM}{part}/{release.entries.get(anchor=anchor).thing}/"


def signed_in(meeting, role="member", **fields):
    account = make.user()
    make.seat(account, meeting.board, role, **fields)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def member(meeting):
    return signed_in(meeting)


@pytest.fixture
def trusted(meeting):
    return signed_in(meeting, part2=True)


def words(response):
    assert response.status_code == 200
    return response.content.decode()


def test_my_meetings_are_those_of_my_boards(member, meeting):
    make.meeting(make.board("ICB"), date(2023, 7, 20))
    make.meeting(meeting.board, date(2023, 4, 25), kind=Meeting.Kind.PRIVATE)
    releases.publish(meeting, audience=releases.MEMBERS)
    page = words(member.get("/reading/"))
    assert "Monday 24 July 2023" in page
    assert "Tuesday 25 April 2023" in page
    assert "20 July 2023" not in page
    assert "Papers, 6 pages: published on 10 July 2023" in page


def test_somebody_without_a_seat_is_told_so():
    client = Client()
    client.force_login(make.user())
    assert "No meeting of a board on which you sit is planned." in words(client.get("/reading/"))


def test_members_are_given_the_way_to_join_online(member, meeting):
    assert "https://example.org/join-us" in words(member.get(ROOM))
    assert "https://example.org/join-us" in words(member.get("/reading/"))


def test_asks_come_before_the_agenda(member, meeting):
    releases.publish(meeting, audience=releases.MEMBERS)
    page = words(member.get(ROOM))
    assert page.index("What is asked of you") < page.index("note the progress made")
    assert page.index("note the progress made") < page.index("Receive apologies")


def test_part_2_follows_part_1_where_the_seat_opens_it(trusted, member, meeting, private):
    releases.publish(meeting)
    page = words(trusted.get(ROOM))
    assert page.index("Shown as slides") < page.index("Private paper")
    assert "Why it is private: Commercially sensitive" in page
    assert "Private" not in words(member.get(ROOM)).replace("Privacy", "")


def test_papers_follow_each_other_from_the_first_to_the_last_of_part_2(trusted, meeting, private):
    public = releases.publish(meeting)
    book = [
        address_of(public, 1, "drafted-here"),
        address_of(public, 1, "shown-as-slides"),
        address_of(private, 2, "private-paper"),
    ]
    address, read = book[0], []
    while address:
        page = words(trusted.get(address))
        read.append(address)
        address = markup.follow(page, "next")
    assert read == book
    assert markup.follow(page, "prev") == book[1]


def rename(new):
    paper = Paper.objects.get(enclosures__item__title="A drafted paper")
    paper.title = new
    paper.save()
    Paper.objects.filter(pk=paper.pk).update(cleared=paper.cut("Saved", None, make.NOW))


def test_members_read_what_was_published_last_to_them_or_to_everybody(member, meeting, clock):
    releases.publish(meeting, effective_at=make.NOW + 3 * HOUR)
    rename("For members")
    releases.publish(meeting, audience=releases.MEMBERS, now=make.NOW + HOUR)
    clock(make.NOW + 2 * HOUR)
    assert "For members" in words(member.get(ROOM))
    clock(make.NOW + 4 * HOUR)
    assert "For members" in words(member.get(ROOM)), "the public release was decided on earlier"
    rename("For everybody")
    releases.publish(meeting, now=make.NOW + 5 * HOUR)
    clock(make.NOW + 5 * HOUR)
    assert "For everybody" in words(member.get(ROOM))


def test_what_changed_is_said(member, meeting, clock):
    releases.publish(meeting, audience=releases.MEMBERS)
    rename("Written anew")
    clock(make.NOW + HOUR)
    releases.publish(meeting, audience=releases.MEMBERS, now=make.NOW + HOUR)
    assert "Paper A “Written anew” changed" in words(member.get(ROOM))
    assert "changed on 10 July 2023" in words(member.get("/reading/"))


def addresses(private):
    file = private.files.get(role="file")
    paper = address_of(private, 2, "private-paper")
    return [paper, f"{ROOM}2/pack.pdf", f"/reading/files/{file.key}/"]


def test_views_and_downloads_of_part_2_are_kept(trusted, private):
    for address in [ROOM, *addresses(private)]:
        trusted.get(address).getvalue()
    rows = Reading.objects.filter(release=private).order_by("pk")
    assert [(row.anchor, row.file.role if row.file else "") for row in rows] == [
        ("", ""),
        ("private-paper", ""),
        ("", "pack"),
        ("", "file"),
    ]
    trusted.get(addresses(private)[1], headers={"range": "bytes=100-200"}).getvalue()
    assert rows.count() == 4, "a viewer that fetches the rest has opened the file before"


def test_readings_of_part_1_are_not_kept(member, meeting):
    releases.publish(meeting)
    member.get(ROOM)
    member.get(f"{ROOM}1/pack.pdf").getvalue()
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "reader",
    [
        {"role": "member"},
        {"role": "secretary"},
        {"role": "attendee", "part2": True},
        {"role": "member", "part2": True, "ends": date(2023, 7, 9)},
        {"role": "member", "part2": True, "starts": date(2023, 7, 11)},
    ],
    ids=str,
)
def test_part_2_is_not_there_for_others(meeting, private, reader):
    client = signed_in(meeting, **reader)
    assert [client.get(address).status_code for address in addresses(private)] == [404] * 3
    assert not Reading.objects.exists()


def test_the_room_is_not_there_for_others(meeting):
    public = releases.publish(meeting)
    outsiders = [
        signed_in(make.meeting(make.board("ICB")), part2=True),
        signed_in(meeting, "attendee"),
        signed_in(meeting, ends=date(2023, 7, 9)),
    ]
    for client in outsiders:
        for address in (ROOM, address_of(public, 1, "drafted-here"), f"{ROOM}1/pack.pdf"):
            assert client.get(address).status_code == 404
    assert Client().get(ROOM).status_code == 302


def test_what_was_withdrawn_is_gone_at_once(trusted, private):
    held = trusted.get(addresses(private)[2])
    etag = held["ETag"]
    held.getvalue()
    withdraw(private, "Wrong", None, make.NOW)
    for address in addresses(private):
        assert trusted.get(address, headers={"if-none-match": etag}).status_code == 404


def test_nothing_of_it_is_kept_by_a_cache(trusted, private):
    for address in ["/reading/", ROOM, *addresses(private)]:
        response = trusted.get(address)
        assert response["Cache-Control"] == "no-store, private"
        response.getvalue()


def test_links_and_html_are_sound(trusted, meeting, private):
    public = releases.publish(meeting)
    papers = [address_of(public, 1, "drafted-here"), address_of(private, 2, "private-paper")]
    for address in ["/reading/", ROOM, *papers]:
        page = words(trusted.get(address))
        assert markup.faults(page) == [], address
        for link in markup.links(page):
            if link.startswith("/reading/"):
                response = trusted.get(link)
                assert response.status_code == 200, link
                response.getvalue()


def test_the_pages_ask_the_database_no_more_when_there_is_more(trusted, meeting, private, clock):
    clock(make.NOW + HOUR)
    counts = []
    for items in (5, 200):
        while meeting.items.count() < items:
            number = meeting.items.count()
            packs.paper(meeting.board, f"Paper {number}", make.item(meeting, f"Item {number}"))
            make.meeting(meeting.board, date(2023, 9, 1))
        releases.publish(meeting, now=make.NOW + timedelta(seconds=items))
        paper = address_of(private, 2, "private-paper")
        trusted.get(paper)
        counts.append([queries_of(trusted, each) for each in ("/reading/", ROOM, paper)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
