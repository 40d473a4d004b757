"""Lines of releases: what follows what, what is live, and what no reader ever has."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icsgov.record.models import Release
from icsgov.record.publish import Line, release_tree, tree_of, withdraw
from icsgov.record.tree import Node
from tests import factories as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOW = make.NOW


@pytest.fixture
def line():
    return Line(make.board(), "agenda", uuid4(), "icp/2023-07-24")


def release(line, words, at=NOW, effective=None):
    root = Node(kind="meeting", anchor="agenda", title=words)
    return release_tree(line, root, title=words, by=None, now=at, effective_at=effective)


def live(at):
    return [each.title for each in Release.objects.for_public(at).live(at)]


def readable(at):
    rows = Release.objects.visible_to(AnonymousUser(), at).order_by("number")
    return [each.title for each in rows]


def test_a_release_ends_the_one_before_it(line):
    first, second = release(line, "first"), release(line, "second", NOW + HOUR)
    first.refresh_from_db()
    assert first.ended_at == second.effective_at
    assert (second.number, second.supersedes) == (2, first)
    assert [change["what"] for change in second.changes] == ["changed"]
    assert live(NOW) == ["first"]
    assert live(NOW + HOUR) == ["second"]
    assert readable(NOW + HOUR) == ["first", "second"]


def test_a_planned_release_is_not_there_before_its_hour(line):
    release(line, "first")
    release(line, "planned", NOW + HOUR, NOW + 3 * HOUR)
    assert live(NOW + 2 * HOUR) == readable(NOW + 2 * HOUR) == ["first"]
    assert live(NOW + 3 * HOUR) == ["planned"]


def test_what_replaces_a_planned_release_leaves_one_live_and_hides_the_planned(line):
    release(line, "first")
    release(line, "planned", NOW + HOUR, NOW + 9 * HOUR)
    third = release(line, "third", NOW + 2 * HOUR)
    assert third.supersedes.title == "first"
    for hours in (2, 9, 20):
        assert live(NOW + hours * HOUR) == ["third"]
        assert readable(NOW + hours * HOUR) == ["first", "third"]
    assert [each.title for each in Release.objects.known(NOW + 20 * HOUR)] == ["first", "third"]


def test_a_planned_release_that_another_replaces_at_its_hour_never_shows(line):
    release(line, "wrong", NOW, NOW + 9 * HOUR)
    release(line, "right", NOW + HOUR, NOW + 9 * HOUR)
    assert readable(NOW + 9 * HOUR) == ["right"]


def test_calling_off_a_planned_release_leaves_the_live_one_as_it_was(line):
    release(line, "first")
    planned = release(line, "planned", NOW + HOUR, NOW + 3 * HOUR)
    withdraw(planned, "Too early", None, NOW + 2 * HOUR)
    assert live(NOW + 9 * HOUR) == ["first"]
    release(line, "next", NOW + 10 * HOUR)
    assert live(NOW + 10 * HOUR) == ["next"]


def test_after_a_withdrawal_nothing_is_live_and_the_next_follows_nothing(line):
    first = release(line, "first")
    withdraw(first, "Wrong figures", None, NOW + HOUR)
    assert live(NOW + HOUR) == readable(NOW + HOUR) == []
    second = release(line, "second", NOW + 2 * HOUR)
    assert (second.number, second.supersedes) == (2, None)


STEPS = st.lists(
    st.tuples(st.sampled_from(["release", "withdraw"]), st.integers(0, 3), st.integers(0, 12)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_planned_and_called_off_one_release_is_live_at_a_time(line, steps):
    """Steps: what, hours since the last step, hours to wait before it takes effect."""
    line, at, made = replace(line, subject=uuid4()), NOW, []
    for what, passed, wait in steps:
        at += passed * HOUR + timedelta(minutes=1)
        if what == "release":
            made.append(release(line, str(len(made)), at, at + wait * HOUR if wait else None))
        elif made:
            withdraw(made[-1], "Because", None, at)
    rows = Release.objects.of(line.kind, line.subject)
    assert [each.number for each in rows] == list(range(len(made), 0, -1))
    for hours in range(60):
        now = NOW + hours * HOUR
        shown = rows.live(now).readable(now)
        assert shown.count() <= 1
        assert all(each.is_live(now) for each in shown)


def test_a_tree_comes_back_as_it_was_released(line):
    under = Node(kind="item", anchor="item-1", thing=uuid4(), title="One", data={"time": "15:00"})
    root = Node(kind="meeting", anchor="agenda", children=(under,))
    made = release_tree(line, root, title="Agenda", by=None, now=NOW)
    assert tree_of(made) == root
