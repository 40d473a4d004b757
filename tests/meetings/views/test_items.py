"""A row opened: papers and remarks, over plain HTTP and by htmx."""

import pytest

from meetings.models import Comment, Paper
from tests import factories as make
from tests.desks import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(desk):
    return make.item(desk.meeting, "Strategy")


def test_a_paper_is_asked_for_with_its_people(desk, item):
    make.person("Avery Author")
    data = {"title": "The plan", "author": ["Avery Author", ""], "lead": ["RD"]}
    answer = desk.secretary.post("item-add-paper", item.key, **data)
    assert (answer.status_code, answer.url) == (302, f"/desk/items/{item.key}/open/")
    paper = Paper.objects.get(title="The plan")
    assert [(role.role, role.name, role.title) for role in paper.roles.all()] == [
        ("author", "Avery Author", ""),
        ("lead", "Richard Douglas", "Chair"),
    ]
    assert "The plan" in words(desk.secretary.get("item-open", item.key))


def test_one_person_may_write_and_lead_but_stands_once_as_each(desk, item):
    data = {"title": "The plan", "author": ["RD", "Richard Douglas"], "lead": ["RD"]}
    desk.secretary.post("item-add-paper", item.key, **data)
    roles = Paper.objects.get(title="The plan").roles
    assert sorted(roles.values_list("role", flat=True)) == ["author", "lead"]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_paper_from_nobody_we_know_comes_back_with_what_was_typed(desk, item, htmx):
    data = {"title": "The plan", "author": ["Zebedee Nobody"]}
    answer = desk.secretary.post("item-add-paper", item.key, htmx=htmx, **data)
    assert answer.status_code == 422
    assert "We do not know “Zebedee Nobody”" in words(answer)
    assert 'value="Zebedee Nobody"' in words(answer)
    assert ("<html" in words(answer)) != htmx
    assert not Paper.objects.exists()


def test_a_paper_of_the_board_is_attached_once(desk, item):
    paper = make.paper(desk.board, "Already there")
    make.paper(make.board("ICB"), "Of another board")
    make.paper(desk.board, "Taken back", state="withdrawn")
    page = words(desk.secretary.get("item-open", item.key))
    assert "Already there" in page
    assert "Of another board" not in page
    assert "Taken back" not in page
    desk.secretary.post("item-attach-paper", item.key, paper=paper.key)
    assert item.enclosures.get().paper == paper
    again = desk.secretary.post("item-attach-paper", item.key, paper=paper.key)
    assert again.status_code == 422


def test_a_paper_of_another_board_is_never_attached(desk, item):
    other = make.paper(make.board("ICB"))
    answer = desk.secretary.post("item-attach-paper", item.key, paper=other.key)
    assert answer.status_code == 422
    assert not item.enclosures.exists()


def test_a_part_2_paper_is_not_offered_to_who_may_not_see_it(desk, item):
    secret = make.paper(desk.board, "secret", private=True)
    assert "secret" not in words(desk.plain_secretary.get("item-open", item.key))
    answer = desk.plain_secretary.post("item-attach-paper", item.key, paper=secret.key)
    assert answer.status_code == 422


def test_papers_change_places_and_come_off(desk, item):
    papers = [make.paper(desk.board, title, under=item) for title in "ab"]
    for position, each in enumerate(item.enclosures.order_by("pk")):
        each.position = position
        each.save()
    desk.secretary.post("item-move-paper", item.key, papers[1].key, to="up")
    assert [each.paper.title for each in item.enclosures.all()] == ["b", "a"]
    desk.secretary.post("item-move-paper", item.key, papers[1].key, to="off")
    assert [each.paper.title for each in item.enclosures.all()] == ["a"]
    assert Paper.objects.filter(title="b").exists()
    gone = desk.secretary.post("item-move-paper", item.key, papers[1].key, to="up")
    assert gone.status_code == 404


def test_chairs_comment_and_secretaries_settle(desk, item):
    desk.chair.post("item-comment", item.key, text="Too early on the agenda?")
    page = words(desk.secretary.get("item-open", item.key))
    assert "Richard Douglas" in page
    assert "Too early on the agenda?" in page
    assert "1 comment" in words(desk.secretary.get("meeting", *desk.at))
    comment = Comment.objects.get()
    desk.secretary.post("item-settle", item.key, comment.key)
    comment.refresh_from_db()
    assert comment.settled_by == desk.secretary.user
    assert "settled by" in words(desk.chair.get("item-open", item.key))
    assert "1 comment" not in words(desk.secretary.get("meeting", *desk.at))


def test_settling_twice_keeps_who_settled_first(desk, item):
    comment = Comment.objects.create(item=item, text="x", by=desk.chair.user, at=make.NOW)
    desk.chair.post("item-settle", item.key, comment.key)
    desk.secretary.post("item-settle", item.key, comment.key)
    comment.refresh_from_db()
    assert comment.settled_by == desk.chair.user


def test_a_comment_on_another_row_is_not_settled_here(desk, item):
    other = make.item(desk.meeting)
    comment = Comment.objects.create(item=other, text="x", by=desk.chair.user, at=make.NOW)
    assert desk.chair.post("item-settle", item.key, comment.key).status_code == 404


def test_an_empty_comment_is_none(desk, item):
    answer = desk.chair.post("item-comment", item.key, text=" ")
    assert answer.status_code == 422
    assert "Write your comment" in words(answer)
    assert not Comment.objects.exists()


def test_by_htmx_the_row_comes_back_and_the_agenda_looks_again(desk, item):
    answer = desk.chair.post("item-comment", item.key, htmx=True, text="Hello")
    assert answer.status_code == 200
    assert "agenda-changed" in answer["HX-Trigger-After-Settle"]
    assert words(answer).lstrip().startswith(f'<div class="agenda-panel" id="panel-{item.key}"')


def test_comments_are_not_for_authors(desk, item):
    author = make.user()
    make.paper(desk.board, "own", author=author, under=item)
    Comment.objects.create(item=item, text="secret remark", by=desk.chair.user, at=make.NOW)
    page = words(desk.reader(author).get("item-open", item.key))
    assert "own" in page
    assert "secret remark" not in page
    assert "History of this item" not in page
