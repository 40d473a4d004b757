"""The roll: filled in from seats and replies, changed for this meeting alone, printed."""

import pytest

from icsgov.record.kinds import MINUTES
from icsgov.record.proofs import prove
from meetings.attending import replying, roll
from meetings.minuting import skeleton
from meetings.models import Attendance
from tests import factories as make
from tests.meetings.minuting.desk import attend
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/icp/2023-07-24/attendance/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def meeting():
    board = make.board("ICP")
    made = make.meeting(board)
    make.item(made, "First item")
    make.item(made, "Second item")
    chair = make.seat(make.person("Kim Chair"), board, "chair", title="Chair", position=1)
    lou = make.seat(make.person("Lou Member"), board, title="Leader", position=2)
    make.seat(make.person("Ann Attendee"), board, "attendee", position=3)
    replying.reply(made, chair, replying.Said("attend"), None, make.NOW)
    sends = replying.Said("substitute", substitute_name="Sue Substitute", substitute_title="Deputy")
    replying.reply(made, lou, sends, None, make.NOW)
    return made


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


def rows(meeting):
    return [
        (row.name, row.kind, row.chair, row.deputy_name) for row in meeting.attendance.in_order()
    ]


def test_it_is_filled_in_from_seats_and_replies(meeting, secretary):
    visitor = Visitor(secretary).get(ADDRESS).submit("Fill in from seats and replies")
    assert rows(meeting) == [
        ("Kim Chair", "present", True, ""),
        ("Lou Member", "apologies", False, "Sue Substitute"),
        ("Ann Attendee", "expected", False, ""),
    ]
    visitor.submit("Fill in from seats and replies")
    assert "Everybody with a seat is on the list already." in visitor.page.text_content()
    assert meeting.attendance.count() == 3


def test_all_rows_are_saved_at_once_with_two_chairs(meeting, secretary):
    roll.lay(meeting, None, make.NOW)
    ann, lou = (meeting.attendance.get(name=name) for name in ("Ann Attendee", "Lou Member"))
    visitor = Visitor(secretary).get(ADDRESS)
    visitor.submit(
        "Save attendance",
        {f"kind-{ann.key.hex}": "in attendance", f"chair-{lou.key.hex}": True},
    )
    assert [row.chair for row in meeting.attendance.in_order()] == [True, True, False]
    assert meeting.attendance.get(name="Ann Attendee").kind == "in attendance"


def test_who_saves_second_is_told_and_loses_nothing(meeting, secretary):
    roll.lay(meeting, None, make.NOW)
    ann = meeting.attendance.get(name="Ann Attendee")
    visitor = Visitor(secretary).get(ADDRESS)
    ann.save_at(ann.version, None, make.NOW, kind="absent")
    visitor.submit("Save attendance", {f"kind-{ann.key.hex}": "in attendance"})
    assert visitor.status == 409
    assert "Somebody else changed Ann Attendee to “Absent without apologies”" in visitor.text
    visitor.submit("Save attendance")
    assert meeting.attendance.get(name="Ann Attendee").kind == "in attendance"


def test_a_row_is_changed_for_this_meeting_alone(meeting, secretary):
    roll.lay(meeting, None, make.NOW)
    first, second = meeting.items.in_order()
    visitor = Visitor(secretary).get(ADDRESS).follow("Change Kim Chair")
    visitor.submit(
        "Save",
        {"name": "Cllr Kim Chair", "from_item": str(second.pk), "to_item": str(first.pk)},
    )
    assert visitor.status == 422
    assert "Select an item that is not before the first one" in visitor.text
    visitor.submit("Save", {"to_item": "", "arrived": "3.10pm", "away": [str(second.pk)]})
    row = meeting.attendance.get(name="Cllr Kim Chair")
    assert (row.from_item, row.arrived.minute, list(row.away.all())) == (second, 10, [second])
    assert str(row.person) == "Kim Chair"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"arrived": "4pm", "left": "3pm"}, "They cannot leave before they arrive"),
        ({"deputy_name": "Somebody"}, "Somebody who is present sends no substitute"),
        ({"arrived": "soon"}, "Enter a time like 3.10pm or 15:10"),
        ({"name": ""}, "Enter name as printed"),
    ],
)
def test_what_cannot_be_is_refused_by_name(meeting, secretary, typed, words):
    roll.lay(meeting, None, make.NOW)
    visitor = Visitor(secretary).get(ADDRESS).follow("Change Kim Chair").submit("Save", typed)
    assert visitor.status == 422
    assert words in visitor.text


