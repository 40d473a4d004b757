"""Plans and bulletins in a browser: accessible, narrow and wide, and changed in place."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.record.build import build
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from icsgov.record.publish import Line, release_tree
from icsgov.record.tree import Link, Node
from strategy import rounds
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan():
    """A plan with something of every kind of picture, and a released bulletin."""
    board = make.board("ICP")
    made = plans.plan(board, address="ours", review="Twelve months in")
    priority = plans.part(made, "priority", "Early years", number="1", text="A good start")
    plans.part(made, "ambition", parent=priority, text="Every child is ready for school")
    theme = plans.part(made, "theme", "Trust")
    plans.part(made, "cell", parent=theme, across=priority, text="Words")
    metric = plans.metric(made, parent=priority, name="Access")
    plans.target(metric)
    for year, printed in ((2018, "27%"), (2019, "31.5%"), (2019, "31.9%")):
        plans.reading(metric, printed, date(year, 3, 31), period=str(year))
    plans.reading(metric, "30%", date(2019, 3, 31), place="England", comparator=True)
    condition = plans.part(made, "condition", "Metrics in place", number="1")
    for rating, year in (("G", 2021), ("A", 2022)):
        plans.assessment(condition, rating, date(year, 3, 23))
    milestone = plans.part(made, "milestone", "Handover", parent=plans.part(made, "delivery"))
    for month in (4, 7):
        milestone.schedules.create(starts=date(2022, 1, 1), due=date(2022, month, 1), at=make.NOW)
    plans.part(made, "activity", parent=plans.part(made, "phase", "Define", number="1"))
    place = plans.part(made, "place", "Bexley")
    rollout = plans.part(made, "rollout", "Parenting programme")
    plans.part(made, "at-place", parent=rollout, across=place, text="Begun", data={"state": "Runs"})
    editions.release("plan", made.key, board)
    _on_the_record(board, priority)
    bulletin = plans.bulletin(board)
    editions.release("bulletin", bulletin.key, board)
    return made


def _on_the_record(board, priority):
    """A decision and a promise that slipped, both about the priority."""
    about = {"links": (Link("supports", priority.key),)}
    late = {"slipped_from": ["2023-06-30"]}
    children = (
        Node("decision", "d-1", uuid4(), title="Agreed", ref="ICP/2023-07-24/D1", **about),
        Node("action", "a-1", uuid4(), title="Bring it back", data=late, **about),
    )
    root = Node("meeting", "agenda", title="Meeting", children=children)
    line = Line(board, "agenda", uuid4(), f"{board.slug}/2023-07-24")
    release_tree(line, root, title="Meeting", by=None, now=make.NOW, on=make.MEETING_DAY)


PUBLIC = (
    "",
    "ours/",
    "ours/priority-1/",
    "ours/condition-1/",
    "ours/milestone-handover/",
    "ours/metrics/",
    "ours/changes/",
    "bulletins/may-2019/",
)
DESK = (
    "",
    "ours/",
    "ours/edit/",
    "ours/owners/",
    "ours/coverage/",
    "ours/readings/",
    "ours/rounds/new/",
    "bulletins/may-2019/",
)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_public_pages_are_accessible(plan, visit, complaints, width, scheme):
    for address in PUBLIC:
        assert_accessible(visit(f"/strategy/{address}", width, scheme))
    assert complaints() == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_of_the_desk_are_accessible(plan, visit, signed_in, complaints, width, scheme):
    signed_in(make.secretary(plan.board))
    for address in DESK:
        assert_accessible(visit(f"/desk/strategy/{address}", width, scheme))
    key = plan.parts.get(sort="condition").key
    for page in ("", "edit/", "history/", "say/assessments/"):
        assert_accessible(visit(f"/desk/strategy/parts/{key}/{page}", width, scheme))
    edition = Release.objects.get(kind="plan").key
    assert_accessible(
        visit(f"/desk/strategy/editions/plan/ours/{edition}/withdraw/", width, scheme)
    )
    assert complaints() == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_pages_of_an_update_round_are_accessible(
    plan, visit, signed_in, complaints, width, scheme
):
    update = plans.update(plan, plan.parts.get(sort="condition"), last_text="As before")
    assert_accessible(visit(f"/strategy/updates/{update.fresh_token()}/", width, scheme))
    update.give("G", "All done", {}, make.NOW)
    signed_in(make.secretary(plan.board))
    assert_accessible(visit(f"/desk/strategy/rounds/{update.round.key}/", width, scheme))
    rounds.accept(update, None, make.NOW)
    built = build(prove("plan-progress", update.round.key, 1, make.NOW), by=None, now=make.NOW)
    make.item(make.meeting(plan.board, timezone.localdate() + timedelta(days=9)), "Progress")
    page = visit(f"/desk/papers/report/{update.round.key}/{built.key}/", width, scheme)
    assert_accessible(page)
    assert complaints() == []


def test_an_item_names_a_priority_in_its_panel(plan, visit, signed_in, complaints):
    item = make.item(make.meeting(plan.board), "A good start")
    signed_in(make.secretary(plan.board))
    page = visit(f"/desk/items/{item.key}/open/")
    page.get_by_text("Say which priorities it supports").click()
    page.get_by_text("priorities (1)").click()
    assert_accessible(page)
    page.get_by_label("1 Early years").check()
    page.get_by_role("button", name="Save what it is about").click()
    expect(page.get_by_text("Supports: 1 Early years")).to_be_visible()
    assert_accessible(page)
    assert complaints() == []


def test_a_part_is_changed_where_it_stands(plan, visit, signed_in):
    signed_in(make.secretary(plan.board))
    page = visit("/desk/strategy/ours/")
    row = page.locator(f"#part-{plan.parts.get(sort='priority').key}")
    row.get_by_role("link", name="Change 1 Early years").click()
    row.get_by_label("Name").fill("The first 1001 days")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("1 The first 1001 days")
    expect(row.locator("form")).to_have_count(0)
