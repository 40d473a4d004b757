"""Changed since one read it: words of text and cover, and which printed pages, by how they look."""

import re
from datetime import date, timedelta

import pytest

from icsgov.boards.models import BoardRule
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from meetings.models import Paper
from tests import factories as make
from tests import packs
from tests.crawl import words_of
from tests.meetings.book import pressed
from tests.meetings.book.conftest import client_of, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def page(words_on_it):
    """A file of one page, so that files can be put together at will."""
    return packs.pdf_blob(1, words_on_it)


@pytest.fixture
def meeting(clock):
    made = make.meeting(make.board("ICP"))
    packs.paper(made.board, "First", make.item(made, "First"))
    files = tuple(map(page, ("One", "Two", "Three", "Four", "Five")))
    packs.paper(made.board, "Slides", make.item(made, "Slides"), files=files)
    pressed.publish(made, make.NOW)
    return made


@pytest.fixture
def reader(meeting):
    """A member who has read the slides."""
    client = client_of(pressed.member_of(meeting))
    assert client.get(at()).status_code == 200
    return client


def at(name="", title="Slides"):
    paper = Paper.objects.get(title=title)
    return f"/reading/icp/2023-07-24/1/{paper.key}/{name}"


def issue_again(meeting, clock, pages=(), **fields):
    """The slides with these pages and fields, printed and published anew an hour later."""
    clock(make.NOW + HOUR)
    files = tuple(map(page, pages))
    pressed.rewrite(Paper.objects.get(title="Slides"), make.NOW + HOUR, files=files, **fields)
    pressed.publish(meeting, make.NOW + HOUR)


def changed(reader):
    """What the page says of pages: Changed page 7, New page 8, Gone what was page 6."""
    said = words(reader.get(at("changes/")))
    if 'id="changed-pages"' not in said:
        return []
    rows = said.split('id="changed-pages"')[1].split("</ul>")[0].split("<li>")[1:]
    return [" ".join(re.sub("<[^>]*>", " ", row).split()).replace(" ,", ",") for row in rows]


# The slides' five pages are printed with the numbers 6 to 10.
@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ("One Two Drei Four Five", ["Changed page 8"]),
        ("One Two New Three Four Five", ["New page 8"]),
        ("One Two Four Five", ["Gone what was page 8"]),
        ("Zero One Two Three Four Five Six", ["New page 6", "New page 12"]),
        ("One Two Four Three Five", ["Moved page 8, was page 9"]),
        ("Five One Two Three Four", ["Moved page 6, was page 10"]),
        ("One Zwei Three Fünf", ["Changed page 7", "Changed page 9", "Gone what was page 10"]),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_pages_that_changed_came_went_and_moved(reader, meeting, clock, pages, said):
    issue_again(meeting, clock, pages.replace("ü", "ue").split())
    assert changed(reader) == said


def test_pages_that_are_only_stamped_otherwise_have_not_changed(reader, meeting, clock):
    stamp = {"name": "stamp", "value": "{board}, another stamp: {page}"}
    BoardRule.objects.create(board=meeting.board, starts=date(2020, 1, 1), **stamp)
    first = Paper.objects.get(title="First")
    pressed.rewrite(first, make.NOW, body="<p>Long.</p>" * 300)
    issue_again(meeting, clock, ("One", "Two", "Drei", "Four", "Five"))
    whole = Release.objects.of(AGENDA, meeting.key, 1).latest("pk").files.get(role="pack")
    assert "another stamp: 8" in words_of(whole.blob.read())
    assert changed(reader) == ["Changed page 8"]


def test_fields_of_the_cover_are_compared_word_by_word(reader, meeting, clock):
    cover = {
        **packs.COVER,
        "recommendation": [{"verb": "approve", "text": "the progress made"}],
        "summary": "<p>The second point.</p><ul><li>One</li><li>Two</li></ul>",
        "leads": [{"name": "Lou Lead", "title": ""}],
    }
    del cover["purpose"]
    issue_again(meeting, clock, cover=cover)
    said = words(reader.get(at("changes/")))
    fields = said.split('id="changed-cover"')[1].split("</section>")[0]
    for was, now in (("note", "approve"), ("first", "second"), ("Lee", "Lou")):
        assert f"<del>{was}</del><ins>{now}</ins>" in "".join(fields.split("\n"))
    assert "Authors" not in fields, "it says the same"
    assert "Purpose" in fields
    assert changed(reader) == []


def test_issued_again_and_nothing_changed_there_is_nothing_to_say(reader, meeting, clock):
    clock(make.NOW + HOUR)
    pressed.publish(meeting, make.NOW + HOUR)
    said = words(reader.get(at("changes/")))
    assert "You have opened no earlier text of this paper" in said


def test_once_the_new_text_is_read_the_change_can_still_be_seen(reader, meeting, clock):
    issue_again(meeting, clock, ("One", "Two", "Drei", "Four", "Five"))
    assert "Changed since you read it" in words(reader.get(at()))
    assert changed(reader) == ["Changed page 8"]
