"""The desk over plain HTTP: what a secretary and an owner do, without JavaScript."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.test import Client

from icsgov.record.proofs import prove
from icsgov.work import mail
from meetings.models import Action, ActionUpdate, Ask, Decision, ForwardEntry, Paragraph
from meetings.outcomes import following
from meetings.outcomes.acting import take
from meetings.outcomes.promising import aim, promise
from meetings.preflight import preflight
from meetings.tasks.action_mail import remind
from tests import factories as make
from tests.factories import NOW
from tests.meetings.minuting.desk import attend, desk
from tests.meetings.outcomes.record import out
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def at():
    """Minutes being taken, and a secretary who looks at them."""
    made = desk()
    attend(made.meeting, "Olu Officer", "in attendance")
    return made


def page_of(paragraph, what):
    return f"/desk/minutes/paragraphs/{paragraph.key}/{what}/"


def test_a_marked_paragraph_gets_its_decision_and_the_checker_is_content(at):
    row = at.add("The board approved the plan.", "decision")
    visitor = Visitor(at.secretary).get(at.address())
    visitor.follow("Say what was decided: The board approved the plan.")
    visitor.submit("Save", {"outcome": "approved"})
    decision = Decision.objects.get()
    assert (decision.ref, decision.words) == ("ICP/2023-07-24/D1", "The board approved the plan.")
    assert (decision.paragraph, decision.confirmed_by) == (row, at.secretary)
    assert "ICP/2023-07-24/D1" in visitor.text
    assert "Say what was decided, for the register" not in visitor.text


def test_a_vote_that_does_not_add_up_is_refused_by_the_name_of_the_field(at):
    row = at.add("Approved by vote.", "decision")
    visitor = Visitor(at.secretary).get(page_of(row, "decision"))
    typed = {"outcome": "approved", "votes_for": "2", "votes_against": "1"}
    visitor.submit("Save", typed)
    assert visitor.status == 422
    assert "3 votes are counted here, but only 2 members were present" in visitor.text
    assert 'href="#id_votes_against"' in visitor.response.content.decode()
    assert not Decision.objects.exists()
    visitor.submit("Save", {"votes_against": "0"})
    assert Decision.objects.get().votes_for == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select outcome"),
        ({"outcome": "conditional"}, "Enter the conditions"),
        ({"outcome": "approved", "votes_for": "many"}, "whole number"),
        ({"outcome": "approved", "words": ""}, "Enter the resolution"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(at, typed, said):
    visitor = Visitor(at.secretary).get(page_of(at.add("Words.", "decision"), "decision"))
    visitor.submit("Save", typed)
    assert visitor.status == 422
    assert said.lower() in visitor.text.lower()


def test_the_exclusion_of_the_public_is_minuted_with_its_ground(at):
    row = at.add("The public were excluded.", "decision")
    visitor = Visitor(at.secretary).get(page_of(row, "decision"))
    visitor.submit("Save", {"outcome": "agreed", "ground": "Act of 1960, section 1(2)"})
    out(at)
    public = Client().get("/decisions/icp/2023-07-24/d1/").content.decode()
    assert "Act of 1960, section 1(2)" in public


def test_what_readers_have_is_changed_only_with_a_reason(at):
    row = at.add("Approved.", "decision")
    Visitor(at.secretary).get(page_of(row, "decision")).submit("Save", {"outcome": "approved"})
    out(at)
    made = Decision.objects.get()
    visitor = Visitor(at.secretary).get(f"/desk/decisions/{made.key}/edit/")
    visitor.submit("Save", {"outcome": "noted"})
    assert visitor.status == 422
    assert "Enter why you change it" in visitor.text
    visitor.submit("Save", {"outcome": "noted", "why": "A slip of the pen."})
    assert "A slip of the pen." in visitor.text
    assert "Noted" in Client().get("/decisions/icp/2023-07-24/d1/").content.decode()


def test_other_boards_adopt_what_waits_for_them(at):
    trust = make.board("ICB")
    row = at.add("Approved.", "decision")
    visitor = Visitor(at.secretary).get(page_of(row, "decision"))
    visitor.submit("Save", {"outcome": "approved", "pending": [str(trust.key)]})
    made = Decision.objects.get()
    visitor.get(f"/desk/decisions/{made.key}/").follow("Note that a board adopted it")
    early = {"on-day": "1", "on-month": "1", "on-year": "2023", "board": str(trust.key)}
    visitor.submit("Save", early)
    assert visitor.status == 422
    visitor.submit("Save", {"on-day": "10", "on-month": "7", "on-year": "2023"})
    assert visitor.status == 422  # before the meeting, by the clock of this test
    assert not made.adoptions.exists()


def test_picks_become_decisions_once_a_person_confirms_them(at):
    item = at.section.item
    Ask.objects.create(item=item, verb="approve", text="the plan")
    visitor = Visitor(at.secretary).get(f"/desk/items/{item.key}/outcomes/")
    visitor.submit("Note it for ask 1", {"ask-1-pick": "changed", "ask-1-words": "by May"})
    assert not Decision.objects.exists()
    visitor.follow("Confirm it as a decision for ask 1")
    assert "agreed to approve the plan, by May." in visitor.response.content.decode()
    visitor.submit("Confirm the decision")
    made = Decision.objects.get()
    assert (made.outcome, made.ask, made.item) == ("approved", "approve the plan", item)
    assert made.paragraph in Paragraph.objects.filter(section=at.section, kind="decision")
    assert "Confirmed" in visitor.text
    again = visitor.get(f"/desk/items/{item.key}/outcomes/1/")
    assert again.url == f"/desk/decisions/{made.key}/"


def test_an_action_of_a_paragraph_knows_people_and_organisations(at):
    make.organisation("Sample Trust")
    row = at.add("Olu to write it.", "action")
    visitor = Visitor(at.secretary).get(page_of(row, "action"))
    visitor.submit("Save", {"owners": "Nobody Known"})
    assert visitor.status == 422
    assert "We know nobody and no organisation called “Nobody Known”" in visitor.text
    both = {"owners": "Olu Officer, sample trust", "due_words": "by the autumn"}
    visitor.submit("Save", {**both, "due-day": "1", "due-month": "9", "due-year": "2023"})
    assert visitor.status == 422
    visitor.submit("Save", {"due-day": "", "due-month": "", "due-year": ""})
    made = Action.objects.get()
    assert [owner.name for owner in made.owners.all()] == ["Olu Officer", "Sample Trust"]
    assert (made.due, made.due_words) == (None, "by the autumn")
    assert "Olu Officer, Sample Trust, by the autumn" in visitor.text


@pytest.fixture
def owned(at):
    """An open action of somebody with an account, due in a week."""
    owner = make.user("Kit Owner")
    row = take(
        at.board, 1, "Write it.", None, NOW,
        owners=[owner.person], due=NOW.date() + timedelta(days=7),
    )  # fmt: skip
    return owner, row


def test_an_owner_reports_in_one_line_and_a_meeting_closes_it(at, owned):
    owner, row = owned
    visitor = Visitor(owner).get("/desk/actions/mine/")
    visitor.submit(f"Report on {row}", {})
    assert visitor.status == 422
    visitor.submit(f"Report on {row}", {f"{row.key.hex}-text": "Nearly there."})
    assert Action.objects.get().state == "updated"
    visitor.submit(
        f"Report on {row}", {f"{row.key.hex}-text": "Done.", f"{row.key.hex}-complete": True}
    )
    assert Action.objects.get().state == "proposed"
    secretary = Visitor(at.secretary).get(f"/desk/icp/{at.meeting.address}/matters-arising/1/")
    assert "Done." in secretary.text
    secretary.follow(f"Close it: {row}").submit("Save")
    closed = Action.objects.get()
    assert (closed.state, closed.closed_at_meeting) == ("closed", at.meeting)
    assert "Done." not in Visitor(owner).get("/desk/actions/mine/").text


def test_an_action_is_carried_over_merged_replaced_and_opened_again(at):
    board = at.board
    rows = [take(board, 1, f"Action {n}.", None, NOW, due=date(2023, 7, 1)) for n in range(3)]
    visitor = Visitor(at.secretary)

    def settle(row, **typed):
        return visitor.get(f"/desk/actions/{row.key}/settle/").submit("Save", typed)

    day = {"due-day": "1", "due-month": "9", "due-year": "2023"}
    settle(rows[0], what="carry", meeting=str(at.meeting.key), **day)
    carried = Action.objects.get(pk=rows[0].pk)
    assert (carried.due, carried.slipped_from) == (date(2023, 9, 1), ["2023-07-01"])
    assert settle(rows[1], what="merge", into="2").status == 422
    settle(rows[1], what="merge", into="1")
    assert Action.objects.get(pk=rows[1].pk).merged_into == rows[0]
    assert settle(rows[2], what="supersede").status == 422
    settle(rows[2], what="supersede", words="A law came in its place.")
    assert "A law came in its place." in visitor.text
    assert settle(rows[0], what="close").status == 422
    settle(rows[0], what="close", meeting=str(at.meeting.key))
    settle(rows[0], what="reopen", words="It was not done.")
    assert Action.objects.get(pk=rows[0].pk).state == "open"


def test_a_reminder_is_one_mail_with_links_and_no_content(at, owned):
    owner, row = owned
    take(at.board, 1, "Another secret.", None, NOW, owners=[owner.person], due=row.due)
    remind(NOW)
    remind(NOW + timedelta(minutes=5))
    mail.send_due(NOW)
    (sent,) = outbox.outbox
    assert sent.to == [owner.email]
    assert "Write it" not in sent.subject + sent.body
    assert "secret" not in sent.subject + sent.body
    links = re.findall(r"/actions/mine/\S+/", sent.body)
    assert len(links) == 2
    visitor = Visitor().get(links[0])
    assert "Kit Owner" in visitor.text
    visitor.submit("Send the report", {"text": "By link."})
    assert ActionUpdate.objects.get().name == "Kit Owner"
    again = Visitor().get(links[0])
    assert again.status == 410
    assert "Each link works once" in again.text
    late = Client().post(links[0], {"text": "Twice."})
    assert late.status_code == 410
    assert "Twice." in late.content.decode()
    assert ActionUpdate.objects.count() == 1
    assert ActionUpdate.objects.count() == 1


@pytest.mark.parametrize(
    ("left", "reminded"), [(8, 0), (7, 1), (3, 0), (0, 1), (-1, 0), (-7, 1), (-14, 1)]
)
def test_reminders_fall_on_the_days_of_the_rule(at, left, reminded):
    owner = make.user()
    due = NOW.date() + timedelta(days=left)
    take(at.board, 1, "Write it.", None, NOW, owners=[owner.person], due=due)
    remind(NOW)
    mail.send_due(NOW)
    assert len(outbox.outbox) == reminded


def test_a_private_action_is_reported_on_after_sign_in_only(at):
    owner = make.user()
    row = take(at.board, 2, "Private.", None, NOW, owners=[owner.person], due=NOW.date())
    without = make.person(email="nobody@example.org")
    take(at.board, 2, "Private too.", None, NOW, owners=[without], due=NOW.date())
    remind(NOW)
    mail.send_due(NOW)
    (sent,) = outbox.outbox
    assert "/actions/mine/" not in sent.body.replace("/desk/actions/mine/", "")
    assert str(row.number) not in sent.body.partition("\n")[0]
    assert "Private." in Visitor(owner).get("/desk/actions/mine/").text


def test_a_closed_action_is_reminded_of_no_more(at, owned):
    _, row = owned
    remind(NOW)
    following.close(row, at.meeting, "", at.secretary, NOW)
    mail.send_due(NOW)
    assert outbox.outbox == []


def test_matters_arising_stand_in_the_next_pack_by_themselves(at):
    shown = at.add("Kim to write it.", "action")
    row = take(at.board, 1, "Write it.", None, NOW, meeting=at.meeting, paragraph=shown)
    private = take(at.board, 2, "Private.", None, NOW)
    draft = take(at.board, 1, "By hand, not public.", None, NOW)
    october = make.meeting(at.board, date(2023, 10, 2))
    make.item(october, "Opening business", mode="verbal")
    out(at)
    following.report(row, "Half done", "Kim Chair", None, NOW)
    proof = prove("agenda", october.key, 1, NOW)
    assert proof.faults == ()
    log = next(each for each in proof.root.of_kind("paper") if "Matters" in each.title)
    said = "".join(node.data["html"] for node in log.of_kind("section"))
    assert "Write it." in said
    assert "Half done. (Kim Chair, 10 July 2023)" in said
    assert private.text not in said
    assert draft.text not in said


def test_a_promise_moves_to_a_meeting_and_keeps_its_item_of_another_name(at):
    row = at.add("The concordat is to come back.")
    october = make.meeting(at.board, date(2023, 10, 2))
    visitor = Visitor(at.secretary).get(page_of(row, "promise"))
    visitor.submit("Save", {"title": "The concordat", "target": str(october.key)})
    entry = ForwardEntry.objects.get()
    assert (entry.item, entry.origin, entry.target) == (at.section.item, at.meeting, october)
    visitor.get("/desk/forward-plan/?board=icp")
    assert "Not on the agenda yet" in visitor.text
    visitor.submit("Move The concordat", {"to": str(october.key)})
    entry.refresh_from_db()
    item = entry.discharged_by
    item.save_at(item.version, None, NOW, title="A charter")
    visitor.get(f"/desk/forward-plan/{entry.key}/")
    assert "Keeps a promise The concordat" in visitor.text
    assert "A charter" in visitor.text
    visitor.get("/desk/forward-plan/?board=icp").submit("Move The concordat", {"to": ""})
    entry.refresh_from_db()
    assert (entry.discharged_by, entry.target) == (None, None)
    assert not october.items.exists()


def test_an_item_that_was_worked_on_is_not_taken_off(at):
    october = make.meeting(at.board, date(2023, 10, 2))
    entry = promise(at.board, 1, "The concordat", None, NOW)
    visitor = Visitor(at.secretary).get("/desk/forward-plan/?board=icp")
    visitor.submit("Move The concordat", {"to": str(october.key)})
    make.paper(at.board, under=october.items.get())
    visitor.submit("Move The concordat", {"to": ""})
    assert "Move the item on its own agenda" in visitor.text
    entry.refresh_from_db()
    assert entry.discharged_by == october.items.get()


def test_what_slipped_is_raised_on_the_next_agenda_and_added_in_one_click(at):
    june, october = (make.meeting(at.board, day) for day in (date(2023, 6, 5), date(2023, 10, 2)))
    make.item(october, "Opening business", mode="verbal")
    entry = promise(at.board, 1, "The concordat", None, NOW)
    aim(entry, june, None, NOW)
    (found,) = [each for each in preflight(october, 1, NOW) if each.code == "promised"]
    assert "“The concordat” was to come back on 5 June 2023" in found.sentence
    visitor = Visitor(at.secretary).get(f"/desk/icp/{october.address}/")
    visitor.submit("Add to this agenda: The concordat")
    entry.refresh_from_db()
    assert entry.discharged_by.meeting == october
    assert not [each for each in preflight(october, 1, NOW) if each.code == "promised"]


def test_registers_of_the_desk_are_given_out_as_files(at):
    take(at.board, 1, "=cmd()", None, NOW)
    client = at.client
    assert b"'=cmd()" in client.get("/desk/actions/?as=csv").content
    assert client.get("/desk/actions/?as=xlsx").content.startswith(b"PK")
    assert client.get("/desk/decisions/?as=xlsx&q=%22").status_code == 200
    assert client.get("/desk/actions/?since-day=x").status_code == 422


def test_a_chair_reads_no_decision_of_minutes_that_are_being_taken(at):
    chair = make.user()
    make.seat(chair, at.board, "chair")
    row = at.add("Approved in draft.", "decision")
    Visitor(at.secretary).get(page_of(row, "decision")).submit("Save", {"outcome": "approved"})
    visitor = Visitor(chair)
    assert "Approved in draft" not in visitor.get("/desk/decisions/").text
    at.minutes.send_to_chair(None, NOW)
    assert "Approved in draft" in visitor.get("/desk/decisions/").text
