"""What went before on the matter of an item: by its thread, else by the priority it supports."""

from datetime import timedelta

import pytest

from meetings.models import Action, Decision, ForwardEntry
from meetings.outcomes.acting import take
from meetings.outcomes.promising import keep
from meetings.outcomes.releasing import refresh
from strategy.links import set_links
from tests import factories as make
from tests import packs, releases
from tests.meetings.book.conftest import client_of, words
from tests.meetings.outcomes.record import out, record
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(clock):
    """Released minutes with a decision, an open action and a promise under one item."""
    made = record()
    out(made)
    return made


@pytest.fixture
def later(earlier):
    """The next meeting: one item keeps the promise under another name, one is new."""
    meeting = make.meeting(earlier.board, earlier.meeting.date + timedelta(days=60))
    for title in ("The charter", "Quite another matter"):
        packs.paper(earlier.board, f"{title}, a paper", make.item(meeting, title))
    keep(ForwardEntry.objects.get(), meeting.items.get(title="The charter"), None, make.NOW)
    return meeting


def brief(later):
    """What the brief says of each item, by its title."""
    releases.publish(later, audience=releases.MEMBERS)
    account = make.user("Robin Reader")
    make.seat(account, later.board)
    page = words(client_of(account).get(f"/reading/icp/{later.address}/brief/"))
    lines = page.split('<li class="app-brief__item">')[1:]
    return dict(zip(("The charter", "Quite another matter"), lines, strict=True))


def test_the_thread_leads_to_the_decision_and_the_open_action_under_another_name(later):
    said = brief(later)
    assert "It was approved." in said["The charter"]
    assert "Decided before" in said["The charter"]
    assert "Write it. (due 1 July 2023)" in said["The charter"]
    assert "approved" not in said["Quite another matter"]
    assert "Write it." not in said["Quite another matter"]


def test_an_action_that_is_closed_is_not_owed(later):
    action = Action.objects.get()
    action.save_at(action.version, None, make.NOW, state="closed")
    refresh(action, None, make.NOW)
    assert "Write it." not in brief(later)["The charter"]


def test_of_many_open_actions_three_are_shown_and_the_rest_counted(later, priority):
    set_links(later.items.get(title="The charter").key, [priority.key], None, make.NOW)
    for number in range(4):
        made = take(later.board, 1, f"Owed {number}.", None, make.NOW, public=True)
        set_links(made.key, [priority.key], None, make.NOW)
        refresh(made, None, make.NOW)
    said = brief(later)["The charter"]
    assert [said.count(each) for each in ("Write it.", "Owed")] == [1, 2]
    assert "<dt>More open actions</dt><dd>2</dd>" in said


def test_what_was_decided_on_a_priority_is_said_to_be_on_that(later, earlier, priority):
    set_links(later.items.get(title="Quite another matter").key, [priority.key], None, make.NOW)
    other = record("ICB")
    out(other)
    decision = Decision.objects.get(meeting=other.meeting)
    set_links(decision.key, [priority.key], None, make.NOW)
    refresh(decision, None, make.NOW)
    said = brief(later)
    assert "Last decided on 3 Mental health" in said["Quite another matter"]
    assert decision.ref in said["Quite another matter"]
    assert "Last decided on" not in said["The charter"]
    assert decision.ref not in said["The charter"]


@pytest.fixture
def priority(later):
    plan = plans.plan(later.board)
    made = plans.part(plan, name="Mental health", number="3")
    editions.release("plan", plan.key, plan.board)
    return made
