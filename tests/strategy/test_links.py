"""Naming parts of plans: what is offered to whom, what is kept, and in whose words."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from icsgov.ledger.models import Change
from strategy import links
from strategy.models import Supports
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    made = plans.plan(make.board("SEL", kind="system"), "Our strategy", address="ours")
    plans.part(made, "priority", "Prevention", number="1")
    plans.part(made, "priority", "Early years", number="2")
    plans.part(made, "area", "Workforce", number="1")
    return made


@pytest.fixture
def secretary():
    return make.secretary(make.board("ICP"))


def offered(groups):
    return {heading: [words for _, words in rows] for heading, rows in groups}


def form(plan, user, data=None, thing=None):
    return links.SupportsForm(data, thing=thing or plan, user=user, now=make.NOW)


def test_links_are_set_anew_and_read_for_many_things_at_once(plan):
    thing, (first, second, _) = uuid4(), plan.parts.all()
    editions.release("plan", plan.key, plan.board)
    links.set_links(thing, [first.key, second.key], None, make.NOW)
    links.set_links(thing, [second.key], None, make.NOW)
    [link] = links.links_of([thing, uuid4()], make.NOW)[thing]
    assert (link.rel, link.to, link.words) == ("supports", second.key, "2 Early years")
    assert Supports.objects.count() == 1


def test_links_of_many_things_cost_two_queries(plan):
    things = [uuid4() for _ in range(40)]
    for thing in things:
        links.set_links(thing, [part.key for part in plan.parts.all()], None, make.NOW)
    with CaptureQueriesContext(connection) as queries:
        assert len(links.links_of(things, make.NOW)) == 40
    assert len(queries) == 2


def test_a_link_speaks_in_the_released_words_and_never_in_those_of_a_draft(plan):
    thing, part = uuid4(), plan.parts.first()
    links.set_links(thing, [part.key], None, make.NOW)
    assert links.links_of([thing], make.NOW)[thing][0].words == ""
    editions.release("plan", plan.key, plan.board)
    part.save_at(part.version, None, make.NOW, name="Changed on the desk")
    assert links.links_of([thing], make.NOW)[thing][0].words == "1 Prevention"


def test_a_secretary_is_offered_drafts_and_an_author_what_was_released(plan, secretary):
    draft = {
        "Our strategy: priorities": ["1 Prevention", "2 Early years"],
        "Our strategy: work areas": ["1 Workforce"],
    }
    assert offered(links.choices(secretary, make.NOW)) == draft
    assert links.choices(make.user(), make.NOW) == []
    assert links.released_choices(make.NOW) == []
    editions.release("plan", plan.key, plan.board)
    plan.parts.filter(number="2").update(name="canary")
    assert offered(links.choices(AnonymousUser(), make.NOW)) == draft
    assert offered(links.released_choices(make.NOW)) == draft


def test_a_superseded_plan_is_not_offered(plan, secretary):
    editions.release("plan", plan.key, plan.board)
    plan.save_at(plan.version, None, make.NOW, status="superseded")
    editions.release("plan", plan.key, plan.board, make.NOW)
    assert links.choices(secretary, make.NOW) == []


def test_saving_names_the_parts_and_keeps_who_did_in_the_history(plan, secretary):
    first, second, _ = plan.parts.all()
    made = form(plan, secretary, {"supports": [str(first.key)]})
    assert made.is_valid() and made.save(secretary, make.NOW)
    again = form(plan, secretary)
    assert again.initial["supports"] == [str(first.key)]
    assert again.named_words == ["1 Prevention"]
    other = form(plan, secretary, {"supports": [str(second.key)]})
    assert other.is_valid() and other.save(secretary, make.NOW)
    change = Change.objects.of(plan).first()
    assert (change.by, change.before, change.after) == (
        secretary,
        {"supports": ["1 Prevention"]},
        {"supports": ["2 Early years"]},
    )


def test_saving_what_is_named_already_changes_nothing(plan, secretary):
    made = form(plan, secretary, {})
    assert made.is_valid() and not made.save(secretary, make.NOW)
    assert not Change.objects.of(plan).exists()


def test_what_somebody_else_named_stays_though_the_reader_is_not_offered_it(plan):
    author, key = make.user(), str(plan.parts.first().key)
    links.set_links(plan.key, [plan.parts.first().key], None, make.NOW)
    shown = form(plan, author)
    assert "Prevention" not in str(shown)
    kept = form(plan, author, {"supports": [key]})
    assert kept.is_valid() and not kept.save(author, make.NOW)


def test_a_part_that_is_not_offered_cannot_be_named(plan, secretary):
    for wrong in ("wrong", str(uuid4())):
        assert not form(plan, secretary, {"supports": [wrong]}).is_valid()


def test_groups_are_folded_until_something_in_them_is_ticked(plan, secretary):
    assert "<details" in str(form(plan, secretary)) and " open>" not in str(form(plan, secretary))
    links.set_links(plan.key, [plan.parts.first().key], None, make.NOW)
    page = str(form(plan, secretary))
    assert page.count(" open>") == 1 and "priorities (1 of 2)" in page


def test_an_ambition_can_be_named_so_that_decisions_stand_next_to_it(plan, secretary):
    ambition = plans.part(plan, "ambition", parent=plan.parts.first(), text="Fewer people fall ill")
    made = form(plan, secretary, {"supports": [str(ambition.key)]})
    assert made.is_valid() and made.save(secretary, make.NOW)
    assert form(plan, secretary).named_words == ["Fewer people fall ill"]
