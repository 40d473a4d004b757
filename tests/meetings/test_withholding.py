"""Withholding a paper: who may not get it, what is said first, interests, giving back, letters."""

from datetime import date

import pytest
from django.core import mail as outbox

from icsgov.boards.models import Withheld
from icsgov.ledger.models import Change
from icsgov.record.publications import Hindered
from icsgov.work.mail import send_due
from icsgov.work.models import Work
from meetings import bringing, publishing, withholding
from meetings.declaring import at_items
from meetings.declaring.at_items import Said
from meetings.models import Interest, ItemInterest, Paper, PaperRole
from meetings.preflight import preflight
from meetings.preparation import prepare
from meetings.withholding import Refused, own_packs, release_for, tree_for
from tests import factories as make
from tests import packs, releases
from tests.builds import built

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def meeting():
    return packs.meeting(make.board("ICB"))


@pytest.fixture
def paper(meeting):
    return Paper.objects.get(title="Drafted here")


@pytest.fixture
def member(meeting):
    account = make.user("Ann Able")
    make.seat(account, meeting.board)
    return account


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


def sees(account, paper):
    return Paper.objects.visible_to(account, NOW).filter(pk=paper.pk).exists()


def item_of(paper):
    return paper.enclosures.get().item


def test_it_is_dated_said_and_logged_and_given_back(paper, member, secretary):
    row = withholding.withhold(paper, member.person, "A bidder", secretary, NOW)
    assert (row.by, row.at, row.reason) == (secretary, NOW, "A bidder")
    assert withholding.give_back(row, "Not bidding", secretary, NOW)
    assert not withholding.give_back(row, "Again", secretary, NOW)
    row.refresh_from_db()
    assert (row.ended_at, row.ended_by, row.ended_words) == (NOW, secretary, "Not bidding")
    said = Change.objects.filter(thing=paper.key, verb__in=("withheld", "given back"))
    assert [each.words for each in said.order_by("pk")] == [
        "Withheld from Ann Able: A bidder",
        "To Ann Able: Not bidding",
    ]


def test_withheld_twice_it_is_so_once(paper, member):
    first = withholding.withhold(paper, member.person, "A bidder", None, NOW)
    assert withholding.withhold(paper, member.person, "Another reason", None, NOW) == first
    assert Withheld.objects.get().reason == "A bidder"


def test_a_chair_no_longer_sees_the_draft_nor_do_assistants(meeting, paper):
    chair, helper = make.user("Kit"), make.user("Hal")
    make.seat(chair, meeting.board, "chair", assistant=helper.person)
    make.seat(helper, meeting.board, "chair")
    assert sees(chair, paper)
    assert sees(helper, paper)
    withholding.withhold(paper, chair.person, "A bidder", None, NOW)
    assert not sees(chair, paper)
    assert not sees(helper, paper)


def test_not_from_who_puts_the_pack_together_nor_from_its_author(meeting, paper, secretary):
    author = make.user("Alex")
    make.seat(author, meeting.board)
    PaperRole.objects.create(paper=paper, person=author.person, role="author", name="Alex")
    for person, words in ((secretary.person, "secretary"), (author.person, "author")):
        with pytest.raises(Refused, match=words):
            withholding.withhold(paper, person, "x", None, NOW)
        assert person not in withholding.people_for(paper, NOW)
    assert not Withheld.objects.exists()


def test_what_was_done_about_an_interest_withholds_the_papers_and_gives_them_back(paper, member):
    item = item_of(paper)
    said = Said(member.person, "Director of Sample Ltd", "withheld")
    record = at_items.record(item, said, None, NOW)
    row = Withheld.objects.present().get()
    assert (row.person, row.thing, row.cause) == (member.person, paper.key, record.key)
    assert "Director of Sample Ltd" in row.reason
    at_items.record(item, Said(member.person, "Director of Sample Ltd", "left"), None, NOW)
    assert not Withheld.objects.present().exists()
    at_items.record(item, said, None, NOW)
    at_items.withdraw(ItemInterest.objects.get(), None, NOW)
    assert not Withheld.objects.present().exists()


def test_what_a_secretary_withheld_by_hand_no_interest_gives_back(paper, member):
    withholding.withhold(paper, member.person, "By hand", None, NOW)
    record = at_items.record(item_of(paper), Said(member.person, "x", "withheld"), None, NOW)
    at_items.withdraw(record, None, NOW)
    assert Withheld.objects.present().get().reason == "By hand"


def test_an_interest_of_its_author_is_recorded_and_said_to_have_no_effect(meeting, paper):
    author = make.user("Alex")
    make.seat(author, meeting.board)
    PaperRole.objects.create(paper=paper, person=author.person, role="author", name="Alex")
    record = at_items.record(item_of(paper), Said(author.person, "x", "withheld"), None, NOW)
    assert not Withheld.objects.exists()
    [words] = withholding.refusals(record, NOW)
    assert "author" in words


