"""Plans and bulletins in a browser: accessible, narrow and wide, and changed in place."""

from datetime import date

import pytest
from playwright.sync_api import expect

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
    editions.release("plan", made.key, board)
    bulletin = plans.bulletin(board)
    editions.release("bulletin", bulletin.key, board)
    return made


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
DESK = ("", "ours/", "ours/edit/", "ours/coverage/", "ours/readings/", "bulletins/may-2019/")


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
