"""Search: the same finds in the same order on both databases, of what the public has now."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from icsgov.record import indexing
from icsgov.record.models import SearchRow
from icsgov.record.publish import FileOf, Line, instant, release_tree, withdraw
from icsgov.record.queries import Query, query_of
from icsgov.record.search import search
from icsgov.record.tree import Link, Node
from tests import factories as make
from tests.packs import pdf_blob

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = date(2023, 7, 24)


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def put(board):
    """Puts texts on the record, each as a section of a paper of one release."""

    def release(*texts, at=board, on=DAY, when=make.NOW, part=1, audience="public", **more):
        sections = tuple(
            Node(kind="section", anchor=f"s{n}", title=title, text=text, **more)
            for n, (title, text) in enumerate(texts)
        )
        paper = Node(kind="paper", anchor="a-paper", label="A", children=sections)
        root = Node(kind="meeting", anchor="agenda", children=(paper,))
        subject = uuid4()
        line = Line(at, "agenda", subject, f"{at.slug}/{on}", part, audience)
        return release_tree(
            line, root, title="Agenda", by=None, now=make.NOW, effective_at=when, on=on
        )

    return release


def titles(typed="", now=make.NOW, **filters):
    return [hit.row.title for hit in search(Query(typed, **filters), now).hits]


def test_words_are_found_in_any_form(put):
    put(("Screening", "Invitations were screened by nurses."), ("Other", "Nothing here."))
    for typed in ("screen", "screening", "SCREENS", "nurse", "invitation"):
        assert titles(typed) == ["Screening"]


def test_all_words_must_stand_there_and_refused_ones_must_not(put):
    put(("One", "winter pressure in hospitals"), ("Two", "winter plans"), ("Three", "pressure"))
    assert titles("winter pressure") == ["One"]
    assert set(titles("winter")) == {"One", "Two"}
    assert titles("winter -pressure") == ["Two"]
    assert titles("-winter") == []


def test_a_phrase_is_found_only_as_it_stands(put):
    put(("One", "the waiting times fell"), ("Two", "times of waiting are over"))
    assert titles('"waiting times"') == ["One"]
    assert set(titles("waiting times")) == {"One", "Two"}
    assert titles("waiting-times") == ["One"]


def test_a_title_ranks_before_a_text(put):
    put(("Annual report", "About dentistry in the boroughs."), ("Dentistry", "A yearly report."))
    assert titles("dentistry") == ["Dentistry", "Annual report"]


def test_what_says_it_more_often_ranks_before_what_says_it_once(put):
    put(
        ("Once", "Stroke care is one of many things this text names besides others."),
        ("Often", "Stroke care: how stroke units treat stroke, and what stroke survivors say."),
    )
    assert titles("stroke") == ["Often", "Once"]


def test_a_short_text_ranks_before_a_long_one(put):
    put(
        ("Long", "maternity " + "and many other words of other matters " * 60),
        ("Short", "maternity care"),
    )
    assert titles("maternity") == ["Short", "Long"]


def test_of_what_is_equally_good_the_newest_comes_first(put):
    put(("Older", "same words here"), on=date(2022, 1, 10))
    put(("Newer", "same words here"), on=date(2023, 1, 10))
    assert titles("same words") == ["Newer", "Older"]


def test_names_and_references_are_found(put):
    put(("Led", "text"), data={"leads": [{"name": "Kit Chair", "title": "Chair"}]})
    put(("Decided", "text"), ref="ICP/2023/07")
    assert titles("kit chair") == ["Led"]
    assert titles("ICP/2023/07") == ["ICP/2023/07 Decided"]
    assert titles(person="kit") == ["Led"]


def about(place):
    return Link("concerns", uuid4(), place)


def test_filters_narrow_what_is_found(put, board):
    other, key = make.board("ICB"), uuid4()
    put(("Here", "budget"), on=date(2022, 5, 1), links=(Link("supports", key),))
    put(("There", "budget"), at=other, on=date(2023, 5, 1), links=(about("Bexley"),))
    assert titles("budget", board="icp") == ["Here"]
    assert titles("budget", first=2023) == ["There"]
    assert titles("budget", last=2022) == ["Here"]
    assert titles("budget", priority=str(key)) == ["Here"]
    assert titles("budget", borough="bexley") == ["There"]
    assert titles("budget", group="Papers") == ["There", "Here"]
    assert titles("budget", group="Minutes") == []
    assert titles(board="icb") == ["There"]


def test_it_says_how_many_there_are_and_under_which_heading(put):
    put(*((f"Title {n}", "plenty") for n in range(45)))
    first, third = search(Query("plenty"), make.NOW), search(Query("plenty"), make.NOW, 3)
    assert (first.total, first.pages, len(first.hits), len(third.hits)) == (45, 3, 20, 5)
    assert first.groups == [("Papers", 45)]
    assert search(Query("plenty"), make.NOW, 99).page == 3


def test_snippets_mark_what_was_found_and_stay_text(put):
    put(("Bold <b>", f"{'before ' * 60}<script>alert(1)</script> asthma & more"))
    hit = search(Query("asthma bold"), make.NOW).hits[0]
    assert hit.title == "<mark>Bold</mark> &lt;b&gt;"
    assert "<mark>asthma</mark>" in hit.snippet
    assert "<script>" not in hit.snippet
    assert len(hit.snippet) < 700


def test_a_page_of_a_file_is_found_at_that_page(board):
    blob = pdf_blob(2, "Slide")
    pages = tuple(
        Node(kind="page", anchor=f"f.page-{n}", text=f"dashboard number{n}", file_page=n)
        for n in (1, 2)
    )
    file = Node(kind="file", anchor="f", title="Slides", blob=blob.sha256, children=pages)
    paper = Node(kind="paper", anchor="p", label="B", title="Figures", children=(file,))
    root = Node(kind="meeting", anchor="agenda", children=(paper,))
    line = Line(board, "agenda", uuid4(), "icp/2023-07-24")
    files = [FileOf("f", blob.sha256, "file", "slides.pdf")]
    release_tree(line, root, title="Agenda", by=None, now=make.NOW, files=files)
    hit = search(Query("dashboard number2"), make.NOW).hits[0]
    assert hit.row.url.endswith("/slides.pdf#page=2")
    assert (hit.page, hit.row.within) == ("2", "B Figures")
    assert titles("figures") == ["Figures"]


def test_every_find_stands_at_its_address(put):
    put(("A heading", "whereabouts"))
    assert search(Query("whereabouts"), make.NOW).hits[0].row.url == "/icp/2023-07-24/a-paper/#s0"


def test_a_mistyped_word_is_put_right_where_that_finds_something(put):
    put(("Commissioning", "Diabetes services in Lewisham"))
    for typed, meant in (
        ("diabetez", "diabetes"),
        ("comissioning", "commissioning"),
        ("Lewihsam diabetes", "lewisham diabetes"),
    ):
        assert [each.text.lower() for each in search(Query(typed), make.NOW).suggestions] == [meant]
    assert search(Query("diabetez"), make.NOW - HOUR).suggestions == []
    assert search(Query("zzzzzzz"), make.NOW).suggestions == []


def test_nothing_private_is_in_the_index(put):
    put(("Members", "canary"), audience="members")
    put(("Private", "canary"), part=2, audience="members")
    assert SearchRow.objects.count() == 0
    assert search(Query("canaries"), make.NOW).suggestions == []


def test_it_is_found_at_its_hour_and_not_a_second_before(put):
    put(("Soon", "embargoed words"), when=make.NOW + HOUR)
    assert titles("embargoed", make.NOW + HOUR - timedelta(seconds=1)) == []
    assert search(Query("embargoe"), make.NOW).suggestions == []
    assert titles("embargoed", make.NOW + HOUR) == ["Soon"]


def _line(board):
    return Line(board, "notice", uuid4(), "icp/2023-07-24")


def _tree(title):
    return Node(kind="notice", anchor="notice", title=title)


def test_what_is_replaced_is_found_until_that_hour(board):
    line = _line(board)
    instant(line, _tree("First text"), title="x", by=None, now=make.NOW)
    later = make.NOW + HOUR
    release_tree(line, _tree("Second text"), title="x", by=None, now=make.NOW, effective_at=later)
    assert titles("text") == ["First text"]
    assert titles("text", later) == ["Second text"]
    instant(line, _tree("Third text"), title="x", by=None, now=later + HOUR)
    assert titles("text", later + HOUR) == ["Third text"]
    assert SearchRow.objects.filter(title="Second text").count() == 0


def test_what_is_withdrawn_is_gone_at_once(put):
    withdraw(put(("Secret", "slipped out")), "It named a patient.", None, make.NOW)
    assert SearchRow.objects.count() == 0
    assert search(Query("slippd"), make.NOW).suggestions == []


def test_calling_off_a_planned_release_leaves_the_one_before(board):
    line, later = _line(board), make.NOW + HOUR
    instant(line, _tree("First text"), title="x", by=None, now=make.NOW)
    planned = release_tree(
        line, _tree("Second text"), title="x", by=None, now=make.NOW, effective_at=later
    )
    withdraw(planned, "Too early.", None, make.NOW)
    assert titles("text", later) == ["First text"]


def test_the_index_can_be_made_anew_and_is_the_same(put, capsys):
    put(("One", "kept words"), links=(Link("supports", uuid4()),))
    withdraw(put(("Two", "gone")), "Wrong.", None, make.NOW)
    columns = ("title", "text__body", "url", "marks__mark", "effective_at")
    before = list(SearchRow.objects.order_by("anchor").values_list(*columns))
    for _ in range(2):
        assert indexing.rebuild(make.NOW) == len(before)
        assert list(SearchRow.objects.order_by("anchor").values_list(*columns)) == before
    call_command("index_record")
    assert "1 entries can be found." in capsys.readouterr().out
    assert titles("kept") == ["One"]


HOSTILE = [
    '"', '"""', "'", "';--", "a' OR '1'='1", "NEAR(a b)", "AND", "OR NOT", "* *", "^x", "a:b",
    "title:x", "(((", "\\", "%", "_", "{}", "\x00", "a\x00b", "!!", "&|!", "<->", "<script>",
    "x" * 10_000, '"' * 10_000, "- -", "-", '-"', "é", "😀", "a " * 5_000, "{% x %}", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed[:12]))
def test_whatever_is_typed_is_answered(put, client, typed):
    put(("Plain", "an ordinary text"))
    sent = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    fields = dict.fromkeys(("q", "board", "kind", "priority", "borough", "person"), sent)
    for data in ({"q": sent}, fields, {"q": "text", "from": sent, "to": sent, "page": sent}):
        response = client.get("/search/", data)
        assert response.status_code == 200
        assert "<script>" not in response.content.decode()


def test_a_query_is_kept_in_its_address():
    query = query_of({"q": '"a b"', "board": "icp", "from": "2021", "to": "0", "kind": "Papers"})
    assert query.address == "q=%22a+b%22&board=icp&kind=Papers&from=2021"


def test_a_search_asks_the_database_a_fixed_number_of_times(put, django_assert_num_queries):
    put(*((f"Title {n}", "plenty of words") for n in range(30)))
    with django_assert_num_queries(4):
        assert search(Query("plenty"), make.NOW).total == 30
