"""Deep links into the printed pages: by the number on the page, and by the slide's own."""

import json

import pytest

from icsgov.record.models import Blob
from meetings.models import Paper
from tests import factories as make
from tests import packs
from tests.meetings.book import pressed
from tests.meetings.book.conftest import client_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(clock):
    """A drafted paper, then slides that print numbers of their own from their second page on."""
    meeting = make.meeting(make.board("ICP"))
    packs.paper(meeting.board, "First", make.item(meeting, "First"))
    deck = Blob.objects.keep(packs.pdf_bytes(4, "Deck"), "pdf", 4)
    deck.set_pages([f"Deck page {number}" for number in range(1, 5)], [None, "10", "11", "12"])
    packs.paper(meeting.board, "Slides", make.item(meeting, "Slides"), files=(deck,))
    pressed.publish(meeting, make.NOW)
    return meeting


@pytest.fixture
def reader(printed):
    return client_of(pressed.member_of(printed))


def at(title="Slides", query=""):
    paper = Paper.objects.get(title=title)
    return f"/reading/icp/2023-07-24/1/{paper.key}/pages/{query}"


def opened_at(answer):
    """The printed number of the page at which the viewer opens."""
    data = words(answer).split('id="book" type="application/json">')[1].split("</script>")[0]
    book = json.loads(data)
    return book["leaves"][book["at"] - 1]["label"]


def test_the_slides_own_number_and_the_printed_one_lead_to_the_same_page(reader):
    by_slide = opened_at(reader.get(at(query="?slide=11")))
    assert by_slide == opened_at(reader.get(at(query=f"?page={by_slide}")))
    assert by_slide == "8", "1 is the agenda, 2 to 5 are texts and covers"
    assert opened_at(reader.get(at(query="?slide=10"))) == "7"


@pytest.mark.parametrize("query", ["?slide=99", "?page=99", "?page=x", "?slide=2"])
def test_a_number_that_nothing_bears_is_not_found(reader, query):
    assert reader.get(at(query=query)).status_code == 404


def test_a_page_of_another_paper_leads_there(reader):
    answer = reader.get(at("First", "?page=8"))
    assert answer["Location"] == at(query="?page=8")
    answer = reader.get("/reading/icp/2023-07-24/1/pages/?page=8")
    assert answer["Location"] == at(query="?page=8")
    assert opened_at(reader.get("/reading/icp/2023-07-24/1/pages/?page=1")) == "1"
