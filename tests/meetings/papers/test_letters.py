import pytest
from django.core import mail as outbox

from icsgov.work import mail
from icsgov.work.models import Message
from meetings.models import Paper
from meetings.tasks import letters
from tests.meetings.papers.conftest import NOW


def sent(desk):
    """Who got what subject, once the outbox was emptied."""
    outbox.outbox.clear()
    mail.send_due(NOW)
    return sorted((message.to[0], message.subject) for message in outbox.outbox)


def addresses(desk, *names):
    return {getattr(desk, name).email for name in names}


def test_submitting_tells_the_secretary_and_asks_the_lead(desk):
    desk.post("author", "paper-submit")
    assert sent(desk) == sorted(
        [
            (desk.lead.email, "To clear: “Winter plan”"),
            (desk.secretary.email, "Submitted: “Winter plan”"),
        ]
    )
    body = next(each.body for each in outbox.outbox if each.to == [desk.lead.email])
    assert "the ICP meeting on 24 July 2023" in body
    assert desk.url("paper") in body


def test_the_next_step_is_asked_for_when_the_one_before_is_taken(desk):
    desk.post("author", "paper-submit")
    sent(desk)
    desk.clear("lead", "lead")
    assert sent(desk) == [(desk.chair.email, "To clear: “Winter plan”")]
    desk.clear("chair", "chair")
    subject = "Cleared: “Winter plan”"
    told = addresses(desk, "author", "assistant", "secretary")
    assert sent(desk) == sorted((address, subject) for address in told)


def test_returning_tells_the_authors_and_their_assistants_without_the_reason(desk):
    desk.post("author", "paper-submit")
    sent(desk)
    desk.post("lead", "paper-return", {"words": "secret-reason"})
    told = sent(desk)
    assert {address for address, _ in told} == addresses(desk, "author", "assistant")
    assert "secret-reason" not in "".join(each.body for each in outbox.outbox)


def test_a_part2_title_stays_out_of_every_message(desk):
    Paper.objects.update(private=True)
    said = ""
    for step in (
        lambda: desk.post("author", "paper-submit"),
        lambda: desk.clear("lead", "lead"),
        lambda: desk.clear("chair", "chair"),
    ):
        step()
        assert sent(desk)
        said += "".join(each.subject + each.body for each in outbox.outbox)
    assert "Winter plan" not in said
    assert "A paper for the ICP meeting" in said


@pytest.mark.parametrize("kind", ["paper-submitted", "paper-to-clear", "paper-returned"])
def test_nothing_is_said_to_somebody_who_lost_the_right(desk, kind):
    letters.tell(kind, desk.paper, [desk.chair], NOW, step="chair")
    assert sent(desk) == []
    assert Message.objects.get().state == "dropped"


@pytest.mark.parametrize(
    "kind", ["paper-due", "paper-submitted", "paper-to-clear", "paper-returned", "paper-cleared"]
)
def test_nothing_is_said_that_is_no_longer_so(desk, kind):
    letters.tell(kind, desk.paper, [desk.secretary], NOW, step="lead")
    state = "cleared" if kind == "paper-to-clear" else "withdrawn"
    Paper.objects.update(state=state)
    assert sent(desk) == []


def test_a_deactivated_account_gets_nothing(desk):
    desk.lead.is_active = False
    desk.lead.save()
    desk.post("author", "paper-submit")
    assert [address for address, _ in sent(desk)] == [desk.secretary.email]


def test_whoever_acts_is_not_told_of_their_own_step(desk):
    desk.post("secretary", "paper-submit", {"words": "E-mail"})
    assert desk.secretary.email not in [address for address, _ in sent(desk)]


def test_the_same_version_is_asked_about_once(desk):
    desk.post("author", "paper-submit")
    sent(desk)
    desk.post("lead", "paper-return", {"words": "Shorter"})
    desk.post("author", "paper-submit")
    assert (desk.lead.email, "To clear: “Winter plan”") not in sent(desk)
    desk.post("lead", "paper-return", {"words": "Shorter"})
    paper = desk.fresh()
    paper.write(paper.version, desk.author, NOW, body="<p>Short</p>")
    desk.post("author", "paper-submit")
    assert (desk.lead.email, "To clear: “Winter plan”") in sent(desk)
