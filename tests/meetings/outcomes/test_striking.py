"""What was recorded by mistake is taken back: with a reason, for all readers, never reused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from icsgov.ledger.models import Change
from icsgov.record.models import Release
from meetings import bringing, outcomes_access
from meetings.models import Action, AlreadyStruck, Ask, Decision, Paragraph
from meetings.outcomes import following, matters, striking
from meetings.outcomes.acting import take
from meetings.outcomes.confirming import confirm
from meetings.outcomes.deciding import decide
from tests import factories as make
from tests.factories import NOW
from tests.meetings.outcomes.record import out
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
D1 = "/decisions/icp/2023-07-24/d1/"


def live(kind, audience="public"):
    return Release.objects.filter(kind=kind, audience=audience).heads()


def page(address, status=200):
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def test_a_decision_is_taken_back_by_a_button_and_readers_find_the_reason(shown):
    out(shown)
    row = Decision.objects.get()
    assert "It was approved." in page(D1)
    visitor = Visitor(shown.secretary).get(f"/desk/decisions/{row.key}/")
    visitor.follow("Take it back")
    assert "Everybody can read it now." in visitor.text
    assert visitor.submit("Take it back").status == 422
    visitor.submit("Take it back", {"reason": "The board only noted it."})
    assert "The board only noted it." in visitor.text
    assert "Take it back" not in visitor.text
    gone = page(D1, 410)
    assert "It was recorded by mistake. The board only noted it." in gone
    assert "It was approved." not in gone
    for register in ("/decisions/", "/icp/decisions/", "/decisions/decisions.csv"):
        assert "It was approved." not in page(register)
    assert not live("decision").exists()
    assert not live("decision", "members").exists()
    assert Change.objects.of(row).filter(verb="struck", words="The board only noted it.").exists()


def test_its_reference_is_not_given_again_and_its_paragraph_is_free(shown):
    row = Decision.objects.get()
    paragraph = row.paragraph
    striking.strike(row, "Twice.", shown.secretary, NOW)
    again = decide(shown.meeting, 1, "noted", "Noted.", None, NOW, paragraph=paragraph)
    assert again.ref == "ICP/2023-07-24/D2"
    out(shown)
    assert [each.entries.get(seq=0).ref for each in live("decision")] == [again.ref]
    assert page("/decisions/icp/2023-07-24/d2/")
    page(D1, 404)  # no reader ever had it


def test_an_action_leaves_every_log_and_owners_hear_no_more_of_it(shown):
    owner = make.user("Kit Owner")
    row = take(shown.board, 1, "By mistake.", None, NOW, owners=[owner.person], public=True)
    assert "By mistake." in page(f"/actions/icp/{row.number}/")
    visitor = Visitor(shown.secretary).get(f"/desk/actions/{row.key}/take-back/")
    visitor.submit("Take it back", {"reason": "It is the trust\u2019s."})
    assert "It is the trust\u2019s." in page(f"/actions/icp/{row.number}/", 410)
    assert not following.owned_by(owner.person).exists()
    later = make.meeting(shown.board, make.date(2023, 10, 2))
    log = matters.log_of(later, 1)
    numbers = {each.action.number for each in (*log.due, *log.open, *log.closed)}
    assert numbers == {Action.objects.exclude(pk=row.pk).get().number}
    assert take(shown.board, 1, "Next.", None, NOW).number == row.number + 1


def test_the_desk_finds_what_was_taken_back(shown):
    striking.strike(Decision.objects.get(), "Twice.", shown.secretary, NOW)
    visitor = Visitor(shown.secretary).get("/desk/decisions/")
    assert "It was approved." not in visitor.text
    visitor.submit("Show", {"state": "struck"})
    assert "It was approved." in visitor.text
    assert "Taken back" in visitor.text


def test_what_is_taken_back_is_changed_no_more(shown):
    row = Decision.objects.get()
    striking.strike(row, "Twice.", shown.secretary, NOW)
    with pytest.raises(PermissionDenied):
        outcomes_access.get_decision(shown.secretary, row.key, "write", NOW)
    with pytest.raises(AlreadyStruck):
        striking.strike(row, "Again.", shown.secretary, NOW)
    visitor = Visitor(shown.secretary).get(f"/desk/decisions/{row.key}/take-back/")
    assert "Somebody took it back before you." in visitor.text
    action = Action.objects.get()
    striking.strike(action, "Twice.", shown.secretary, NOW)
    with pytest.raises(AlreadyStruck):
        striking.strike(action, "Again.", shown.secretary, NOW)


def test_an_ask_is_open_again_once_its_decision_is_taken_back(shown):
    item = shown.section.item
    Ask.objects.create(item=item, verb="approve", text="the plan")
    made = confirm(item, 1, "approved", "Approved.", shown.secretary, NOW)
    striking.strike(made, "Wrong ask.", shown.secretary, NOW)
    visitor = Visitor(shown.secretary).get(reverse("item-outcomes", kwargs={"key": item.key}))
    visitor.follow("Confirm it as a decision for ask 1")
    visitor.submit("Confirm the decision", {"outcome": "noted", "words": "Noted."})
    assert Decision.objects.standing().get(item=item, words="Noted.").number == made.number + 1


def test_a_paper_brought_elsewhere_does_not_tell_of_it(shown):
    item = shown.section.item
    first = make.paper(shown.board, "Plan", under=item)
    second = make.paper(make.board("ICB"), "Plan", brought_from=first)
    assert "Approved" in bringing.considered(second, shown.meeting.date)[0]
    striking.strike(Decision.objects.get(), "Twice.", shown.secretary, NOW)
    assert "Approved" not in bringing.considered(second, shown.meeting.date)[0]


def test_the_checker_asks_again_what_was_decided(shown):
    striking.strike(Decision.objects.get(), "Twice.", shown.secretary, NOW)
    visitor = Visitor(shown.secretary).get(shown.address())
    assert "is marked as a decision. Say what was decided" in visitor.text


def test_a_chair_hears_of_it_no_earlier_than_of_the_minutes(shown):
    chair = make.user()
    make.seat(chair, shown.board, "chair")
    row = Decision.objects.get()
    striking.strike(row, "Twice.", shown.secretary, NOW)
    assert not Decision.objects.visible_to(chair, NOW).exists()
    shown.minutes.send_to_chair(shown.secretary, NOW)
    assert Decision.objects.visible_to(chair, NOW).get() == row


def test_nothing_is_struck_without_a_reason(shown):
    row = Decision.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(struck_at=NOW, paragraph=None)
    assert Paragraph.objects.filter(decision=row).exists()
