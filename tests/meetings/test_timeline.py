"""The coming six weeks, and what cannot wait in them."""

from datetime import UTC, date, datetime, time

import pytest

from icsgov.record.models import Publication
from meetings import agreeing, drafts
from meetings.timeline import What, needs, own_needs, timeline
from tests import factories as make
from tests.builds import built
from tests.factories import NOW
from tests.releases import publish

pytestmark = pytest.mark.django_db
TODAY = date(2023, 7, 3)


@pytest.fixture
def board():
    return make.board()


def test_days_hold_meetings_deadlines_notice_and_reminders(board):
    make.meeting(board, papers_due=date(2023, 7, 10))
    days = timeline(board.meetings.all(), TODAY)
    assert [(day.day, [event.what for event in day.events]) for day in days] == [
        (date(2023, 7, 5), [What.REMINDER]),
        (date(2023, 7, 9), [What.REMINDER]),
        (date(2023, 7, 10), [What.DUE]),
        (date(2023, 7, 14), [What.NOTICE]),
        (date(2023, 7, 24), [What.MEETING]),
    ]
    assert days[-1].events[0].words == "Meeting in public, 3pm to 5pm, Sample hall"


def test_what_is_past_or_later_than_six_weeks_stays_out(board):
    make.meeting(board, date(2023, 7, 1), papers_due=date(2023, 6, 16))
    make.meeting(board, date(2023, 8, 14), papers_due=None)
    later = make.meeting(board, date(2023, 8, 15), papers_due=date(2023, 8, 1))
    events = [event for day in timeline(board.meetings.all(), TODAY) for event in day.events]
    assert [event.what for event in events if event.meeting == later] == [
        What.REMINDER,
        What.REMINDER,
        What.DUE,
        What.NOTICE,
    ]
    assert [event.day for event in events if event.what == What.MEETING] == [date(2023, 8, 14)]


def test_two_meetings_share_a_day(board):
    make.meeting(board, papers_due=None)
    make.meeting(board, papers_due=None, starts=time(9), ends=time(10))
    (day,) = (day for day in timeline(board.meetings.all(), TODAY) if day.day == make.MEETING_DAY)
    assert len(day.events) == 2


def test_a_postponed_meeting_has_no_deadlines(board):
    make.meeting(board, state="postponed", papers_due=date(2023, 7, 10))
    (day,) = timeline(board.meetings.all(), TODAY)
    assert [event.words for event in day.events] == ["Postponed"]


def pressing(board, now=NOW):
    read = drafts.read(board.meetings.order_by("date").select_related("board"))
    return [need.finding.code for need in needs(read, now)]


def at(day):
    return datetime(2023, 7, day, 9, tzinfo=UTC)


def test_a_paper_presses_once_its_deadline_has_passed(board):
    meeting = make.meeting(board, papers_due=date(2023, 7, 10))
    make.paper(board, under=make.item(meeting))
    assert pressing(board, at(10)) == []
    assert pressing(board, at(11)) == ["missing"]


def test_agreement_presses_between_deadline_and_release(board):
    meeting = make.meeting(board, papers_due=date(2023, 7, 10))
    make.seat(make.person(), board, "chair")
    make.item(meeting, mode="verbal")
    assert pressing(board, at(10)) == []
    assert pressing(board, at(11)) == ["not-agreed"]
    publish(meeting)
    assert pressing(board, at(11)) == []


def test_publishing_presses_two_working_days_before_the_last_day_and_after_it(board):
    meeting = make.meeting(board, papers_due=None)
    make.item(meeting, mode="verbal")
    assert pressing(board, at(11)) == []
    assert pressing(board, at(12)) == ["publish"]
    assert pressing(board, at(14)) == ["publish"]
    assert pressing(board, at(17)) == ["late-notice"]
    publish(meeting)
    assert pressing(board, at(12)) == pressing(board, at(17)) == []


def test_what_can_never_be_printed_presses_at_once_and_the_rest_waits(board):
    meeting = make.meeting(board, papers_due=date(2023, 7, 20))
    make.paper(board, under=make.item(meeting), private=True)
    make.item(meeting)
    assert pressing(board, at(4)) == ["private"]


def test_the_next_meeting_comes_first(board):
    for day in (date(2023, 8, 21), date(2023, 8, 7)):
        meeting = make.meeting(board, day, papers_due=None)
        make.paper(board, under=make.item(meeting), private=True)
    read = drafts.read(board.meetings.order_by("-date").select_related("board"))
    assert [need.meeting.date.day for need in needs(read, at(4))] == [7, 21]


def test_a_chair_is_asked_to_agree_until_they_have(board):
    meeting = make.meeting(board)
    chair = make.person()
    make.seat(chair, board, "chair")

    def asked():
        read = drafts.read([meeting])
        return [need.finding.code for need in own_needs(read, chair.pk)]

    assert asked() == []
    make.item(meeting)
    assert asked() == ["agree"]
    agreeing.agree(drafts.read_part(meeting, 1), chair, None, NOW)
    assert asked() == []
    make.item(meeting)
    assert asked() == ["agree"]


def test_a_pack_waits_for_a_second_person_and_not_for_the_first(board):
    meeting = make.meeting(board)
    make.item(meeting)
    first, second = make.secretary(board), make.secretary(board)
    asked = Publication.objects.create(
        build=built(meeting), audiences={"public": None}, asked_by=first, asked_at=NOW
    )

    def waits(account):
        return own_needs(drafts.read([meeting]), account.person_id)

    assert waits(first) == []
    (need,) = waits(second)
    assert need.finding.code == "confirm"
    assert str(asked.key) in need.finding.mend.url
    asked.state = "published"
    asked.save()
    assert waits(second) == []
