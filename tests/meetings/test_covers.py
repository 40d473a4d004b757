from datetime import date

import pytest

from icsgov.boards.rules import OPTIONAL_COVER_FIELDS, CoverField, Purpose, Rules
from meetings import covers

RULES = Rules()
FULL = {
    "title": "Winter plan",
    "date": "2023-07-24",
    "authors": [{"name": "Dr Sam Sample", "title": "Director"}],
    "leads": [{"name": "Ann Example", "title": ""}],
    "purpose": {"ticks": ["decision"], "text": "To agree the plan."},
    "summary": "<p>One.</p><ul><li>Two</li></ul>",
    "recommendation": [
        {"verb": "note", "text": "the risks"},
        {"verb": "approve", "text": "the plan"},
    ],
}


def test_an_empty_sheet_lacks_every_required_field_in_the_boards_order():
    assert [lack.key for lack in covers.missing({}, RULES)] == [
        "title",
        "authors",
        "leads",
        "purpose",
        "summary",
        "recommendation",
    ]
    assert covers.missing({}, RULES)[0].words == "Title is empty."


def test_a_full_sheet_lacks_nothing():
    assert covers.missing(FULL, RULES) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", "<p> </p>"),
        ("summary", "<p></p><p>&nbsp;</p>"),
        ("purpose", {"ticks": [], "text": " "}),
        ("recommendation", [{"verb": "", "text": ""}]),
        ("authors", []),
        ("title", "  "),
    ],
)
def test_blank_values_count_as_missing(key, value):
    assert [lack.key for lack in covers.missing({**FULL, key: value}, RULES)] == [key]


def test_words_with_signs_of_html_are_no_blank():
    assert not covers.is_empty("a < b")
    assert covers.tidy({"a": "x", "b": "", "c": False, "d": {}, "e": True}) == {"a": "x", "e": True}


def test_people_are_found_whatever_the_board_calls_the_field():
    rules = Rules(cover_fields=(CoverField("written_by", "Written by", "people", required=True),))
    assert covers.missing(FULL, rules) == ()
    assert covers.lines(FULL, rules)[0].value == FULL["authors"]


def test_a_new_cover_takes_what_the_agenda_says():
    made = covers.defaults(
        RULES,
        day=date(2023, 7, 24),
        purposes=["decision", "no longer a tick"],
        asks=[("approve", "the plan")],
    )
    assert made == {
        "date": "2023-07-24",
        "purpose": {"ticks": ["decision"]},
        "recommendation": [{"verb": "approve", "text": "the plan"}],
    }
    assert covers.defaults(RULES, day=None, purposes=[], asks=[]) == {}


def test_the_sheet_reads_as_plain_text():
    assert covers.plain(FULL, RULES) == (
        "Title\nWinter plan\n\n"
        "Meeting date\n24 July 2023\n\n"
        "Authors\nDr Sam Sample, Director\n\n"
        "Executive lead\nAnn Example\n\n"
        "Purpose of paper\nDecision\nTo agree the plan.\n\n"
        "Summary of main points\nOne.\nTwo\n\n"
        "Recommendation\n1. note the risks\n2. approve the plan"
    )


def test_every_kind_of_field_has_words():
    rules = Rules(cover_fields=(*OPTIONAL_COVER_FIELDS, CoverField("urgent", "Urgent", "tick")))
    sheet = {"risks": "<p>Some</p>", "considered": "Committee", "foi": "Open", "urgent": True}
    assert [(line.key, line.kind) for line in covers.lines(sheet, rules)] == [
        ("risks", "rich"),
        ("considered", "text"),
        ("foi", "line"),
        ("urgent", "tick"),
    ]
    assert covers.plain({"urgent": True}, rules) == "Urgent\nYes"
    assert covers.words("text", "", rules) == ""


def test_changes_are_told_field_by_field():
    new = {**FULL, "title": "Winter plan 2", "summary": "<p>One.</p><p>Two</p>"}
    assert covers.changes(FULL, new, RULES) == (
        covers.Change("title", "Title", "Winter plan", "Winter plan 2"),
    )


def test_ticks_are_said_in_the_boards_words_and_order():
    rules = Rules(purposes=(Purpose("a", "Assurance"), Purpose("d", "Decision", decides=True)))
    assert covers.ticked({"ticks": ["d", "a", "gone"]}, rules) == "Assurance, Decision"


def test_some_verbs_resolve_something():
    assert covers.decides([{"verb": "Note"}, {"verb": " Approve "}])
    assert not covers.decides([{"verb": "note"}, {"verb": "wonder"}, {}])