def test_somebody_without_a_seat_is_added_and_taken_off(meeting, secretary):
    visitor = Visitor(secretary).get(ADDRESS)
    visitor.submit("Add to the list", {"name": ""})
    assert visitor.status == 422
    visitor.submit("Add to the list", {"name": "Pat Presenter", "title": "Analyst"})
    assert rows(meeting)[-1] == ("Pat Presenter", "in attendance", False, "")
    visitor.follow("Change Pat Presenter").submit("Take Pat Presenter off the list")
    assert rows(meeting) == []


def test_a_meeting_does_not_close_before_it_opens(meeting, secretary):
    visitor = Visitor(secretary).get(ADDRESS)
    visitor.submit("Save times", {"opened": "3pm", "closed": "2pm"})
    assert visitor.status == 422
    assert "The meeting must close after it was opened" in visitor.text
    visitor.submit("Save times", {"opened": "3.02pm", "closed": "5pm", "public_count": "7"})
    meeting.refresh_from_db()
    assert (meeting.opened.minute, meeting.closed.hour, meeting.public_count) == (2, 17, 7)


def test_part_2_has_times_of_its_own(meeting, secretary):
    make.part2(meeting)
    visitor = Visitor(secretary).get(ADDRESS)
    visitor.submit("Save times of Part 2", {"part2-opened": "5pm", "part2-closed": "4pm"})
    assert visitor.status == 422
    visitor.submit("Save times of Part 2", {"part2-opened": "5pm", "part2-closed": "6pm"})
    meeting.refresh_from_db()
    assert (meeting.opened, meeting.parts.get(number=2).closed.hour) == (None, 18)
    plain = Visitor(make.secretary(meeting.board, part2=False)).get(ADDRESS)
    assert "Part 2" not in plain.text


def tables(meeting, part=1):
    root = prove(MINUTES, meeting.key, part, make.NOW).root
    found = {
        table["kind"]: [(row["name"], row["while"]) for row in table["rows"]]
        for table in root.data["attendance"]
    }
    return found, root.data


def test_the_minutes_print_who_was_there_in_their_part_alone(meeting):
    make.part2(meeting)
    private = make.item(meeting, "Secret item", part=2)
    first, second = meeting.items.filter(part=1).in_order()
    attend(meeting, "Early Leaver", to_item=first, from_item=first)
    attend(meeting, "Part Two Only", "in attendance", from_item=private)
    attend(meeting, "Stays On", to_item=private)
    attend(meeting, "Not Known", "expected")
    out = attend(meeting, "Steps Out")
    roll.set_away(out, [second, private], None, make.NOW)
    for part in (1, 2):
        skeleton.lay(meeting, part, None, make.NOW)
    public, about = tables(meeting)
    assert public == {
        "Present": [
            ("Early Leaver", "for “First item”"),
            ("Stays On", ""),
            ("Steps Out", "not for “Second item”"),
        ]
    }
    assert "Secret item" not in str(about)
    private_tables, _ = tables(meeting, 2)
    assert private_tables["In attendance"] == [("Part Two Only", "from “Secret item” on")]
    assert ("Early Leaver", "for “First item”") not in private_tables["Present"]


def test_an_end_in_part_2_is_not_shown_to_who_may_not_read_it(meeting):
    make.part2(meeting)
    private = make.item(meeting, "Secret item", part=2)
    row = attend(meeting, "Stays On", to_item=private)
    visitor = Visitor(make.secretary(meeting.board, part2=False)).get(ADDRESS)
    assert "Secret item" not in visitor.text
    visitor.follow("Change Stays On")
    assert "Secret item" not in visitor.text
    visitor.submit("Save", {"title": "Other title"})
    row.refresh_from_db()
    assert (row.title, row.to_item) == ("Other title", private)


def test_a_chair_reads_and_does_not_write(meeting):
    roll.lay(meeting, None, make.NOW)
    chair = make.user()
    make.seat(chair, meeting.board, "chair")
    visitor = Visitor(chair).get(ADDRESS)
    assert "Lou Member" in visitor.text
    with pytest.raises(LookupError):
        visitor.submit("Save attendance")


@pytest.mark.parametrize("count", [3, 60])
def test_a_long_roll_takes_as_many_queries(count, django_assert_max_num_queries):
    board = make.board("ICP")
    met = make.meeting(board)
    board.rule_rows.create(name="quorum", value={"count": 2}, starts="2020-01-01")
    for number in range(count):
        make.item(met)
        attend(met, f"Sam Sample{number}", voting=True)
    visitor = Visitor(make.secretary(board))
    with django_assert_max_num_queries(24):
        visitor.get(ADDRESS)
    assert Attendance.objects.count() == count
