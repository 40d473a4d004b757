"""Actions: numbered board by board, owned by people and organisations, asked for twice."""

import uuid
from datetime import date

import pytest

from meetings.models import Action
from meetings.outcomes.acting import take
from tests import factories as make
from tests.factories import NOW
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db


def test_numbers_count_up_for_each_board_and_part():
    icp, icb = make.board("ICP"), make.board("ICB")
    made = [
        take(at, part, "Write it.", None, NOW).number for at in (icp, icb) for part in (1, 1, 2)
    ]
    assert made == [1, 2, 1, 1, 2, 1]


def test_owners_keep_their_order_and_the_names_of_the_day():
    board, person, trust = make.board(), make.person("Kim Lead"), make.organisation("Sample Trust")
    made = take(board, 1, "Write it.", None, NOW, owners=[trust, person, trust])
    person.family_name = "Other"
    person.save()
    assert [owner.name for owner in made.owners.all()] == ["Sample Trust", "Kim Lead"]


def test_the_day_it_was_made_is_that_of_its_meeting():
    meeting = make.meeting(make.board(), date(2023, 4, 25))
    made = take(meeting.board, 1, "Write it.", None, NOW, meeting=meeting, due_words="by autumn")
    assert (made.made_on, made.due, made.due_words) == (date(2023, 4, 25), None, "by autumn")


def test_a_request_that_comes_twice_makes_one_action():
    board, key = make.board(), uuid.uuid4()
    first = take(board, 1, "Write it.", None, NOW, key=key)
    assert take(board, 1, "Write it.", None, NOW, key=key) == first
    assert Action.objects.count() == 1


def test_an_action_is_of_the_board_and_part_of_its_paragraph():
    shown = desk()
    paragraph = shown.add("To be done.", "action")
    with pytest.raises(ValueError, match="board and part"):
        take(shown.board, 2, "Write it.", None, NOW, paragraph=paragraph)
    with pytest.raises(ValueError, match="board and part"):
        take(make.board("ICB"), 1, "Write it.", None, NOW, meeting=shown.meeting)


def test_no_private_action_is_marked_public():
    assert not take(make.board(), 2, "Write it.", None, NOW, public=True).public
