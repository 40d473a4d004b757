"""Before the public gets a pack, somebody looks at every passage that looks like personal data."""

import pytest
from django.test import Client

from icsgov.record.models import Blob
from icsgov.record.personal import look, settle
from icsgov.record.publications import Hindered
from meetings import publishing
from meetings.models import AgendaItem
from tests import factories as make
from tests import packs
from tests.builds import built

pytestmark = pytest.mark.django_db
NUMBER = "943 476 5919"
NOW = make.NOW


@pytest.fixture
def meeting():
    return packs.meeting(make.board())


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


@pytest.fixture
def to_page(meeting, secretary):
    """Visits the page of a build as its secretary."""
    client = Client()
    client.force_login(secretary)
    return lambda build: (client, f"/desk/builds/{build.key}/personal/")


def with_number(meeting):
    """A build with a paper that names a patient's number."""
    body = f"<p>Jo, NHS number {NUMBER}, waited.</p>"
    packs.paper(meeting.board, "A story", make.item(meeting, "Story"), body=body)
    return built(meeting)


def test_a_clean_build_holds_nothing(meeting):
    assert look(built(meeting)).doubts == ()


def test_a_find_names_paper_and_page(meeting):
    build = with_number(meeting)
    doubt = look(build).open[0]
    assert (doubt.words, doubt.paper) == (NUMBER, "Enclosure C: A story")
    assert doubt.page == ""  # drafted text is found in its section, whose pages the pack tells
    assert "NHS number 943 476 5919, waited" in doubt.around


def test_words_on_a_page_of_a_file_are_found_with_the_page(meeting):
    AgendaItem.objects.filter(title="Welcome").update(lines=f"Ring 07700 900123\n{NUMBER}")
    found = {doubt.words for doubt in look(built(meeting)).open}
    assert found == {"07700 900123", NUMBER}


def test_what_describes_a_picture_of_a_file_is_found_with_the_page(meeting):
    content = packs.pdf_bytes(2, "Seen")
    blob = Blob.objects.keep(content, "pdf", 2)
    blob.set_pages(["Seen page 1", "Seen page 2"], spoken=["", f"Photograph of Jo, {NUMBER}"])
    packs.paper(meeting.board, "Pictures", make.item(meeting, "Pictures"), files=(blob,))
    build = built(meeting)
    [doubt] = look(build).open
    assert (doubt.words, doubt.paper) == (NUMBER, "Enclosure C: Pictures")
    [file] = [each for each in build.root.of_kind("file") if each.blob == blob.sha256]
    assert doubt.page == file.children[1].pack_page != ""


def test_the_public_waits_and_members_do_not(meeting, secretary):
    build = with_number(meeting)
    with pytest.raises(Hindered, match="1 passage looks like personal data"):
        publishing.ask(meeting, build, {"public": None}, by=secretary, now=NOW)
    publishing.ask(meeting, build, {"members": None}, by=secretary, now=NOW)
    settle(build, look(build).open[0].digest, "A sample number", secretary, NOW)
    publishing.ask(meeting, build, {"public": None}, by=secretary, now=NOW)


def test_what_is_settled_stays_so_in_the_next_build(meeting, secretary):
    build = with_number(meeting)
    settle(build, look(build).open[0].digest, "A sample number", secretary, NOW)
    AgendaItem.objects.filter(title="Welcome").update(lines="Another line")
    again = look(built(meeting))
    assert again.open == []
    assert [said.reason for _, said in again.answered] == ["A sample number"]


def test_the_same_words_in_another_paper_are_another_find(meeting, secretary):
    build = with_number(meeting)
    settle(build, look(build).open[0].digest, "A sample number", secretary, NOW)
    AgendaItem.objects.filter(title="Welcome").update(lines=f"Number {NUMBER}")
    assert len(look(built(meeting)).open) == 1


def test_the_page_takes_a_reason(meeting, to_page):
    build = with_number(meeting)
    client, url = to_page(build)
    digest = look(build).open[0].digest
    assert NUMBER in client.get(url).content.decode()
    empty = client.post(url, {"digest": digest, "reason": " "})
    assert empty.status_code == 422
    assert "Say why it may be public" in empty.content.decode()
    assert client.post(url, {"digest": digest, "reason": "A sample"}).status_code == 302
    assert "Nothing is open" in client.get(url).content.decode()
    assert client.post(url, {"digest": "0" * 64, "reason": "A sample"}).status_code == 404


def test_the_publish_page_leads_there(meeting, to_page, secretary):
    build = with_number(meeting)
    client, url = to_page(build)
    where = f"/desk/{meeting.board.slug}/{meeting.address}/pack/1/builds/{build.key}/publish/"
    assert url in client.get(where).content.decode()


def test_part_2_has_no_such_page(meeting, to_page):
    make.part2(meeting)
    make.item(meeting, "Private", part=2)
    client, url = to_page(built(meeting, 2))
    assert client.get(url).status_code == 404
