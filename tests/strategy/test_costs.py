"""Every page of plans and bulletins costs the same with 5 and with 500 of everything."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from icsgov.record.publish import Line, release_tree
from icsgov.record.tree import Link, Node
from strategy.models import Assessment, BulletinEntry, Part, Plan, Reading, Update
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 500
# Beneath the plan's address. A page holds readings, ratings and dates, and what boards did.
PUBLIC = (
    "",
    "metrics/",
    "changes/",
    "priority-1/",
    "metric-access/",
    "condition-1/",
    "milestone-handover/",
    "theme-trust/",
    "editions/1/",
    "editions/1/priority-1/",
)


@pytest.fixture
def plan() -> Plan:
    """One part of every sort with a page, so that nothing is counted at naught."""
    made = plans.plan(make.board("ICP"), address="ours")
    priority = plans.part(made, "priority", "Early years", number="1")
    plans.part(made, "lead", "Lee", parent=priority, data={"email": "lee@example.org"})
    plans.part(made, "cell", parent=plans.part(made, "theme", "Trust"), across=priority, text="So")
    plans.target(plans.metric(made, parent=priority, name="Access"))
    plans.part(made, "condition", "Metrics in place", number="1")
    plans.part(made, "area", "Vision", number="1")
    milestone = plans.part(made, "milestone", "Handover", parent=plans.part(made, "delivery"))
    milestone.schedules.create(due=date(2022, 4, 1), at=make.NOW)
    plans.update(made, priority)
    plans.bulletin(made.board)
    return made


def grow(plan: Plan, by: int) -> None:
    """So many more records, parts, readings, ratings, questions and entries."""
    held = _meeting(plan, by)
    for parent, sort in (("priority", "ambition"), ("area", "point")):
        above = plan.parts.filter(sort=parent).first()
        Part.objects.bulk_create(
            Part(plan=plan, parent=above, sort=sort, text=f"{sort} {n}", position=n)
            for n in range(by)
        )
    metric, condition = plan.parts.get(sort="metric"), plan.parts.get(sort="condition")
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(by)]
    said = {"at": make.NOW, "source": "Paper", "rests_on": held}
    Reading.objects.bulk_create(
        Reading(part=metric, printed=f"{n}%", value=n, on=on, **said) for n, on in enumerate(days)
    )
    Assessment.objects.bulk_create(
        Assessment(part=condition, rating="A", on=on, **said) for on in days
    )
    _questions(plan, by)
    bulletin = plan.board.bulletins.get()
    BulletinEntry.objects.bulk_create(
        BulletinEntry(bulletin=bulletin, group=f"Group {n}", text="News", position=n)
        for n in range(by)
    )
    _count_rows()


def _count_rows() -> None:
    """What PostgreSQL does by itself a minute later: without it it plans for empty tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _meeting(plan: Plan, by: int):
    """A meeting whose decisions, promises and items name the priority; the key of one of them."""
    about = [plan.parts.get(sort="priority"), plan.parts.get(sort="condition")]
    about += plan.parts.filter(sort__in=("metric", "milestone", "theme", "area"))
    links = tuple(Link("supports", part.key) for part in about)
    kinds = ("decision", "action", "item", "question")
    nodes = [
        Node(kinds[n % 4], f"e-{n}", uuid4(), title=f"Record {n}", links=links) for n in range(by)
    ]
    root = Node("meeting", "agenda", title="Meeting", children=tuple(nodes))
    line = Line(plan.board, "agenda", uuid4(), f"icp/2023-07-{by % 28 + 1:02}")
    release_tree(line, root, title="Meeting", by=None, now=make.NOW, on=make.MEETING_DAY)
    return nodes[0].thing


def _questions(plan: Plan, by: int) -> None:
    asked = plan.rounds.get()
    areas = [Part(plan=plan, sort="area", name=f"Area {n}", number=f"9{n}") for n in range(by)]
    Part.objects.bulk_create(areas)
    Update.objects.bulk_create(
        Update(round=asked, part=part, lead="Lee", email="l@example.org", token=uuid4().hex)
        for part in areas
    )


def desk(plan: Plan) -> Iterator[str]:
    """The addresses of the desk's pages."""
    yield reverse("desk-strategy")
    for view in ("plan", "plan-edit", "plan-owners", "plan-coverage", "plan-readings"):
        yield reverse(f"desk-{view}", kwargs={"address": "ours"})
    yield reverse("desk-plan-workbook", kwargs={"address": "ours"}) + "?all=1"
    yield reverse("desk-round-new", kwargs={"address": "ours"})
    for sort in ("priority", "metric", "condition", "milestone", "theme"):
        key = plan.parts.filter(sort=sort).first().key
        for view in ("part", "part-history", "part-edit"):
            yield reverse(f"desk-{view}", kwargs={"key": key})
    yield reverse("desk-round", kwargs={"key": plan.rounds.get().key})
    yield reverse("desk-bulletin", kwargs={"address": plan.board.bulletins.get().address})


def public() -> Iterator[str]:
    """The addresses of the public's pages."""
    for page in PUBLIC:
        yield f"/strategy/ours/{page}"
    for page in ("", "bulletins/", "bulletins/feed/", "bulletins/may-2019/"):
        yield f"/strategy/{page}"


def costs(client, addresses) -> dict[str, int]:
    """How many queries each page asks."""
    found = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[address] = len(queries)
    return found


def test_pages_of_the_desk_cost_the_same_with_5_and_500_of_everything(client, plan):
    client.force_login(make.secretary(plan.board))
    grow(plan, FEW)
    few = costs(client, desk(plan))
    grow(plan, MANY - FEW)
    assert costs(client, desk(plan)) == few
    assert max(few.values()) <= 40


def test_public_pages_cost_the_same_with_5_and_500_of_everything(client, plan):
    bulletin = plan.board.bulletins.get()
    measured = []
    for number, more in enumerate((FEW, MANY - FEW)):
        grow(plan, more)
        now = make.NOW + timedelta(days=number)
        editions.release("plan", plan.key, plan.board, now)
        editions.release("bulletin", bulletin.key, plan.board, now)
        if not number:  # both times there is an edition before
            editions.release("plan", plan.key, plan.board, now + timedelta(hours=1))
            editions.release("bulletin", bulletin.key, plan.board, now + timedelta(hours=1))
        measured.append(costs(client, public()))
    assert measured[1] == measured[0]
    assert max(measured[0].values()) <= 16
