from hypothesis import given
from hypothesis import strategies as st

from meetings.merging import digest, digests, merge

READ = {"title": "Plan", "summary": "<p>One</p>"}
VALUES = st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.sampled_from(["", "x"])})


def test_a_field_that_one_of_the_two_changed_is_theirs():
    merged = merge(digests(READ), {**READ, "title": "Theirs"}, {**READ, "summary": "<p>Mine</p>"})
    assert merged.values == {"title": "Theirs", "summary": "<p>Mine</p>"}
    assert merged.clashes == {}


def test_a_field_that_both_changed_is_a_clash_with_both_texts():
    merged = merge(digests(READ), {**READ, "title": "Theirs"}, {**READ, "title": "Mine"})
    assert merged.clashes == {"title": ("Theirs", "Mine")}
    assert merged.values == {"summary": "<p>One</p>"}


def test_the_same_change_made_twice_is_no_clash():
    assert merge(digests(READ), {**READ, "title": "New"}, {**READ, "title": "New"}).clashes == {}


def test_nothing_is_nothing_in_every_form():
    assert digest(None) == digest("") == digest([]) == digest({})
    assert merge({}, {}, {"summary": ""}).clashes == {}


def test_a_field_the_form_did_not_know_is_read_as_empty():
    assert merge({}, {"new": "theirs"}, {"new": "mine"}).clashes == {"new": ("theirs", "mine")}
    assert merge({}, {}, {"new": "mine"}).values == {"new": "mine"}


@given(VALUES, VALUES, VALUES)
def test_no_text_is_ever_lost(read, theirs, mine):
    merged = merge(digests(read), theirs, mine)
    for name in read:
        if name in merged.clashes:
            assert merged.clashes[name] == (theirs[name], mine[name])
        else:
            changed = [text for text in (theirs[name], mine[name]) if text != read[name]]
            assert merged.values[name] in (changed or [read[name]])
            assert len(set(changed)) <= 1
