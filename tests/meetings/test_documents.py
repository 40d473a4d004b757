"""A board's documents and the packs of its past: published, searched, replaced, taken back."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.test import Client

from icsgov.boards.profile import release_profile
from icsgov.record.models import Blob, Release
from icsgov.record.personal import look
from icsgov.record.publications import Hindered
from icsgov.record.queries import Query
from icsgov.record.search import search
from meetings import documents
from tests import factories as make
from tests import markup, packs
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def terms(board):
    """Terms of reference, written here."""
    made = documents.begin(
        board, "terms", "Terms of reference", None, make.NOW, review=date(2024, 4, 1)
    )
    write(made, "<h2>Purpose</h2><p>The board plans zebra crossings.</p>")
    return made


@pytest.fixture
def past(board):
    """The pack of a meeting of 2019, as a file that was looked at."""
    made = documents.begin(
        board, "pack", "Papers of 4 March 2019", None, make.NOW, on=date(2019, 3, 4)
    )
    version = made.paper.cut("Uploaded", None, make.NOW)
    packs.add_file(version, packs.pdf_blob(3, "Archived"))
    return made


def write(document, body):
    document.paper.body = body
    document.paper.save()
    document.paper.cut("Saved", None, make.NOW)


def test_what_looks_like_personal_data_is_answered_for_before_the_public_gets_it(board, terms):
    secretary, number = make.secretary(board), "943 476 5919"
    write(terms, f"<p>Jo, NHS number {number}, waited.</p>")
    with pytest.raises(Hindered, match="1 passage looks like personal data"):
        documents.release(terms, "", secretary, make.NOW)
    page = Visitor(secretary).get(f"/desk/documents/{terms.key}/").follow("Look for personal data")
    assert f"“{number}” looks like" in page.text
    empty = page.submit(f"It may be public: {number}", {"reason": ""})
    assert empty.status == 422 and "Say why it may be public" in empty.text
    page.submit(f"It may be public: {number}", {"reason": "A sample number"})
    page.follow("Go back").submit("Publish to everybody")
    assert [each.number for each in documents.releases(terms)] == [1]


def test_words_in_a_file_are_found_with_its_title_and_page(board, past):
    content = packs.pdf_bytes(2, "Archived")
    blob = Blob.objects.keep(content, "pdf", 2)
    blob.set_pages(["Nothing", "Ring 07700 900123"])
    packs.add_file(past.paper.cut("Uploaded again", None, make.NOW), blob)
    [doubt] = look(documents.draft_of(past, past.paper.current)).open
    assert (doubt.words, doubt.page) == ("07700 900123", "2")
    assert doubt.paper == "Papers of 4 March 2019, file 2"


def test_the_desk_says_which_are_published_and_begins_with_how_the_board_is_governed(
    board, past, terms
):
    documents.begin(board, "constitution", "Constitution", None, make.NOW)
    documents.release(past, "", None, make.NOW)
    page = Visitor(make.secretary(board)).get("/desk/meetings/icp/documents/")
    said = [" ".join(each.text_content().split()) for each in page.page.xpath("//main//li[h2]")]
    assert [each.split(" ", 1)[0] for each in said] == ["Constitution", "Terms", "Papers"]
    assert ["Not published" in each for each in said] == [True, True, False]


def test_the_paper_of_a_document_leads_back_to_it_and_has_no_cover_sheet(board, terms):
    page = Visitor(make.secretary(board)).get(f"/desk/papers/{terms.paper.key}/")
    assert "Cover sheet" not in page.text and "zebra" in page.text
    assert page.follow("Documents, ICP").follow("Terms of reference").status == 200


def found(typed, now=make.NOW):
    return [hit.row.url for hit in search(Query(typed), now).hits]


def test_a_document_is_a_page_that_can_be_searched(client, terms):
    documents.release(terms, "", None, make.NOW)
    response = client.get("/icp/documents/terms-of-reference/")
    page = response.content.decode()
    for said in ("Terms of reference", "zebra crossings", "1 April 2024"):
        assert said in page
    assert markup.faults(page) == []
    assert found("zebra") == ["/icp/documents/terms-of-reference/#terms-of-reference-purpose"]


def test_a_past_pack_is_found_page_by_page_and_fetched(client, past):
    documents.release(past, "", None, make.NOW)
    page = client.get("/icp/documents/papers-2019-03-04/").content.decode()
    assert "Meeting on" in page and "4 March 2019" in page
    [address] = found("archived 2")
    file, _, number = address.partition("#page=")
    assert number == "2"
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF")


def test_a_board_lists_its_documents_and_its_past(client, board, terms, past):
    release_profile(board, None, make.NOW)
    for document in (terms, past):
        documents.release(document, "", None, make.NOW)
    page = client.get("/icp/").content.decode()
    assert "/icp/documents/terms-of-reference/" in page
    assert page.index("2019") < page.index("/icp/documents/papers-2019-03-04/")


def test_what_is_not_ready_is_hindered_with_what_to_do(board, terms):
    empty = documents.begin(board, "other", "Empty", None, make.NOW)
    assert [each.code for each in documents.hindrances(empty)] == ["empty"]
    version = empty.paper.cut("Uploaded", None, make.NOW)
    file = packs.add_file(version, packs.pdf_blob(1))
    for fields, code in (
        ({"state": "checking"}, "checking"),
        ({"state": "refused"}, "refused"),
        ({"state": "ready", "seen_at": None}, "unseen"),
    ):
        version.files.filter(pk=file.pk).update(**fields)
        assert [each.code for each in documents.hindrances(empty)] == [code]
    terms.paper.title = "Changed since"
    terms.paper.save()
    assert [each.code for each in documents.hindrances(terms)] == ["changed"]
    with pytest.raises(Hindered):
        documents.release(terms, "", None, make.NOW)


def test_a_file_that_hides_something_is_stopped_at_the_gate(board):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["secret.txt"] = b"patient"
    out = io.BytesIO()
    pdf.save(out)
    blob = Blob.objects.keep(out.getvalue(), "pdf", 1).set_pages([""])
    made = documents.begin(board, "other", "Hides", None, make.NOW)
    packs.add_file(made.paper.cut("Uploaded", None, make.NOW), blob)
    assert "hidden" in [each.code for each in documents.hindrances(made)]


def test_a_new_edition_leaves_the_old_one_readable_and_says_why(client, terms):
    first = documents.release(terms, "", None, make.NOW)
    with pytest.raises(Hindered, match="nothing has changed"):
        documents.release(terms, "", None, make.NOW)
    write(terms, "<p>The board plans footpaths.</p>")
    second = documents.release(terms, "The board’s task is wider.", None, make.NOW + DAY)
    page = client.get("/icp/documents/terms-of-reference/").content.decode()
    assert "footpaths" in page and "task is wider" in page
    assert second.tree_sha256 in page and first.tree_sha256 not in page
    old = client.get("/icp/documents/terms-of-reference/releases/1/").content.decode()
    assert "zebra" in old and "It was replaced on" in old and first.tree_sha256 in old
    assert found("zebra", make.NOW + DAY) == []


def test_a_withdrawn_edition_leaves_its_reason(client, terms):
    given = documents.release(terms, "", None, make.NOW)
    documents.take_back(terms, given, "It named a patient.", None, make.NOW)
    for address in ("", "releases/1/"):
        response = client.get(f"/icp/documents/terms-of-reference/{address}")
        assert response.status_code == 410
        assert "It named a patient." in response.content.decode()
        assert "zebra" not in response.content.decode()
    assert found("zebra") == []


def test_a_secretary_goes_the_whole_way_without_a_script(board):
    visitor = Visitor(make.secretary(board))
    visitor.get("/desk/meetings/icp/").follow("Constitution, terms of reference and past papers")
    visitor.follow("Add a document")
    visitor.submit("Save", {"kind": "pack", "title": "Old papers"})
    assert visitor.status == 422 and "Enter the day of the meeting" in visitor.text
    fields = {"on-day": "4", "on-month": "3", "on-year": "2019"}
    visitor.submit("Save", {"kind": "pack", "title": "Old papers", **fields})
    assert "There is no version yet." in visitor.text
    document = board.documents.get()
    write(document, "<p>What was said.</p>")
    visitor.get(f"/desk/documents/{document.key}/").submit("Publish to everybody")
    assert "Published." in visitor.page.text_content()
    assert Release.objects.filter(kind="document").count() == 1
    visitor.follow("Withdraw release 1")
    visitor.submit("Withdraw it", {"reason": "It was the wrong file."})
    assert "It was the wrong file." in visitor.text


def chair_posts(chair, document):
    client = Client()
    client.force_login(chair)
    return client.post(f"/desk/documents/{document.key}/").status_code


def test_only_secretaries_publish(board, terms):
    chair = make.user()
    make.seat(chair, board, "chair")
    visitor = Visitor(chair).get(f"/desk/documents/{terms.key}/")
    assert visitor.status == 200 and "Publish to everybody" not in visitor.text
    assert chair_posts(chair, terms) == 403
    member = make.user()
    make.seat(member, board)
    assert Visitor(member).get(f"/desk/documents/{terms.key}/").status == 404
