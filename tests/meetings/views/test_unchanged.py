"""The desk's page is sent again only while nothing in it has changed, whoever changed it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from icsgov.boards.models import BoardRule, Person, Seat, Withheld
from meetings.models import (
    Agreement,
    Comment,
    ForwardEntry,
    Interest,
    ItemLead,
    MeetingPart,
    Paper,
    PaperFile,
)
from meetings.views import unchanged
from tests import factories as make
from tests import packs, releases
from tests.desks import Reader, words

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w{64})"')


@pytest.fixture
def full(desk):
    """A meeting with papers and everything else that its page shows."""
    desk.meeting = packs.meeting(desk.board, day=date(2023, 9, 4))
    desk.at = ("icp", desk.meeting.address)
    lead = make.person("Holly Eden")
    desk.item = make.item(desk.meeting, "Focus", lead=lead, minutes=25)
    desk.paper = make.paper(desk.board, "Pharmacy", under=desk.item)
    make.part2(desk.meeting)
    return desk


@pytest.fixture
def shelf(monkeypatch):
    fresh = unchanged.Shelf()
    monkeypatch.setattr(unchanged, "SHELF", fresh)
    unchanged.forget()
    return fresh


def page(reader, desk):
    """The page without the tokens of its forms."""
    text = words(reader.get("meeting", *desk.at))
    return re.sub(r"\b\w{64}\b", "", text)


def kept(reader, desk):
    """The page, asked for until it is kept."""
    for _ in range(3):
        made = page(reader, desk)
    return made


def test_the_third_look_finds_it_kept_and_it_is_the_same(full, shelf):
    first = page(full.secretary, full)
    assert len(shelf) == 0
    assert kept(full.secretary, full) == first
    assert len(shelf) == 1


def item_renamed(desk):
    desk.item.save_at(desk.item.version, None, make.NOW, title="Another title")


def minutes_changed_behind_the_ledger(desk):
    type(desk.item).objects.filter(pk=desk.item.pk).update(minutes=99)


def lead_printed_otherwise(desk):
    ItemLead.objects.filter(item=desk.item).update(name="Another Name", initials="AN")


def commented(desk):
    Comment.objects.create(item=desk.item, text="x", by=desk.chair.user, at=make.NOW)


def paper_handed_in(desk):
    Paper.objects.filter(pk=desk.paper.pk).update(state="submitted")


def paper_retitled(desk):
    Paper.objects.filter(pk=desk.paper.pk).update(title="Another paper")


def file_looked_at(desk):
    assert PaperFile.objects.update(seen_at=None, filename="other.pdf")


def rule_changed(desk):
    BoardRule.objects.create(
        board=desk.board, name="numbering", value="1.0", starts=date(2020, 1, 1)
    )


def agreed(desk):
    person = desk.chair.user.person
    Agreement.objects.create(
        meeting=desk.meeting, part=1, person=person, agenda_sha256="x", at=make.NOW
    )


def released(desk):
    releases.publish(desk.meeting)


def promised(desk):
    ForwardEntry.objects.create(board=desk.board, title="Bring it back", target=desk.meeting)


def venue_moved(desk):
    type(desk.meeting).objects.filter(pk=desk.meeting.pk).update(venue="Elsewhere")


def chair_renamed(desk):
    Person.objects.filter(pk=desk.chair.user.person_id).update(family_name="Otherwise")


def reader_renamed(desk):
    Person.objects.filter(pk=desk.secretary.user.person_id).update(family_name="Otherwise")


def private_ground(desk):
    MeetingPart.objects.filter(number=2).update(reason="Another ground")


def row_gone(desk):
    desk.item.leads.all().delete()


def rows_reordered(desk):
    first, last = desk.meeting.items.filter(part=1).in_order()[0], desk.item
    ranks = {first.pk: last.rank + "x", last.pk: "0"}
    for key, rank in ranks.items():
        type(desk.item).objects.filter(pk=key).update(rank=rank)


def row_made_private(desk):
    type(desk.item).objects.filter(pk=desk.item.pk).update(part=2)


def paper_made_private(desk):
    Paper.objects.filter(pk=desk.paper.pk).update(private=True)


def paper_withheld(desk):
    Withheld.objects.create(
        board=desk.board,
        thing=desk.paper.key,
        person=desk.chair.user.person,
        reason="x",
        at=make.NOW,
    )


def interest_declared(desk):
    Interest.objects.create(
        person=desk.chair.user.person,
        kind="financial",
        organisation="Pharmacy",
        words="Owner",
        declared=date(2023, 1, 1),
    )


def day_moved(desk):
    type(desk.meeting).objects.filter(pk=desk.meeting.pk).update(date=date(2023, 9, 11))


def quorum_ruled(desk):
    BoardRule.objects.create(
        board=desk.board, name="quorum", value={"count": 2}, starts=date(2020, 1, 1)
    )


def member_came(desk):
    make.seat(make.person("Nora New"), desk.board, "member")


def fixed_time(desk):
    type(desk.item).objects.filter(pk=desk.item.pk).update(fixed_time="16:00")


CHANGES = [
    rows_reordered,
    row_made_private,
    paper_made_private,
    paper_withheld,
    interest_declared,
    day_moved,
    quorum_ruled,
    member_came,
    fixed_time,
    item_renamed,
    minutes_changed_behind_the_ledger,
    lead_printed_otherwise,
    commented,
    paper_handed_in,
    paper_retitled,
    file_looked_at,
    rule_changed,
    agreed,
    released,
    promised,
    venue_moved,
    chair_renamed,
    reader_renamed,
    private_ground,
    row_gone,
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_shows_at_once_to_every_reader(full, shelf, change):
    lead = Reader(make.user("Larry Lead"))
    ItemLead.objects.create(
        item=full.item, person=lead.user.person, name="Larry", initials="LL", position=1
    )
    readers = [full.secretary, full.plain_secretary, full.chair, lead]
    for reader in readers:
        kept(reader, full)
    change(full)
    after = [[page(reader, full) for _ in range(3)] for reader in readers]
    for reader, shown in zip(readers, after, strict=True):
        unchanged.forget()  # whatever was kept
        assert shown == [page(reader, full)] * 3


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_it_shows_at_once(full, shelf, change):
    before = kept(full.secretary, full)
    assert len(shelf) == 1
    change(full)
    after = page(Reader(type(full.secretary.user).objects.get(pk=full.secretary.user.pk)), full)
    unchanged.forget()
    assert after == page(full.secretary, full)
    assert after != before or change in (released, paper_withheld)  # not told on the page


def test_each_reader_has_a_page_of_their_own(full, shelf):
    secret = make.item(full.meeting, "Lease", part=2)
    assert secret.title in kept(full.secretary, full)
    assert secret.title not in kept(full.plain_secretary, full)
    assert secret.title not in kept(full.plain_secretary, full)


def test_who_loses_the_seat_loses_the_page(full, shelf):
    kept(full.secretary, full)
    Seat.objects.filter(person=full.secretary.user.person).update(ends=date(2023, 7, 9))
    assert full.secretary.get("meeting", *full.at).status_code == 404


def test_who_may_read_part_2_no_longer_is_not_shown_it_again(full, shelf):
    secret = make.item(full.meeting, "Lease", part=2)
    assert secret.title in kept(full.secretary, full)
    seats = Seat.objects.filter(person=full.secretary.user.person)
    seats.update(part2=False)
    assert secret.title not in page(full.secretary, full)
    seats.update(part2=True)
    assert secret.title in page(full.secretary, full)


def test_a_kept_page_holds_the_token_of_who_asks(full, shelf):
    kept(full.secretary, full)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(full.secretary.user)
    strict.get(reverse("meeting", args=full.at))  # the first with this session: same reader
    answer = strict.get(reverse("meeting", args=full.at))
    token = TOKEN.search(answer.content.decode()).group(1)
    assert unchanged.PLACE not in answer.content
    where = reverse("item-move", args=[full.item.key])
    assert strict.post(where, {"to": "up", "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(where, {"to": "up", "csrfmiddlewaretoken": token}).status_code == 302


def test_what_has_just_been_said_is_said_once(full, shelf):
    kept(full.secretary, full)
    full.secretary.post("item-move", full.item.key, to="up")
    first = words(full.secretary.get("meeting", *full.at))
    assert 'class="nhsuk-notification-banner' in first
    assert 'class="nhsuk-notification-banner' not in kept(full.secretary, full)


def test_the_light_look_of_a_page_that_is_open_is_kept_and_sees_changes(full, shelf):
    seen_at = re.search(r"\?seen=(\w+)", words(full.secretary.get("meeting", *full.at))).group(1)
    for _ in range(4):
        assert full.secretary.get("agenda", *full.at, htmx=True, seen=seen_at).status_code == 204
    item_renamed(full)
    answer = full.secretary.get("agenda", *full.at, htmx=True, seen=seen_at)
    assert answer.status_code == 200 and "Another title" in words(answer)


def test_no_page_outlives_a_quarter_of_an_hour(full, shelf):
    kept(full.secretary, full)
    with time_machine.travel(make.NOW + timedelta(minutes=20), tick=False):
        full.secretary.get("meeting", *full.at)
    assert len(unchanged._questions) == 2
