"""The record as JSON: OParl's required fields and types, pages, limits, tombstones."""

import copy
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from icsgov.record.models import Release
from icsgov.record.publish import Line, instant, withdraw
from icsgov.record.tree import Link, Node
from meetings.proofs.notices import release_notice
from meetings.questions import moderating
from strategy.links import set_links
from tests import factories as make
from tests import releases
from tests import world as worlds
from tests.meetings import questions_made as asked
from tests.record.api import reading
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def world(made_once):
    return copy.deepcopy(made_once)


def kind(thing):
    return thing["type"].rsplit("/", 1)[-1].removeprefix("#")


def check(thing):
    """What OParl says of every object, as far as its words reach."""
    named = kind(thing)
    assert thing["id"].startswith("http") and thing["type"].startswith("http")
    if not thing.get("deleted"):
        assert reading.REQUIRED.get(named, {"id", "type"}) <= thing.keys()
    for name, value in thing.items():
        where = f"{named}.{name}"
        if name in reading.INSTANTS:
            assert datetime.fromisoformat(value).tzinfo is not None, where
        elif name in reading.DAYS:
            assert date.fromisoformat(value).isoformat() == value, where
        elif name in reading.WHOLE:
            assert type(value) is int, where
        elif name in reading.TRUTHS:
            assert type(value) is bool, where
        elif isinstance(value, list):
            assert name in reading.LISTS or ":" in name or named in reading.OWN, where
            for inner in value:
                if isinstance(inner, dict) and "type" in inner:
                    check(inner)
        elif name in reading.ADDRESSES:
            assert value.startswith("http"), where
        elif isinstance(value, dict) and "type" in value:
            check(value)


def test_every_object_is_as_oparl_says_and_is_read_at_its_id(world):
    system = reading.get(reading.ROOT)
    check(system)
    assert system["oparlVersion"] == "https://schema.oparl.org/1.1/"
    seen = set()
    for url in reading.lists().values():
        for thing in reading.every(url):
            check(thing)
            assert reading.get(thing["id"]) == thing
            seen.add(kind(thing))
    assert seen >= {
        *("Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper", "File"),
        *("Consultation", "Location"),
    }


def test_every_address_within_an_object_is_there(world):
    for url in reading.lists().values():
        for thing in reading.every(url):
            for value in thing.values():
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, str) and reading.ROOT in each:
                        assert reading.ask(each).status_code == 200, (thing["id"], each)


def test_a_meeting_has_its_hours_place_agenda_and_files(world):
    [meeting] = [m for m in reading.listed("meetings") if world.released.path in m["web"]]
    assert meeting["start"] == "2023-06-20T15:00:00+01:00"
    assert meeting["location"]["description"] == "Sample hall"
    [item] = meeting["agendaItem"]
    assert (item["name"], item["order"], item["public"]) == ("Open item", 0, True)
    assert meeting["auxiliaryFile"][0]["mimeType"] == "application/pdf"
    [paper] = item["icsgov:paper"]
    paper = reading.get(paper)
    assert paper["name"] == "Open paper"
    assert paper["consultation"][0]["agendaItem"] == item["id"]
    assert paper["consultation"][0]["id"] == item["consultation"]
    file = paper["auxiliaryFile"][0]
    assert Client().get(file["accessUrl"].partition("8000")[2]).getvalue().startswith(b"%PDF")
    assert file["size"] > 0 and len(file["icsgov:sha256Checksum"]) == 64


def test_what_was_decided_stands_at_the_item(world):
    item = world.released.items.get(part=1)
    node = Node(
        kind="decision",
        anchor="decision",
        thing=uuid4(),
        ref="ICP/2023-06-20/D1",
        text="The sample was approved.",
        state="approved",
        data={"outcome": "Approved"},
        links=(Link("decides", item.key, item.title),),
    )
    line = Line(world.board, "decision", node.thing, "decisions/icp/2023-06-20/d1")
    instant(line, node, title="A decision", by=None, now=make.NOW)
    [own] = reading.listed("decisions")
    assert (own["reference"], own["text"]) == ("ICP/2023-06-20/D1", "The sample was approved.")
    item = reading.get(f"{reading.ROOT}agenda-items/{item.key}/")
    assert item["resolutionText"] == "The sample was approved."
    assert item["result"] == "Approved"
    assert {"rel": "decides", "to": item["id"]}.items() <= own["links"][0].items()


def test_a_person_has_all_their_seats(world):
    other = make.board("QPC")
    person = world.readers["chair"].person
    make.seat(person, other, "member", title="Sample director")
    worlds.release_profile(other, None, make.NOW)
    found = reading.get(f"{reading.ROOT}persons/{person.key}/")
    assert [each["role"] for each in found["membership"]] == ["Chair", "Member"]
    assert "email" not in found
    boards = [reading.get(each["organization"])["shortName"] for each in found["membership"]]
    assert boards == ["ICP", "QPC"]


def test_questions_and_priorities_are_named_and_linked(world):
    plan = plans.plan(world.board, "Other plan", address="other-plan")
    part = plans.part(plan, "priority", "Other priority", number="1")
    editions.release("plan", plan.key, world.board)
    question = asked.question(world.coming, "Linked?")
    set_links(question.key, [part.key], None, make.NOW)
    moderating.accept(question, None, make.NOW)
    found = reading.get(f"{reading.ROOT}questions/{question.key}/")
    assert (found["text"], found["state"]) == ("Linked?", "accepted")
    [link] = found["links"]
    assert link["rel"] == "supports"
    assert reading.get(link["to"])["name"] == "Other priority"


