"""What the pages of a plan show: from its tree alone, and without a word of colour."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.record.tree import Node
from strategy import metrics, pages
from strategy.charts import Point, Promise, chart, gantt
from strategy.proofs import flow

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def metric(
    *readings: dict, targets: tuple = ({"words": "at least 32%"},), **data
) -> metrics.Metric:
    facts = {"readings": list(readings), "targets": list(targets), "unit": "%", **data}
    return metrics.metric(Node("metric", title="Access", data=facts))


def reading(value: str, on: str = "2019-03-31", **more) -> dict:
    return {"printed": f"{value}%", "value": value, "on": on, "period": on[:4], **more}


def test_the_last_of_our_own_readings_is_held_against_the_target():
    found = metric(reading("30"), reading("31.5"), reading("33", comparator=True, place="England"))
    assert found.latest.verdict.words == "not met, by 0.5 points"
    assert found.rows[-1].verdict is None
    assert [line.name for line in found.chart.lines] == ["Our readings", "England"]
    assert found.chart.target.words == "Target: at least 32%"


def test_both_sources_of_a_contradiction_are_shown():
    found = metric(reading("31.5", source="Bulletin"), reading("31.9", source="Paper"))
    assert [each["source"] for each in found.contradictions[0]] == ["Bulletin", "Paper"]
    assert all(row.contradicted for row in found.rows)


def test_a_metric_without_readings_or_target_says_so():
    found = metric(targets=())
    assert (found.chart, found.latest, found.target, found.due) == (None, None, None, None)


def test_series_differ_by_mark_and_line_and_not_by_colour_alone():
    drawn = chart([("a", [Point(date(2020, 1, 1), Decimal(1))])] * 3, None)
    assert len({line.mark for line in drawn.lines}) == 3
    assert len({line.dashes for line in drawn.lines}) == 3


@given(st.lists(st.tuples(DAYS, st.decimals(-1000, 1000, places=2)), min_size=1, max_size=20))
def test_every_point_lies_within_the_picture(points):
    drawn = chart([("ours", [Point(*each) for each in points])], points[0][1])
    assert len(drawn.lines[0].dots) == len(points)
    for dot in drawn.lines[0].dots:
        assert drawn.left <= dot.x <= drawn.right
        assert drawn.top - 1 <= dot.y <= drawn.bottom + 1


@given(st.lists(st.tuples(DAYS, st.lists(DAYS, max_size=3)), min_size=1, max_size=8), DAYS)
def test_every_promise_has_its_bar_with_all_earlier_dates(promises, today):
    made = [Promise("One", None, due, tuple(earlier)) for due, earlier in promises]
    drawn = gantt(made, today)
    assert [len(bar.was) for bar in drawn.bars] == [len(each.earlier) for each in made]
    assert sum(bool(month.quarter) for month in drawn.months) >= 1


def test_a_picture_of_dates_has_whole_quarters_and_says_how_wide_it_must_be():
    one = gantt([Promise("One", None, date(2021, 11, 30))], date(2022, 1, 1))
    assert [month.words for month in one.months] == ["Oct", "Nov", "Dec"]
    assert (one.months[0].quarter, one.today, one.size) == ("Q3 2021/22", None, "")
    years = [Promise("Years", date(2020, 1, 1), date(2023, 12, 31))]
    assert gantt(years, date(2022, 1, 1)).size == "longest"
    assert all(0 <= month.x < 100 for month in one.months)


def test_leads_are_asked_for_of_a_priority_and_otherwise_only_named():
    lead = Node("lead", title="Dr Lee", data={"role": "clinical lead"})
    found = pages.leads(Node("priority", children=(lead,)))
    assert [(led.role, [node.title for node in led.nodes]) for led in found] == [
        ("executive lead", []),
        ("clinical lead", ["Dr Lee"]),
    ]
    assert pages.leads(Node("area")) == []
    assert [led.role for led in pages.leads(Node("area", children=(lead,)))] == ["clinical lead"]


def test_promises_without_dates_have_no_picture():
    assert gantt([Promise("One", None, None)], date(2022, 1, 1)) is None


def test_a_milestone_shows_the_date_it_moved_from():
    schedules = [{"due": "2022-06-30"}, {"due": "2022-10-31"}]
    node = Node("delivery", children=(Node("milestone", data={"schedules": schedules}),))
    [row] = pages.milestones(Node("plan", children=(node,)))
    assert row.current["due"] == "2022-10-31"
    assert [each["due"] for each in row.slipped_from] == ["2022-06-30"]
    assert row.promise.earlier == (date(2022, 6, 30),)


def test_the_latest_rating_stands_first_and_all_stay():
    said = [{"on": "2022-03-23", "rating": "G"}, {"on": "2021-10-22", "rating": "A"}]
    found = pages.condition(Node("condition", data={"assessments": said}), date(2022, 12, 1))
    assert [rated.letter for _, rated in found.history] == ["G", "A"]
    assert found.stale == "No update for 2 quarters"


@pytest.mark.parametrize(("number", "count"), [(0, None), (1, 2)])
def test_a_matrix_is_empty_where_the_plan_says_nothing(number, count):
    from uuid import uuid4

    keys = [uuid4(), uuid4()]
    cells = tuple(
        Node("cell", text="Words", data={"across": {"key": str(keys[0])}}) for _ in range(number)
    )
    root = Node(
        "plan",
        children=(
            *(Node("priority", thing=key) for key in keys),
            Node("theme", title="Trust", children=cells),
        ),
    )
    found = pages.matrix(root)
    if count is None:
        assert found is None
    else:
        [(_, row)] = found.rows
        assert [cell.text if cell else "" for _, cell in row] == ["Words", ""]


def test_one_reading_alone_needs_no_picture():
    found = metric(reading("31.5"))
    assert found.chart is None and found.latest.plain["printed"] == "31.5%"


def test_dates_below_a_chart_have_room_for_their_words():
    quarters = [Point(date(2021 + n // 4, n % 4 * 3 + 1, 1), Decimal(n)) for n in range(9)]
    drawn = chart([("ours", quarters)], None)
    places = [notch.at for notch in drawn.across]
    assert (drawn.across[0].words, drawn.across[-1].words) == ("Jan 2021", "Jan 2023")
    assert len(places) > 2
    assert all(later - earlier >= 64 for earlier, later in pairwise(places))
    close = chart([("ours", [Point(date(2021, 1, day), Decimal(day)) for day in (1, 2)])], None)
    assert [notch.words for notch in close.across] == ["Jan 2021", "Jan 2021"]


def test_the_words_of_the_target_stand_where_our_line_is_far_from_it():
    rising = metric(reading("20", "2018-03-31"), reading("31", "2019-03-31"))
    falling = metric(reading("31", "2018-03-31"), reading("20", "2019-03-31"))
    assert rising.chart.label_left and not falling.chart.label_left


def test_metrics_without_readings_or_target_are_only_named_by_their_level():
    named = Node("metric", "m-1", title="Trust", data={"level": "medium-term output"})
    told = Node("metric", "m-2", title="Access", data={"readings": [reading("31.5")]})
    found = metrics.measured([named, told])
    assert [each.node.anchor for each in found.told] == ["m-2"]
    assert found.named == (("medium-term output", (named,)),)


@pytest.mark.parametrize(
    ("states", "own", "words"),
    [
        (["done", "done"], "next", "Done"),
        (["done", "next"], "next", "Under way"),
        (["next", "next"], "next", "Nothing recorded"),
        (["next"], "done", "Done"),
        ([], "next", "Nothing recorded"),
    ],
)
def test_a_step_of_the_process_says_how_it_stands(states, own, words):
    children = tuple(Node("activity", f"a-{at}", state=each) for at, each in enumerate(states))
    chapter = Node("plan-chapter", children=(Node("phase", "p", state=own, children=children),))
    [found] = pages.phases(chapter, date(2023, 7, 24))
    assert (found.words, found.tickable) == (words, len(states))


def test_a_step_whose_dates_have_begun_is_under_way():
    data = {"schedules": [{"starts": "2023-07-17", "due": "2023-08-25"}]}
    chapter = Node("plan-chapter", children=(Node("phase", "p", state="next", data=data),))
    assert pages.phases(chapter, date(2023, 7, 24))[0].words == "Under way"
    assert pages.phases(chapter, date(2023, 7, 1))[0].words == "To come"
    assert pages.phases(chapter, date(2023, 8, 26))[0].words == "Date has passed"


def _chapter(name: str, kind: str, count: int, text: str = "Words") -> Node:
    parts = tuple(Node(kind, f"{name}-{at}", title=text) for at in range(count))
    return Node("plan-chapter", name, title=name, children=parts)


def test_short_chapters_share_a_page_and_long_ones_do_not():
    chapters = flow.flowing(
        [
            _chapter("a", "approach", 3),
            _chapter("b", "option", 3),
            _chapter("c", "priority", 1),
            _chapter("d", "place", 5),
            _chapter("e", "organisation", 60),
        ]
    )
    assert [bool(each.data.get("flows")) for each in chapters] == [True, True, False, False, False]
    root = Node("plan", "plan", children=tuple(chapters))
    assert [flow.opens(each, root).anchor for each in chapters] == ["plan", "plan", "c", "d", "e"]
    assert [each.anchor for each in flow.run(root, root)] == ["a", "b"]
    assert [each.anchor for each in flow.run(chapters[2], root)] == ["c"]


def test_what_a_metric_does_not_say_stands_in_one_sentence():
    data = {"level": "long-term outcome", "better": "lower"}
    found = metrics.metric(Node("metric", title="Deaths", data=data))
    assert found.said == "Long-term outcome; better when lower. Not stated: standing, baseline."
    assert metrics.metric(Node("metric")).said.startswith("Not stated: level, standing")
