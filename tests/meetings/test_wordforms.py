"""The cover sheet as a Word form: written, filled in, read back; and what is never taken."""

import copy
import io
import random
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgov.boards.rules import (
    COVER_FIELDS,
    OPTIONAL_COVER_FIELDS,
    CoverField,
    Purpose,
    Rules,
)
from icsgov.press.inside import form
from meetings import bodies, covers, wordforms
from meetings.exporters.cover_docx import Sheet, word
from meetings.wordforms import Reading, Refused
from tests.meetings.word_boxes import REARRANGED, W, document, rows, with_document

KEY = "0b2c8a52-5b3e-4b53-9f0c-000000000001"
DAY = date(2023, 7, 24)
TICK = CoverField("urgent", "Urgent", "tick")
RULES = Rules(cover_fields=(*COVER_FIELDS, *OPTIONAL_COVER_FIELDS, TICK))

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" ")
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split()) or "x")
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


@st.composite
def inline(draw):
    """Words, some of them marked, with no mark within itself."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(WORDS).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        tag = draw(st.sampled_from(["", "", "strong", "em", "u", "sub", "sup", "a"]))
        if tag == "a":
            parts.append(f'<a href="https://example.org/{draw(st.integers(1, 99))}">{text}</a>')
        else:
            parts.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return " ".join(parts)


@st.composite
def rich(draw):
    """Paragraphs, headings, and lists of which no two of a kind touch."""
    made, last = [], ""
    for _ in range(draw(st.integers(0, 5))):
        tag = draw(
            st.sampled_from([each for each in ("p", "h2", "h3", "ul", "ol") if each != last])
        )
        if tag in ("ul", "ol"):
            rows = draw(st.lists(inline(), min_size=1, max_size=3))
            below = f"<ul><li>{draw(inline())}</li></ul>" if draw(st.booleans()) else ""
            rows[-1] += below
            made.append(f"<{tag}>{''.join(f'<li>{row}</li>' for row in rows)}</{tag}>")
        else:
            made.append(f"<{tag}>{draw(inline())}</{tag}>")
        last = tag if tag in ("ul", "ol") else ""
    return bodies.clean("".join(made))


def value(of):
    """A value of a field, as the cover keeps it; empty ones among them."""
    kinds = {
        "line": st.just("") | WORDS,
        "text": st.just("") | LINES,
        "rich": rich(),
        "date": st.just("") | st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(date.isoformat),
        "tick": st.booleans(),
        "purpose": st.fixed_dictionaries(
            {
                "ticks": st.sets(st.sampled_from([tick.key for tick in RULES.purposes])).map(
                    lambda keys: [tick.key for tick in RULES.purposes if tick.key in keys]
                ),
                "text": st.just("") | LINES,
            }
        ).map(covers.tidy),
        "asks": st.lists(
            st.fixed_dictionaries({"verb": st.sampled_from(list(covers.VERBS)), "text": WORDS}),
            max_size=8,
        ),
    }
    return kinds[of.kind]


SHEETS = st.fixed_dictionaries({of.key: value(of) for of in wordforms.typed_fields(RULES)})


def filled(values, rules=RULES, key=KEY, day=DAY):
    return word(Sheet(key, values, rules, "The board", day))


def read(data):
    """What the reader of the cage says of a file, without the cage."""
    with tempfile.TemporaryDirectory() as folder:
        source, rest = Path(folder) / "source", Path(folder) / "rest.docx"
        source.write_bytes(data)
        answer = form.read(source, rest, Path(folder))
        return answer, rest.read_bytes() if rest.exists() else b""


def reading(data, rules=RULES, key=KEY, day=DAY):
    return wordforms.judge(read(data)[0], key, rules, day)


def same(values, said):
    expected = {of.key: values.get(of.key) for of in wordforms.typed_fields(RULES)}
    found = {key: said.get(key) for key in expected}
    expected["date"] = "" if expected["date"] == DAY.isoformat() else expected["date"]
    return covers.tidy(found) == covers.tidy(expected)


def test_random_cover_sheets_come_back_as_they_went(soak):
    @settings(max_examples=200 if soak else 20, deadline=None)
    @given(SHEETS)
    def round_trip(values):
        said = reading(filled(values))
        assert isinstance(said, Reading)
        assert said.doubts == ()
        assert said.extra == ()
        assert same(values, said.values), (values, said.values)

    round_trip()


FULL = {
    "title": "Winter plan",
    "purpose": {"ticks": ["decision"], "text": "To agree\nthe plan"},
    "summary": "<h2>Beds</h2><p>Beds are <strong>short</strong>.</p><ul><li>One</li></ul>",
    "recommendation": [{"verb": "approve", "text": "the plan"}],
    "people": "<p>Shorter waits</p>",
    "considered": "The committee, 3 July 2023",
    "risks": "<p>Staff</p>",
    "finance": "<p>None</p>",
    "conflicts": "None declared",
    "foi": "Open",
    "urgent": True,
}


@pytest.mark.parametrize("change", REARRANGED, ids=lambda each: each.__name__)
def test_a_rearranged_form_is_refused_or_asked_about_and_never_misread(change, soak):
    data = filled(FULL)
    for seed in range(50 if soak else 5):
        root = document(data)
        change(root, random.Random(f"{change.__name__}{seed}"))
        said = reading(with_document(data, root))
        if isinstance(said, Refused):
            continue
        for key, found in said.values.items():
            before = FULL.get(key)
            assert found == before or not (found or before) or key in said.doubtful, (seed, key)


def test_a_form_of_another_paper_is_refused_without_naming_it():
    said = reading(filled({"title": "Secret merger"}, key="another"))
    assert isinstance(said, Refused)
    assert "is for another paper" in said.words
    assert "merger" not in said.words


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(cover_fields=(*RULES.cover_fields[:-1], CoverField("urgent", "Soon", "tick"))),
        Rules(cover_fields=RULES.cover_fields, purposes=(Purpose("decision", "To decide"),)),
    ],
    ids=["fewer fields", "another label", "other ticks"],
)
def test_a_form_made_before_the_cover_sheet_changed_is_refused(rules):
    said = reading(filled(FULL), rules=rules)
    assert isinstance(said, Refused)
    assert "has changed since this form was downloaded" in said.words


def test_a_form_whose_mark_is_lost_is_refused():
    data = filled(FULL)
    lost = with_document(data, document(data), lambda xml: xml.replace(b"icsgov.paper", b"x"))
    assert "is lost" in reading(lost).words


def test_what_is_written_outside_the_boxes_is_said():
    root = document(filled(FULL))
    paragraph = rows(root)[0].find(f"{W}tc/{W}p")
    added = copy.deepcopy(paragraph)
    list(added.iter(f"{W}t"))[-1].text = "Please print in colour"
    paragraph.addnext(added)
    said = reading(with_document(filled(FULL), root))
    assert said.extra == ("Please print in colour",)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1 August 2023", "2023-08-01"),
        ("1 Aug 2023", "2023-08-01"),
        ("01/08/2023", "2023-08-01"),
        ("24 July 2023", ""),
        ("  ", ""),
    ],
)
def test_dates_are_read_as_people_write_them(typed, found):
    assert reading(filled_by_hand("Meeting date", typed)).values["date"] == found


def filled_by_hand(label, text, data=None):
    """The form in which somebody typed into the box beside a label."""
    data = data or filled(FULL)
    root = document(data)
    for row in rows(root):
        if "".join(row.find(f"{W}tc/{W}p").itertext()) == label:
            words = list(row.findall(f"{W}tc")[1].iter(f"{W}t"))
            words[0].text = text
            for each in words[1:]:
                each.text = ""
    return with_document(data, root)


def test_a_date_that_cannot_be_read_is_asked_about():
    said = reading(filled_by_hand("Meeting date", "some Monday"))
    assert "date" not in said.values
    assert said.doubtful == {"date"}
    assert "we cannot read “some Monday” as a date" in said.doubts[0].words


def test_what_is_too_long_is_asked_about_and_not_cut():
    said = reading(filled_by_hand("Title", "x" * 301))
    assert "title" not in said.values
    assert "longer than 300 characters" in said.doubts[0].words


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        '<p>Words<span class="footnote">a note</span></p>',
        f'<p><img src="asset:{"0" * 64}" alt="A map"></p>',
        '<ol start="4"><li>Fourth</li></ol>',
        "<ul><li>One</li></ul><ul><li>Two</li></ul>",
    ],
    ids=["table", "note", "picture", "list from 4", "two lists"],
)
def test_what_a_box_cannot_hold_is_left_to_the_page(html):
    said = reading(filled({**FULL, "summary": html}))
    assert isinstance(said, Reading)
    assert "summary" not in said.values
    assert said.doubts == ()


def test_a_paper_that_follows_the_form_is_cut_from_it():
    file = docx.Document(io.BytesIO(filled(FULL)))
    file.add_heading("The plan itself", 1)
    file.add_paragraph("Beds and staff.")
    out = io.BytesIO()
    file.save(out)
    answer, rest = read(out.getvalue())
    assert answer["rest"] is True
    left = docx.Document(io.BytesIO(rest))
    assert [each.text for each in left.paragraphs] == ["The plan itself", "Beds and staff."]
    assert left.tables == []
    with zipfile.ZipFile(io.BytesIO(rest)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Shorter waits" not in everything
    assert b"icsgov.paper" not in everything


def test_a_form_alone_has_nothing_after_it():
    answer, rest = read(filled(FULL))
    assert answer["rest"] is False
    assert rest == b""


def test_a_word_file_that_is_no_form_is_none():
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("A paper")
    file.save(out)
    assert read(out.getvalue()) == (None, b"")


def test_the_form_shows_who_writes_and_leads_and_does_not_take_them():
    people = {"authors": [{"name": "Dr Sam Sample", "title": "Director"}]}
    data = filled({**FULL, **people})
    assert "Dr Sam Sample, Director" in "".join(document(data).itertext())
    said = reading(data)
    assert "authors" not in said.values
    assert said.extra == ()
