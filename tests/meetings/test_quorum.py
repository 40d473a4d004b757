from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgov.boards.rules import Quorum
from meetings.quorum import Attendance, Missing, NotQuorate, Quorate, Reason, needed, quorate

CHAIR = Attendance("Chair", present=True, constituency="NHS", chair=True)
LEADER = Attendance("Leader", present=True, constituency="Councils")
DOCTOR = Attendance("Doctor", present=True, constituency="Primary care")
DIRECTOR = Attendance("Director", present=True, constituency="NHS")
ALL = (CHAIR, LEADER, DOCTOR, DIRECTOR)


@pytest.mark.parametrize(
    ("rule", "members", "expected"),
    [
        (Quorum(), 10, 0),
        (Quorum(count=4), 10, 4),
        (Quorum(fraction="1/3"), 10, 4),
        (Quorum(fraction="1/3"), 9, 3),
        (Quorum(fraction="0.5"), 15, 8),
        (Quorum(count=3, fraction="1/2"), 15, 8),
        (Quorum(count=9, fraction="1/2"), 15, 9),
    ],
)
def test_how_many_are_needed(rule, members, expected):
    assert needed(rule, members) == expected


def test_a_count():
    assert quorate(Quorum(count=4), ALL, 1) == Quorate(counted=4, needed=4)
    answer = quorate(Quorum(count=4), (*ALL[:3], replace(DIRECTOR, present=False)), 1)
    assert answer == NotQuorate(3, 4, (), False, (Missing("Director", "NHS", Reason.ABSENT),))


def test_vacant_seats_count_towards_the_whole():
    rule = Quorum(fraction="1/2")
    assert isinstance(quorate(rule, ALL, 1, vacant=4), Quorate)
    assert isinstance(quorate(rule, ALL, 1, vacant=5), NotQuorate)


def test_one_of_each_constituency():
    rule = Quorum(constituencies=("NHS", "Councils", "Primary care"))
    assert isinstance(quorate(rule, ALL, 1), Quorate)
    answer = quorate(rule, (CHAIR, replace(LEADER, present=False), DOCTOR, DIRECTOR), 1)
    assert isinstance(answer, NotQuorate)
    assert answer.constituencies == ("Councils",)


def test_the_chair_or_a_co_chair_is_needed_where_the_rule_says_so():
    absent = replace(CHAIR, present=False)
    assert isinstance(quorate(Quorum(count=3), (absent, *ALL[1:]), 1), Quorate)
    answer = quorate(Quorum(count=3, chair_needed=True), (absent, *ALL[1:]), 1)
    assert isinstance(answer, NotQuorate)
    assert answer.chair
    co_chair = replace(LEADER, chair=True)
    both = quorate(Quorum(chair_needed=True), (absent, co_chair), 1)
    assert isinstance(both, Quorate)


def test_a_deputy_counts_by_the_rule_but_not_as_the_chair():
    sent = (replace(CHAIR, deputy="Deputy"), LEADER)
    assert isinstance(quorate(Quorum(count=2), sent, 1), Quorate)
    answer = quorate(Quorum(count=2, deputies_count=False), sent, 1)
    assert isinstance(answer, NotQuorate)
    assert answer.missing == (Missing("Chair", "NHS", Reason.DEPUTY),)
    assert isinstance(quorate(Quorum(count=2, chair_needed=True), sent, 1), NotQuorate)


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_nobody_counts_twice_and_the_own_seat_comes_first(order):
    both = (replace(DOCTOR, deputy="Leader"), LEADER)[order]
    answer = quorate(Quorum(count=2), both, 1)
    assert isinstance(answer, NotQuorate)
    assert answer.counted == 1
    assert answer.missing == (Missing("Doctor", "Primary care", Reason.COUNTED),)


def test_one_deputy_for_two_members_counts_once():
    both = (replace(DOCTOR, deputy="Deputy"), replace(LEADER, deputy="Deputy"))
    answer = quorate(Quorum(count=2), both, 1)
    assert isinstance(answer, NotQuorate)
    assert [each.member for each in answer.missing] == ["Leader"]


def test_late_comers_and_leavers_count_while_they_are_there():
    late = replace(DOCTOR, first_item=2)
    leaver = replace(DIRECTOR, last_item=3)
    sitting = (CHAIR, LEADER, late, leaver)
    answers = [quorate(Quorum(count=4), sitting, item) for item in (1, 2, 3, 4)]
    assert [answer.counted for answer in answers] == [3, 4, 4, 3]
    first, last = answers[0], answers[3]
    assert isinstance(first, NotQuorate)
    assert first.missing == (Missing("Doctor", "Primary care", Reason.NOT_YET),)
    assert isinstance(last, NotQuorate)
    assert last.missing == (Missing("Director", "NHS", Reason.LEFT),)


def test_a_conflict_counts_for_its_item_only():
    sitting = (replace(CHAIR, conflicts=frozenset({2})), LEADER)
    assert isinstance(quorate(Quorum(count=2), sitting, 1), Quorate)
    answer = quorate(Quorum(count=2), sitting, 2)
    assert isinstance(answer, NotQuorate)
    assert answer.missing == (Missing("Chair", "NHS", Reason.CONFLICTED),)


def test_a_board_without_members_is_quorate_only_by_an_empty_rule():
    assert isinstance(quorate(Quorum(), (), 1), Quorate)
    assert isinstance(quorate(Quorum(count=1), (), 1), NotQuorate)


SITTING = st.lists(
    st.builds(
        Attendance,
        member=st.uuids().map(str),
        present=st.booleans(),
        constituency=st.sampled_from(["NHS", "Councils", ""]),
        chair=st.booleans(),
        deputy=st.sampled_from(["", "", "A", "B"]),
        first_item=st.none() | st.integers(1, 4),
        last_item=st.none() | st.integers(1, 4),
        conflicts=st.frozensets(st.integers(1, 4), max_size=2),
    ),
    max_size=8,
)
RULES = st.builds(
    Quorum,
    count=st.integers(0, 5),
    fraction=st.sampled_from(["", "1/3", "1/2", "2/3"]),
    constituencies=st.sampled_from([(), ("NHS",), ("NHS", "Councils")]),
    chair_needed=st.booleans(),
    deputies_count=st.booleans(),
)


@given(RULES, SITTING, st.integers(1, 4))
def test_everybody_is_counted_or_missing(rule, attendance, item):
    answer = quorate(rule, attendance, item)
    if isinstance(answer, NotQuorate):
        assert answer.counted + len(answer.missing) == len(attendance)
        assert answer.counted < answer.needed or answer.constituencies or answer.chair
    else:
        assert answer.counted >= answer.needed


@given(RULES, SITTING, st.integers(1, 4))
def test_one_more_member_in_person_never_breaks_a_quorum_by_count(rule, attendance, item):
    rule = replace(rule, fraction="")
    more = [*attendance, CHAIR]
    if isinstance(quorate(rule, attendance, item), Quorate):
        assert isinstance(quorate(rule, more, item), Quorate)
