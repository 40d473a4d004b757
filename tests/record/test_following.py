"""Following: feeds and calendars of what is public, letters that were asked for twice."""

import re
from datetime import UTC, date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from lxml import etree, html

from icsgov.boards.profile import release_profile
from icsgov.record import following
from icsgov.record.forms import FollowForm
from icsgov.record.models import Subscription
from icsgov.record.publish import Line, instant, release_tree, withdraw
from icsgov.record.queries import Query
from icsgov.record.tree import Link, Node
from icsgov.work.mail import send_due
from icsgov.work.models import Message
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import releases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml"
    return etree.fromstring(response.content).xpath("//a:entry", namespaces=ATOM)


def titles(client, address):
    return [each.findtext("a:title", namespaces=ATOM) for each in entries(client, address)]


def events(client, address):
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content).walk("VEVENT")


@pytest.fixture
def priority(board):
    """A priority of a released plan, and a decision that serves it."""
    key = uuid4()
    part = Node(kind="priority", anchor="priority-1", thing=key, label="1", title="Early years")
    plan = Node(kind="plan", anchor="plan", title="Our plan", children=(part,))
    instant(Line(board, "plan", uuid4(), "strategy/p"), plan, title="Plan", by=None, now=make.NOW)
    serves = Node(
        kind="item", anchor="item-1", title="Health visitors", links=(Link("supports", key),)
    )
    root = Node(kind="meeting", anchor="agenda", children=(serves,))
    line = Line(board, "agenda", uuid4(), "icp/2023-05-01")
    release_tree(line, root, title="Agenda", by=None, now=make.NOW, on=date(2023, 5, 1))
    return key


def test_everything_comes_with_the_day_of_its_meeting(client, public):
    assert titles(client, "/feeds/") == [
        "Papers: Integrated Care Partnership, 24 July 2023",
        "Meeting: Integrated Care Partnership, 24 July 2023",
    ]
    [papers, _] = entries(client, "/feeds/")
    link = papers.find("a:link", namespaces=ATOM).get("href")
    assert link.endswith("/icp/2023-07-24/")
    assert papers.findtext("a:id", namespaces=ATOM) == f"urn:uuid:{public.key}"


def test_a_board_a_priority_and_a_search_have_feeds_of_their_own(client, public, priority):
    assert len(titles(client, "/feeds/icp/")) == 4
    assert titles(client, f"/feeds/priorities/{priority}/") == ["Health visitors", "Early years"]
    assert "A drafted paper" in titles(client, "/feeds/search/?q=drafted")
    assert titles(client, "/feeds/search/?q=drafted&board=icb") == []


def test_every_entry_of_a_feed_has_an_id_for_good_and_a_summary_that_is_html(client, meeting):
    words = "Costs < £5 & more:\nsee the table."
    releases.publish(meeting)
    releases.publish(meeting, now=make.NOW + timedelta(seconds=-1), words=words)
    summaries = set()
    for address in ("/feeds/", "/feeds/icp/", "/feeds/search/?q=drafted"):
        feed = etree.fromstring(client.get(address).content)
        found = feed.xpath("a:entry", namespaces=ATOM)
        names = [each.findtext("a:id", namespaces=ATOM) for each in found]
        assert len(set(names)) == len(names) > 0
        assert all(UUID(name.removeprefix("urn:uuid:")).urn == name for name in names)
        days = [each.findtext("a:updated", namespaces=ATOM) for each in found]
        assert days == sorted(days, reverse=True)
        assert feed.findtext("a:updated", namespaces=ATOM) == days[0]
        summaries |= {each.findtext("a:summary", namespaces=ATOM) for each in found}
    assert "Costs &lt; £5 &amp; more:<br>see the table." in {s[:43] for s in summaries if s}
    assert "" not in summaries


def test_the_pages_of_all_and_of_a_board_name_their_feed_and_calendar(client, public, board):
    release_profile(board, None, make.NOW)
    for page, where in (("/", ""), ("/icp/", "icp/")):
        head = html.document_fromstring(client.get(page).content)
        found = head.xpath("//link[@rel='alternate']/@href")
        assert found == [f"/feeds/{where}", f"/calendar/{where}"]
        assert {client.get(address).status_code for address in found} == {200}


@pytest.mark.parametrize("under", ["feeds", "calendar"])
def test_what_the_public_does_not_know_has_no_feed(client, board, under):
    for what in ("nobody/", f"priorities/{uuid4()}/", "boroughs/nowhere/"):
        assert client.get(f"/{under}/{what}").status_code == 404
    assert client.get(f"/{under}/search/?q=%00%22&board=%00&from=x").status_code == 200


def test_feeds_keep_the_hour_and_say_the_same_until_something_comes(client, meeting, clock):
    releases.publish(meeting, effective_at=make.NOW + HOUR)
    before = client.get("/feeds/").content
    clock(make.NOW + HOUR - timedelta(seconds=1))
    assert client.get("/feeds/").content == before
    clock(make.NOW + HOUR)
    assert len(titles(client, "/feeds/")) == 2


