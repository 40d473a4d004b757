from datetime import date, datetime, timedelta

import pytest
from django.core import mail as outbox

from icsgov.work import mail
from icsgov.work.models import Message
from meetings.models import AgendaItem, Meeting, Paper
from meetings.tasks import chasers
from tests import factories as make

# The papers of 24 July are due 10 working days before.
DUE = date(2023, 7, 10)


def at(day, hour=9):
    return datetime(2023, 7, day, hour, tzinfo=make.LONDON)


def told():
    return sorted(Message.objects.filter(kind="paper-due").values_list("to", flat=True))


@pytest.mark.parametrize(("day", "number"), [(4, 0), (5, 2), (8, 2), (9, 2), (10, 2), (11, 0)])
def test_authors_and_assistants_are_reminded_on_the_boards_days(desk, day, number):
    chasers.remind(at(day))
    assert len(told()) == number


def test_each_reminder_goes_once_for_each_reader_however_often_the_clock_ticks(desk):
    for day in range(1, 15):
        for hour in (0, 7, 9, 9, 20):
            chasers.remind(at(day, hour))
    assert told() == sorted([desk.author.email, desk.assistant.email] * 2)


def test_nobody_is_reminded_before_the_morning(desk):
    chasers.remind(at(5, hour=7))
    assert told() == []
    chasers.remind(at(5, hour=8))
    assert len(told()) == 2


def test_a_new_deadline_is_reminded_of_anew(desk):
    chasers.remind(at(9))
    Meeting.objects.update(papers_due=date(2023, 7, 12))
    chasers.remind(at(11))
    assert len(told()) == 4


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (Paper.objects, {"state": "submitted"}),
        (Paper.objects, {"state": "withdrawn"}),
        (Meeting.objects, {"state": "cancelled"}),
        (AgendaItem.objects, {"mode": "verbal"}),
        (Paper.objects, {"due": date(2023, 8, 1)}),
    ],
)
def test_what_is_not_owed_is_not_asked_for(desk, rows, fields):
    rows.update(**fields)
    chasers.remind(at(9))
    assert told() == []


def test_a_board_may_want_no_reminders(desk):
    desk.board.rule_rows.create(name="chase_days", value=[], starts=date(2020, 1, 1))
    chasers.remind(at(9))
    assert told() == []


def test_the_reminder_names_paper_meeting_and_day_and_leads_there(desk):
    chasers.remind(at(9))
    mail.send_due(at(9) + timedelta(minutes=1))
    message = next(each for each in outbox.outbox if each.to == [desk.author.email])
    assert message.subject == "Reminder: “Winter plan” is due on 10 July 2023"
    assert "for the ICP meeting on 24 July 2023" in message.body
    assert desk.url("paper") in message.body


def test_a_reminder_that_came_too_late_is_not_sent(desk):
    chasers.remind(at(9))
    desk.paper.submit(desk.author, at(9))
    assert mail.send_due(at(9)) == 0


def test_a_secretary_reminds_with_one_click_and_not_twice_a_day(desk):
    client = desk.client("secretary")
    page = client.post(desk.url("paper-remind"), follow=True).content.decode()
    assert "A reminder goes to" in page
    assert "Author Sample" in page
    again = client.post(desk.url("paper-remind"), follow=True).content.decode()
    assert "were reminded today, or have neither account nor link" in again
    assert len(told()) == 2


def test_a_paper_without_an_author_cannot_be_chased(desk):
    desk.paper.roles.all().delete()
    page = desk.client("secretary").post(desk.url("paper-remind"), follow=True).content.decode()
    assert "the paper has no author yet" in page


def test_an_overdue_paper_says_so(desk):
    chasers.nudge(desk.paper, desk.secretary, at(12))
    mail.send_due(at(12))
    assert "was due on 10 July 2023" in outbox.outbox[0].body


def test_many_papers_are_looked_through_in_a_fixed_number_of_queries(
    desk, django_assert_max_num_queries
):
    for number in range(30):
        make.paper(desk.board, f"Paper {number}", author=desk.author, under=desk.item)
    with django_assert_max_num_queries(8):
        chasers.remind(at(1))
