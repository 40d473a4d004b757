"""Update rounds: a link for each lead, answers taken or sent back, and the report."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from icsgov.record.proofs import prove
from icsgov.work.mail import send_due
from strategy import rounds, tasks
from strategy.models import Update, UpdateRound
from tests import factories as make
from tests.strategy import plans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def plan():
    made = plans.plan(make.board("ICP"), address="ours")
    priority = plans.part(made, "priority", "Early years", number="1")
    plans.metric(made, parent=priority, name="Uptake")
    plans.part(made, "lead", "Dr Lee", parent=priority, data={"email": "lee@example.org"})
    plans.part(made, "lead", "No Address", parent=plans.part(made, "area"))
    return made


@pytest.fixture
def asked(plan):
    made = UpdateRound(plan=plan, title="July", closes_on=make.MEETING_DAY)
    [update] = rounds.open_round(made, None, make.NOW)
    return update


def link() -> str:
    """The address in the last letter."""
    send_due(make.NOW + timedelta(minutes=1))
    found = re.search(r"https?://[^/]+(/strategy/updates/\S+)", mail.outbox[-1].body)
    assert found
    return found.group(1)


def test_a_lead_answers_by_a_link_that_works_once(client, asked, plan):
    address = link()
    assert mail.outbox[-1].to == ["lee@example.org"]
    metric = plan.parts.get(sort="metric")
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": ""}).status_code == 422
    sent = {"text": "Going on.", f"reading-{metric.key}": "31.5%"}
    assert client.post(address, sent).status_code == 200
    client.force_login(make.secretary(plan.board))
    page = client.get(reverse("desk-round", kwargs={"key": asked.round.key})).content.decode()
    assert "Uptake: <strong>31.5%</strong>" in page
    client.logout()
    assert client.get(address).status_code == 404
    asked.refresh_from_db()
    assert (asked.state, asked.text) == ("given", "Going on.")
    rounds.accept(asked, None, make.NOW)
    assert metric.readings.get().printed == "31.5%"


def test_without_a_lead_to_ask_the_page_says_what_to_do(client, plan):
    client.force_login(make.secretary(plan.board))
    address = reverse("desk-round-new", kwargs={"address": "ours"})
    assert 'name="title"' in client.get(address).content.decode()
    plan.parts.filter(name="Dr Lee").delete()
    page = client.get(address).content.decode()
    assert "No lead has an e-mail address." in page
    assert 'name="title"' not in page


def test_a_link_ends_with_the_deadline_and_lives_again_when_that_is_moved(client, asked, plan):
    address = link()
    with time_machine.travel(make.NOW + timedelta(days=15), tick=False):
        for answer in (client.get(address), client.post(address, {"text": "Too late"})):
            assert answer.status_code == 410
            assert "by 24 July 2023" in answer.content.decode()
        asked.refresh_from_db()
        assert asked.state == "asked"
        client.force_login(make.secretary(plan.board))
        edit = reverse("desk-round-edit", kwargs={"key": asked.round.key})
        fields = {"title": "July", "version": 1, "closes_on-day": 1, "closes_on-month": 8}
        assert client.post(edit, {**fields, "closes_on-year": 2022}).status_code == 422
        assert client.post(edit, {**fields, "closes_on-year": 2023}).status_code == 302
        assert client.get(address).status_code == 200
        assert client.post(address, {"text": "In time"}).status_code == 200


def test_a_rating_without_words_is_sent_back_and_keeps_what_was_typed(client, plan):
    update = plans.update(plan, plans.part(plan, "condition"))
    address = reverse("strategy-update", kwargs={"token": update.fresh_token()})
    answer = client.post(address, {"rating": "R", "text": " "})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Enter what happened" in page
    assert re.search(r'value="R"[^>]*checked', page)
    assert client.post(address, {"rating": "X", "text": "Well"}).status_code == 422
    update.refresh_from_db()
    assert update.state == "asked"


def test_a_link_used_up_or_of_a_closed_round_finds_nothing(client, asked):
    address = link()
    asked.round.close(None, make.NOW)
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "x"}).status_code == 404


def test_an_accepted_rating_becomes_an_assessment_of_the_named_person(plan):
    condition = plans.part(plan, "condition")
    update = plans.update(plan, condition)
    update.give("A", "Nearly.", {}, make.NOW)
    rounds.accept(update, None, make.NOW)
    said = condition.assessments.get()
    assert (said.rating, said.text, said.person) == ("A", "Nearly.", "Lee Lead")


def test_the_lead_of_a_condition_is_asked_for_a_rating_and_of_a_priority_for_words(client):
    plan = plans.plan(make.board("ICB"))
    condition = plans.part(plan, "condition")
    priority = plans.part(plan, "priority")
    for part in (condition, priority):
        plans.part(plan, "lead", "Lee", parent=part, data={"email": "lee@example.org"})
    plans.part(plan, "lead", "Of the plan", data={"email": "all@example.org"})
    opened = UpdateRound(plan=plan, title="July", closes_on=make.MEETING_DAY)
    updates = rounds.open_round(opened, None, make.NOW)
    assert [update.part for update in updates] == [condition, priority]
    pages = [
        client.get(reverse("strategy-update", kwargs={"token": each.fresh_token()}))
        for each in updates
    ]
    assert [b"How does it stand?" in page.content for page in pages] == [True, False]
    for update in updates:
        update.give("G" if update.part == condition else "", "Going on.", {}, make.NOW)
        rounds.accept(update, None, make.NOW)
    said = condition.assessments.get()
    assert (said.rating, said.person, said.source) == ("G", "Lee", "July")
    assert priority.progress.get().text == "Going on."


def test_a_lead_who_is_asked_again_gets_a_new_link(client, asked):
    first = link()
    client.post(first, {"text": "Going on."})
    asked.refresh_from_db()
    rounds.ask_again(asked, "How much?", None, make.NOW)
    second = link()
    assert second != first and "How much?" in mail.outbox[-1].body
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_the_owner_accepts_or_sends_back_on_the_page(client, asked, plan):
    client.force_login(make.secretary(plan.board))
    asked.give("", "Going on.", {}, make.NOW)
    again = reverse("desk-update-again", kwargs={"key": asked.key})
    assert client.post(again, {"words": "More"}).status_code == 302
    asked.refresh_from_db()
    page = client.get(reverse("desk-round", kwargs={"key": asked.round.key})).content.decode()
    assert "What was asked again:</strong> More" in page
    asked.give("", "All of it.", {}, make.NOW)
    client.post(reverse("desk-update-accept", kwargs={"key": asked.key}))
    asked.refresh_from_db()
    assert asked.state == "accepted"
    page = client.get(reverse("desk-round", kwargs={"key": asked.round.key})).content.decode()
    assert "Accepted" in page and "All of it." in page


def test_leads_are_reminded_once_three_days_before(asked):
    early = make.NOW + timedelta(days=5)
    late = make.NOW + timedelta(days=12)
    for now in (early, late, late):
        tasks.remind_leads(now)
    send_due(late)
    assert len(mail.outbox) == 2
    tokens = {re.search(r"updates/(\S+)/", each.body).group(1) for each in mail.outbox}
    assert [bool(Update.objects.by_token(token)) for token in tokens].count(True) == 1


def test_the_report_says_what_changed_first_and_who_is_missing(plan):
    first = plans.part(plan, "condition", "Same", number="1")
    second = plans.part(plan, "condition", "Moved", number="2")
    before = plans.update(plan, first)
    before.give("G", "As ever.", {}, make.NOW)
    before.accept(None, make.NOW)
    same = plans.update(plan, first, last_text="As ever.")
    moved = Update(round=same.round, part=second, lead="Kit", email="k@example.org")
    moved.fresh_token()
    moved.save()
    owed = Update(
        round=same.round, part=plans.part(plan, "area", "Owed"), lead="No", email="n@e.org"
    )
    owed.fresh_token()
    owed.save()
    same.give("G", "As ever.", {}, make.NOW)
    moved.give("A", "Slower.", {}, make.NOW)
    for update in (same, moved):
        update.accept(None, make.NOW)
    root = prove("plan-progress", same.round.key, 1, make.NOW).root
    assert [(node.title, node.data["changed"]) for node in root.children] == [
        ("Moved", True),
        ("Same", False),
    ]
    assert root.data["missing"] == ["Owed (No)"]


def test_a_report_without_answers_cannot_be_printed(asked):
    proof = prove("plan-progress", asked.round.key, 1, make.NOW)
    assert proof.faults == ("No answer has been accepted yet.",)
    assert proof.on == date(2023, 7, 24)
