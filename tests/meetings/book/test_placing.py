"""Property: whatever is edited, each note is found where its words stand, or kept and said gone."""

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.anchoring import squeeze
from meetings.book.placing import place_notes
from meetings.book.twin import Twin
from tests.meetings.test_anchoring import PAPER, PARAGRAPH


@dataclass
class Printed:
    """A version of a paper as its reader has it: web text, and the words of its printed pages."""

    key: str
    paragraphs: list[str]
    edition: Any = field(init=False)
    file: None = None

    def __post_init__(self):
        self.edition = SimpleNamespace(key=self.key)

    @cached_property
    def twin(self):
        return Twin("".join(f"<p>{escape(each)}</p>" for each in self.paragraphs))

    @property
    def page_texts(self):
        """Three paragraphs a page."""
        return ["\n".join(self.paragraphs[at : at + 3]) for at in range(0, len(self.paragraphs), 3)]

    def label(self, page):
        return str(page) if page else ""


@dataclass
class Kept:
    """A note as the desk keeps it, and where it was placed."""

    pk: int
    quote: str
    page: int | None
    edition: str = "v1"
    edition_words: str = "version 1"
    pack_page: str = "12"
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    rects: list = field(default_factory=list)
    ink: list = field(default_factory=list)
    placed: dict = field(default_factory=dict)

    def keep_place(self, placed):
        self.placed = dict(placed)


@st.composite
def reissued(draw):
    """A paper, notes on some of its paragraphs (half of them on pages), and its next version."""
    old = draw(PAPER)
    marked = draw(st.lists(st.integers(0, len(old) - 1), min_size=1, max_size=5))
    notes = [
        Kept(pk, old[at], at // 3 + 1 if draw(st.booleans()) else None)
        for pk, at in enumerate(marked)
    ]
    stays = [each for each in old if draw(st.booleans())]
    new = draw(st.permutations([*stays, *draw(st.lists(PARAGRAPH, max_size=6))]))
    return old, notes, list(new)


@given(reissued())
def test_a_note_is_found_where_its_words_stand_or_kept_as_gone(case):
    old, notes, new = case
    paper = Printed("v2", new)
    found = place_notes(paper, notes)
    assert [each.note for each in found] == notes, "none is lost"
    for each in found:
        wanted = squeeze(each.note.quote).text
        if wanted in paper.twin.text:
            assert each.text is not None
            assert paper.twin.text[each.text.start : each.text.end] == wanted
            assert not each.is_gone
        if each.is_gone:
            assert each.was == "page 12 of version 1"
        else:
            assert each.text or each.page
    again = place_notes(Printed("v3", old), notes)
    assert not any(each.is_gone for each in again), "what comes back is found again"


def test_ten_thousand_papers_are_issued_again(soak):
    settings(max_examples=10_000 if soak else 100, deadline=None)(
        test_a_note_is_found_where_its_words_stand_or_kept_as_gone
    )()
