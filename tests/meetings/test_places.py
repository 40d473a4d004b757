"""Boroughs: named on the desk, printed in releases, and what the public finds and follows by."""

import json

import pytest

from icsgov.boards.rules import COVER_FIELDS, CoverField, Rules
from icsgov.record import access
from meetings import covers
from meetings.forms.covers import CoverForm
from meetings.models import Enclosure
from strategy import links
from strategy.places import places
from tests import factories as make
from tests import packs, releases
from tests.desks import Reader, words
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db
RULES = Rules(cover_fields=(*COVER_FIELDS, CoverField("places", "Which places", "places")))


@pytest.fixture
def plan(db):
    return plans.plan(make.board("SEL", kind="system"), "Our strategy", address="ours")


@pytest.fixture
def bexley(plan):
    made = plans.part(plan, "place", "Bexley")
    plans.part(plan, "place", "Tower Hamlets")
    editions.release("plan", plan.key, plan.board)
    return made


@pytest.fixture
def meeting(bexley):
    return packs.meeting(make.board("ICP"))


@pytest.fixture
def item(meeting):
    return meeting.items.filter(enclosures__paper__title="Drafted here").get()


@pytest.fixture
def secretary(meeting):
    return Reader(make.secretary(meeting.board))


@pytest.fixture
def released(meeting, item, bexley, secretary):
    secretary.post("item-supports", item.key, concerns=[str(bexley.key)])
    return releases.publish(meeting)


def test_an_item_is_said_to_be_about_a_place_and_the_panel_and_history_say_so(
    item, bexley, secretary
):
    assert "Which places is this about?" in words(secretary.get("item-open", item.key))
    secretary.post("item-supports", item.key, concerns=[str(bexley.key)])
    assert "<strong>About:</strong> Bexley" in words(secretary.get("item-open", item.key))
    assert "Bexley" in words(secretary.get("item-history", item.key))
    secretary.post("item-supports", item.key)
    assert links.named_by(item.key, links.CONCERNS) == []


def test_nothing_is_asked_where_no_plan_has_places(meeting, item, secretary, bexley):
    type(bexley).objects.filter(plan=bexley.plan).update(sort="theme")
    editions.release("plan", bexley.plan.key, bexley.plan.board)
    panel = words(secretary.get("item-open", item.key))
    assert "Which places" not in panel and "Which priorities" in panel


def test_the_public_page_names_the_place_and_leads_to_all_about_it(client, released, item):
    page = client.get(f"/{released.path}/").content.decode()
    assert '<a href="/search/?borough=bexley">Bexley</a>' in page
    found = client.get("/search/?borough=bexley").content.decode()
    assert item.title in found and "Follow this search" in found
    assert "Drafted here" in found  # the paper is about what its item is about
    assert item.title not in client.get("/search/?borough=tower-hamlets").content.decode()


def test_a_borough_is_followed_by_feed_and_offered_by_name(client, released, item):
    assert [each["name"] for each in access.boroughs(make.NOW)] == ["Bexley", "Tower Hamlets"]
    assert '<a href="?borough=bexley">Bexley</a>' in client.get("/follow/").content.decode()
    feed = client.get("/feeds/boroughs/bexley/").content.decode()
    assert item.title in feed and "<title>Bexley" in feed
    assert feed.count("<entry>") == 3  # the place, the item and its paper, not each page of it
    assert item.title not in client.get("/feeds/boroughs/tower-hamlets/").content.decode()
    assert client.get("/feeds/boroughs/nowhere/").status_code == 404
    assert client.get("/calendar/boroughs/bexley/").status_code == 200


def test_the_api_links_the_item_to_its_place(client, released, bexley):
    [area, other] = json.loads(client.get("/api/oparl/v1/places/").content)["data"]
    assert {area["name"], other["name"]} == {"Bexley", "Tower Hamlets"}
    assert area["type"].endswith("#Place")
    rows = json.loads(client.get("/api/oparl/v1/agenda-items/").content)["data"]
    made = [link for row in rows for link in row.get("icsgov:links", ())]
    url = next(each["id"] for each in (area, other) if each["name"] == "Bexley")
    assert made == [{"rel": "concerns", "to": url, "words": "Bexley"}]


def test_two_plans_that_list_one_place_offer_it_once(plan, bexley, secretary):
    other = plans.plan(plan.board, "Another plan")
    again = plans.part(other, "place", "Bexley")
    user = secretary.user
    assert [name for _, name in places(user, make.NOW)] == ["Bexley", "Tower Hamlets"]
    kept = places(user, make.NOW, named=[again.key])
    assert kept[0] == (str(again.key), "Bexley") and len(kept) == 2


def test_a_place_of_a_draft_plan_is_named_by_its_key_alone(meeting, item):
    draft = plans.part(plans.plan(meeting.board, address="draft"), "place", "canary")
    links.set_links(item.key, [draft.key], None, make.NOW, rel=links.CONCERNS)
    [link] = links.links_of([item.key], make.NOW)[item.key]
    assert (link.rel, link.words) == ("concerns", "")


def cover(paper, data=None):
    enclosure = Enclosure.objects.filter(paper=paper).first()
    return CoverForm(data, paper=paper, rules=RULES, enclosure=enclosure, now=make.NOW)


def test_a_cover_sheet_asks_for_places_where_the_board_wants_it(item, bexley):
    paper = item.enclosures.get().paper
    paper.cover = {}
    links.set_links(item.key, [bexley.key], None, make.NOW, rel=links.CONCERNS)
    assert cover(paper)["cover_places"].value() == [str(bexley.key)]
    made = cover(paper, {"cover_title": paper.title, "cover_places": [str(bexley.key)]})
    assert made.is_valid(), made.errors
    made.save(None, make.NOW)
    paper.refresh_from_db()
    assert paper.cover["places"] == [{"key": str(bexley.key), "words": "Bexley"}]
    assert covers.words("places", paper.cover["places"], RULES) == "Bexley"
    assert covers.picked(paper.cover, RULES, "places") == {bexley.key: "Bexley"}


def test_a_priority_is_about_places_and_its_page_and_search_say_so(client, plan, bexley, secretary):
    priority = plans.part(plan, "priority", "Early years", number="2")
    where = ("desk-part-places", priority.key)
    assert "Which places is this about?" in words(secretary.get(*where))
    secretary.post(*where, sent="yes", concerns=[str(bexley.key)])
    editions.release("plan", plan.key, plan.board)
    page = client.get("/strategy/ours/priority-2/").content.decode()
    assert '<a href="/search/?borough=bexley">Bexley</a>' in page
    assert "Early years" in client.get("/search/?borough=bexley").content.decode()
