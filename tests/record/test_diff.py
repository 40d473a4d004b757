from hypothesis import given
from hypothesis import strategies as st

from icsgov.record import diff
from icsgov.record.diff import Block, FileChange, Span

TEXTS = st.lists(st.text("ab c.", max_size=12), max_size=6)


def test_words_show_what_went_and_what_came():
    assert diff.words("We note the risks.", "We accept the risks.") == (
        Span("same", "We "),
        Span("removed", "note"),
        Span("added", "accept"),
        Span("same", " the risks."),
    )


def test_texts_with_little_in_common_are_not_cut_into_words():
    assert diff.words("One thing", "Another matter entirely") == (
        Span("removed", "One thing"),
        Span("added", "Another matter entirely"),
    )


def test_blocks_keep_what_did_not_change_whole():
    found = diff.blocks(
        ["Head", "Old words here", "End"], ["Head", "New words here", "Extra", "End"]
    )
    assert [block.is_same for block in found] == [True, False, False, True]
    assert found[1].spans[0] == Span("removed", "Old")
    assert found[2] == Block((Span("added", "Extra"),))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(old, new):
    found = diff.blocks(old, new)

    def side(other):
        kept = [[s.text for s in block.spans if s.kind != other] for block in found]
        return "".join("".join(texts) for texts in kept)

    assert side("added") == "".join(old)
    assert side("removed") == "".join(new)


def test_files_are_told_by_name_and_content():
    old = [("a.pdf", "1"), ("b.pdf", "2"), ("c.pdf", "3")]
    assert diff.files(old, [("a.pdf", "1"), ("b.pdf", "9"), ("d.pdf", "3"), ("e.pdf", "5")]) == [
        FileChange("replaced", "b.pdf"),
        FileChange("renamed", "d.pdf", "c.pdf"),
        FileChange("added", "e.pdf"),
    ]
    assert diff.files(old, old[:2]) == [FileChange("removed", "c.pdf")]
    assert diff.files(old, [old[1], old[0], old[2]]) == [FileChange("moved", "b.pdf")]
    assert diff.files(old, old) == []


def test_one_file_renamed_twice_is_one_renamed_and_one_added():
    assert diff.files([("a.pdf", "1")], [("b.pdf", "1"), ("c.pdf", "1")]) == [
        FileChange("renamed", "b.pdf", "a.pdf"),
        FileChange("added", "c.pdf"),
    ]
