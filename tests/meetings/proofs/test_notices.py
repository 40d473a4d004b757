"""Notices: what the public is told of a meeting, and what it is not."""

from datetime import date, timedelta

import pytest

from icsgov.boards.profile import release_profile
from icsgov.record.kinds import NOTICE
from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from icsgov.record.tree import to_json
from meetings.models import Meeting
from meetings.proofs.notices import TAKEN_BACK, release_notice
from tests import factories as make

pytestmark = pytest.mark.django_db


def notice(meeting, now=make.NOW):
    rows = Release.objects.for_public(now).live(now)
    return rows.filter(kind=NOTICE, subject=meeting.key).first()


def test_a_notice_says_when_where_and_how_to_come():
    meeting = make.meeting(
        make.board("ICP"),
        how_to_attend="Ask for a seat.",
        joining_link="https://example.org/secret",
    )
    release_notice(meeting, None, make.NOW)
    root = tree_of(notice(meeting))
    assert (root.on, root.data["starts"], root.data["ends"]) == (meeting.date, "15:00", "17:00")
    assert (root.data["venue"], root.data["how_to_attend"]) == ("Sample hall", "Ask for a seat.")
    assert "secret" not in str(to_json(root))
    assert notice(meeting).path == "icp/2023-07-24"


def test_saving_without_a_change_makes_no_second_release():
    meeting = make.meeting(make.board("ICP"))
    release_notice(meeting, None, make.NOW)
    release_notice(meeting, None, make.NOW + timedelta(minutes=1))
    assert notice(meeting).number == 1


def test_a_cancelled_meeting_says_why():
    account = make.user()
    meeting = make.meeting(make.board("ICP"))
    release_notice(meeting, account, make.NOW)
    meeting.cancel("The venue is flooded.", account, make.NOW)
    release_notice(meeting, account, make.NOW)
    root = tree_of(notice(meeting))
    assert (root.state, root.data["notice"]) == ("cancelled", "The venue is flooded.")
    assert notice(meeting).supersedes.number == 1


@pytest.mark.parametrize("kind", [Meeting.Kind.PRIVATE, Meeting.Kind.SEMINAR])
def test_private_meetings_are_not_announced(kind):
    meeting = make.meeting(make.board("ICP"), kind=kind)
    release_notice(meeting, None, make.NOW)
    assert notice(meeting) is None


def test_a_private_meeting_is_announced_in_the_words_of_its_secretary_without_its_place():
    meeting = make.meeting(
        make.board("ICP"),
        kind=Meeting.Kind.PRIVATE,
        private_session="The board meets in private about a contract.",
    )
    release_notice(meeting, None, make.NOW)
    root = tree_of(notice(meeting))
    assert root.data["private_session"] == "The board meets in private about a contract."
    assert "Sample hall" not in str(to_json(root))


def test_a_meeting_that_turns_private_has_its_notice_withdrawn():
    meeting = make.meeting(make.board("ICP"))
    release_notice(meeting, None, make.NOW)
    meeting.kind = Meeting.Kind.PRIVATE
    release_notice(meeting, None, make.NOW)
    assert notice(meeting) is None
    assert Release.objects.known(make.NOW).get(kind=NOTICE).withdrawn_reason == TAKEN_BACK
    meeting.kind = Meeting.Kind.PUBLIC
    release_notice(meeting, None, make.NOW)
    assert notice(meeting).number == 2


def test_a_second_part_changes_nothing_of_the_notice():
    meeting = make.meeting(make.board("ICP"))
    release_notice(meeting, None, make.NOW)
    make.part2(meeting)
    make.item(meeting, "A secret", part=2)
    release_notice(meeting, None, make.NOW)
    assert notice(meeting).number == 1


def test_a_new_name_of_the_board_stands_on_coming_notices_only():
    board = make.board("ICP", name="The old name")
    past, coming = make.meeting(board, date(2023, 4, 25)), make.meeting(board)
    for meeting in (past, coming):
        release_notice(meeting, None, make.NOW)
    board.name = "The new name"
    board.save()
    release_profile(board, None, make.NOW)
    assert tree_of(notice(coming)).data["board"] == "The new name"
    assert tree_of(notice(past)).data["board"] == "The old name"


def test_an_annual_meeting_is_called_so():
    meeting = make.meeting(make.board("ICB", name="The board"), kind=Meeting.Kind.ANNUAL)
    release_notice(meeting, None, make.NOW)
    assert notice(meeting).title == "The board annual general meeting"
