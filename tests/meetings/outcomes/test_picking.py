"""What is picked for an ask: suggested as often as one likes, confirmed once."""

import pytest

from meetings.models import Ask, ProposedOutcome
from meetings.outcomes.asking import asks_of
from meetings.outcomes.deciding import decide
from meetings.outcomes.picking import Settled, pick
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    made = make.item(make.meeting(make.board()), "Strategy")
    for position, (verb, text) in enumerate((("note", "the report"), ("approve", "the plan"))):
        Ask.objects.create(item=made, position=position, verb=verb, text=text)
    return made


def test_asks_are_numbered_from_one_in_their_order(item):
    assert [(ask.position, ask.words) for ask in asks_of(item)] == [
        (1, "note the report"),
        (2, "approve the plan"),
    ]


def test_the_cover_sheet_of_a_paper_asks_in_the_items_place(item):
    paper = make.paper(item.meeting.board, "Plan", under=item)
    paper.cover = {"recommendation": [{"verb": "endorse", "text": "the plan as printed"}]}
    paper.save()
    paper.cut("Submitted", None, NOW)
    (asked,) = asks_of(item)
    assert asked.words == "endorse the plan as printed"
    assert asked.paper == paper


def test_a_pick_keeps_the_words_of_the_ask(item):
    secretary = make.secretary(item.meeting.board)
    row = pick(item, 2, "changed", "with a new section 3", secretary, NOW)
    assert (row.ask, row.pick, row.words) == (
        "approve the plan",
        "changed",
        "with a new section 3",
    )
    assert (row.by, row.at) == (secretary, NOW)


def test_picking_again_replaces_and_never_doubles(item):
    for choice in ("as asked", "as asked", "deferred"):
        pick(item, 1, choice, "", None, NOW)
    assert list(item.outcomes.values_list("position", "pick")) == [(1, "deferred")]


def test_the_item_as_a_whole_has_an_outcome_where_nothing_was_asked(item):
    row = pick(item, 0, "noted", "", None, NOW)
    assert (row.position, row.ask) == (0, "")


def test_what_is_not_asked_cannot_be_picked(item):
    with pytest.raises(LookupError):
        pick(item, 3, "noted", "", None, NOW)
    with pytest.raises(ValueError, match="is no outcome"):
        pick(item, 1, "maybe", "", None, NOW)
    assert not ProposedOutcome.objects.exists()


def test_nothing_picked_after_a_decision_changes_it(item):
    row = pick(item, 2, "as asked", "", None, NOW)
    made = decide(item.meeting, 1, "approved", "The board approved the plan.", None, NOW, item=item)
    ProposedOutcome.objects.filter(pk=row.pk).update(decision=made)
    assert pick(item, 2, "as asked", "", None, NOW).decision == made
    with pytest.raises(Settled):
        pick(item, 2, "deferred", "", None, NOW)
