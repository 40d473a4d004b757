"""My papers, and a paper as a row of the agenda: what they show, and at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from icsgov.record.models import Blob
from meetings import drafts
from meetings.models import Comment, Enclosure, Paper, PaperFile, PaperRole, PaperVersion
from meetings.tasks import handling
from tests import factories as make
from tests.meetings.papers.conftest import FULL_COVER, NOW


def mine(desk, who):
    return desk.client(who).get("/desk/papers/mine/")


def lists(answer):
    found = answer.context["mine"]
    return [
        [each.row.paper.title for each in rows]
        for rows in (found.to_clear, found.owed, found.others)
    ]


def test_an_author_sees_what_they_owe_with_its_deadline(desk):
    answer = mine(desk, "author")
    assert lists(answer) == [[], ["Winter plan"], []]
    assert "Due 10 July 2023" in answer.content.decode()


def test_what_is_due_first_stands_first(desk):
    make.paper(desk.board, "Sooner", author=desk.author, under=desk.item, due=date(2023, 7, 3))
    make.paper(desk.board, "Some day", author=desk.author)
    assert lists(mine(desk, "author"))[1] == ["Sooner", "Winter plan", "Some day"]


def test_an_assistant_sees_for_whom(desk):
    answer = mine(desk, "assistant")
    assert lists(answer)[1] == ["Winter plan"]
    assert "For Author Sample" in answer.content.decode()


def test_what_waits_for_a_lead_is_cleared_with_one_tap(desk):
    handling.submit(desk.paper, desk.author, NOW)
    answer = mine(desk, "lead")
    assert lists(answer) == [["Winter plan"], [], []]
    words = answer.content.decode()
    assert desk.url("paper-clear", step="lead") in words
    assert f'value="{desk.fresh().mark}"' in words
    assert lists(mine(desk, "author")) == [[], [], ["Winter plan"]]


def test_a_chair_sees_only_what_waits_for_a_chair(desk):
    make.paper(desk.board, "Draft", author=desk.author)
    assert lists(mine(desk, "chair")) == [[], [], []]
    handling.submit(desk.paper, desk.author, NOW)
    assert lists(mine(desk, "chair"))[0] == ["Winter plan"]
    desk.clear("chair", "chair")
    assert lists(mine(desk, "chair")) == [[], [], []]


def test_a_withdrawn_paper_is_off_the_list(desk):
    desk.paper.withdraw("Not needed", desk.secretary, NOW)
    assert lists(mine(desk, "author")) == [[], [], []]
    assert "You have no papers." in mine(desk, "author").content.decode()


def add_papers(desk, number):
    """Papers with everything that a row shows, every other one submitted."""
    papers = Paper.objects.bulk_create(
        Paper(
            board=desk.board,
            title=f"Paper {at}",
            state="submitted" if at % 2 else "expected",
            submitted_at=NOW if at % 2 else None,
        )
        for at in range(number)
    )
    PaperRole.objects.bulk_create(
        PaperRole(paper=paper, person=who.person, role=role, name=str(who))
        for paper in papers
        for who, role in ((desk.author, "author"), (desk.lead, "lead"))
    )
    Enclosure.objects.bulk_create(Enclosure(item=desk.item, paper=paper) for paper in papers)
    versions = PaperVersion.objects.bulk_create(
        PaperVersion(paper=paper, number=1, title=paper.title, cause="Start", at=NOW)
        for paper in papers
    )
    for paper, version in zip(papers, versions, strict=True):
        paper.current = version
    Paper.objects.bulk_update(papers, ["current"])
    blob = Blob.objects.keep(b"file", "pdf", 3)
    PaperFile.objects.bulk_create(
        PaperFile(
            version=version,
            original=blob,
            normalised=blob,
            thumbnail=blob,
            filename=name,
            state="ready",
        )
        for version in versions
        for name in ("a.pdf", "b.pdf")
    )


def queries(act):
    act()  # what is remembered for the whole process is read before it is counted
    with CaptureQueriesContext(
        connection,
    ) as found:
        act()
    return len(found)


@pytest.mark.parametrize("who", ["author", "lead", "chair", "assistant"])
def test_my_papers_cost_the_same_at_5_and_at_200(desk, who):
    client = desk.client(who)
    add_papers(desk, 5)
    few = queries(lambda: client.get("/desk/papers/mine/"))
    add_papers(desk, 195)
    assert queries(lambda: client.get("/desk/papers/mine/")) == few
    assert few <= 20


def hold_more(desk, number):
    """Comments, versions and files on the paper."""
    Comment.objects.bulk_create(
        Comment(paper=desk.paper, text="x", by=desk.secretary, at=NOW) for _ in range(number)
    )
    blob = Blob.objects.keep(b"file", "pdf", 3)
    for at in range(number):
        version = desk.paper.cut("More", desk.author, NOW)
        PaperFile.objects.create(version=version, original=blob, normalised=blob, filename=str(at))


def test_the_page_of_a_paper_costs_the_same_however_much_it_holds(desk):
    client, url = desk.client("secretary"), desk.url("paper")
    hold_more(desk, 1)
    few = queries(lambda: client.get(url))
    hold_more(desk, 15)
    assert queries(lambda: client.get(url)) == few
    assert few <= 30


def rows(desk):
    """Every paper of the agenda as its row."""
    draft = drafts.read_part(desk.item.meeting, 1)
    return [
        render_to_string("meetings/papers/row.html", {"enclosure": each, "now": NOW})
        for row in draft.rows
        for each in row.item.enclosures.all()
    ]


def test_a_row_says_where_the_paper_stands_and_who_owes_what(desk):
    (row,) = rows(desk)
    assert "Expected" in row
    assert (
        "Author Sample</strong> should write and submit the paper, due 10 July 2023."
        in " ".join(row.split())
    )
    assert "Cover sheet: 3 fields empty" in row
    assert desk.url("paper") in row


def test_a_row_shows_files_with_pages_and_the_first_picture(desk):
    desk.paper.write(1, desk.author, NOW, cover=FULL_COVER)
    version = desk.paper.cut("Start", desk.author, NOW)
    blob = Blob.objects.keep(b"file", "pdf", 3)
    file = PaperFile.objects.create(
        version=version,
        original=blob,
        normalised=blob,
        thumbnail=blob,
        filename="a.pdf",
        state="ready",
    )
    (row,) = rows(desk)
    assert "Cover sheet complete" in row
    assert "a.pdf</a>: 3 pages" in row
    assert f"/desk/papers/files/{file.key}/first-page" in row


def test_rows_cost_the_same_at_5_and_at_200(desk):
    add_papers(desk, 4)
    few = queries(lambda: rows(desk))
    add_papers(desk, 195)
    assert len(rows(desk)) == 200
    assert queries(lambda: rows(desk)) == few
