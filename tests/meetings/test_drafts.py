"""A draft agenda as it is read: numbers, letters and times; what chairs agreed; few queries."""

from datetime import time

import pytest

from meetings import agreeing, drafts
from meetings.models import AgendaItem, Ask, Enclosure
from tests import factories as make
from tests.factories import NOW
from tests.releases import publish

pytestmark = pytest.mark.django_db
KIND = AgendaItem.Kind


@pytest.fixture
def meeting():
    return make.meeting(make.board())


def read(meeting, part=1):
    return drafts.read_part(meeting, part)


def test_rows_have_numbers_letters_and_times(meeting):
    make.item(meeting, "Welcome", minutes=10)
    make.item(meeting, "Tea", kind=KIND.BREAK, minutes=5)
    focus = make.item(meeting, "Focus", minutes=25, fixed_time=time(15, 10))
    make.paper(meeting.board, "Paper", under=focus)
    make.item(meeting, "Part of it", parent=focus, minutes=0)
    draft = read(meeting)
    shown = [(row.label, row.item.title, row.timed.starts) for row in draft.rows]
    assert shown == [
        ("1.", "Welcome", time(15)),
        ("", "Tea", time(15, 10)),
        ("2.", "Focus", time(15, 10)),
        ("2.1", "Part of it", time(15, 35)),
    ]
    assert [letter for row in draft.rows for _, letter in row.letters] == ["A"]
    assert draft.rows[2].timed.gap == -5
    assert (draft.times.used, draft.length, draft.over) == (40, 120, 0)


def test_an_agenda_may_be_longer_than_its_meeting(meeting):
    make.item(meeting, minutes=130)
    assert read(meeting).over == 10


def test_parts_count_for_themselves(meeting):
    make.part2(meeting)
    make.item(meeting, "open")
    make.item(meeting, "closed", part=2, minutes=20)
    one, two = drafts.read([meeting])
    assert [row.label for row in one.rows] == [row.label for row in two.rows] == ["1."]
    assert two.rows[0].timed.starts == meeting.ends
    assert (two.length, two.over) == (20, 0)


def test_every_meeting_has_a_part_1_and_not_every_one_a_part_2(meeting):
    meeting.parts.all().delete()
    assert read(meeting).rows == []
    with pytest.raises(LookupError):
        read(meeting, 2)


def test_letters_of_papers_that_are_gone_are_not_given_again(meeting):
    item = make.item(meeting)
    for _ in range(2):
        paper = make.paper(meeting.board, under=item, state="submitted", body="<p>text</p>")
        paper.cut("Submitted", None, NOW)
    Enclosure.objects.exclude(paper=paper).update(letter="A")
    publish(meeting)
    Enclosure.objects.filter(paper=paper).delete()
    make.paper(meeting.board, under=item)
    draft = read(meeting)
    assert [letter for _, letter in draft.rows[0].letters] == ["A", "C"]
    assert draft.released_at is not None


@pytest.fixture
def chair(meeting):
    account = make.user()
    make.seat(account, meeting.board, "chair")
    return account


def test_a_chair_agrees_the_agenda_as_it_is(meeting, chair):
    item = make.item(meeting, "Welcome", lead=chair.person)
    assert [each.agreement for each in read(meeting).agreed] == [None]
    agreeing.agree(read(meeting), chair.person, chair, NOW)
    assert [each.stands for each in read(meeting).agreed] == [True]
    item.save_at(1, chair, NOW, minutes=30)
    assert [each.changed_since for each in read(meeting).agreed] == [True]
    agreeing.agree(read(meeting), chair.person, chair, NOW)
    assert [each.stands for each in read(meeting).agreed] == [True]


def _title(item):
    item.title = "Other"


def _fixed(item):
    item.fixed_time = time(16)


def _lines(item):
    item.lines = "One more line"


@pytest.mark.parametrize("change", [_title, _fixed, _lines])
def test_what_a_chair_read_is_part_of_what_they_agreed(meeting, change):
    item = make.item(meeting)
    before = read(meeting).agreed_sha256
    change(item)
    item.save()
    assert read(meeting).agreed_sha256 != before


def test_asks_and_order_are_agreed_too(meeting):
    first, second = make.item(meeting), make.item(meeting)
    before = read(meeting).agreed_sha256
    Ask.objects.create(item=first, verb="approve", text="it")
    asked = read(meeting).agreed_sha256
    assert asked != before
    AgendaItem.objects.filter(pk=second.pk).update(rank="a")
    assert read(meeting).agreed_sha256 != asked


def test_papers_are_not_part_of_what_is_agreed_but_of_what_is_shown(meeting):
    item = make.item(meeting)
    before = read(meeting)
    make.paper(meeting.board, under=item)
    after = read(meeting)
    assert after.agreed_sha256 == before.agreed_sha256
    assert after.digest != before.digest


def test_only_chairs_who_may_read_part_2_agree_it(meeting, chair):
    make.part2(meeting)
    make.item(meeting, part=2)
    other = make.user()
    make.seat(other, meeting.board, "chair", part2=True)
    ended = make.user()
    make.seat(ended, meeting.board, "chair", part2=True, ends=make.date(2022, 1, 1))
    assert {each.seat.person for each in read(meeting).agreed} == {chair.person, other.person}
    assert [each.seat.person for each in read(meeting, 2).agreed] == [other.person]


def _filled(board, day, number):
    meeting = make.meeting(board, day)
    for _ in range(number):
        item = make.item(meeting, lead=make.person())
        paper = make.paper(board, author=make.person(), under=item, state="submitted")
        paper.cut("Submitted", None, NOW)
        Ask.objects.create(item=item, verb="note", text="it")
    return meeting


def test_two_hundred_rows_take_as_many_queries_as_five(django_assert_max_num_queries):
    board = make.board()
    few, many = (
        _filled(board, make.date(2023, 7, 24), 5),
        _filled(board, make.date(2023, 8, 7), 200),
    )
    with django_assert_max_num_queries(30) as five:
        drafts.read([few])
    with django_assert_max_num_queries(30) as two_hundred:
        drafts.read([many, few])
    assert len(five) == len(two_hundred)
