"""Paragraphs keep a total order, their released labels, and what two people wrote."""

from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icsgov.ledger.models import Conflict
from icsgov.record.tree import walk, with_anchors
from meetings.minuting import book as books
from meetings.minuting import paragraphs, skeleton
from meetings.models import Minutes, Paragraph
from meetings.proofs import minutes as proofs
from tests import factories as make

pytestmark = pytest.mark.django_db


def minutes(items: int = 2) -> Minutes:
    meeting = make.meeting(make.board())
    for _ in range(items):
        make.item(meeting)
    return skeleton.lay(meeting, 1, None, make.NOW)


def labels(of: Minutes) -> list[str]:
    return [label for group in paragraphs.number(of) for _, label in group.rows]


def add(of: Minutes, text: str, after: Paragraph | None = None) -> Paragraph:
    section = of.sections.first()
    return paragraphs.add_paragraph(section, "discussion", text, None, make.NOW, after=after)


def test_paragraphs_are_numbered_by_item_while_drafting() -> None:
    book = minutes()
    first = add(book, "a")
    add(book, "b")
    add(book, "between", after=first)
    texts = [row.text for group in paragraphs.number(book) for row, _ in group.rows]
    assert texts == ["a", "between", "b"]
    assert labels(book) == ["1.01", "1.02", "1.03"]


def test_a_released_label_stays_and_an_inserted_one_gets_a_letter() -> None:
    book = minutes()
    first = add(book, "a")
    add(book, "b")
    paragraphs.freeze(book, None, make.NOW)
    add(book, "between", after=first)
    add(book, "end")
    assert labels(book) == ["1.01", "1.01a", "1.02", "1.03"]


def test_a_released_paragraph_cannot_be_removed() -> None:
    book = minutes()
    row = add(book, "a")
    paragraphs.freeze(book, None, make.NOW)
    row.refresh_from_db()
    with pytest.raises(paragraphs.Frozen):
        paragraphs.remove(row, row.version, None, make.NOW)


def test_split_keeps_both_halves_and_the_speakers() -> None:
    book = minutes()
    row = add(book, "one two")
    row.speakers.create(name="Kim Chair")
    new = paragraphs.split(row, row.version, "one", "two", None, make.NOW)
    assert [each.text for each in paragraphs.standing(row.section)] == ["one", "two"]
    assert [speaker.name for speaker in new.speakers.all()] == ["Kim Chair"]


def test_split_of_a_paragraph_that_changed_says_so_and_changes_nothing() -> None:
    book = minutes()
    row = add(book, "one two")
    Paragraph.objects.get(pk=row.pk).save_at(1, None, make.NOW, text="theirs")
    with pytest.raises(Conflict) as caught:
        paragraphs.split(row, 1, "one", "two", None, make.NOW)
    assert caught.value.clashes == {"text": ("theirs", "one")}
    assert [each.text for each in paragraphs.standing(row.section)] == ["theirs"]


def test_merge_joins_to_the_one_before() -> None:
    book = minutes()
    add(book, "<p>a</p>")
    row = add(book, "<p>b</p>")
    paragraphs.merge(row, row.version, None, make.NOW)
    assert [each.text for each in paragraphs.standing(row.section)] == ["<p>a</p><p>b</p>"]


def test_the_first_paragraph_has_none_before_it() -> None:
    book = minutes()
    row = add(book, "a")
    with pytest.raises(LookupError):
        paragraphs.merge(row, row.version, None, make.NOW)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "move", "place", "split", "merge", "remove", "release"]),
        st.integers(0, 30),
        st.sampled_from([-1, 1]),
    ),
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(STEPS)
def test_any_sequence_keeps_order_and_released_labels(steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        check_sequence(steps)
        transaction.set_rollback(True)


def check_sequence(steps: list[tuple[str, int, int]]) -> None:
    book = minutes(1)
    section = book.sections.get()
    released: dict[int, str] = {}
    anchors: dict[UUID, str] = {}
    for what, at, way in steps:
        rows = paragraphs.standing(section)
        row = rows[at % len(rows)] if rows else None
        _do(what, book, row, way)
        if what == "release":
            released |= {each.pk: each.label for each in section.paragraphs.exclude(label=None)}
            anchors = check_anchors(book, anchors)
    ranks = list(section.paragraphs.order_by("rank").values_list("rank", flat=True))
    assert len(ranks) == len(set(ranks))
    every = labels(book)
    assert len(every) == len(set(every))
    kept = dict(section.paragraphs.filter(pk__in=released).values_list("pk", "label"))
    assert kept == released


def check_anchors(book: Minutes, before: dict[UUID, str]) -> dict[UUID, str]:
    """The anchors that a release would give: no two are the same, none is another than before."""
    root = with_anchors(proofs.root(books.read(Minutes.objects.get(pk=book.pk))), before)
    given = [node.anchor for _, node in walk(root)]
    assert len(given) == len(set(given))
    now = {node.thing: node.anchor for node in root.of_kind("minute") if node.thing}
    assert before.items() <= now.items()
    return now


def _do(what: str, book: Minutes, row: Paragraph | None, way: int) -> None:
    if what == "release":
        paragraphs.freeze(book, None, make.NOW)
    elif what == "insert" or row is None:
        add(book, "new", after=row)
    elif what == "move":
        paragraphs.move(row, way, None, make.NOW)
    elif what == "place":
        first = paragraphs.standing(row.section)[0]
        paragraphs.place(row, row.section, first if way > 0 else None, None, make.NOW)
    elif what == "split":
        paragraphs.split(row, row.version, "x", "y", None, make.NOW)
    else:
        act = paragraphs.merge if what == "merge" else paragraphs.remove
        try:
            act(row, row.version, None, make.NOW)
        except (LookupError, paragraphs.Frozen):
            return


def test_a_board_numbers_its_paragraphs_by_its_rule() -> None:
    book = minutes()
    rule = book.meeting.board.rule_rows
    first, second = book.sections.all()
    add(book, "a")
    add(book, "b")
    paragraphs.add_paragraph(second, "discussion", "c", None, make.NOW)
    for value, printed in (
        ("1.1", ["1.1", "1.2", "2.1"]),
        ("1", ["1", "2", "3"]),
    ):
        rule.all().delete()
        rule.create(name="paragraphs", value=value, starts=make.date(2020, 1, 1))
        assert labels(Minutes.objects.get(pk=book.pk)) == printed
    paragraphs.freeze(Minutes.objects.get(pk=book.pk), None, make.NOW)
    rule.all().delete()
    add(book, "between", after=first.paragraphs.last())
    paragraphs.add_paragraph(second, "discussion", "d", None, make.NOW)
    assert labels(Minutes.objects.get(pk=book.pk)) == ["1", "2", "2a", "3", "4"]


def test_printed_labels_stay_also_where_they_are_given_twice_or_not_at_all() -> None:
    book = minutes(1)
    for number, label in enumerate(("3.09", "3.10", "3.10", "", "6.06")):
        Paragraph.objects.filter(pk=add(book, str(number)).pk).update(printed=label)
    assert labels(book) == ["3.09", "3.10", "3.10", "", "6.06"]
    paragraphs.freeze(book, None, make.NOW)
    add(book, "later")
    assert labels(book)[:5] == ["3.09", "3.10", "3.10", "", "6.06"]
