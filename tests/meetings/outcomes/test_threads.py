"""Threads over many meetings and names: nothing is left out, rings end, nothing private shows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from icsgov.record.models import Release
from meetings.models import AgendaItem, ForwardEntry
from meetings.outcomes import desk_threads, releasing
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import bring, keep, promise
from meetings.outcomes.threads import connected, on_record
from tests import factories as make
from tests import releases
from tests.factories import NOW

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 15)
NAMES = ("concordat", "charter", "compact", "partnership deal", "way of working")


def chain(board, length, *, public=True):
    """Meetings a quarter apart; each item keeps what the one before promised, by another name."""
    made, entry = [], None
    for number in range(length):
        meeting = make.meeting(board, FIRST + timedelta(days=91 * number))
        title = f"The {NAMES[number % len(NAMES)]}, part {number}"
        if entry is None:
            item = make.item(meeting, title)
        else:
            item = bring(entry, meeting, None, NOW, title=title)
        made.append(item)
        if public:
            releases.publish(meeting)
        entry = promise(
            board, 1, f"Something after {number}", None, NOW,
            item=item, origin=meeting, public=public,
        )  # fmt: skip
    return made


def public_thread(thing):
    return on_record(thing.key, Release.objects.for_public(NOW).live(NOW))


def titles(days):
    return [step.title.partition(": ")[2] or step.title for day in days for step in day.steps]


@pytest.mark.parametrize("at", [0, 6, 12])
def test_a_long_chain_is_told_whole_from_any_of_its_things(at):
    items = chain(make.board(), 13)
    promises = list(ForwardEntry.objects.order_by("pk"))
    for start in (items[at], promises[at]):
        told = titles(public_thread(start))
        assert [each for each in told if each.startswith("The ")] == [one.title for one in items]
        assert [each for each in told if each.startswith("Som")] == [one.title for one in promises]


def test_each_item_says_which_promise_it_keeps():
    chain(make.board(), 4)
    steps = [step for day in public_thread(ForwardEntry.objects.first()) for step in day.steps]
    kept = {step.title.partition(": ")[2]: step.keeps for step in steps if step.kind == "item"}
    assert kept["The charter, part 1"] == ("Something after 0",)
    assert kept["The concordat, part 0"] == ()


def test_an_item_that_is_renamed_later_stays_on_its_thread():
    items = chain(make.board(), 3)
    AgendaItem.objects.filter(pk=items[1].pk).update(title="Called otherwise")
    releases.publish(items[1].meeting)
    assert "Called otherwise" in titles(public_thread(items[0]))
    assert "The charter, part 1" not in titles(public_thread(items[2]))


def test_a_ring_of_promises_ends():
    board = make.board()
    items = chain(board, 3)
    last = ForwardEntry.objects.last()
    keep(last, items[0], None, NOW)
    releases.publish(items[0].meeting)
    told = titles(public_thread(items[1]))
    assert len(told) == len(set(told)) == 6
    secretary = make.secretary(board)
    desk = titles(desk_threads.of_items(secretary, {items[1].pk}, NOW))
    assert len(desk) == len(set(desk)) == 6


def test_what_is_in_draft_and_of_part_2_is_on_no_public_thread():
    board = make.board()
    items = chain(board, 2)
    meeting = make.meeting(board, date(2023, 9, 4))
    make.part2(meeting)
    draft = bring(ForwardEntry.objects.last(), meeting, None, NOW, title="Secret draft")
    hidden = make.item(meeting, "Secret item", part=2)
    secret = promise(board, 2, "Secret promise", None, NOW, item=hidden, origin=meeting)
    decide(items[0].meeting, 1, "noted", "Secret words", None, NOW, item=items[0])
    releasing.refresh(secret, None, NOW)
    assert "Secret" not in repr(public_thread(items[0]))
    secretary, plain = make.secretary(board), make.secretary(board, part2=False)
    assert "Secret draft" in titles(desk_threads.of_items(secretary, {items[0].pk}, NOW))
    assert titles(desk_threads.of_items(plain, {hidden.pk}, NOW)) == []
    assert draft.pk


def test_another_boards_thread_is_another_one():
    mine, theirs = chain(make.board(), 2), chain(make.board("ICB"), 2)
    told = {step.board for day in public_thread(mine[0]) for step in day.steps}
    assert told == {"ICP"}
    assert theirs


def test_a_long_thread_asks_no_more_than_a_short_one():
    def asked(name, length):
        board = make.board(name)
        items = chain(board, length)
        secretary = make.secretary(board)
        counts = []
        for tell in (
            lambda: public_thread(items[0]),
            lambda: desk_threads.of_items(secretary, {items[0].pk}, NOW),
        ):
            tell()
            with CaptureQueriesContext(connection) as queries:
                assert len(tell()) == length
            counts.append(len(queries))
        return counts

    short, long = asked("B2", 2), asked("B20", 20)
    assert short == long
    assert max(short) < 14


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40))
def test_what_is_tied_to_one_is_tied_to_all_of_it(pairs):
    whole = connected({0}, pairs)
    assert all(connected({each}, pairs) == whole for each in whole)
