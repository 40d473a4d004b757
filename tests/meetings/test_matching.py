"""Which paper a file is for, by its name; and when that is not clear."""

import pytest

from meetings.matching import Target, ranked, suggested

TARGETS = (
    Target("a", "Minutes of the last meeting", "3.", "A"),
    Target("b", "Winter plan", "4.", "B", ("Dr Avery Author",)),
    Target("c", "Finance report", "5.", "C", ("Kit Sample",)),
    Target("d", "Workforce plan", "6.1", "D", ("Noor Writer",)),
)


def best(name, title="", **more):
    return suggested(ranked([name, title] if title else [name], TARGETS, **more))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Enc B", "b"),
        ("Enclosure C - something else entirely", "c"),
        ("encl_d v2", "d"),
        ("B - paper for board", "b"),
        ("D. Staffing", "d"),
        ("Item 5", "c"),
        ("05 - report", "c"),
        ("Agenda item 6.1", "d"),
        ("winter plan FINAL v3", "b"),
        ("Finance reports", "c"),
        ("2023-07-24 workforce_plan", "d"),
        ("Enc B Winter plan (Author)", "b"),
    ],
)
def test_a_name_that_is_clear_names_its_paper(name, key):
    found = best(name)
    assert found is not None
    assert found.target.key == key
    assert found.reasons


@pytest.mark.parametrize(
    "name",
    ["scan0001", "Plan", "A plan for the future", "GP plan", "Enc B Finance report", "Annex A", ""],
)
def test_what_is_not_clear_is_asked(name):
    assert best(name) is None


def test_the_title_in_the_file_counts_where_the_name_says_nothing():
    found = best("scan0001", "Winter plan")
    assert found is not None
    assert found.target.key == "b"


def test_a_cover_sheet_form_goes_to_its_own_paper_whatever_it_is_called():
    found = best("Enc B Winter plan", form="c")
    assert found is not None
    assert found.target.key == "c"
    assert found.reasons[0] == "is of the cover sheet form of this paper"


def test_the_reasons_are_said_in_words():
    [first, *_] = ranked(["Enc B Item 4 Winter plan Author"], TARGETS)
    assert first.reasons == (
        "says enclosure B",
        "says item 4",
        "has 2 of 2 words of the title",
        "has the author, Dr Avery Author",
    )


def test_without_papers_there_is_nothing_to_suggest():
    assert suggested(ranked(["Enc A"], ())) is None
