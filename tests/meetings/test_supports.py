"""The thread from the meetings' side: items and papers name priorities, and releases say so."""

import pytest

from icsgov.boards.rules import COVER_FIELDS, OPTIONAL_COVER_FIELDS, CoverField, Rules
from icsgov.record import proofs
from meetings import covers
from meetings.forms.covers import CoverForm
from meetings.models import Enclosure
from strategy import links
from tests import factories as make
from tests import packs, releases
from tests.desks import Reader, words
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db
ASKS = CoverField("priorities", "Which priority does this support", "supports")
RULES = Rules(cover_fields=(*COVER_FIELDS, ASKS))


@pytest.fixture
def priority(db):
    plan = plans.plan(make.board("SEL", kind="system"), "Our strategy", address="ours")
    made = plans.part(plan, "priority", "Early years", number="2")
    editions.release("plan", plan.key, plan.board)
    return made


@pytest.fixture
def meeting(priority):
    return packs.meeting(make.board("ICP"))


@pytest.fixture
def item(meeting):
    return meeting.items.filter(enclosures__paper__title="Drafted here").get()


def cover(paper, data=None):
    enclosure = Enclosure.objects.filter(paper=paper).first()
    return CoverForm(data, paper=paper, rules=RULES, enclosure=enclosure, now=make.NOW)


def test_the_section_of_the_cover_sheet_comes_from_the_plans():
    assert ASKS in OPTIONAL_COVER_FIELDS


def test_an_item_names_a_priority_and_the_release_links_to_it(client, meeting, item, priority):
    secretary = Reader(make.secretary(meeting.board))
    assert "Say which priorities it supports" in words(secretary.get("item-open", item.key))
    secretary.post("item-supports", item.key, supports=[str(priority.key)])
    panel = words(secretary.get("item-open", item.key))
    assert "<strong>Supports:</strong> 2 Early years" in panel
    assert "2 Early years" in words(secretary.get("item-history", item.key))
    releases.publish(meeting)
    page = client.get(f"/{meeting.path}/").content.decode()
    assert f'<a href="/strategy/parts/{priority.key}/">2 Early years</a>' in page
    thread = client.get("/strategy/ours/priority-2/").content.decode()
    assert item.title in thread and "On an agenda" in thread


def test_by_htmx_the_panel_comes_back(meeting, item, priority):
    secretary = Reader(make.secretary(meeting.board))
    answer = secretary.post("item-supports", item.key, htmx=True, supports=[str(priority.key)])
    assert words(answer).lstrip().startswith('<div class="agenda-panel"')
    assert answer["HX-Trigger-After-Settle"]


def test_an_unknown_priority_is_refused_with_the_page(meeting, item):
    answer = Reader(make.secretary(meeting.board)).post("item-supports", item.key, supports=["x"])
    assert answer.status_code == 422


def test_a_draft_plan_is_named_by_its_key_alone(meeting, item):
    draft = plans.part(plans.plan(meeting.board, address="draft"), "priority", "canary", number="1")
    links.set_links(item.key, [draft.key], None, make.NOW)
    node = next(
        each
        for each in proofs.prove("agenda", meeting.key, 1, make.NOW).root.of_kind("item")
        if each.thing == item.key
    )
    assert [(link.to, link.words) for link in node.links] == [(draft.key, "")]


def test_a_cover_begins_with_what_the_item_supports(item, priority):
    paper = item.enclosures.get().paper
    paper.cover = {}
    links.set_links(item.key, [priority.key], None, make.NOW)
    assert cover(paper)["cover_priorities"].value() == [str(priority.key)]


def test_a_cover_keeps_key_and_words_and_its_paper_is_on_the_thread(
    client, meeting, item, priority
):
    paper = item.enclosures.get().paper
    made = cover(paper, {"cover_title": paper.title, "cover_priorities": [str(priority.key)]})
    assert made.is_valid(), made.errors
    assert made.save(None, make.NOW)
    paper.refresh_from_db()
    assert paper.cover["priorities"] == [{"key": str(priority.key), "words": "2 Early years"}]
    assert covers.words("supports", paper.cover["priorities"], RULES) == "2 Early years"


def test_the_released_paper_says_on_its_cover_what_it_supports(client, meeting, item, priority):
    meeting.board.rule_rows.create(
        name="cover_fields",
        value=[
            {"key": each.key, "label": each.label, "kind": each.kind} for each in RULES.cover_fields
        ],
        starts=make.date(2020, 1, 1),
    )
    paper = item.enclosures.get().paper
    version = paper.current
    sheet = {**paper.cover, "priorities": [{"key": str(priority.key), "words": "2 Early years"}]}
    type(version).objects.filter(pk=version.pk).update(cover=sheet)
    releases.publish(meeting)
    thread = client.get("/strategy/ours/priority-2/?told=discussed").content.decode()
    assert "Drafted here" in thread
    page = client.get(f"/{meeting.path}/{paper.slug}/").content.decode()
    assert "Which priority does this support" in page
    assert f'href="/strategy/parts/{priority.key}/">2 Early years' in page


def test_text_from_before_the_board_asked_for_plans_stays_until_something_is_picked(item, priority):
    paper = item.enclosures.get().paper
    paper.write(paper.version, None, make.NOW, cover={"priorities": "All of them"})
    untouched = cover(paper, {"cover_title": paper.title})
    assert untouched.is_valid() and untouched.save(None, make.NOW)
    paper.refresh_from_db()
    assert paper.cover["priorities"] == "All of them"
    assert covers.words("supports", "All of them", RULES) == "All of them"
    assert covers.picked({"priorities": "All of them"}, RULES, "supports") == {}
