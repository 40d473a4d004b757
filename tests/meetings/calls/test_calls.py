"""The call for papers, the board of who owes what, and what authors get by e-mail."""

from datetime import date, datetime, timedelta

import pytest

from icsgov.ledger.models import Change
from icsgov.work.models import Message
from meetings.models import Meeting, Paper, PaperCall, PaperLink, PaperRole
from meetings.tasks import chasers
from tests import factories as make
from tests.meetings.calls.conftest import NOW
from tests.visitor import Visitor


def at(day, hour=9):
    return datetime(2023, 7, day, hour, tzinfo=make.LONDON)


def test_one_action_asks_every_author_who_can_be_written_to(desk, sent):
    page = desk.visitor().get(desk.url("meeting-papers"))
    assert "2 of 2 papers still to come" in page.text
    page.follow("Call for papers")
    assert "Avery Author" in page.text
    assert "Bo Nomail has no e-mail address" in page.text
    page.submit("Ask for the papers", {"words": "Please be brief."})
    assert "1 author is asked." in page.text
    [message] = sent()
    assert message.to == ["avery@example.org"]
    assert message.subject == "Please send us “Winter plan”, due on 10 July 2023"
    for words in ("Dear Avery Author,", "Please be brief.", "the ICP meeting on 24 July 2023"):
        assert words in message.body
    assert f"{desk.address()}\n" in message.body
    assert PaperCall.objects.get().words == "Please be brief."


def test_nobody_is_asked_for_what_came_in_or_is_given_by_word_of_mouth(desk):
    Paper.objects.filter(pk=desk.paper.pk).update(state="submitted")
    desk.other.enclosures.get().item.save_at(1, None, NOW, mode="verbal")
    page = desk.visitor().get(desk.url("meeting-call"))
    assert "There is nobody to ask." in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": ""}, "Enter what to say to them"),
        ({"wanted": []}, "Select at least one author"),
        ({"closes-day": "9"}, "The last day must be today or later"),
        ({"closes-year": "2031"}, "The last day must be within a year"),
        ({"closes-month": "13"}, "must be a real date"),
    ],
)
def test_a_call_that_cannot_be_sent_says_why_and_keeps_what_was_typed(desk, fields, said):
    page = desk.visitor().get(desk.url("meeting-call"))
    page.submit("Ask for the papers", {"words": "My own words", **fields})
    assert page.status == 422
    assert said in page.text
    assert PaperLink.objects.count() == 0
    if "words" not in fields:
        assert "My own words" in page.text


def test_the_next_call_begins_with_the_words_of_the_last(desk):
    desk.visitor().get(desk.url("meeting-call")).submit(
        "Ask for the papers", {"words": "As ever, two pages."}
    )
    page = desk.visitor().get(desk.url("meeting-call"))
    assert "As ever, two pages." in page.text


def test_a_second_call_repeats_the_link_and_moves_its_last_day(desk, sent):
    desk.asked()
    before = desk.address()
    page = desk.visitor().get(desk.url("meeting-call"))
    page.submit("Ask for the papers", {"closes-day": "21"})
    assert desk.address() == before
    assert desk.link().closes == date(2023, 7, 21)
    assert len([message for message in sent() if before in message.body]) == 2


def test_a_private_paper_is_asked_for_without_its_title(desk, sent):
    make.part2(desk.meeting)
    item = make.item(desk.meeting, "Secret", part=2)
    make.paper(desk.board, "Merger terms", author=desk.author, under=item)
    desk.asked()
    bodies = "".join(message.subject + message.body for message in sent())
    assert "Merger" not in bodies
    assert "Please send us a paper" in bodies


def test_a_secretary_without_part_2_sees_and_asks_for_no_private_paper(desk):
    make.part2(desk.meeting)
    item = make.item(desk.meeting, "Secret", part=2)
    make.paper(desk.board, "Merger terms", author=desk.author, under=item)
    reader = Visitor(make.secretary(desk.board, part2=False))
    for name in ("meeting-papers", "meeting-call"):
        assert "Merger" not in reader.get(desk.url(name)).text


def test_a_link_that_was_called_back_before_the_letter_went_is_not_sent(desk, sent):
    desk.asked()
    desk.link().revoke(desk.secretary, NOW)
    assert sent() == []


def test_an_author_who_is_one_no_more_gets_no_letter(desk, sent):
    desk.asked()
    PaperRole.objects.filter(paper=desk.paper).delete()
    assert sent() == []


def test_assistants_of_an_author_are_told_to_sign_in(desk, sent):
    assistant = make.user("Ash Aide")
    make.seat(desk.author, desk.board, "attendee", assistant=assistant.person)
    desk.asked()
    [to_assistant] = [message for message in sent() if message.to == [assistant.email]]
    assert to_assistant.subject == "Asked for: “Winter plan”"
    assert "put-in" not in to_assistant.body


def test_reminders_by_the_boards_rule_repeat_the_link_to_those_without_an_account(desk, sent):
    desk.asked()
    chasers.remind(at(5))
    chasers.remind(at(5, 10))
    reminders = Message.objects.filter(kind="paper-due-link")
    assert list(reminders.values_list("to", flat=True)) == ["avery@example.org"]
    letters = [message for message in sent() if message.subject.startswith("Reminder")]
    assert len(letters) == 1
    assert letters[0].subject == "Reminder: “Winter plan” is due on 10 July 2023"
    assert desk.address() in letters[0].body


