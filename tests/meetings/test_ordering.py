"""Rows find their place: moved, dropped, added, lifted, taken off; the order always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from icsgov.ledger.models import Change
from meetings import ordering, ranks
from meetings.models import AgendaItem, Comment
from meetings.ordering import Stays, To
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
KIND = AgendaItem.Kind


@pytest.fixture
def meeting():
    made = make.meeting(make.board())
    make.part2(made)
    return made


@pytest.fixture
def by(meeting):
    return make.secretary(meeting.board)


def rows(meeting, part=1):
    """Titles in order; what stands under another begins with a dash."""
    items = AgendaItem.objects.filter(meeting=meeting, part=part).in_order()
    return [("-" if item.parent_id else "") + item.title for item in items]


def agenda(meeting, *titles, part=1):
    """Rows by title; "-x" stands under the last one without a dash."""
    made, holder = {}, None
    for title in titles:
        parent = holder if title.startswith("-") else None
        item = make.item(meeting, title.lstrip("-"), parent=parent, part=part)
        holder = holder if parent else item
        made[item.title] = item
    return made


@pytest.mark.parametrize(
    ("title", "to", "expected"),
    [
        ("b", To.UP, ["b", "a", "-x", "-y", "c"]),
        ("a", To.DOWN, ["b", "a", "-x", "-y", "c"]),
        ("c", To.UP, ["a", "-x", "-y", "c", "b"]),
        ("y", To.UP, ["a", "-y", "-x", "b", "c"]),
        ("x", To.DOWN, ["a", "-y", "-x", "b", "c"]),
        ("b", To.IN, ["a", "-x", "-y", "-b", "c"]),
        ("c", To.IN, ["a", "-x", "-y", "b", "-c"]),
        ("y", To.OUT, ["a", "-x", "y", "b", "c"]),
        ("x", To.OUT, ["a", "-y", "x", "b", "c"]),
    ],
)
def test_a_row_moves_one_step_with_what_stands_under_it(meeting, by, title, to, expected):
    items = agenda(meeting, "a", "-x", "-y", "b", "c")
    assert ordering.move(items[title], to, by, NOW) is None
    assert rows(meeting) == expected


@pytest.mark.parametrize(
    ("title", "to"),
    [("a", To.UP), ("c", To.DOWN), ("x", To.UP), ("y", To.DOWN), ("a", To.IN), ("b", To.OUT)]
    + [("x", To.IN)],
)
def test_a_row_that_cannot_move_says_why_and_stays(meeting, by, title, to):
    items = agenda(meeting, "a", "-x", "-y", "b", "c")
    stays = ordering.move(items[title], to, by, NOW)
    assert isinstance(stays, Stays)
    assert stays.words.endswith(".")
    assert rows(meeting) == ["a", "-x", "-y", "b", "c"]
    assert not Change.objects.filter(verb="moved").exists()


def test_nothing_stands_under_a_break_or_heading(meeting, by):
    make.item(meeting, "Tea", kind=KIND.BREAK)
    below = make.item(meeting, "b")
    assert isinstance(ordering.move(below, To.IN, by, NOW), Stays)


def test_a_row_with_others_under_it_goes_under_none(meeting, by):
    items = agenda(meeting, "a", "b", "-x")
    assert isinstance(ordering.move(items["b"], To.IN, by, NOW), Stays)


def test_a_row_moves_to_the_other_part_with_what_stands_under_it(meeting, by):
    items = agenda(meeting, "a", "-x", "b")
    agenda(meeting, "p", part=2)
    ordering.move(items["a"], To.PART, by, NOW)
    assert rows(meeting) == ["b"]
    assert rows(meeting, part=2) == ["p", "a", "-x"]


def test_there_is_no_other_part_to_move_to(by):
    lone = make.meeting(by.person.seats.get().board, make.date(2023, 10, 2))
    item = make.item(lone)
    assert "no Part 2" in ordering.move(item, To.PART, by, NOW).words


@pytest.mark.parametrize(
    ("title", "after", "deep", "expected"),
    [
        ("c", None, False, ["c", "a", "-x", "-y", "b"]),
        ("c", "a", False, ["a", "-c", "-x", "-y", "b"]),
        ("c", "x", False, ["a", "-x", "-c", "-y", "b"]),
        ("c", "y", False, ["a", "-x", "-y", "c", "b"]),
        ("c", "y", True, ["a", "-x", "-y", "-c", "b"]),
        ("c", "b", True, ["a", "-x", "-y", "b", "-c"]),
        ("a", "b", True, ["b", "a", "-x", "-y", "c"]),
        ("a", "c", False, ["b", "c", "a", "-x", "-y"]),
        ("x", "c", False, ["a", "-y", "b", "c", "x"]),
        ("x", "y", True, ["a", "-y", "-x", "b", "c"]),
    ],
)
def test_a_row_is_dropped_behind_another(meeting, by, title, after, deep, expected):
    items = agenda(meeting, "a", "-x", "-y", "b", "c")
    behind = items[after] if after else None
    assert ordering.drop(items[title], behind, 1, by, NOW, deep=deep) is None
    assert rows(meeting) == expected


def test_a_row_is_dropped_into_the_other_part(meeting, by):
    items = agenda(meeting, "a", "b")
    agenda(meeting, "p", "q", part=2)
    behind = AgendaItem.objects.get(title="p")
    ordering.drop(items["a"], behind, 2, by, NOW)
    assert (rows(meeting), rows(meeting, part=2)) == (["b"], ["p", "a", "q"])


def test_a_row_is_not_dropped_on_itself(meeting, by):
    items = agenda(meeting, "a", "-x", "b")
    assert isinstance(ordering.drop(items["a"], items["x"], 1, by, NOW), Stays)
    assert rows(meeting) == ["a", "-x", "b"]


@pytest.mark.parametrize(
    ("after", "deep", "expected"),
    [
        (None, False, ["a", "-x", "b", "new"]),
        ("a", False, ["a", "-x", "new", "b"]),
        ("a", True, ["a", "-new", "-x", "b"]),
        ("x", False, ["a", "-x", "-new", "b"]),
        ("b", False, ["a", "-x", "b", "new"]),
    ],
)
def test_a_new_row_comes_where_it_is_asked_for(meeting, by, after, deep, expected):
    items = agenda(meeting, "a", "-x", "b")
    new = AgendaItem(meeting=meeting, part=1, title="new")
    ordering.add(new, items[after] if after else None, by, NOW, deep=deep)
    assert rows(meeting) == expected


def test_below_a_block_for_noting_means_in_it(meeting, by):
    block = make.item(meeting, "For noting", kind=KIND.NOTING)
    ordering.add(AgendaItem(meeting=meeting, part=1, title="new"), block, by, NOW)
    assert rows(meeting) == ["For noting", "-new"]


def test_the_first_row_of_all(meeting, by):
    ordering.add(AgendaItem(meeting=meeting, part=2, title="new"), None, by, NOW)
    assert rows(meeting, part=2) == ["new"]


def test_a_lifted_item_leaves_its_block_and_says_who_asked(meeting, by):
    block = make.item(meeting, "For noting", kind=KIND.NOTING)
    noted = [make.item(meeting, title, parent=block) for title in "xy"]
    make.item(meeting, "b")
    assert ordering.lift(noted[0], "Holly Eden asked", by, NOW) is None
    assert rows(meeting) == ["For noting", "-y", "x", "b"]
    noted[0].refresh_from_db()
    assert noted[0].lifted
    assert Change.objects.get(verb="lifted").words == "Holly Eden asked"


def test_an_item_put_back_into_a_block_is_lifted_no_longer(meeting, by):
    block = make.item(meeting, "For noting", kind=KIND.NOTING)
    noted = make.item(meeting, "x", parent=block)
    ordering.lift(noted, "asked", by, NOW)
    ordering.move(noted, To.IN, by, NOW)
    noted.refresh_from_db()
    assert (noted.lifted, noted.parent) == (False, block)


def test_only_a_noted_item_is_lifted(meeting, by):
    item = agenda(meeting, "a", "-x")["x"]
    assert isinstance(ordering.lift(item, "asked", by, NOW), Stays)


def test_a_removed_row_leaves_its_words_behind_and_frees_what_stood_under_it(meeting, by):
    items = agenda(meeting, "a", "-x", "b")
    paper = make.paper(meeting.board, under=items["a"])
    Comment.objects.create(item=items["a"], text="too long", by=by, at=NOW)
    ordering.remove(items["a"], by, NOW)
    assert rows(meeting) == ["x", "b"]
    paper.refresh_from_db()
    kept = Change.objects.of(meeting).get(verb="removed a row")
    assert kept.words == "a"
    assert kept.before["comments"] == [f"{by}: too long"]


def test_moves_are_written_down_and_raise_the_version(meeting, by):
    items = agenda(meeting, "a", "b")
    ordering.move(items["b"], To.UP, by, NOW)
    items["b"].refresh_from_db()
    change = Change.objects.of(items["b"]).get()
    assert items["b"].version == 2
    assert (change.before["after"], change.after["after"]) == ("a", None)


def test_a_crowded_place_is_spread_anew(meeting, by):
    items = agenda(meeting, "first", "last")
    for number in range(200):
        new = AgendaItem(meeting=meeting, part=1, title=str(number))
        ordering.add(new, items["first"], by, NOW)
    stored = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    expected = ["first", *map(str, reversed(range(200))), "last"]
    assert [item.title for item in stored] == expected
    assert max(len(item.rank) for item in stored) <= ranks.CROWDED


MOVES = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from([*To, "drop"]), st.integers(0, 20)),
    max_size=12,
)


class AnyHistory(TestCase):
    """Whatever is done, rows stay behind their parents, one step deep, and none is lost."""

    @settings(max_examples=settings.default.max_examples // 3)
    @given(MOVES)
    def test_the_order_holds(self, moves):
        meeting = make.meeting(make.board(f"B{Change.objects.count()}"))
        make.part2(meeting)
        by = make.secretary(meeting.board)
        items = agenda(meeting, "a", "-b", "-c", "d", "e", "-f", "g")
        for title, to, number in moves:
            item = items[title]
            if to == "drop":
                choices = [*items.values()]
                after = choices[number % 7] if number < 14 else None
                after = after if after and after != item else None
                if after:
                    after.refresh_from_db()
                part = after.part if after else 1 + number % 2
                ordering.drop(item, after, part, by, NOW, deep=number % 3 == 0)
            else:
                ordering.move(item, to, by, NOW)
        self.assert_sound(meeting)

    def assert_sound(self, meeting):
        seen = []
        for part in (1, 2):
            holder = None
            for item in AgendaItem.objects.filter(meeting=meeting, part=part).in_order():
                seen.append(item.title)
                if item.parent_id is None:
                    holder = item
                else:
                    assert item.parent == holder, rows(meeting, part)
        assert sorted(seen) == list("abcdefg")
