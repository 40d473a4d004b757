"""The plans of the demonstration hold what the documents hold, and come in once."""

import pytest

from icsgov.record.models import Release
from strategy import access
from strategy.demo import sample
from strategy.demo.load import bring_in, make_bulletin, publish
from strategy.models import Bulletin, Part, Plan, Reading, Update
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    for name, kind in (("SEL", "system"), ("ICP", "partnership"), ("ICB", "board")):
        make.board(name, kind=kind)
    bring_in(None, make.NOW, lambda words: None)
    make_bulletin(None, make.NOW)


def count(address: str, sort: str, **where: object) -> int:
    return Part.objects.filter(plan__address=address, sort=sort, **where).count()


def test_everything_is_there(loaded):
    assert count("sel-strategy", "priority") == 5
    assert (count("sel-strategy", "approach"), count("sel-strategy", "option")) == (8, 8)
    assert count("sel-strategy", "phase") == 5
    levels = [
        tuple(
            Part.objects.filter(sort="metric", parent=priority, data__level=f"{level}").count()
            for level in ("long-term outcome", "medium-term output")
        )
        for priority in Part.objects.filter(plan__address="sel-strategy", sort="priority")
    ]
    assert levels == [(3, 4), (3, 4), (4, 4), (4, 3), (3, 3)]
    plan = "sel-development-plan"
    found = [count(plan, sort) for sort in ("area", "condition", "milestone", "map-theme")]
    assert found == [17, 16, 18, 14]
    found = [count(plan, sort) for sort in ("system-priority", "principle", "way", "workstream")]
    assert found == [6, 5, 8, 5]
    assert (count(plan, "place"), count(plan, "revision")) == (6, 3)
    assert (count("nel-interim-strategy", "theme"), count("nel-interim-strategy", "priority")) == (
        6,
        4,
    )
    headlines = Part.objects.filter(plan__address="sel-vcse-charter", sort="charter-section")
    assert headlines.exclude(text="").count() == 4


def test_the_ratings_are_those_of_march_2022(loaded):
    rated = Part.objects.filter(sort="condition", plan__address="sel-development-plan")
    amber = [part for part in rated if part.assessments.get().rating == "A"]
    assert [part.number for part in amber] == ["6"]
    assert {str(part.assessments.get().on) for part in rated} == {"2022-03-23"}


def test_the_bulletin_has_seven_groups_and_eight_figures_and_two_dates(loaded):
    bulletin = Bulletin.objects.get()
    assert bulletin.entries.count() == 7
    assert Reading.objects.filter(shown_in__entry__bulletin=bulletin).count() == 8
    assert bulletin.dates == ["May 2019", "March 2019 edition"]
    assert bulletin.state == "cleared"


def test_a_second_time_adds_nothing(loaded):
    before = [model.objects.count() for model in (Plan, Part, Reading, Bulletin)]
    bring_in(None, make.NOW, lambda words: None)
    make_bulletin(None, make.NOW)
    assert [model.objects.count() for model in (Plan, Part, Reading, Bulletin)] == before


def test_leads_are_those_that_the_papers_name_and_no_priority_has_one(loaded):
    named = Part.objects.filter(sort="lead", parent=None).values_list("plan__address", "name")
    assert sorted(named) == [
        ("sel-strategy", "Jonty Heaversedge"),
        ("sel-strategy", "Toby Garrood"),
        ("sel-vcse-charter", "Andrew Bland"),
    ]
    assert not Part.objects.filter(sort="lead", parent__plan__address="sel-strategy").exists()


def test_a_sample_plan_has_an_owner_a_round_that_is_over_and_one_under_way(loaded):
    owner = make.user()
    for _ in range(2):
        report = sample.make(owner.person, None, make.NOW)
        sample.make_running(None, make.NOW)
    assert access.get_plan(owner, sample.ADDRESS, "write", make.NOW).rounds.count() == 2
    states = Update.objects.filter(round__title=sample.RUNNING).order_by("part__number", "pk")
    assert sorted(states.values_list("state", flat=True)) == [
        "accepted",
        "accepted",
        "again",
        "asked",
        "given",
    ]
    over = Update.objects.filter(round__title=sample.OVER)
    assert {update.state for update in over} == {"accepted"}
    assert report.pack is not None and report.root.data["missing"] == []
    told = list(report.root.of_kind("progress-update"))
    assert [node.data["changed"] for node in told] == [True] * 5


def test_an_edition_goes_through_the_press_and_is_accessible(loaded):
    plan = Plan.objects.get(address="nel-interim-strategy")
    publish("plan", plan.key, None, make.NOW)
    publish("plan", plan.key, None, make.NOW)
    release = Release.objects.get(kind="plan", subject=plan.key)
    assert release.build is not None and release.build.report["findings"] == []
    assert release.files.get().role == "pack"
