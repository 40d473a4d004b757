"""The checker asks what a careful reader would."""

import pytest
from django.template.loader import render_to_string

from icsgov.record.proofs import prove
from meetings.minuting import book, checker
from meetings.models import Ask, Paragraph
from meetings.outcomes import acting
from tests import factories as make
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db


def codes(at) -> list[str]:
    return [each.code for each in checker.check(book.read(at.minutes))]


def test_an_item_without_outcome():
    at = desk(items=1)
    assert codes(at) == ["no-outcome"]


def test_an_item_that_was_asked_for_something():
    at = desk(items=1)
    Ask.objects.create(item=at.meeting.items.get(), verb="note", text="the report")
    found = checker.check(book.read(at.minutes))
    assert "was asked for something" in found[0].sentence


def test_a_decision_without_a_row_in_the_register():
    at = desk(items=1)
    at.add("The board agreed.", "decision")
    assert codes(at) == ["undecided"]


def test_what_reads_like_a_decision():
    at = desk(items=1)
    at.add("The Partnership welcomed the paper and agreed to go on.")
    assert codes(at) == ["no-outcome", "unmarked"]


def test_an_action_that_is_none_in_the_log():
    at = desk(items=1)
    at.add("To report.", "action")
    assert codes(at) == ["no-action"]


def test_an_action_without_owner_and_day_is_asked_about_and_prints_not_stated():
    at = desk()
    row = at.add("Somebody is to write it.", "action")
    action = acting.take(
        at.board, 1, "Write it.", None, make.NOW, meeting=at.meeting, paragraph=row
    )
    assert {"no-owner", "no-date"} <= set(codes(at))
    said = [each.sentence for each in checker.check(book.read(at.minutes))]
    assert "1.03: the action has no owner. It prints “not stated”." in said
    minute = prove("minutes", at.meeting.key, 1, make.NOW).root.find("1.03")
    printed = render_to_string("pdf/minute.html", {"minute": minute})
    assert "owner not stated, date not stated" in " ".join(printed.split())
    acting.own(action, [make.person("Kit Owner")])
    action.save_at(action.version, None, make.NOW, due_words="by the autumn")
    assert not {"no-owner", "no-date"} & set(codes(at))


def test_an_empty_paragraph_blocks():
    at = desk(items=1)
    at.add("", "decision")
    found = checker.check(book.read(at.minutes))
    assert [each.code for each in checker.blockers(found)] == ["empty"]


def test_somebody_who_was_not_there():
    at = desk(items=1)
    at.add("spoke.", "decision").speakers.create(name="Nobody Known")
    assert codes(at) == ["not-there", "undecided"]


def test_numbers_that_are_given_twice_and_that_are_missing():
    at = desk(items=1)
    rows = [at.add(text, "decision") for text in ("a", "b", "c")]
    for row, label in zip(rows, ("3.10", "3.10", ""), strict=True):
        Paragraph.objects.filter(pk=row.pk).update(label=label)
    found = codes(at)
    assert found.count("same-label") == 2
    assert found.count("no-label") == 1


def test_an_open_remark_of_the_chair():
    at = desk(items=1)
    row = at.add("a", "decision")
    row.remarks.create(text="Really?", by=at.secretary, at=make.NOW)
    assert "remark" in codes(at)
