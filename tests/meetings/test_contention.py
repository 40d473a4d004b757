"""Four people at one row, fifty saves each: every save is there in the end, or was told of it."""

import json

import pytest
from django.http import QueryDict

from meetings import ordering
from meetings.directory import Directory
from meetings.forms.items import ItemForm
from meetings.models import AgendaItem
from meetings.ordering import To
from tests import factories as make
from tests.factories import NOW
from tests.together import PEOPLE, together

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = 50


def typed(form, lines):
    """What a browser sends of the form with other lines in it."""
    data = QueryDict(mutable=True)
    data["read"] = json.dumps(form.initial["read"])
    data["title"], data["kind"], data["mode"] = "Strategy", "item", "paper"
    data["minutes"], data["lines"] = "10", lines
    return data


def write(key, directory, by, word):
    """Add a line as a person does who reads again whenever somebody was first; the tries."""
    tries = 0
    while True:
        tries += 1
        item = AgendaItem.objects.select_related("meeting__board").get(key=key)
        shown = ItemForm(item=item, directory=directory)
        lines = f"{shown.initial['lines']}\n{word}".strip()
        form = ItemForm(typed(shown, lines), item=item, directory=directory)
        assert form.is_valid(), form.errors
        if form.save(by, NOW):
            return tries
        assert "lines" in form.clashes


def test_no_line_is_lost():
    board = make.board()
    item = make.item(make.meeting(board), "Strategy")
    directory = Directory(board, make.MEETING_DAY)
    people = [make.secretary(board) for _ in range(PEOPLE)]
    tries: list[int] = []

    def work(number):
        for save in range(SAVES):
            tries.append(write(item.key, directory, people[number], f"{number}-{save}"))

    together(work)
    stored = AgendaItem.objects.get(pk=item.pk)
    expected = {f"{number}-{save}" for number in range(PEOPLE) for save in range(SAVES)}
    assert set(stored.lines.split()) == expected
    assert len(stored.lines.split()) == PEOPLE * SAVES
    assert stored.version == 1 + PEOPLE * SAVES
    assert len(tries) == PEOPLE * SAVES


def test_different_fields_of_one_row_never_clash():
    board = make.board()
    item = make.item(make.meeting(board), "Strategy")
    directory = Directory(board, make.MEETING_DAY)
    fields = ["title", "lines", "slides", "label"]

    def work(number):
        name = fields[number]
        for save in range(10):
            row = AgendaItem.objects.select_related("meeting__board").get(pk=item.pk)
            shown = ItemForm(item=row, directory=directory)
            data = typed(shown, row.lines)
            for other in fields:
                data[other] = getattr(row, other)
            data[name] = f"{name}{save}"
            form = ItemForm(data, item=row, directory=directory)
            assert form.is_valid(), form.errors
            assert form.save(None, NOW), form.clashes

    together(work)
    stored = AgendaItem.objects.get(pk=item.pk)
    assert [getattr(stored, name) for name in fields] == [f"{name}9" for name in fields]


def test_rows_moved_by_four_at_once_all_keep_a_place():
    meeting = make.meeting(make.board())
    rows = [make.item(meeting) for _ in range(6)]

    def work(number):
        for turn in range(15):
            row = AgendaItem.objects.select_related("meeting").get(pk=rows[(number + turn) % 6].pk)
            ordering.move(row, [To.UP, To.DOWN, To.IN, To.OUT][(number + turn) % 4], None, NOW)
            new = AgendaItem(meeting=row.meeting, part=1, title=f"{number}-{turn}")
            ordering.add(new, row, None, NOW)

    together(work)
    stored = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    assert len(stored) == 6 + PEOPLE * 15
    assert len({item.rank for item in stored}) == len(stored)
