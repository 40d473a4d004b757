"""A paragraph moved in Word is proposed as moved, and never lost in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.minuting import paragraphs, reordering
from meetings.models import Correction, Proposal
from meetings.outcomes.deciding import decide
from tests.factories import NOW
from tests.meetings.minuting import test_returning as word
from tests.meetings.minuting.desk import Desk, desk
from tests.meetings.minuting.test_path import clear, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Desk:
    made = desk()
    for words in ("One.", "Two.", "Three."):
        made.add(words)
    made.add("Four.", section=1)
    return made


def said(at: Desk, section: int = 0) -> list[str]:
    of = list(at.minutes.sections.order_by("rank"))[section]
    return [row.text for row in paragraphs.standing(of)][2 if section == 0 else 0 :]


def put_behind(file, row, other) -> None:
    """Move a paragraph in Word, its mark with it."""
    place = word.control(file, row).getparent()
    word.control(file, other).getparent().addnext(place)


def test_a_paragraph_moved_in_its_item_is_proposed_and_taken_over(at):
    file = word.taken(at)
    put_behind(file, word.row_of("One."), word.row_of("Three."))
    word.bring(at, file)
    assert word.offers() == [("moved", "<p>One.</p>")]
    assert "Moved: 1.03, to behind 1.05 in item 1 Sample item 1" in word.page(at)
    assert said(at) == ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]
    word.answer(at, Proposal.objects.get())
    assert said(at) == ["<p>Two.</p>", "<p>Three.</p>", "<p>One.</p>"]
    word.bring(at, file)
    assert word.offers() == []


def test_a_move_that_is_declined_leaves_the_paragraph_where_it_is(at):
    file = word.taken(at)
    put_behind(file, word.row_of("One."), word.row_of("Three."))
    word.bring(at, file)
    word.answer(at, Proposal.objects.get(), take=False)
    assert said(at) == ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]


def test_one_moved_to_another_item_takes_its_decision_along(at):
    row = word.row_of("Two.")
    row.save_at(row.version, at.secretary, NOW, kind="decision")
    item = at.section.item
    made = decide(at.meeting, 1, "noted", "Two.", None, NOW, item=item, paragraph=row)
    file = word.taken(at)
    put_behind(file, row, word.row_of("Four."))
    word.bring(at, file)
    word.answer(at, Proposal.objects.get())
    assert (said(at), said(at, 1)) == (
        ["<p>One.</p>", "<p>Three.</p>"],
        ["<p>Four.</p>", "<p>Two.</p>"],
    )
    made.refresh_from_db()
    assert made.item.title == "Sample item 2"


def test_several_moved_together_keep_their_order_with_new_ones_between(at):
    file = word.taken(at)
    anchor = word.control(file, word.row_of("Four.")).getparent()
    new = file.add_paragraph("New between.")._p
    for each in (
        word.control(file, word.row_of("Two.")).getparent(),
        new,
        word.control(file, word.row_of("One.")).getparent(),
    ):
        anchor.addnext(each)
    word.bring(at, file)
    assert [kind for kind, _ in word.offers()] == ["moved", "new", "moved"]
    at.client.post(at.address("minutes-bring-all"))
    assert said(at, 1) == [
        "<p>Four.</p>", "<p>One.</p>", "<p>New between.</p>", "<p>Two.</p>",
    ]  # fmt: skip


def test_one_that_was_moved_and_changed_is_proposed_as_both(at):
    file = word.taken(at)
    row = word.row_of("One.")
    word.retype(file, row, "One, and more.")
    put_behind(file, row, word.row_of("Three."))
    word.bring(at, file)
    assert [kind for kind, _ in word.offers()] == ["moved", "changed"]
    at.client.post(at.address("minutes-bring-all"))
    assert said(at) == ["<p>Two.</p>", "<p>Three.</p>", "<p>One, and more.</p>"]


def test_one_that_was_cut_and_put_in_as_plain_words_was_moved(at):
    row = word.row_of("One.")
    row.speakers.create(name="Lou Member")
    file = word.taken(at)
    place = word.control(file, row).getparent()
    place.getparent().remove(place)
    typed = file.add_paragraph("1.03 Lou Member One.")._p
    word.control(file, word.row_of("Three.")).getparent().addnext(typed)
    word.bring(at, file)
    assert word.offers() == [("moved", "<p>One.</p>")]
    word.answer(at, Proposal.objects.get())
    row.refresh_from_db()
    assert said(at)[-1] == "<p>One.</p>"
    assert row.heard == ("Lou Member",)


def test_one_moved_to_the_start_stands_first(at):
    file = word.taken(at)
    first = paragraphs.standing(at.section)[0]
    place = word.control(file, word.row_of("Three.")).getparent()
    word.control(file, first).getparent().addprevious(place)
    word.bring(at, file)
    assert "to the start in item 1 Sample item 1" in word.page(at)
    word.answer(at, Proposal.objects.get())
    assert paragraphs.standing(at.section)[0].text == "<p>Three.</p>"


def test_what_readers_have_is_suggested_to_stand_elsewhere(at):
    clear(at)
    release(at)
    file = word.taken(at)
    put_behind(file, word.row_of("One."), word.row_of("Three."))
    word.bring(at, file)
    word.answer(at, Proposal.objects.get())
    assert Correction.objects.get().text == (
        "This paragraph is to stand behind 1.05 in item 1 Sample item 1."
    )
    assert said(at)[0] == "<p>One.</p>"


def test_an_item_without_its_heading_moves_nothing(at):
    file = word.taken(at)
    for heading in [each for each in file.paragraphs if each.style.name == "Heading 2"]:
        if "Sample item 2" in heading.text:
            heading._p.getparent().remove(heading._p)
    word.bring(at, file)
    assert "moved" not in [kind for kind, _ in word.offers()]


ORDERS = st.lists(st.integers(0, 30), unique=True, max_size=12).flatmap(
    lambda names: st.tuples(st.just(names), st.permutations(names))
)


@given(ORDERS)
def test_the_rest_keeps_its_order_and_nothing_is_moved_for_nothing(orders):
    before, after = ([("s", str(name)) for name in names] for names in orders)
    gone = reordering.moved(before, after)
    left = [[name for _, name in places if name not in gone] for places in (before, after)]
    assert left[0] == left[1]
    assert reordering.moved(before, before) == set()
    assert len(gone) <= max(0, len(before) - 1)
