"""Rounds: links that work once, show one person's interests alone, and lose nothing."""

import re
from datetime import date, timedelta

import pytest

from icsgov.boards.models.invitations import digest
from icsgov.work import mail
from meetings.declaring import rounds
from meetings.models import Interest, InterestReturn
from meetings.tasks.interest_letters import remind
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/interests/\S+/")


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)
    return time_machine


@pytest.fixture
def board():
    made = make.board("ICP", contact="board@example.org")
    for name in ("Ann Able", "Bob Brown"):
        person = make.person(name, email=f"{name.split()[0].lower()}@example.org")
        make.seat(person, made)
        Interest.objects.create(
            person=person,
            kind="personal",
            words=f"Interest of {name}",
            declared=date(2023, 1, 1),
            published=name == "Bob Brown",
            exempt_reason="" if name == "Bob Brown" else "Safety",
        )
    make.seat(make.person("Cy Silent"), made)
    return made


@pytest.fixture
def links(board, mailoutbox):
    """The link of each letter, by its reader."""
    visitor = Visitor(make.secretary(board)).get("/desk/interests/icp/")
    visitor.follow("Ask everybody to confirm")
    visitor.submit("Send the links", {"due-day": "31", "due-month": "7", "due-year": "2023"})
    assert "2 people get a link by e-mail." in visitor.page.text_content()
    assert "No e-mail address" in visitor.text
    mail.send_due(make.NOW)
    return {letter.to[0]: LINK.search(letter.body).group() for letter in mailoutbox}


def test_letters_hold_a_link_and_nothing_that_was_declared(links, mailoutbox):
    assert set(links) == {"ann@example.org", "bob@example.org"}
    said = "".join(str(letter.message()) for letter in mailoutbox)
    assert "Interest of" not in said
    token = links["ann@example.org"].split("/")[2]
    assert InterestReturn.objects.filter(digest=digest(token)).exists()
    assert not InterestReturn.objects.filter(digest=token).exists()


def test_the_link_shows_ones_own_alone_and_works_once(links):
    visitor = Visitor().get(links["ann@example.org"])
    assert "Interest of Ann Able" in visitor.text
    assert "Interest of Bob Brown" not in visitor.text
    visitor.submit("Confirm my interests")
    assert visitor.status == 422
    assert "Tick the box to confirm that nothing is missing" in visitor.text
    again = Visitor().get(links["ann@example.org"])
    new = {"kind": "financial", "organisation": "Acme", "words": "Owner", "agree": True}
    visitor.submit("Confirm my interests", new)
    assert "Your interests are confirmed." in visitor.text
    again.submit("Confirm my interests", {"words": "Typed at length", "agree": True})
    assert again.status == 410
    assert "This link was used already" in again.text
    assert "Typed at length" in again.text
    assert again.get(links["ann@example.org"]).status == 410
    assert Interest.objects.filter(person__given_names="Ann").count() == 2


def test_ending_everything_is_a_nil_return(links):
    row = Interest.objects.get(person__given_names="Bob")
    stem = f"ends-{row.key.hex}"
    typed = {f"{stem}-day": "1", f"{stem}-month": "6", f"{stem}-year": "2023", "agree": True}
    visitor = Visitor().get(links["bob@example.org"]).submit("Confirm my interests", typed)
    assert "you have nothing to declare" in visitor.text
    assert InterestReturn.objects.get(person=row.person).nil is True


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": "Owner"}, "Select the kind of interest"),
        ({"kind": "financial"}, "Enter what the interest is"),
    ],
)
def test_half_an_interest_is_asked_about_and_nothing_is_used_up(links, typed, words):
    visitor = Visitor().get(links["ann@example.org"])
    visitor.submit("Confirm my interests", {**typed, "agree": True})
    assert visitor.status == 422
    assert words in visitor.text
    assert not InterestReturn.objects.exclude(confirmed_at=None).exists()


def test_a_link_ends_and_a_foreign_one_is_not_there(links, clock):
    assert Visitor().get("/interests/no-such-token/").status == 404
    clock.move_to(make.NOW + timedelta(days=40), tick=False)
    visitor = Visitor().get(links["ann@example.org"])
    assert visitor.status == 410
    assert "board@example.org" in visitor.text


def test_who_waits_is_reminded_once_with_a_new_link(links, clock, mailoutbox):
    Visitor().get(links["bob@example.org"]).submit("Confirm my interests", {"agree": True})
    mailoutbox.clear()
    for _ in range(2):
        now = make.NOW + timedelta(days=19)
        clock.move_to(now, tick=False)
        remind(now)
        mail.send_due(now)
    assert [letter.to for letter in mailoutbox] == [["ann@example.org"]]
    assert Visitor().get(links["ann@example.org"]).status == 404
    assert Visitor().get(LINK.search(mailoutbox[0].body).group()).status == 200


def test_a_member_with_an_account_answers_on_their_own_page(board):
    account = make.user("Dee Dent")
    make.seat(account, board)
    made = rounds.open_round(board, date(2023, 7, 31), None, make.NOW)
    visitor = Visitor(account).get("/reading/interests/")
    assert "asks you to confirm your interests by 31 July 2023" in visitor.text
    visitor.submit("I have nothing to declare")
    assert made.returns.get(person=account.person).nil is True
    assert rounds.standing(made).given == 1


def test_a_round_cannot_be_due_before_today(board):
    visitor = Visitor(make.secretary(board)).get("/desk/interests/icp/round/")
    visitor.submit("Send the links", {"due-day": "1", "due-month": "1", "due-year": "2023"})
    assert visitor.status == 422
    assert "Choose a day that is still to come" in visitor.text


def test_the_secretary_asks_again(links, board, mailoutbox):
    mailoutbox.clear()
    visitor = Visitor(make.secretary(board)).get("/desk/interests/icp/")
    visitor.submit("Send the link again")
    mail.send_due(make.NOW)
    assert len(mailoutbox) == 2
