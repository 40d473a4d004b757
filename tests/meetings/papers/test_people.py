from icsgov.ledger.models import Change
from meetings.models import Comment, PaperRole
from tests import factories as make
from tests.visitor import Visitor


def roles(desk, role):
    rows = desk.fresh().roles.filter(role=role)
    return list(rows.values_list("name", "title"))


def name_people(desk, who, role, names, titles=(), **more):
    data = {"who": names, "title": titles or [""] * len(names), **more}
    return desk.post(who, "paper-people", data, role=role)


def test_names_and_titles_are_printed_as_of_the_seat(desk):
    colleague = make.person("Colleague Sample", honorific="Dr")
    make.seat(colleague, desk.board, title="Nurse", organisation=make.organisation("Trust"))
    names = ["Author Sample (AS)", "Dr Colleague Sample"]
    assert name_people(desk, "author", "author", names).status_code == 302
    assert roles(desk, "author") == [
        ("Author Sample", "Director of Plans"),
        ("Dr Colleague Sample", "Nurse, Trust"),
    ]


def test_a_snapshot_stays_when_the_person_changes(desk):
    name_people(desk, "author", "author", ["Author Sample"])
    desk.author.person.seats.update(title="Chief of Everything")
    type(desk.author.person).objects.filter(pk=desk.author.person.pk).update(family_name="Married")
    name_people(desk, "secretary", "author", ["Author Married"], ["Director of Plans"])
    assert roles(desk, "author") == [("Author Sample", "Director of Plans")]


def test_a_title_may_be_printed_otherwise(desk):
    name_people(desk, "author", "author", ["Author Sample"], ["Author of this"])
    assert roles(desk, "author") == [("Author Sample", "Author of this")]


def test_somebody_unknown_is_told_and_nothing_is_lost(desk):
    answer = name_people(desk, "author", "author", ["Author Sample", "Nobody Known"])
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "We do not know “Nobody Known”" in words
    assert 'value="Nobody Known"' in words


def test_rows_are_added_and_removed_without_javascript(desk):
    answer = name_people(desk, "author", "author", ["Author Sample", "Lead Sample"], add="person")
    assert answer["Location"].endswith("/people/author/")
    assert len(roles(desk, "author")) == 2
    page = desk.get("author", "paper-people", role="author").content.decode()
    assert page.count('name="who"') == 3
    name_people(desk, "author", "author", ["Author Sample", "Lead Sample"], remove="1")
    assert [name for name, _ in roles(desk, "author")] == ["Author Sample"]


def test_naming_the_same_people_again_changes_nothing(desk):
    name_people(desk, "author", "author", ["Author Sample"])
    changes = Change.objects.count()
    name_people(desk, "author", "author", ["Author Sample"], ["Director of Plans"])
    assert Change.objects.count() == changes


def test_the_history_tells_who_was_named(desk):
    name_people(desk, "secretary", "lead", ["Chair Sample"])
    change = Change.objects.of(desk.paper).get(verb="named")
    assert (change.before, change.after) == ({"lead": ["Lead Sample"]}, {"lead": ["Chair Sample"]})


def test_an_author_cannot_name_the_lead_who_clears(desk):
    assert name_people(desk, "author", "lead", ["Author Sample"]).status_code == 403
    assert desk.get("author", "paper-people", role="lead").status_code == 403
    assert desk.get("secretary", "paper-people", role="boss").status_code == 404


def test_whoever_is_named_may_write_at_once_and_whoever_is_not_any_more_may_not(desk):
    colleague = make.user("Colleague Sample")
    desk.colleague = colleague
    assert desk.get("colleague", "paper").status_code == 404
    name_people(desk, "author", "author", ["Author Sample", "Colleague Sample"])
    assert desk.get("colleague", "paper-text").status_code == 200
    PaperRole.objects.filter(person=colleague.person).delete()
    assert desk.get("colleague", "paper").status_code == 404


def test_comments_go_between_author_and_secretary(desk):
    desk.post("secretary", "paper-comment", {"text": "Add Bromley, please"})
    page = desk.get("author", "paper").content.decode()
    assert "Add Bromley, please" in page
    comment = Comment.objects.get()
    assert desk.post("author", "paper-settle", comment=comment.key).status_code == 302
    comment.refresh_from_db()
    assert comment.settled_by == desk.author
    assert "Settled by Author Sample" in desk.get("secretary", "paper").content.decode()


def test_settling_twice_keeps_the_first_name(desk):
    desk.post("secretary", "paper-comment", {"text": "Please"})
    comment = Comment.objects.get()
    desk.post("author", "paper-settle", comment=comment.key)
    desk.post("secretary", "paper-settle", comment=comment.key)
    comment.refresh_from_db()
    assert comment.settled_by == desk.author


def test_the_chair_joins_once_the_paper_is_submitted(desk):
    assert desk.post("chair", "paper-comment", {"text": "Hello"}).status_code == 404
    desk.paper.submit(desk.author, make.NOW)
    assert desk.post("chair", "paper-comment", {"text": "Hello"}).status_code == 302


def test_an_empty_comment_is_refused_and_one_of_another_paper_not_found(desk):
    assert desk.post("author", "paper-comment").status_code == 422
    other = make.paper(desk.board, "Other", author=desk.author)
    comment = Comment.objects.create(paper=other, text="x", by=desk.author, at=make.NOW)
    assert desk.post("author", "paper-settle", comment=comment.key).status_code == 404


def test_a_paper_without_an_author_asks_for_one_and_offers_no_reminder(desk):
    PaperRole.objects.filter(paper=desk.paper, role="author").delete()
    page = Visitor(desk.secretary).get(desk.url("paper"))
    assert "Remind the author" not in page.text
    page.follow("Name an author")
    assert page.url == desk.url("paper-people", role="author")
