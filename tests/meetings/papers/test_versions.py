import pytest

from icsgov.ledger.models import Change
from icsgov.record.models import Blob
from meetings.models import PaperFile, PaperRole
from tests.meetings.papers.conftest import FULL_COVER, NOW


def write(desk, **fields):
    paper = desk.fresh()
    paper.write(paper.version, desk.author, NOW, **fields)
    return paper


def add_file(version, name, content=b"x", **fields):
    blob = Blob.objects.keep(content, "pdf", 1)
    return PaperFile.objects.create(
        version=version, original=blob, filename=name, state="ready", **fields
    )


def test_a_version_keeps_title_cover_people_text_and_files(desk):
    write(desk, cover=FULL_COVER, body="<p>One</p>")
    PaperRole.objects.filter(role="author").update(title="Director")
    first = desk.paper.cut("First", desk.author, NOW)
    add_file(first, "a.pdf")
    second = desk.paper.cut("Second", desk.secretary, NOW)
    assert second.number == 2
    assert second.cover == {
        **FULL_COVER,
        "authors": [{"name": "Author Sample", "title": "Director"}],
        "leads": [{"name": "Lead Sample"}],
    }
    assert [file.filename for file in second.files.all()] == ["a.pdf"]
    assert desk.fresh().is_cut


def test_a_version_tells_who_when_and_why(desk):
    assert desk.post("author", "paper-versions", {"cause": "Before the redraft"}).status_code == 302
    page = desk.get("author", "paper-versions").content.decode()
    for words in ("Version 1", "10 July 2023, midday", "Author Sample", "Before the redraft"):
        assert words in page
    assert desk.post("author", "paper-versions").status_code == 422


def test_what_happened_is_told_in_words(desk):
    write(desk, body="<p>One</p>")
    desk.post("author", "paper-submit")
    desk.post("lead", "paper-return", {"words": "Shorter"})
    page = desk.get("author", "paper-versions").content.decode()
    assert "<strong>Author Sample</strong>: changed the text" in page
    assert "<strong>Author Sample</strong>: submitted it" in page
    assert "<strong>Lead Sample</strong>: returned it. Shorter" in page


def test_an_old_version_is_shown_as_it_stood(desk):
    write(desk, body="<h2>Old head</h2>", title="Old title")
    desk.paper.cut("Old", desk.author, NOW)
    write(desk, body="<p>New</p>", title="New title")
    page = desk.get("author", "paper-version", number=1).content.decode()
    assert "Old title" in page
    assert "<h3>Old head</h3>" in page
    assert desk.get("author", "paper-version", number=9).status_code == 404
    assert desk.get("author", "paper-version", number="x").status_code == 404


def test_two_versions_are_compared_by_field_word_and_file(desk):
    write(desk, cover={"summary": "<p>Beds are short.</p>"}, body="<p>Same</p><p>We note it.</p>")
    add_file(desk.paper.cut("One", desk.author, NOW), "a.pdf")
    write(desk, cover={"summary": "<p>Beds are scarce.</p>"}, body="<p>Same</p><p>We do it.</p>")
    second = desk.paper.cut("Two", desk.author, NOW)
    second.files.all().delete()
    add_file(second, "b.pdf", b"y")
    url = f"{desk.url('paper-compare')}?from=2&to=1"
    page = desk.client("author").get(url).content.decode()
    assert "From version 1 to version 2" in page
    assert "Beds are <del>short</del><ins>scarce</ins>." in page
    assert "We <del>note</del><ins>do</ins> it." in page
    assert "b.pdf: added" in page
    assert "a.pdf: removed" in page


def test_versions_that_say_the_same_are_told_so(desk):
    desk.paper.cut("One", desk.author, NOW)
    desk.paper.cut("Two", desk.author, NOW)
    page = desk.client("author").get(f"{desk.url('paper-compare')}?from=1&to=2").content.decode()
    assert "The two versions say the same" in page


def test_a_text_that_only_looks_different_is_told_so(desk):
    write(desk, body="<p>Words</p>")
    desk.paper.cut("One", desk.author, NOW)
    write(desk, body="<h2>Words</h2>")
    desk.paper.cut("Two", desk.author, NOW)
    page = desk.client("author").get(f"{desk.url('paper-compare')}?from=1&to=2").content.decode()
    assert "The words are the same." in page


@pytest.mark.parametrize("query", ["", "?from=1", "?from=1&to=99", "?from=a&to=b"])
def test_comparing_with_nothing_is_not_found(desk, query):
    desk.paper.cut("One", desk.author, NOW)
    assert desk.client("author").get(desk.url("paper-compare") + query).status_code == 404


def test_restoring_makes_a_new_version_and_loses_nothing(desk):
    write(desk, title="Old title", cover=FULL_COVER, body="<p>Old</p>")
    add_file(desk.paper.cut("One", desk.author, NOW), "old.pdf")
    write(desk, title="New title", cover={}, body="<p>New, never kept</p>")
    assert desk.post("author", "paper-restore", number=1).status_code == 302
    paper = desk.fresh()
    assert (paper.title, paper.cover, paper.body) == ("Old title", FULL_COVER, "<p>Old</p>")
    assert [(each.number, each.cause, each.body) for each in paper.versions.order_by("number")] == [
        (1, "One", "<p>Old</p>"),
        (2, "Before version 1 was restored", "<p>New, never kept</p>"),
        (3, "Version 1 restored", "<p>Old</p>"),
    ]
    assert [file.filename for file in paper.current.files.all()] == ["old.pdf"]
    assert paper.is_cut


def test_restoring_keeps_the_people_of_today(desk):
    desk.paper.cut("One", desk.author, NOW)
    PaperRole.objects.filter(role="lead").delete()
    desk.post("author", "paper-restore", number=1)
    assert "leads" not in desk.fresh().current.cover


def test_restoring_voids_a_clearance(desk):
    write(desk, body="<p>One</p>")
    desk.paper.cut("One", desk.author, NOW)
    write(desk, body="<p>Two</p>")
    desk.paper.submit(desk.author, NOW)
    desk.paper.clear(desk.secretary, NOW)
    desk.post("secretary", "paper-restore", number=1)
    assert (desk.fresh().state, desk.paper.cleared) == ("submitted", None)


def test_an_assistants_restoring_is_recorded_as_for_the_author(desk):
    write(desk, body="<p>One</p>")
    desk.paper.cut("One", desk.author, NOW)
    write(desk, body="<p>Two</p>")
    desk.post("assistant", "paper-restore", number=1)
    rows = Change.objects.of(desk.paper).filter(by=desk.assistant)
    assert set(rows.values_list("acting_for", flat=True)) == {"Author Sample"}
    assert rows.count() == 3