def test_a_paper_that_came_after_stops_publishing_until_it_is_withheld_too(
    meeting, paper, member, secretary
):
    item = item_of(paper)
    said = Said(member.person, "Director of Sample Ltd", "withheld")
    at_items.record(item, said, None, NOW)
    packs.paper(meeting.board, "Came later", item)
    assert "not-withheld" in {each.code for each in preflight(meeting, 1, NOW)}
    made = built(meeting, at=NOW)
    with pytest.raises(Hindered) as error:
        publishing.ask(meeting, made, {"members": None}, by=secretary, now=NOW)
    assert [each.code for each in error.value.hindrances] == ["not-withheld"]
    at_items.record(item, said, None, NOW)
    assert "not-withheld" not in {each.code for each in preflight(meeting, 1, NOW)}


def test_a_direct_interest_about_which_nothing_was_said_is_a_warning(meeting, paper, member):
    about = {"organisation": "Drafted", "words": "Director", "declared": date(2023, 1, 1)}
    direct = Interest.objects.create(person=member.person, kind="financial", **about)
    found = [each for each in preflight(meeting, 1, NOW) if each.code == "interest-open"]
    assert ["Ann Able" in each.sentence for each in found] == [True]
    Interest.objects.filter(pk=direct.pk).update(kind="indirect")
    assert "interest-open" not in {each.code for each in preflight(meeting, 1, NOW)}


def test_brought_to_another_board_it_stays_withheld(paper, member):
    other = make.meeting(make.board("ICP"))
    withholding.withhold(paper, member.person, "A bidder", None, NOW)
    made = bringing.bring(paper, make.item(other), None, NOW)
    assert set(Withheld.objects.present().values_list("thing", flat=True)) == {paper.key, made.key}


def test_the_secretary_is_told_what_withholding_cannot_do(meeting, paper):
    [coming] = withholding.facts(paper, NOW)
    assert "move its item to Part 2" in coming
    releases.publish(meeting, audience="members")
    assert ["have had it since" in each for each in withholding.facts(paper, NOW)] == [False, True]
    releases.publish(meeting)
    public, members = withholding.facts(paper, NOW)
    assert "Anybody can read this paper" in public
    assert "none of the earlier ones" in members


def test_packs_are_asked_for_and_the_person_is_told_without_a_title(meeting, paper, member):
    releases.publish(meeting, audience="members")
    row = withholding.withhold(paper, member.person, "A bidder", None, NOW)
    assert Work.objects.get().kind == "personal-packs"
    send_due(NOW)
    withholding.give_back(row, "Not bidding", None, NOW)
    send_due(NOW)
    first, second = outbox.outbox
    assert (first.to, second.to) == ([member.email], [member.email])
    assert "withheld" in first.subject
    assert "in your pack again" in second.subject
    assert "Drafted here" not in f"{first.body}{first.subject}{second.body}{second.subject}"
    assert "A bidder" not in first.body


def test_nobody_is_told_before_members_have_the_pack(paper, member):
    withholding.withhold(paper, member.person, "A bidder", None, NOW)
    send_due(NOW)
    assert outbox.outbox == []


def test_members_are_told_of_a_release_with_the_pack_that_they_get(
    meeting, paper, member, secretary
):
    withholding.withhold(paper, member.person, "A bidder", None, NOW)
    publishing.ask(meeting, built(meeting, at=NOW), {"members": None}, by=secretary, now=NOW)
    send_due(NOW)
    assert member.email in [message.to[0] for message in outbox.outbox]


def test_who_gets_what_of_a_build_and_of_a_release(meeting, paper, member, secretary):
    other = make.user("Bob Baker")
    make.seat(other, meeting.board)
    withholding.withhold(paper, member.person, "A bidder", None, NOW)
    made = built(meeting, at=NOW)
    [own] = own_packs(made, NOW)
    assert (own.names, own.absent[0].split(" (")[0]) == ("Ann Able", "enclosure A")
    assert own.pack is not None
    assert [node.title for node in tree_for(other.person, made, NOW).of_kind("paper")] == [
        "Drafted here",
        "Shown as slides",
    ]
    assert [node.title for node in tree_for(member.person, made, NOW).of_kind("paper")] == [
        "Shown as slides"
    ]
    publishing.ask(meeting, made, {"members": None}, by=secretary, now=NOW)
    whole = made.releases.get(whole=None)
    assert release_for(other.person, whole, NOW) == whole
    found = release_for(member.person, whole, NOW)
    assert found is not None
    assert found.whole == whole


def test_a_chair_who_lacks_a_paper_is_not_led_to_the_pack(meeting, paper):
    chair = make.user("Kit")
    make.seat(chair, meeting.board, "chair")
    assert [part.lacks for part in prepare(chair, meeting, NOW).parts] == [False]
    withholding.withhold(paper, chair.person, "A bidder", None, NOW)
    assert [part.lacks for part in prepare(chair, meeting, NOW).parts] == [True]
