"""Decisions: references in two series, votes that add up, adoption by others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Attendance, Decision
from meetings.outcomes.deciding import (
    Votes,
    VotesDiffer,
    adopt,
    check_votes,
    decide,
    members_there,
)
from tests import factories as make
from tests.factories import NOW
from tests.meetings.minuting.desk import attend, desk

COUNTS = st.none() | st.integers(0, 40)


def resolve(meeting, part=1, **more):
    return decide(meeting, part, "approved", "The board approved it.", None, NOW, **more)


@pytest.mark.django_db
def test_references_count_up_and_part_two_counts_for_itself():
    meeting = make.meeting(make.board("ICP"), date(2023, 4, 25))
    made = [resolve(meeting, part).ref for part in (1, 2, 1, 2)]
    assert made == [
        "ICP/2023-04-25/D1",
        "ICP/2023-04-25/P2-D1",
        "ICP/2023-04-25/D2",
        "ICP/2023-04-25/P2-D2",
    ]


@pytest.mark.django_db
def test_a_decision_of_another_part_or_meeting_than_its_item_is_refused():
    meeting = make.meeting(make.board())
    private = make.item(meeting, part=2)
    with pytest.raises(ValueError, match="meeting and part"):
        resolve(meeting, 1, item=private)
    with pytest.raises(ValueError, match="meeting and part"):
        resolve(make.meeting(make.board("ICB")), 2, item=private)
    paragraph = desk(short_name="LCP").add("Agreed.", "decision")
    with pytest.raises(ValueError, match="meeting and part"):
        resolve(meeting, 1, paragraph=paragraph)
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_vote_counts_members_and_deputies_and_nobody_else():
    meeting = make.meeting(make.board())
    assert members_there(meeting) is None
    attend(meeting, "Kim Chair")
    attend(meeting, "Lou Member", Attendance.Kind.APOLOGIES, deputy_name="Del Deputy")
    attend(meeting, "Ann Absent", Attendance.Kind.APOLOGIES)
    attend(meeting, "Olu Officer", Attendance.Kind.IN_ATTENDANCE)
    assert members_there(meeting) == 2
    assert resolve(meeting, votes=Votes(1, 1, 0)).votes_against == 1
    with pytest.raises(VotesDiffer) as refused:
        resolve(meeting, votes=Votes(1, 1, 1))
    assert refused.value.field == "abstained"
    assert str(refused.value) == "3 votes are counted here, but only 2 members were present"


@given(COUNTS, COUNTS, COUNTS, st.none() | st.integers(0, 60))
def test_a_vote_is_refused_exactly_when_it_counts_more_than_were_there(yes, no, none, there):
    votes = Votes(yes, no, none)
    if there is None or votes.cast <= there:
        check_votes(votes, there)
        return
    with pytest.raises(VotesDiffer) as refused:
        check_votes(votes, there)
    assert votes.columns[refused.value.field]


@pytest.mark.django_db
def test_a_board_adopts_once_what_waits_for_it():
    trust, meeting = make.board("ICB"), make.meeting(make.board())
    made = resolve(meeting, pending=[trust])
    secretary = make.secretary(trust)
    first = adopt(made, trust, date(2023, 8, 1), "Adopted as it stands.", secretary, NOW)
    again = adopt(made, trust, date(2023, 9, 1), "", secretary, NOW)
    assert (again, again.on) == (first, date(2023, 8, 1))
    with pytest.raises(ValueError, match="does not wait"):
        adopt(made, meeting.board, date(2023, 8, 1), "", secretary, NOW)