def test_the_board_nudges_with_one_click_and_says_when(desk, sent):
    page = desk.asked()
    page.submit("Remind: Winter plan")
    assert page.url == desk.url("meeting-papers")
    assert "A reminder goes to Avery Author." in page.text
    assert "Reminded 10 July 2023" in page.text
    page.submit("Remind: Winter plan")
    assert "No reminder was sent" in page.text


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("item", ["Winter plan", "Beds", "Ambulances"]),
        ("author", ["Winter plan", "Beds", "Ambulances"]),
        ("due", ["Ambulances", "Winter plan", "Beds"]),
        ("state", ["Ambulances", "Winter plan", "Beds"]),
        ("received", ["Winter plan", "Beds", "Ambulances"]),
        ("nonsense", ["Winter plan", "Beds", "Ambulances"]),
    ],
)
def test_the_board_is_sorted_by_what_is_asked(desk, by, order):
    item = make.item(desk.meeting, "Ambulances")
    make.paper(desk.board, "Ambulances", under=item, due=date(2023, 7, 3))
    desk.paper.cut("Kept", None, NOW)
    Paper.objects.filter(pk=desk.paper.pk).update(submitted_at=NOW)
    page = desk.visitor().get(f"{desk.url('meeting-papers')}?by={by}")
    found = [row.xpath(".//a")[0].text_content() for row in page.page.xpath("//tbody/tr")]
    assert found == order


def test_sorting_the_other_way_leaves_what_has_no_value_last(desk):
    Paper.objects.filter(pk=desk.paper.pk).update(submitted_at=NOW)
    page = desk.visitor().get(f"{desk.url('meeting-papers')}?by=received&order=down")
    found = [row.xpath(".//a")[0].text_content() for row in page.page.xpath("//tbody/tr")]
    assert found == ["Winter plan", "Beds"]


def test_a_link_is_renewed_and_the_one_before_ends(desk, sent):
    page = desk.asked()
    sent()
    before = desk.address()
    page.follow("Link sent 10 July 2023: Avery Author")
    page.submit("Send a new link")
    assert "Avery Author gets the new link by e-mail." in page.text
    assert desk.address() != before
    assert Visitor().get(before).status == 404
    assert Visitor().get(desk.address()).status == 200
    assert desk.address() in sent()[-1].body


def test_a_link_is_called_back_and_given_again(desk):
    page = desk.asked()
    before = desk.address()
    page.follow("Link sent 10 July 2023: Avery Author")
    page.submit("Call the link back")
    assert "This link was called back." in page.text
    assert Visitor().get(before).status == 410
    page.submit("Send a new link")
    assert Visitor().get(desk.address()).status == 200
    assert Visitor().get(before).status == 404


def test_what_was_done_with_links_stands_in_the_history_of_the_paper(desk):
    desk.asked()
    desk.link().renew(date(2023, 7, 20), desk.secretary, NOW)
    desk.link().revoke(desk.secretary, NOW)
    verbs = list(Change.objects.of(desk.paper).values_list("verb", flat=True))
    assert verbs == ["link revoked", "link renewed", "link given"]


def test_a_letter_sent_after_the_sites_secret_changed_holds_a_link_that_works(desk, settings, sent):
    desk.asked()
    settings.SECRET_KEY = "another secret altogether, of good length"
    [message] = sent()
    token = message.body.partition("/put-in/")[2].partition("/")[0]
    assert Visitor().get(f"/put-in/{token}/").status == 200


def test_an_author_with_an_account_is_reminded_once_with_both_ways(desk, sent):
    author = make.user("Cam Account")
    PaperRole.objects.create(paper=desk.other, person=author.person, role="author", name="Cam")
    desk.asked()
    chasers.remind(at(5))
    mine = [message for message in sent() if message.to == [author.email]]
    [reminder] = [each for each in mine if each.subject.startswith("Reminder")]
    assert "/desk/papers/" in reminder.body
    assert desk.address(desk.other) in reminder.body


def test_the_pages_take_a_fixed_number_of_queries(desk, django_assert_max_num_queries):
    for number in range(20):
        who = make.person(email=f"author{number}@example.org")
        make.paper(desk.board, author=who, under=make.item(desk.meeting))
    desk.asked()
    page = desk.visitor()
    with django_assert_max_num_queries(34):
        page.get(desk.url("meeting-papers"))
    with django_assert_max_num_queries(34):
        page.get(desk.url("meeting-call"))


def test_a_call_for_a_meeting_that_was_called_off_opens_nothing(desk):
    desk.asked()
    Meeting.objects.update(state="cancelled")
    page = Visitor().get(desk.address())
    assert page.status == 410
    assert "takes no papers" in page.text


def test_the_last_day_counts_where_the_board_meets(desk, now):
    desk.asked()
    late = datetime(2023, 7, 23, 23, 30, tzinfo=make.LONDON)
    now.move_to(late)
    assert Visitor().get(desk.address()).status == 200
    now.move_to(late + timedelta(hours=1))
    page = Visitor().get(desk.address())
    assert page.status == 410
    assert "This link ended on 23 July 2023." in page.text
    assert "office@example.org" in page.text
    assert "Winter" not in page.text


def test_a_second_call_begins_with_those_who_were_not_asked(desk):
    desk.asked()
    type(desk.author).objects.filter(family_name="Nomail").update(email="bo@example.org")
    page = desk.visitor().get(desk.url("meeting-call"))
    assert "Those who were asked before are not ticked." in page.text
    page.submit("Ask for the papers")
    assert "1 author is asked." in page.text
    assert PaperLink.objects.count() == 2


def test_who_has_no_address_gets_one_a_step_away_and_is_not_reminded_before(desk):
    page = desk.visitor().get(desk.url("meeting-papers"))
    assert "Remind: Winter plan" in page.text
    assert "Remind: Beds" not in page.text
    page.follow("Add one for Bo Nomail")
    page.submit("Save", {"email": "bo@example.org"})
    assert page.url == desk.url("meeting-papers")
    assert "Remind: Beds" in page.text
