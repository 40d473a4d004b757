"""People found by what is typed of them."""

import pytest

from meetings.directory import Directory, Listed, Several, Unknown, line_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def directory(board):
    return Directory(board, make.MEETING_DAY)


@pytest.fixture
def kieron(board):
    person = make.person("Kieron Williams", honorific="Cllr")
    make.seat(person, board, "chair", title="Leader, Southwark Council")
    return person


@pytest.mark.parametrize(
    "typed",
    [
        "Cllr Kieron Williams (KW)",
        "cllr kieron williams (kw)",
        "Cllr Kieron Williams",
        "Kieron Williams",
        "KW",
        "kw",
        "williams",
        "Kier",
    ],
)
def test_a_person_of_the_board_is_found_by(directory, kieron, typed):
    found = directory.find(typed)
    assert isinstance(found, Listed)
    assert (found.person, found.title) == (kieron, "Leader, Southwark Council")


def test_the_boards_own_people_come_first(directory, kieron):
    make.person("Karen Wood")
    assert directory.find("KW").person == kieron
    assert directory.search("kw")[0].person == kieron


@pytest.mark.parametrize("typed", ["Holly Eden", "HE", "Holly Eden (HE)", "Eden"])
def test_others_are_found_too(directory, kieron, typed):
    holly = make.person("Holly Eden")
    assert directory.find(typed).person == holly
    assert holly in [each.person for each in directory.search(typed)]


def test_others_with_an_honorific_are_found_by_their_line(directory):
    toby = make.person("Toby Garrood", honorific="Dr")
    assert directory.find(line_of(toby)).person == toby


def test_nobody_is_guessed(directory, kieron):
    found = directory.find("Zebedee Nobody")
    assert isinstance(found, Unknown)
    assert "“Zebedee Nobody”" in found.words


def test_two_who_may_be_meant_are_both_named(directory, board):
    ben, bella = make.person("Ben Collins"), make.person("Bella Chan")
    for person in (ben, bella):
        make.seat(person, board)
    found = directory.find("BC")
    assert isinstance(found, Several)
    assert set(found.lines) == {line_of(ben), line_of(bella)}


def test_namesakes_have_lines_of_their_own(directory, board):
    first, second = make.person("Sam Smith"), make.person("Sam Smith")
    for person in (first, second):
        make.seat(person, board)
    lines = {each.person: each.line for each in directory.own}
    assert lines[first] != lines[second]
    assert directory.find(lines[first]).person == first
    assert directory.find(lines[second]).person == second
    assert isinstance(directory.find("Sam Smith (SS)"), Several)


def test_those_whose_seat_has_ended_are_not_the_boards_own(directory, board):
    gone = make.person("Gone Away")
    make.seat(gone, board, ends=make.date(2022, 1, 1))
    assert [each.person for each in directory.own] == []


def test_a_title_comes_from_another_seat_where_there_is_none_here(directory, board):
    person = make.person("Holly Eden")
    make.seat(person, make.board("ICB"), title="Director of Commissioning")
    assert directory.title(person) == "Director of Commissioning"


def test_a_title_is_what_was_printed_last_where_there_is_no_seat(directory, board):
    person = make.person("Holly Eden")
    item = make.item(make.meeting(board), lead=person)
    item.leads.update(title="Director once")
    assert directory.title(person) == "Director once"
    assert directory.title(make.person("No Title")) == ""


def test_a_search_lists_twenty_at_most(directory):
    for _ in range(30):
        make.person("Sam Sample")
    assert len(directory.search("sam")) == 20
    assert directory.search("") == []
