"""A build with the eyes of a named person, before it goes."""

import pytest

from tests import factories as make
from tests.builds import built, url

pytestmark = pytest.mark.django_db


def looked(desk, meeting, build, who, status=200, paper=None):
    name = "pack-preview-person-paper" if paper else "pack-preview-person"
    where = {"key": build.key, "person": who.key} | ({"paper": paper} if paper else {})
    response = desk.get(url(name, meeting, build.part, **where))
    assert response.status_code == status
    return response.content.decode()


def test_the_build_is_seen_with_the_eyes_of_a_named_member(desk, meeting, robin):
    build_made = built(meeting)
    where = url("pack-preview-whom", meeting, key=build_made.key)
    assert "Robin Reader" in desk.get(where).content.decode()
    page = looked(desk, meeting, build_made, robin.person)
    for words in ("what Robin Reader would", "robin@example.org", "Drafted here", "in print"):
        assert words in page
    drafted = next(build_made.root.of_kind("paper"))
    inner = looked(desk, meeting, build_made, robin.person, paper=drafted.thing)
    assert "What went before" in inner
    assert "what Robin Reader would" in inner
    looked(desk, meeting, build_made, robin.person, status=404, paper=meeting.key)


def test_an_assistant_gets_nothing_of_it(desk, board, meeting, robin):
    ann = make.user("Ann Assistant")
    board.seats.filter(person=robin.person).update(assistant=ann.person)
    build_made = built(meeting)
    page = looked(desk, meeting, build_made, ann.person)
    assert "Ann Assistant gets nothing of the pack." in page
    assert "Drafted here" not in page
    drafted = next(build_made.root.of_kind("paper"))
    looked(desk, meeting, build_made, ann.person, status=404, paper=drafted.thing)


def test_who_reads_no_part_2_gets_none_of_it_and_strangers_are_not_there(desk, meeting, robin):
    make.part2(meeting)
    looked(desk, meeting, built(meeting, 2), robin.person, status=404)
    looked(desk, meeting, built(meeting), make.user("Some Body").person, status=404)


def test_a_named_preview_lacks_what_is_withheld(desk, meeting, robin, kept_from):
    build_made = built(meeting)
    page = looked(desk, meeting, build_made, robin.person)
    assert "Enclosure A is withheld." in page
    assert "Drafted here" not in page
    assert "Shown as slides" in page
    looked(desk, meeting, build_made, robin.person, status=404, paper=kept_from.key)
