"""Meetings planned one by one, like the last one, in series; moved, called off, planned again."""

from datetime import date, time

import pytest

from icsgov.boards.models import BoardRule
from icsgov.ledger.models import Change, Conflict, MoveRefused
from icsgov.record.models import Release
from meetings import planning
from meetings.models import AgendaItem, Ask, ItemLead, Meeting, Series
from meetings.planning import Private
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
STANDING = [
    "Welcome and introduction – opening business",
    "Questions from the public",
    "Any other business",
]


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def by(board):
    return make.secretary(board)


def unsaved(board, day=date(2023, 10, 2), **fields):
    fields.setdefault("venue", "Sample hall")
    return Meeting(board=board, date=day, starts=time(15), ends=time(17), **fields)


def titles(meeting, part=1):
    return [item.title for item in meeting.items.filter(part=part).in_order()]


def test_a_new_meeting_has_the_standing_items_and_the_deadline_of_the_rules(board, by):
    meeting = planning.plan(unsaved(board), None, by, NOW)
    assert titles(meeting) == STANDING
    assert meeting.papers_due == date(2023, 9, 18)
    assert [part.number for part in meeting.parts.all()] == [1]
    welcome = meeting.items.in_order().first()
    assert (welcome.minutes, welcome.mode) == (10, "verbal")
    assert welcome.text_lines[0] == "Receive apologies"
    assert Change.objects.of(welcome).get().by == by


def test_a_deadline_that_was_given_stands(board, by):
    meeting = planning.plan(unsaved(board, papers_due=date(2023, 9, 1)), None, by, NOW)
    assert meeting.papers_due == date(2023, 9, 1)


def test_part_2_has_its_reason_and_no_standing_items(board, by):
    private = Private(time(16, 30), "Commercially sensitive", date(2024, 10, 2))
    meeting = planning.plan(unsaved(board), private, by, NOW)
    part = meeting.parts.get(number=2)
    assert (part.starts, part.reason) == (time(16, 30), "Commercially sensitive")
    assert titles(meeting, part=2) == []


def test_the_public_is_told_at_once_and_never_of_part_2(board, by):
    meeting = planning.plan(unsaved(board), Private(reason="secret ground"), by, NOW)
    notice = Release.objects.of("notice", meeting.key).get()
    assert notice.audience == "public"
    assert "secret ground" not in str(list(notice.entries.values()))


@pytest.fixture
def last(board):
    """A meeting with two standing items, in its own words, and three others."""
    meeting = make.meeting(board)
    make.part2(meeting)
    lead = make.person("Richard Douglas")
    make.item(meeting, STANDING[0], lead=lead, minutes=20, lines="In our words", mode="verbal")
    strategy = make.item(meeting, "Strategy", lead=lead)
    Ask.objects.create(item=strategy, verb="approve", text="it")
    make.item(meeting, "Its measures", parent=strategy)
    make.item(meeting, "Once only")
    make.item(meeting, STANDING[1].upper(), minutes=5)
    make.item(meeting, "Contracts", part=2)
    return meeting


def test_one_like_the_last_keeps_standing_items_with_leads_and_words(board, by, last):
    meeting = planning.plan(unsaved(board), None, by, NOW, like=last)
    assert titles(meeting) == [STANDING[0], STANDING[1].upper(), STANDING[2]]
    welcome = meeting.items.in_order().first()
    assert (welcome.minutes, welcome.lines) == (20, "In our words")
    assert [lead.name for lead in welcome.leads.all()] == ["Richard Douglas"]


def test_other_items_are_taken_along_with_what_stands_under_them(board, by, last):
    carry = {last.items.get(title=title).key for title in ("Strategy", "Contracts")}
    meeting = planning.plan(unsaved(board), Private(), by, NOW, like=last, carry=carry)
    assert titles(meeting) == [
        STANDING[0],
        "Strategy",
        "Its measures",
        STANDING[1].upper(),
        STANDING[2],
    ]
    assert titles(meeting, part=2) == ["Contracts"]
    strategy = meeting.items.get(title="Strategy")
    assert meeting.items.get(title="Its measures").parent == strategy
    assert strategy.asked == (("approve", "it"),)
    assert strategy.enclosures.count() == 0
    assert last.items.count() == 6


def test_what_is_private_is_not_taken_along_without_a_part_2(board, by, last):
    carry = {last.items.get(title="Contracts").key}
    meeting = planning.plan(unsaved(board), None, by, NOW, like=last, carry=carry)
    assert not meeting.items.filter(part=2).exists()


def test_what_may_be_taken_along(last):
    shown = [item.title for item in planning.carriable(last, last.date, part2=False)]
    assert shown == ["Strategy", "Once only"]
    assert planning.carriable(last, last.date, part2=True)[-1].title == "Contracts"


