"""Trees: the same in memory, as JSON and as rows; anchors that are given once and for ever."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgov.record.models import Entry
from icsgov.record.publish import Line, frozen_anchors, release_tree, tree_from, tree_of
from icsgov.record.tree import Link, Node, digest, from_json, to_json, walk, with_anchors
from tests import factories as make

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
JSON = st.dictionaries(WORDS, st.none() | st.booleans() | st.integers(-9, 9) | WORDS, max_size=3)
LINKS = st.builds(Link, st.sampled_from(["supports", "decides"]), st.uuids(), WORDS)


def nodes(children):
    return st.builds(
        Node,
        kind=st.sampled_from(["meeting", "item", "paper", "section"]),
        thing=st.none() | st.uuids(),
        label=WORDS,
        title=WORDS,
        text=WORDS,
        data=JSON,
        on=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        ref=WORDS,
        file_page=st.none() | st.integers(1, 999),
        pack_page=st.sampled_from(["", "1", "35A"]),
        slide=st.sampled_from(["", "10"]),
        links=st.lists(LINKS, max_size=2).map(tuple),
        children=children,
    )


TREES = st.recursive(nodes(st.just(())), lambda inner: nodes(st.lists(inner).map(tuple)))


@given(TREES)
def test_json_brings_the_tree_back(tree):
    assert from_json(to_json(tree)) == tree
    assert digest(from_json(to_json(tree))) == digest(tree)


@pytest.mark.django_db
@given(TREES)
@settings(max_examples=30)
def test_rows_bring_the_tree_back(tree):
    anchored = with_anchors(tree, {})
    line = Line(None, "agenda", uuid4(), "x")
    made = release_tree(line, anchored, title="x", by=None, now=make.NOW)
    assert tree_of(made) == anchored
    for entry in made.entries.all():
        found = anchored.find(entry.anchor)
        assert tree_from(made.entries.within(entry)) == found


@given(TREES)
def test_every_node_gets_an_anchor_of_its_own(tree):
    anchors = [node.anchor for _, node in walk(with_anchors(tree, {}))]
    assert all(anchors)
    assert len(anchors) == len(set(anchors))


THINGS = [UUID(int=number) for number in range(1, 7)]
ROWS = st.builds(
    Node,
    kind=st.just("item"),
    anchor=st.sampled_from(["", "a", "b", "a-2"]),
    label=st.sampled_from(["", "1.", "2."]),
    thing=st.none() | st.sampled_from(THINGS),
)


@given(st.lists(st.lists(ROWS, max_size=6, unique_by=lambda n: n.thing or id(n)), max_size=5))
def test_what_was_released_keeps_its_anchor_and_nothing_else_ever_gets_it(versions):
    given_to: dict[str, UUID] = {}
    frozen: dict[UUID, str] = {}
    for rows in versions:
        tree = with_anchors(Node(kind="meeting", anchor="agenda", children=tuple(rows)), frozen)
        for _, node in walk(tree):
            holder = given_to.get(node.anchor)
            assert holder is None or holder == node.thing
            if node.thing:
                assert frozen.setdefault(node.thing, node.anchor) == node.anchor
                given_to[node.anchor] = node.thing


@pytest.mark.django_db
def test_anchors_are_frozen_by_the_first_release_whatever_the_audience():
    thing, subject = uuid4(), uuid4()
    for number, (audience, anchor) in enumerate([("members", "first"), ("public", "second")]):
        line = Line(None, "agenda", subject, "x", 1, audience)
        root = Node(kind="item", anchor=anchor, thing=thing)
        root = with_anchors(root, frozen_anchors("agenda", subject, 1))
        release_tree(line, root, title="x", by=None, now=make.NOW)
        assert frozen_anchors("agenda", subject, 1) == {thing: "first"}
        assert Entry.objects.filter(anchor="first").count() == number + 1


@pytest.mark.django_db
def test_a_tree_can_be_read_without_some_kinds():
    paper = Node(kind="paper", anchor="p", children=(Node(kind="section", anchor="s"),))
    page = Node(kind="page", anchor="g", children=(Node(kind="item", anchor="i"),))
    root = Node(kind="meeting", anchor="agenda", children=(paper, page))
    made = release_tree(Line(None, "agenda", uuid4(), "x"), root, title="x", by=None, now=make.NOW)
    kept = tree_of(made, without={"section", "page"})
    assert [(depth, node.anchor) for depth, node in walk(kept)] == [
        (0, "agenda"),
        (1, "p"),
        (1, "i"),
    ]