def test_what_is_taken_back_leaves_a_tombstone(world):
    key = world.public.entries.get(kind="paper").thing
    url = f"{reading.ROOT}papers/{key}/"
    before = reading.get(url)
    assert before["name"] == "Open paper"
    withdraw(world.public, "A mistake", None, LATER)
    with time_machine.travel(LATER + timedelta(minutes=1)):
        tombstone = reading.get(url)
        assert tombstone == {
            "id": before["id"],
            "type": before["type"],
            "created": before["created"],
            "modified": tombstone["modified"],
            "deleted": True,
        }
        assert datetime.fromisoformat(tombstone["modified"]) == LATER
        assert reading.listed("papers") == []
        since = make.NOW.isoformat()
        assert reading.listed("papers", modified_since=since) == [tombstone]
        gone = [each for each in reading.listed("files", modified_since=since) if "deleted" in each]
        assert len(gone) == world.public.files.count()
        assert {each["id"] for each in gone}.isdisjoint(
            each["id"] for each in reading.listed("files")
        )
        assert "A mistake" not in str(tombstone)


def test_what_a_later_release_no_longer_holds_is_gone_too(world):
    key = world.public.entries.get(kind="item").thing
    world.released.items.filter(part=1).update(part=2)
    make.item(world.released, "New item")
    releases.publish(world.released, now=LATER)
    with time_machine.travel(LATER + timedelta(minutes=1)):
        gone = reading.get(f"{reading.ROOT}agenda-items/{key}/")
        assert gone["deleted"] is True
        assert datetime.fromisoformat(gone["modified"]) == LATER
        names = [each["name"] for each in reading.listed("agenda-items")]
        assert names == ["New item"]


def test_lists_have_pages(world):
    for number in range(7):
        release_notice(make.meeting(world.board, date(2024, 1, 1 + number)), None, make.NOW)
    first = reading.get(f"{reading.ROOT}meetings/", limit=3)
    total = first["pagination"]["totalElements"]
    assert first["pagination"] == {
        "totalElements": total,
        "elementsPerPage": 3,
        "currentPage": 1,
        "totalPages": -(-total // 3),
    }
    assert "prev" not in first["links"]
    ids = [each["id"] for each in reading.every(f"{reading.ROOT}meetings/", limit=3)]
    assert len(ids) == len(set(ids)) == total
    beyond = reading.get(f"{reading.ROOT}meetings/", page=99)
    assert beyond["data"] == []


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"created_since": "2023-07-10T12:00:00+01:00"}, True),
        ({"created_since": "2023-07-10T11:00:01Z"}, False),
        ({"created_until": "2023-07-10T11:00:00Z"}, True),
        ({"created_until": "2023-07-10T10:59:59"}, False),
        ({"modified_since": "2023-07-10T12:00:00+01:00"}, True),
        ({"modified_since": "2030-01-01T00:00:00Z"}, False),
        ({"modified_until": "2023-07-10T12:00:00 01:00"}, True),
    ],
)
def test_lists_can_be_limited_by_time(world, limits, found):
    assert bool(reading.listed("papers", **limits)) is found


def test_objects_within_objects_can_be_left_out(world):
    [meeting] = [
        each
        for each in reading.listed("meetings", omit_internal="true")
        if world.released.path in each["web"]
    ]
    assert "agendaItem" not in meeting and "location" not in meeting
    assert meeting["organization"]


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "x"},
        {"limit": "0"},
        {"limit": "1000"},
        {"modified_since": "yesterday"},
        {"created_since": "0000-00-00"},
        {"omit_internal": "perhaps"},
    ],
)
def test_a_bad_limit_is_told(world, query):
    answer = reading.ask(f"{reading.ROOT}meetings/", **query)
    assert answer.status_code == 422
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", ["meetings/x/", "meetings/1/", "nothing/", "persons/%00/"])
def test_what_is_not_there_is_404(world, path):
    assert Client().get(f"{reading.ROOT}{path}").status_code == 404


def test_nothing_can_be_written(world):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(f"{reading.ROOT}meetings/").status_code == 405


def test_an_answer_may_be_kept_and_a_404_may_not(world):
    assert "max-age" in reading.ask(reading.ROOT)["Cache-Control"]
    missing = reading.ask(f"{reading.ROOT}meetings/00000000-0000-0000-0000-000000000000/")
    assert missing.status_code == 404 and "no-store" in missing["Cache-Control"]


def test_nothing_is_there_before_its_hour(world):
    hour = make.NOW + timedelta(days=2)
    meeting = make.meeting(world.board, date(2023, 9, 9))
    make.item(meeting, "Embargoed item")
    releases.publish(meeting, effective_at=hour)
    with time_machine.travel(hour - timedelta(seconds=1), tick=False):
        assert "Embargoed" not in str(reading.listed("agenda-items"))
        assert "Embargoed" not in str(reading.listed("meetings"))
    with time_machine.travel(hour, tick=False):
        assert "Embargoed" in str(reading.listed("agenda-items"))


def test_lists_ask_a_fixed_number_of_questions(world, django_assert_max_num_queries):
    def counts():
        made = {}
        for name, url in reading.lists().items():
            with django_assert_max_num_queries(25) as queries:
                reading.get(url)
            made[name] = len(queries)
        return made

    # Something new, so that no answer is kept from before.
    release_notice(make.meeting(world.board, date(2023, 4, 1)), None, make.NOW)
    before = counts()
    for number in range(4):
        meeting = make.meeting(world.board, date(2023, 5, 1 + number))
        release_notice(meeting, None, make.NOW)
        item = make.item(meeting, f"Item {number}")
        make.paper(world.board, f"Paper {number}", under=item, state="submitted").cut(
            "Submitted", None, make.NOW
        )
        releases.publish(meeting)
        moderating.accept(asked.question(world.coming), None, make.NOW)
    assert Release.objects.count() > 10
    assert counts() == before