def test_the_rules_of_the_day_count(board, by):
    row = {"board": board, "name": "standing_items", "starts": date(2023, 9, 1)}
    BoardRule.objects.create(**row, value=[{"title": "Opening", "minutes": 5}])
    assert titles(planning.plan(unsaved(board), None, by, NOW)) == ["Opening"]
    assert titles(planning.plan(unsaved(board, date(2023, 8, 1)), None, by, NOW)) == STANDING


@pytest.fixture
def series(board):
    return Series.objects.create(
        board=board,
        name="Quarterly",
        first=date(2023, 1, 23),
        every="months",
        count=3,
        starts=time(15),
        ends=time(17),
        venue="Town hall",
    )


def test_a_series_has_its_days_with_bank_holidays_flagged(board):
    weekly = Series(board=board, first=date(2023, 5, 1), every="weeks", count=1)
    days = planning.occurrences(weekly, date(2023, 5, 8))
    assert [(each.day, each.instead) for each in days] == [
        (date(2023, 5, 1), date(2023, 5, 2)),
        (date(2023, 5, 8), date(2023, 5, 9)),
    ]


def test_chosen_days_of_a_series_become_meetings(series, by, last):
    days = [date(2023, 10, 23), date(2024, 1, 22)]
    made = planning.plan_series(series, days, by, NOW)
    assert [(each.date, each.venue, each.series) for each in made] == [
        (day, "Town hall", series) for day in days
    ]
    assert ItemLead.objects.filter(item__meeting=made[0]).exists()


def test_the_next_day_of_a_series_is_the_first_that_is_free(series, by):
    first, _ = planning.plan_series(series, [date(2023, 1, 23), date(2023, 4, 24)], by, NOW)
    assert planning.next_day(first) == date(2023, 7, 24)
    assert planning.next_day(make.meeting(first.board)) is None


def test_a_deadline_that_was_the_rules_moves_with_the_day(board):
    meeting = make.meeting(board, papers_due=None)
    moved = planning.moved_deadline(meeting, date(2023, 10, 2))
    assert moved == date(2023, 9, 18)
    meeting.papers_due = date(2023, 7, 3)
    assert planning.moved_deadline(meeting, date(2023, 10, 2)) == date(2023, 7, 3)


def test_changed_details_reach_the_public_and_keep_the_address(board, by):
    meeting = planning.plan(unsaved(board), None, by, NOW)
    planning.rearrange(meeting, meeting.version, {"date": date(2023, 10, 9)}, by, NOW)
    notice = Release.objects.of("notice", meeting.key).heads().get()
    assert (notice.on, notice.path) == (date(2023, 10, 9), "icp/2023-10-02")
    with pytest.raises(Conflict):
        planning.rearrange(meeting, 1, {"venue": "Elsewhere"}, by, NOW)


def test_part_2_comes_changes_and_goes(board, by):
    meeting = planning.plan(unsaved(board), None, by, NOW)
    planning.set_part2(meeting, Private(reason="first"), by, NOW)
    planning.set_part2(meeting, Private(reason="second"), by, NOW)
    planning.set_part2(meeting, Private(reason="second"), by, NOW)
    assert meeting.parts.get(number=2).reason == "second"
    planning.set_part2(meeting, None, by, NOW)
    assert meeting.parts.count() == 1
    assert Change.objects.of(meeting).filter(verb="edited").count() == 3


def test_a_meeting_is_called_off_and_planned_again_and_the_public_knows(board, by):
    meeting = planning.plan(unsaved(board), None, by, NOW)
    planning.change_plan(meeting, "postponed", "The hall is flooded.", by, NOW)

    def told():
        entry = Release.objects.of("notice", meeting.key).heads().get().entries.get()
        return entry.state, entry.data["notice"], entry.on

    assert told() == ("postponed", "The hall is flooded.", date(2023, 10, 2))
    planning.change_plan(meeting, "planned", "It has moved.", by, NOW, day=date(2023, 10, 16))
    assert told() == ("planned", "It has moved.", date(2023, 10, 16))
    assert meeting.papers_due == date(2023, 10, 2)
    planning.change_plan(meeting, "cancelled", "Nothing to decide.", by, NOW)
    assert told()[0] == "cancelled"


def test_what_is_over_is_not_called_off(board, by):
    meeting = make.meeting(board, state="closed")
    with pytest.raises(MoveRefused):
        planning.change_plan(meeting, "cancelled", "x", by, NOW)
    assert not Release.objects.of("notice", meeting.key).exists()


def test_items_by_the_rules_alone_stand_in_their_order(board, by):
    last = make.meeting(board)
    make.item(last, STANDING[2], kind=AgendaItem.Kind.AOB)
    make.item(last, "Afterwards")
    carry = {last.items.get(title="Afterwards").key}
    meeting = planning.plan(unsaved(board), None, by, NOW, like=last, carry=carry)
    assert titles(meeting) == [*STANDING, "Afterwards"]
