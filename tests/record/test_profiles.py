"""The public profile of a board: what goes out, what stays in, and when it is made anew."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import Board, BoardRule, Seat
from icsgov.boards.profile import release_profile
from icsgov.boards.rules import Quorum, Rules
from icsgov.record.kinds import PROFILE
from icsgov.record.models import Release
from icsgov.record.profiles import quorum_in_words, rules_in_words
from icsgov.record.publish import tree_of
from icsgov.record.tree import to_json
from icsgov.work.clock import tick
from tests import factories as make

pytestmark = pytest.mark.django_db


LATER = make.NOW + timedelta(hours=1)


def profile(board, now=make.NOW):
    return Release.objects.for_public(now).live(now).get(kind=PROFILE, board=board)


def test_a_profile_names_those_who_sit_on_the_board():
    board = make.board("ICP", purpose="Brings councils and the NHS together.")
    chair = make.person("Kieron Sample", honorific="Cllr")
    make.seat(chair, board, "chair", title="Leader", organisation=make.organisation("A council"))
    release_profile(board, None, make.NOW)
    root = tree_of(profile(board))
    assert (root.title, root.text) == (board.name, board.purpose)
    [seat] = root.children
    assert seat.title == "Cllr Kieron Sample"
    assert seat.data["standing"] == "Leader, A council"


def test_rights_and_addresses_stay_in():
    board = make.board("ICP")
    assistant = make.person("Alex Assistant")
    member = make.person("Mo Member", email="mo@example.org")
    make.seat(member, board, part2=True, assistant=assistant)
    make.secretary(board)
    release_profile(board, None, make.NOW)
    words = str(to_json(tree_of(profile(board))))
    assert "Mo Member" in words
    assert "mo@example.org" not in words
    assert "Alex" not in words
    assert "part2" not in words
    assert Seat.Role.SECRETARY not in words


def test_seats_that_ended_are_left_out_and_those_to_come_keep_their_day():
    board = make.board("ICP")
    make.seat(make.person("Ended Early"), board, ends=date(2023, 7, 9))
    make.seat(make.person("Comes Later"), board, starts=date(2023, 9, 1))
    release_profile(board, None, make.NOW)
    assert [(seat.title, seat.on) for seat in tree_of(profile(board)).children] == [
        ("Comes Later", date(2023, 9, 1))
    ]


def test_saying_the_same_again_makes_no_release():
    board = make.board("ICP")
    release_profile(board, None, make.NOW)
    release_profile(board, None, LATER)
    assert profile(board, LATER).number == 1
    board.purpose = "Something new."
    board.save()
    release_profile(board, None, LATER)
    assert profile(board, LATER).number == 2


def test_the_system_itself_is_no_board_that_meets():
    system = make.board("ICS", kind=Board.Kind.SYSTEM)
    release_profile(system, None, make.NOW)
    assert not Release.objects.exists()


def test_a_rule_takes_effect_on_its_day_without_a_save():
    board = make.board("ICP")
    release_profile(board, None, make.NOW)
    BoardRule.objects.create(
        board=board, name="public_questions", value="Write to us.", starts=date(2023, 7, 11)
    )
    tick(make.NOW)
    assert profile(board).number == 1
    tick(make.NOW + timedelta(days=1))
    live = Release.objects.live(make.NOW + timedelta(days=1)).get(kind=PROFILE)
    assert {"title": "Asking a question", "text": "Write to us."} in tree_of(live).data["rules"]


def test_a_new_name_of_a_person_or_an_organisation_stands_on_the_profile(client):
    board, council = make.board("ICP"), make.organisation("A council")
    member = make.person("Mo Member")
    make.seat(member, board, organisation=council, title="Leader")
    release_profile(board, None, make.NOW)
    client.force_login(make.administrator())
    for row, name, fields in (
        (member, "edit-person", {"given_names": "Mo", "family_name": "Married", "initials": "MM"}),
        (council, "edit-organisation", {"name": "A city council"}),
    ):
        client.post(reverse(name, kwargs={"key": row.key}), {"version": 1, **fields})
    now = timezone.now()
    [seat] = tree_of(profile(board, now)).children
    assert (seat.title, seat.data["standing"]) == ("Mo Married", "Leader, A city council")


def test_rules_are_said_in_plain_words():
    rules = list(rules_in_words(Rules(meets_in_public=False)))
    assert rules[0]["text"] == "This board does not usually meet in public."
    assert rules[1]["text"] == "At least 5 clear working days before a meeting."
    assert len(rules) == 2


@pytest.mark.parametrize(
    ("quorum", "words"),
    [
        (Quorum(), ""),
        (Quorum(count=8), "The board can decide when at least 8 members take part."),
        (
            Quorum(count=6, chair_needed=True, constituencies=("Councils", "Trusts")),
            "The board can decide when at least 6 members, a chair, one member for Councils"
            " and one member for Trusts take part.",
        ),
        (
            Quorum(fraction="1/3"),
            "The board can decide when at least 1/3 of the voting members take part.",
        ),
    ],
)
def test_the_quorum_is_said_in_plain_words(quorum, words):
    assert quorum_in_words(quorum) == words
