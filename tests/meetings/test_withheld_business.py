"""What came of a withheld paper is withheld with it, on every surface, until it is public."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from icsgov.record import personal_packs
from icsgov.record.build import build
from icsgov.record.models import Build, Release
from icsgov.record.proofs import prove
from icsgov.record.tasks import keep_personal
from icsgov.work.jobs import run
from icsgov.work.models import Work
from meetings import publishing, withholding
from meetings.minuting import releasing
from meetings.models import Decision, Paper
from tests import factories as make
from tests import packs
from tests.crawl import crawl
from tests.factories import NOW
from tests.meetings.outcomes.record import out, record
from tests.record import withheld as marked

pytestmark = pytest.mark.django_db
ROOM = "/reading/icp/2023-07-24/"
WORDS = ("It was approved.", "Words of the decision", "Write it.", "Words of the action")
WORDS += ("The concordat", "It comes back.")


@pytest.fixture
def at(db, time_machine):
    time_machine.move_to(NOW, tick=False)
    made = record()
    packs.paper(made.board, "The bid", made.section.item)
    return made


@pytest.fixture
def member(at):
    account = make.user("Ann Able")
    make.seat(account, at.board, part2=True)
    return account


@pytest.fixture
def other(at):
    account = make.user("Bob Baker")
    make.seat(account, at.board, part2=True)
    return account


@pytest.fixture
def row(at, member):
    return withholding.withhold(Paper.objects.get(), member.person, "A bidder", None, NOW)


def fresh(account):
    """The account as the next request reads it."""
    return type(account).objects.get(pk=account.pk)


def printed(meeting, kind="agenda"):
    """What the press really makes of it, with everybody's own packs."""
    made = build(prove(kind, meeting.key, 1, NOW), by=None, now=NOW)
    personal_packs.settle(made, NOW)
    return made


def out_in_print(at):
    """The minutes go to members, as the press prints them."""
    at.minutes.send_to_chair(None, NOW)
    at.minutes.clear(None, NOW)
    printed(at.meeting, "minutes")
    releasing.publish(at.minutes, ["members"], at.secretary, NOW)


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def heard(account, *seeds):
    """Which of the words somebody finds by all links from these pages."""
    places = [ROOM, f"{ROOM}brief/", reverse("reading"), *seeds]
    places += [f"/reading/{name}/" for name in ("decisions", "actions", "forward-plan")]
    said = [text for place, text in crawl(fresh(account), places) if "q=" not in place]
    return {word for word in WORDS for text in said if word in text}


def test_a_member_finds_nothing_of_it_and_others_all_of_it(at, row, member, other):
    out(at, ("members",))
    assert heard(other) == set(WORDS)
    assert heard(member) == set()
    page = client_of(member).get(f"{ROOM}minutes/1/").content.decode()
    assert "What was minuted under this item is withheld from you" in page


def test_neither_search_nor_an_address_tells_of_it(at, row, member, other):
    out(at, ("members",))
    decision = Decision.objects.get()
    address = reverse("reading-decision", kwargs={"key": decision.key})
    for account, status, found in ((other, 200, True), (member, 404, False)):
        client = client_of(account)
        assert client.get(address).status_code == status
        said = client.get("/reading/search/?q=decision").content.decode()
        assert ("Words of the decision" in said.replace("<mark>", "").replace("</mark>", "")) is (
            found
        )


def test_their_minutes_are_a_file_of_their_own_with_the_same_numbers(at, row, member, other):
    out_in_print(at)
    whole, own = (
        Release.objects.visible_to(fresh(each), NOW).get(kind="minutes") for each in (other, member)
    )
    assert own.whole == whole
    said, said_own = (marked.everything(each.files.get(role="pack").blob) for each in (whole, own))
    for word in ("decision", "action"):
        assert f"Words of the {word}." in said
        assert f"Words of the {word}." not in said_own
    assert "Withheld from you" in said_own
    labels = [set(each.entries.filter(kind="minute").values_list("label")) for each in (whole, own)]
    assert labels[1] < labels[0]


def test_what_is_public_is_theirs_to_read(at, row, member):
    out(at)
    assert heard(member) == set(WORDS)
    found = Release.objects.visible_to(fresh(member), NOW).filter(kind="minutes", whole=None)
    assert {each.audience for each in found} == {"public", "members"}


def test_taken_back_from_the_public_it_is_withheld_again(at, row, member):
    out(at)
    public = Release.objects.filter(kind="minutes", audience="public").get()
    releasing.take_back(at.minutes, public, "A name was wrong.", at.secretary, NOW)
    assert heard(member) == set()
    keep_personal(NOW)
    for work in Work.objects.filter(kind="personal-packs"):
        run(work)
    assert "withheld from you" in client_of(member).get(f"{ROOM}minutes/1/").content.decode()
    assert heard(member) == set()


def test_withheld_after_the_release_it_is_gone_at_once_and_comes_back(at, member, other):
    out(at, ("members",))
    assert heard(member) == set(WORDS)
    row = withholding.withhold(Paper.objects.get(), member.person, "A bidder", None, NOW)
    assert heard(member) == set()
    personal_packs.settle(Build.objects.get(kind="minutes"), NOW)
    page = client_of(member).get(f"{ROOM}minutes/1/").content.decode()
    assert "withheld from you" in page
    assert heard(member) == set()
    withholding.give_back(row, "Not bidding", None, NOW)
    assert heard(member) == set(WORDS)


def test_the_next_pack_is_without_the_minutes_and_the_log_that_hold_it(at, row, member, other):
    following = make.meeting(at.board, date(2023, 9, 4), kind="private")
    make.item(following, "Opening")
    out_in_print(at)  # which puts minutes and log on the agenda by themselves
    made = printed(following)
    publishing.ask(following, made, {"members": None}, by=None, now=NOW, tell_members=False)
    whole, own = (
        Release.objects.visible_to(fresh(each), NOW).get(kind="agenda", subject=following.key)
        for each in (other, member)
    )
    assert own.whole == whole
    said, said_own = (marked.everything(each.files.get(role="pack").blob) for each in (whole, own))
    for word in ("Words of the decision", "Write it."):
        assert word in said
        assert word not in said_own
    assert own.entries.filter(kind="withheld").count() == 2


def test_a_chair_from_whom_it_is_withheld_has_no_draft_of_it_on_the_desk(at):
    chair = make.user("Kit")
    make.seat(chair, at.board, "chair")
    at.minutes.send_to_chair(None, NOW)
    decisions = Decision.objects.visible_to
    assert client_of(chair).get(at.address("minutes-whole")).status_code == 200
    assert decisions(fresh(chair), NOW).exists()
    withholding.withhold(Paper.objects.get(), chair.person, "A bidder", None, NOW)
    assert client_of(chair).get(at.address("minutes-whole")).status_code == 404
    assert not decisions(fresh(chair), NOW).exists()
    assert client_of(at.secretary).get(at.address("minutes-whole")).status_code == 200
