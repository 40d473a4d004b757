"""A private paper whose day has come: released by itself, looked at again later, or kept."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html as markup

from icsgov.boards.profile import release_profile
from icsgov.record import takedowns
from icsgov.record.models import Entry, Release, TakeDown
from icsgov.record.publications import Hindered
from icsgov.record.queries import Query
from icsgov.record.search import search
from meetings import documents, unsealing, withholding
from meetings.models import BoardDocument, Paper
from meetings.reviewing import reviews
from meetings.takedowns_access import releases_with
from tests import factories as make
from tests import packs, releases
from tests.crawl import crawl
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
DAY = timedelta(days=1)
BODY = "<h2>Options</h2><p>Two zebra sites.</p>"


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def met(board):
    """A meeting whose Part 2 is released to members, with two private papers."""
    met = packs.meeting(board)
    make.part2(met, "quagga-ground")
    item = make.item(met, "quagga-item", part=2)
    for title in ("Estates", "quagga-sibling"):
        packs.paper(
            board,
            title,
            under=item,
            body=BODY if title == "Estates" else "<p>quagga-words</p>",
            private=True,
            private_reason="quagga-reason",
            review=TODAY,
        )
    releases.publish(met, part=2, audience="members")
    return met


@pytest.fixture
def paper(board, met):
    return board.papers.get(title="Estates")


@pytest.fixture
def secretary(board):
    return make.secretary(board)


def published(paper, by, words=""):
    draft = unsealing.begin(paper, paper.mark, by, make.NOW)
    documents.release(draft, words, by, make.NOW)
    return draft


def asked(by):
    return [need for need in reviews(by, make.NOW) if "Estates" in need.finding.sentence]


def test_a_secretary_releases_it_and_only_its_own_words_are_public(board, paper, secretary):
    release_profile(board, None, make.NOW)
    before = [(row.tree_sha256, row.ended_at) for row in Release.objects.exclude(kind="document")]
    assert len(asked(secretary)) == 1
    visitor = Visitor(secretary).get(f"/desk/papers/{paper.key}/release/")
    for said in ("quagga-item", "quagga-reason", "Two zebra sites.", "Part 2"):
        assert said in visitor.text
    visitor.submit("Continue", {"choice": "release"}).follow("See it as the public would")
    assert "Two zebra sites." in visitor.text and "quagga" not in visitor.text
    assert Client().get("/icp/documents/estates/").status_code == 404
    visitor.follow("Back to the document").submit("Publish to everybody")
    assert "Published." in visitor.page.text_content()
    page = Client().get("/icp/documents/estates/")
    assert page.status_code == 200 and "Two zebra sites." in page.content.decode()
    assert [hit.row.url for hit in search(Query("zebra"), make.NOW + 9999 * DAY).hits]
    for address, words in crawl(None, ["/", "/icp/", "/icp/documents/estates/"]):
        assert "quagga" not in words, address
    assert asked(secretary) == []
    paper.refresh_from_db()
    assert (paper.private, paper.review) == (False, None)
    after = [(row.tree_sha256, row.ended_at) for row in Release.objects.exclude(kind="document")]
    assert after == before
    assert Entry.objects.filter(thing=paper.key, release__audience="members").exists()
    assert not Entry.objects.filter(thing=paper.key, release__kind="document").exists()


def test_until_it_is_published_a_draft_changes_nothing_and_can_be_taken_back(paper, secretary):
    visitor = Visitor(secretary).get(f"/desk/papers/{paper.key}/release/")
    visitor.submit("Continue", {"choice": "release"})
    assert len(asked(secretary)) == 1
    visitor.follow("Do not release it after all").submit("Do not release it")
    assert "What becomes of it?" in visitor.text
    paper.refresh_from_db()
    assert paper.private and paper.review == TODAY
    assert not BoardDocument.objects.exists() and not Release.objects.filter(kind="document")


def test_a_draft_takes_no_public_address(board, paper, secretary):
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    other = documents.begin(board, "other", "Estates", None, make.NOW)
    assert other.address == "estates" and "estates" not in draft.address
    documents.release(draft, "", secretary, make.NOW)
    draft.refresh_from_db()
    assert draft.address == "estates-2"


def test_another_day_or_for_good(paper, secretary):
    visitor = Visitor(secretary).get(f"/desk/papers/{paper.key}/release/")
    visitor.submit("Continue", {"choice": "later"})
    assert visitor.status == 422 and "Enter a day after today" in visitor.text
    day = {"review-day": "1", "review-month": "5", "review-year": "2090"}
    visitor.submit("Continue", {"choice": "later", **day})
    paper.refresh_from_db()
    assert paper.review.year == 2090 and asked(secretary) == []
    visitor.get(f"/desk/papers/{paper.key}/release/").submit("Continue", {"choice": "keep"})
    assert visitor.status == 422 and "Enter why it stays private" in visitor.text
    visitor.submit("Continue", {"choice": "keep", "reason": "A contract"})
    paper.refresh_from_db()
    assert (paper.private, paper.private_reason, paper.review) == (True, "A contract", None)


def test_the_second_of_two_secretaries_is_told(paper, secretary):
    first, second = (Visitor(secretary).get(f"/desk/papers/{paper.key}/release/") for _ in "ab")
    first.submit("Continue", {"choice": "keep", "reason": "A contract"})
    second.submit("Continue", {"choice": "release"})
    assert "Somebody changed this paper after you opened it" in second.page.text_content()
    assert not BoardDocument.objects.exists()


def test_a_withdrawn_paper_is_not_released(paper, secretary):
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    draft.paper.withdraw("Wrong", secretary, make.NOW)
    with pytest.raises(Hindered, match="withdrawn"):
        documents.release(draft, "", secretary, make.NOW)
    paper.refresh_from_db()
    assert paper.private


def test_without_part_2_there_is_no_such_paper_and_no_draft(board, paper, secretary):
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    visitor = Visitor(make.secretary(board, part2=False))
    assert visitor.get(f"/desk/papers/{paper.key}/release/").status == 404
    assert visitor.get(f"/desk/documents/{draft.key}/").status == 404
    assert "Estates" not in visitor.get("/desk/meetings/icp/documents/").text


def test_a_take_down_finds_the_private_pack_and_the_public_document(board, paper, secretary):
    published(paper, secretary)
    kinds = {(each.kind, each.audience) for each in releases_with(paper.key)}
    assert {("agenda", "members"), ("document", "public")} <= kinds
    wish = TakeDown(board=board, thing=paper.key, ground="personal data")
    takedowns.ask(wish, secretary, make.NOW)
    takedowns.confirm(wish, make.secretary(board), make.NOW)
    page = Client().get("/icp/documents/estates/")
    assert "zebra" not in page.content.decode() and page.status_code in (404, 410)


def test_a_whole_part_2_leads_to_its_papers(board, met, paper, secretary):
    part = met.parts.get(number=2)
    part.review = TODAY
    part.save()
    published(paper, secretary)
    [need] = [each for each in reviews(secretary, make.NOW) if "Part 2" in each.finding.sentence]
    visitor = Visitor(secretary).get(need.finding.mend.url)
    assert "Released" in visitor.text and "quagga-sibling" in visitor.text
    visitor.submit("Save", {})
    part.refresh_from_db()
    assert part.review == TODAY
    visitor.get(need.finding.mend.url)
    empty = {"review-day": "", "review-month": "", "review-year": ""}
    visitor.submit("Save", empty)
    part = met.parts.get(number=2)
    assert part.review is None and part.reason == "quagga-ground"


def test_it_says_since_when_it_is_private(board):
    begun = Paper(board=board, title="Land", private=True).create_by(None, make.NOW)
    assert unsealing.private_since(begun) == make.NOW
    marked = Paper(board=board, title="Sea").create_by(None, make.NOW)
    assert unsealing.private_since(marked) is None
    marked.set_apart(None, make.NOW + DAY, private=True)
    assert unsealing.private_since(marked) == make.NOW + DAY


def test_its_file_and_its_picture_are_fetched_once_it_is_public_and_not_before(
    client, paper, secretary
):
    sha256 = packs.add_picture(paper, b"a picture")
    paper.body = f'<h2>Options</h2><p><img src="asset:{sha256}" alt="A plan"></p>'
    paper.save()
    version = paper.cut("Saved", None, make.NOW)
    packs.add_file(version, packs.pdf_blob(2, "Plan"))
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    assert client.get(f"/{draft.path}/").status_code == 404
    documents.release(draft, "", secretary, make.NOW)
    page = markup.fromstring(client.get(f"/{draft.path}/").content)
    own = [*page.xpath("//main//img/@src"), *page.xpath("//main//a[contains(@href,'.pdf')]/@href")]
    assert len(own) >= 2
    for address in own:
        answer = client.get(address.partition("#")[0])
        assert answer.status_code == 200 and answer.getvalue(), address


def test_from_whom_it_is_withheld_does_not_see_the_draft_and_reads_it_once_it_is_public(
    board, paper, secretary
):
    chair = make.user()
    make.seat(chair, board, "chair", part2=True)
    withholding.withhold(paper, chair.person, "A conflict", secretary, make.NOW)
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    there = Client()
    there.force_login(chair)
    assert there.get(f"/desk/documents/{draft.key}/").status_code == 404
    assert "Estates" not in there.get(f"/desk/meetings/{board.slug}/documents/").content.decode()
    documents.release(draft, "", secretary, make.NOW)
    assert "zebra" in there.get(f"/{draft.path}/").content.decode()


def test_its_title_is_said_to_become_public_too(paper, secretary):
    draft = unsealing.begin(paper, paper.mark, secretary, make.NOW)
    page = Visitor(secretary).get(f"/desk/documents/{draft.key}/")
    assert "Only the title, the text and the files of this paper become public" in page.text
