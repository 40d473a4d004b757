"""One item as a PDF: minutes, decisions and papers, of what is released and nothing else."""

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from meetings.models import Decision
from tests import factories as make
from tests import packs, releases
from tests.meetings.minuting.desk import desk
from tests.meetings.minuting.test_path import clear, page, release, sign_in

pytestmark = pytest.mark.django_db
ITEM = "/icp/2023-07-24/item-1/extract.pdf"


@pytest.fixture
def at():
    made = desk()
    row = made.add("The board agreed the sample plan.", "decision")
    Decision.objects.create(
        meeting=made.meeting,
        number=1,
        ref="ICP/2023-07-24/D1",
        paragraph=row,
        outcome="agreed",
        words="Agreed",
    )
    made.add("Words of the other item.", section=1)
    return made


def own(at) -> str:
    """The extract on the desk."""
    return at.address("minutes-whole").replace("whole/", "extract/item-1.pdf")


def words(response) -> str:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    file = pypdfium2.PdfDocument(response.content)
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in file)
    file.close()
    return " ".join(text.split())


def test_nothing_is_there_before_the_release(at):
    assert Client().get(ITEM).status_code == 404
    assert at.client.get(own(at)).status_code == 404


def test_an_item_with_its_minutes_its_decision_and_its_paper(at):
    packs.paper(at.board, "The sample paper", at.meeting.items.first())
    releases.publish(at.meeting)
    clear(at)
    release(at)
    response = Client().get(ITEM)
    text = words(response)
    assert "Item 1: Sample item 1" in text
    assert "ICP/2023-07-24/D1" in text
    assert "The board agreed the sample plan." in text
    assert "Words of the other item." not in text
    assert "Papers The sample paper" in text
    assert "page 2 of 2" in text
    assert "Draft" in text
    with pikepdf.open(BytesIO(response.content)) as file:
        assert "/StructTreeRoot" in file.Root
        assert file.docinfo["/Title"] == "Item 1: Sample item 1"
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder, "extract.pdf").write_bytes(response.content)
    again = Client().get(ITEM, HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert Client().get(ITEM).content == response.content


def test_enclosed_minutes_of_another_meeting_do_not_stand_in_the_way(at):
    later = make.meeting(at.board, date(2023, 10, 2))
    for number in (1, 2):
        make.item(later, f"Later item {number}")
    clear(at)
    release(at)
    releases.publish(later)
    rows = [each.anchor for each in tree_of(Release.objects.get(path="icp/2023-10-02")).children]
    anchors = [each for each in rows if each.startswith("item-2")]
    text = words(Client().get(f"/icp/2023-10-02/{anchors[0]}/extract.pdf"))
    assert "Item 2: Later item 2" in text
    assert "have not been released" in text


def test_the_public_finds_it_on_the_page_of_the_minutes(at):
    clear(at)
    release(at)
    assert f'href="{ITEM}"' in page(Client(), "/icp/2023-07-24/minutes/")
    assert "The sample plan" not in words(Client().get(ITEM))


def test_what_members_alone_have_is_not_public(at):
    clear(at)
    release(at, "members")
    assert Client().get(ITEM).status_code == 404
    assert "The board agreed the sample plan." in words(at.client.get(own(at)))
    assert sign_in(at, "member").get(own(at)).status_code == 404


def test_an_unknown_item_is_not_there(at):
    clear(at)
    release(at)
    assert Client().get("/icp/2023-07-24/item-9/extract.pdf").status_code == 404