def test_a_withdrawn_release_leaves_the_feeds(client, public):
    withdraw(public, "It named a patient.", None, make.NOW)
    assert [title.partition(":")[0] for title in titles(client, "/feeds/")] == ["Meeting"]
    assert titles(client, "/feeds/search/?q=drafted") == []


def test_what_says_the_same_again_is_no_news_of_a_search(client, meeting, clock):
    releases.publish(meeting)
    clock(make.NOW + DAY)
    meeting.items.filter(title="A paper with slides").update(title="A paper about drafted slides")
    releases.publish(meeting, now=make.NOW + DAY)
    dates = {
        each.findtext("a:title", namespaces=ATOM): each.findtext("a:updated", namespaces=ATOM)[:10]
        for each in entries(client, "/feeds/search/?q=drafted")
    }
    assert dates["A paper about drafted slides"] == "2023-07-11"
    assert dates["A drafted paper"] == "2023-07-10"


def test_a_calendar_holds_the_meetings_in_their_local_time(client, meeting):
    [event] = events(client, "/calendar/icp/")
    assert event["SUMMARY"] == "Integrated Care Partnership"
    assert event.decoded("DTSTART").isoformat() == "2023-07-24T14:00:00+00:00"
    assert (event["LOCATION"], event["STATUS"]) == ("Sample hall", "CONFIRMED")
    assert str(event["URL"]).endswith("/icp/2023-07-24/")


def test_a_calendar_keeps_the_rules_of_its_format(client, board):
    """RFC 5545: lines of 75 octets, what has a meaning escaped, an instant and a name for each."""
    told = "Ring; write, or come: é" + "ü" * 90 + "\nThen sit."
    place = "Room 1, Sample hall; 3\\4"
    met = make.meeting(board, date(2023, 9, 1), venue=place, how_to_attend=told)
    release_notice(met, None, make.NOW)
    text = client.get("/calendar/icp/").content
    assert text.endswith(b"END:VCALENDAR\r\n") and b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    whole = text.decode().replace("\r\n ", "")
    assert "LOCATION:Room 1\\, Sample hall\\; 3\\\\4\r\n" in whole
    assert f"UID:{met.key}@" in whole
    assert f"DTSTAMP:{make.NOW.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n" in whole
    [event] = events(client, "/calendar/icp/")
    assert event["DESCRIPTION"] == told and event["LOCATION"] == place


def test_a_meeting_that_is_called_off_stays_in_calendars_and_says_so(client, meeting):
    [before] = events(client, "/calendar/")
    meeting.cancel("Too few can come.", None, make.NOW)
    release_notice(meeting, None, make.NOW)
    [event] = events(client, "/calendar/")
    assert event["STATUS"] == "CANCELLED" and "Too few can come." in event["DESCRIPTION"]
    assert event["UID"] == before["UID"] and event["SEQUENCE"] > before["SEQUENCE"]


def test_the_calendar_of_a_search_holds_the_meetings_that_take_it_up(client, public, board):
    release_notice(make.meeting(board, date(2023, 9, 1)), None, make.NOW)
    assert len(events(client, "/calendar/")) == 2
    assert len(events(client, "/calendar/search/?q=drafted")) == 1


def test_the_page_says_how_to_follow_and_what(client, public, priority):
    page = client.get("/follow/").content.decode()
    for said in ("?board=icp", f"?priority={priority}", "Early years"):
        assert said in page
    page = client.get(f"/follow/?priority={priority}").content.decode()
    assert "Follow Early years" in page and f"/feeds/priorities/{priority}/" in page
    page = client.get("/follow/?board=icp").content.decode()
    assert '"/feeds/icp/"' in page and '"/calendar/icp/"' in page
    page = client.get("/follow/?board=icp&q=drafted").content.decode()
    assert '"/feeds/search/?q=drafted&amp;board=icp"' in page


def ask(address="/follow/email/?board=icp", how="at once", **more):
    opened = FollowForm(now=timezone.now() - timedelta(minutes=1))
    data = {"email": "Reader@example.org", "how": how, "drawn": opened["drawn"].value(), **more}
    response = Client().post(address, data)
    send_due(make.NOW + 10 * DAY)
    return response


def confirmed(now=make.NOW, **asked):
    ask(**asked)
    who = Subscription.objects.get()
    following.confirm(who, now)
    mail.outbox.clear()
    return who


def tell(now):
    following.tell(now)
    send_due(now)
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def test_nothing_is_sent_before_the_second_yes(board, public, client):
    assert ask().status_code == 200
    [letter] = mail.outbox
    assert "Integrated Care Partnership" in letter.body
    link = re.search(r"/follow/confirm/[\w-]+/", letter.body).group()
    mail.outbox.clear()
    client.get(link)
    assert tell(make.NOW + DAY) == []
    assert Subscription.objects.confirmed().count() == 0
    assert client.post(link).status_code == 200
    assert Subscription.objects.confirmed().count() == 1


