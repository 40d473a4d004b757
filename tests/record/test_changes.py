"""What changed between two releases, as readers are told."""

from dataclasses import replace
from uuid import UUID

from icsgov.record.changes import between
from icsgov.record.tree import Node


def section(title):
    return Node(kind="section", anchor=title.lower(), title=title)


def paper(number, title, *sections, label="A"):
    page = Node(kind="page", anchor=f"page-{number}", pack_page=str(number))
    children = (page, *map(section, sections))
    thing = UUID(int=number)
    return Node(kind="paper", thing=thing, label=label, title=title, children=children)


def agenda(*papers):
    item = Node(kind="item", thing=UUID(int=99), label="1.", title="Item", children=papers)
    return Node(kind="meeting", anchor="agenda", children=(item,))


def said(old, new):
    return [change["words"] for change in between(old, new)]


def test_nothing_changed():
    assert said(agenda(paper(1, "One")), agenda(paper(1, "One"))) == []


def test_a_paper_that_came_is_named_once():
    new = agenda(paper(1, "One"), paper(2, "Two", "Why", "How", label="B"))
    assert said(agenda(paper(1, "One")), new) == ["Paper B “Two” added"]


def test_a_paper_that_went_is_named_once():
    old = agenda(paper(1, "One", "Why", "How"))
    assert said(old, agenda()) == ["Paper A “One” removed"]


def test_an_item_that_went_takes_its_papers_by_name():
    old = agenda(paper(1, "One", "Why"))
    assert said(old, Node(kind="meeting", anchor="agenda")) == [
        "Agenda item 1. “Item” removed",
        "Paper A “One” removed",
    ]


def test_texts_that_came_changed_and_went_within_a_paper_are_named():
    old, new = agenda(paper(1, "One", "Why", "Gone")), agenda(paper(1, "One", "Why", "New"))
    assert said(old, new) == ["Text “New” added", "Text “Gone” removed"]


def test_page_numbers_are_no_change_and_letters_are():
    old, new = paper(1, "One"), paper(1, "One", label="B")
    moved = replace(new, children=(Node(kind="page", anchor="page-1", pack_page="35A"),))
    assert said(agenda(old), agenda(moved)) == ["Paper B “One”: was A"]
