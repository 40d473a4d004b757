"""The sitemap and the blocks for search engines: all that is public, and only that."""

import copy
import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from lxml import etree, html

from icsgov.record import sitemap
from tests import factories as make
from tests import releases
from tests import world as worlds

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def world(made_once):
    return copy.deepcopy(made_once)


def read(url="/sitemap.xml"):
    answer = Client().get(url)
    assert answer.status_code == 200
    root = etree.fromstring(answer.content)
    return [
        loc.removeprefix("http://127.0.0.1:8000")
        for loc in root.xpath("//s:loc/text()", namespaces=NAMES)
    ]


def test_every_page_of_it_is_there_and_is_named_once(world):
    pages = read()
    assert len(pages) == len(set(pages)) > 15
    for page in pages:
        answer = Client().get(page)
        assert answer.status_code == 200, page
        assert answer.getvalue()
    path = world.released.path
    assert {f"/{path}/", f"/{path}/open-paper/", "/icp/", "/questions/icp-q5/"} <= set(pages)
    assert not any("canary" in page for page in pages)


def test_a_release_is_named_from_its_hour(world):
    hour = make.NOW + timedelta(days=2)
    meeting = make.meeting(world.board, make.date(2023, 9, 9))
    releases.publish(meeting, effective_at=hour)
    with time_machine.travel(hour - timedelta(seconds=1), tick=False):
        assert f"/{meeting.path}/" not in read()
    with time_machine.travel(hour, tick=False):
        assert f"/{meeting.path}/" in read()


def test_more_pages_than_one_file_may_hold_are_in_several(world, monkeypatch):
    whole = read()
    monkeypatch.setattr(sitemap, "MOST", 10)
    with time_machine.travel(make.NOW + timedelta(days=3)):
        parts = read()
        assert parts[0] == "/sitemap-1.xml"
        assert [page for part in parts for page in read(part)] == whole
        assert Client().get("/sitemap-99.xml").status_code == 404


def test_it_asks_a_fixed_number_of_questions(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        read()


def linked(path):
    page = Client().get(path).content.decode()
    [block] = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(block)


def test_a_meeting_is_an_event(world):
    found = linked(f"/{world.coming.path}/")
    assert found["@type"] == "Event"
    assert found["startDate"] == "2090-06-05T15:00:00+01:00"
    assert found["eventStatus"].endswith("EventScheduled")
    assert found["location"]["name"] == "Sample hall"
    assert found["organizer"]["url"] == "http://127.0.0.1:8000/icp/"
    assert "canary" not in str(found)


def test_a_board_is_a_government_organization(world):
    found = linked("/icp/")
    assert found["@type"] == "GovernmentOrganization"
    assert (found["name"], found["alternateName"]) == ("ICP of the sample system", "ICP")


def test_nothing_ends_the_block_early(world):
    world.coming.save_at(
        world.coming.version, None, make.NOW, venue="</script><script>alert(1)</script>"
    )
    worlds.release_notice(world.coming, None, make.NOW)
    assert linked(f"/{world.coming.path}/")["location"]["name"].startswith("</script>")
    assert "<script>alert" not in Client().get(f"/{world.coming.path}/").content.decode()