def test_strangers_cannot_fill_a_letter_box(board):
    for number in range(20):
        ask(f"/follow/email/?q=subject{number}")
        ask(f"/follow/email/?q=subject{number}")
    assert len(mail.outbox) == following.MOST_WAITING


@pytest.mark.parametrize("sent", [{"website": "x"}, {"drawn": ""}, {"drawn": "forged"}])
def test_what_a_machine_sends_is_refused_and_asks_nobody(board, sent):
    answer = ask(**sent)
    assert answer.status_code == 422 and b"Reader@example.org" in answer.content
    assert not Subscription.objects.exists() and mail.outbox == []


def test_an_address_that_makes_no_sense_is_asked_again(board, client):
    response = client.post("/follow/email/", {"email": "nowhere", "how": "at once"})
    assert response.status_code == 422 and b"nowhere" in response.content


def test_what_comes_is_told_once_with_title_link_and_one_click(meeting, clock):
    who = confirmed()
    releases.publish(meeting, now=make.NOW + HOUR)
    later = make.NOW + 2 * HOUR
    [letter] = tell(later)
    assert letter.subject == "Papers: Integrated Care Partnership, 24 July 2023"
    assert "/icp/2023-07-24/" in letter.body and "A drafted paper" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert who.token in letter.extra_headers["List-Unsubscribe"]
    assert tell(later) == [] and tell(later + DAY) == []


def test_one_click_ends_it_without_a_session_and_keeps_nothing(board):
    who = confirmed()
    strict = Client(enforce_csrf_checks=True)
    address = f"/follow/end/{who.token}/"
    assert strict.get(address).status_code == 200
    assert Subscription.objects.count() == 1
    response = strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert Subscription.objects.count() == 0
    assert strict.post(address).status_code == 404


def test_the_outbox_forgets_an_address_with_its_subscription(meeting):
    who = confirmed()
    releases.publish(meeting, now=make.NOW + HOUR)
    tell(make.NOW + HOUR)
    ask("/follow/email/?q=never+confirmed")
    assert Message.objects.filter(to=who.email).count() == 3
    following.end(who)
    assert Message.objects.filter(to=who.email).count() == 1
    following.forget(make.NOW + 8 * DAY)
    assert not Message.objects.filter(to=who.email).exists()


def test_a_planned_release_is_told_at_its_hour(meeting):
    confirmed()
    releases.publish(meeting, effective_at=make.NOW + HOUR)
    assert tell(make.NOW + HOUR - timedelta(seconds=1)) == []
    assert len(tell(make.NOW + HOUR)) == 1


def test_what_is_withdrawn_before_the_letter_leaves_is_not_told(meeting):
    confirmed()
    public = releases.publish(meeting, now=make.NOW + HOUR)
    following.tell(make.NOW + HOUR)
    withdraw(public, "It named a patient.", None, make.NOW + HOUR)
    send_due(make.NOW + HOUR)
    assert mail.outbox == []


def test_what_goes_to_members_is_told_to_nobody(meeting):
    confirmed(address="/follow/email/")
    make.part2(meeting)
    releases.publish(meeting, audience="members", now=make.NOW + HOUR)
    releases.publish(meeting, part=2, audience="members", now=make.NOW + HOUR)
    assert tell(make.NOW + 2 * HOUR) == []


def test_a_daily_letter_comes_in_the_morning_with_all_of_it(meeting, board):
    confirmed(how="daily")
    releases.publish(meeting, now=make.NOW + HOUR)
    release_notice(make.meeting(board, date(2023, 9, 1)), None, make.NOW + 2 * HOUR)
    assert tell(make.NOW + 3 * HOUR) == []
    early = make.NOW.replace(hour=6, minute=59) + DAY
    assert tell(early) == []
    [letter] = tell(early + timedelta(minutes=1))
    assert letter.subject.endswith("and 1 more")
    assert tell(early + HOUR) == []


def test_a_followed_search_hears_of_what_it_finds_and_of_nothing_else(meeting):
    confirmed(address="/follow/email/?q=slides")
    releases.publish(meeting, now=make.NOW + HOUR)
    [letter] = tell(make.NOW + HOUR)
    assert "Shown as slides" in letter.body and "Welcome" not in letter.body


def test_who_never_confirms_is_forgotten(board):
    ask()
    following.forget(make.NOW + 6 * DAY)
    assert Subscription.objects.count() == 1
    following.forget(make.NOW + 8 * DAY)
    assert Subscription.objects.count() == 0


def test_many_followers_of_the_same_cost_one_look(board, django_assert_max_num_queries):
    for number in range(30):
        Subscription.objects.create(
            email=f"r{number}@example.org",
            asks=Query(board="icp").address,
            token=f"t{number}",
            asked_at=make.NOW,
            confirmed_at=make.NOW,
            told_until=make.NOW,
        )
    with django_assert_max_num_queries(2):
        following.tell(make.NOW + HOUR)
