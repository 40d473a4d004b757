"""Notes: private, anchored, found again in the next version, shared by name, taken along."""

import json
import logging
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from icsgov.boards.models import BoardRule
from icsgov.ledger.models import Change
from meetings.models import Note, Paper
from tests import factories as make
from tests import packs, releases
from tests.meetings.book.conftest import client_of, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
JSON = {"Accept": "application/json"}
TITLE = "Drafted here"


@pytest.fixture
def paper(meeting):
    releases.publish(meeting, audience=releases.MEMBERS)
    return Paper.objects.get(title=TITLE)


def page_of(paper, name="reading-paper"):
    where = {"board": "icp", "address": "2023-07-24", "part": 1, "key": paper.key}
    return reverse(name, kwargs=where)


def add(client, paper, **fields):
    answer = client.post(page_of(paper, "reading-paper-notes"), fields, headers=JSON)
    assert answer.status_code == 201, answer.content
    return answer.json()


def issue_again(paper, body, now=make.NOW + HOUR):
    paper.refresh_from_db()
    paper.body = body
    paper.save()
    Paper.objects.filter(pk=paper.pk).update(cleared=paper.cut("Saved", None, make.NOW))
    return releases.publish(paper.enclosures.get().item.meeting, audience=releases.MEMBERS, now=now)


def test_a_note_stands_in_the_text_and_in_the_margin(member, paper):
    made = add(member, paper, quote="What went before", words="Ask about this")
    page = words(member.get(page_of(paper)))
    assert f'<mark class="app-mark" data-note="{made["key"]}">What went before' in page
    assert "Ask about this" in page
    note = Note.objects.get()
    assert (note.kind, note.edition, note.edition_words) == ("note", "v1", "version 1")


def test_without_javascript_a_form_makes_it(member, paper):
    where = page_of(paper, "reading-paper-notes")
    answer = member.post(where, {"words": "On the whole", "quote": ""})
    assert answer.status_code == 302
    assert "On the whole" in words(member.get(page_of(paper)))
    wrong = member.post(where, {"words": ""})
    assert wrong.status_code == 422
    assert "Write a note, or mark some words." in wrong.content.decode()


def test_a_highlight_needs_no_words(member, paper):
    assert add(member, paper, quote="What went before")["kind"] == "highlight"


def test_sent_twice_it_is_kept_once(member, paper):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert add(member, paper, words="Once", key=key)["key"] == key
    assert Note.objects.count() == 1


def test_nobody_can_take_anothers_key(member, paper):
    other = make.user()
    make.seat(other, paper.board)
    made = add(member, paper, words="Mine")
    where = page_of(paper, "reading-paper-notes")
    again = client_of(other).post(where, {"words": "Theirs", "key": made["key"]}, headers=JSON)
    assert again.status_code == 404
    assert Note.objects.get().words == "Mine"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "song", "words": "x"},
        {"rects": "[[0.1, 0.1, 0.2, 0.2]]"},
        {"ink": "[[[0.1, 0.1]]]"},
        {"page": 1, "rects": "[[1, 2, 3]]"},
        {"page": 1, "rects": "[[0, 0, 7, 1]]"},
        {"page": 1, "rects": "nothing"},
        {"page": 1, "rects": "{}"},
        {"page": 1, "ink": "[[]]"},
        {"page": 1, "ink": '[[["a", 1]]]'},
        {"page": 1, "ink": "[" * 500},
        {"page": 1, "rects": "[[NaN, 0, 0, 0]]"},
        {"page": 0, "words": "x"},
        {"page": "x", "words": "x"},
        {"words": "x" * 20_001},
        {"quote": "x" * 8_001},
        {"words": "x", "key": "no key"},
    ],
    ids=str,
)
def test_what_cannot_be_a_note_is_refused(member, paper, fields):
    where = page_of(paper, "reading-paper-notes")
    assert member.post(where, fields, headers=JSON).status_code == 422
    assert not Note.objects.exists()


def test_ink_and_frames_are_kept_as_parts_of_the_page(member, paper):
    made = add(member, paper, kind="ink", page=1, ink="[[[0.1, 0.2], [0.30000049, 1]]]")
    assert made["ink"] == [[[0.1, 0.2], [0.3, 1.0]]]
    framed = add(member, paper, page=1, rects="[[0.1, 0.1, 0.5, 0.25]]", words="Look")
    assert (framed["page"], framed["rects"]) == (1, [[0.1, 0.1, 0.5, 0.25]])


def test_a_drawing_that_is_sent_again_is_what_it_has_become(member, paper):
    pen = {"key": str(uuid.uuid4()), "kind": "ink", "page": 1, "colour": "red", "width": "thick"}
    one, two = [[0.1, 0.2], [0.3, 0.2]], [[0.1, 0.4], [0.3, 0.4]]
    for strokes in ([one], [one, two], [two]):
        made = add(member, paper, ink=json.dumps(strokes), **pen)
        assert (made["ink"], made["colour"], made["width"]) == (strokes, "red", "thick")
    assert Note.objects.get().version == 3
    other = make.user()
    make.seat(other, paper.board)
    where = page_of(paper, "reading-paper-notes")
    again = client_of(other).post(where, {**pen, "ink": json.dumps([one])}, headers=JSON)
    assert again.status_code == 404
    assert Note.objects.get().ink == [two]
    wrong = member.post(where, {**pen, "colour": "gold", "ink": json.dumps([one])}, headers=JSON)
    assert wrong.status_code == 422


def test_when_the_paper_is_issued_again_the_note_finds_its_words(member, paper, clock):
    add(member, paper, quote="went before As the", words="Follow me")
    clock(make.NOW + HOUR)
    issue_again(paper, "<p>New on top.</p><h2>Later</h2>" + packs.BODY)
    page = words(member.get(page_of(paper)))
    assert "No longer in the text" not in page
    assert "Follow me" in page


def test_words_that_were_changed_a_little_are_found(member, paper, clock):
    add(member, paper, quote="An opening.", words="Short")
    long = add(member, paper, quote="What went before", words="Fuzzy")
    clock(make.NOW + HOUR)
    issue_again(paper, packs.BODY.replace("What went before", "All that went before it"))
    page = words(member.get(page_of(paper)))
    assert f'data-note="{long["key"]}"' in page
    assert "No longer in the text" not in page


def test_what_is_gone_is_kept_and_says_where_it_was(member, paper, clock):
    add(member, paper, quote="What went before", words="Do not lose me")
    clock(make.NOW + HOUR)
    issue_again(paper, "<p>Nothing of the kind.</p>")
    page = words(member.get(page_of(paper)))
    assert "Do not lose me" in page
    assert "No longer in the text" in page
    assert "version 1." in page
    assert "It was on" in words(member.get("/reading/notes/"))
    issue_again(paper, packs.BODY, make.NOW + HOUR)
    assert "No longer in the text" not in words(member.get(page_of(paper))), "it came back"


def test_a_note_on_the_text_before_is_kept_as_such(member, paper, clock):
    clock(make.NOW + HOUR)
    issue_again(paper, "<p>Nothing of the kind.</p>")
    made = add(member, paper, quote="What went before", edition="v1", words="Written offline")
    assert made["gone"] == "version 1"


def test_two_devices_do_not_overwrite_each_other(member, paper):
    made = add(member, paper, words="First")
    where = reverse("reading-note", kwargs={"key": made["key"]})
    assert member.post(where, {"words": "Second", "version": 1}).status_code == 302
    late = member.post(where, {"words": "From the other device", "version": 1})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Second" in page
    assert "From the other device" in page
    assert member.post(where, {"words": "Both", "version": 2}).status_code == 302
    assert Note.objects.get().words == "Both"


def test_a_note_is_shared_with_the_members_named_and_nobody_else(member, paper):
    friend, other = make.user("Fay Friend"), make.user("Otto Other")
    for each in (friend, other):
        make.seat(each, paper.board)
    made = add(member, paper, quote="What went before", words="For Fay")
    where = reverse("reading-note", kwargs={"key": made["key"]})
    fields = {"words": "For Fay", "version": 1, "shared_with": str(friend.person.key)}
    assert member.post(where, fields).status_code == 302
    for address in (page_of(paper), "/reading/notes/"):
        assert "For Fay" in words(client_of(friend).get(address))
        assert "For Fay" not in words(client_of(other).get(address))
    assert client_of(friend).get(where).status_code == 404, "only its owner changes it"


def test_it_cannot_be_shared_outside_the_board_or_with_those_who_may_not_read(meeting, account):
    make.part2(meeting)
    item = make.item(meeting, "Private item", part=2)
    secret = packs.paper(meeting.board, "Private paper", item)
    releases.publish(meeting, part=2, audience=releases.MEMBERS)
    meeting.board.seats.filter(person=account.person).update(part2=True)
    colleague, stranger = make.user(), make.user()
    make.seat(colleague, meeting.board)
    client = client_of(account)
    where = {"board": "icp", "address": "2023-07-24", "part": 2, "key": secret.key}
    address = reverse("reading-paper-notes", kwargs=where)
    made = client.post(address, {"words": "x"}, headers=JSON).json()
    for person in (colleague.person, stranger.person):
        fields = {"words": "x", "version": 1, "shared_with": str(person.key)}
        client.post(reverse("reading-note", kwargs={"key": made["key"]}), fields)
        assert not Note.objects.get().shared_with.exists()


def test_who_loses_the_seat_loses_sight_of_the_notes(member, account, paper):
    add(member, paper, words="Still mine")
    paper.board.seats.filter(person=account.person).update(ends=date(2023, 7, 9))
    assert "Still mine" not in words(member.get("/reading/notes/"))
    assert Note.objects.exists()


def test_notes_are_found_by_words_kind_owner_and_meeting(member, paper):
    add(member, paper, words="About beds", quote="What went before")
    add(member, paper, quote="An opening")

    def found(**query):
        return words(member.get("/reading/notes/", query)).count('<li class="app-note"')

    assert found() == 2
    assert found(q="beds before") == 1
    assert found(q="sheds") == 0
    assert found(kind="highlight") == 1
    assert found(whose="shared") == 0
    assert found(meeting=str(paper.enclosures.get().item.meeting.key)) == 2
    assert found(meeting="nonsense", kind="nonsense", page="x") == 2


def test_removed_is_gone(member, paper):
    made = add(member, paper, words="Away")
    where = reverse("reading-note-remove", kwargs={"key": made["key"]})
    assert member.post(where, headers=JSON).status_code == 204
    assert not Note.objects.exists()


def test_the_history_of_changes_hears_nothing_of_notes(member, paper):
    before = Change.objects.count()
    made = add(member, paper, words="Secret")
    member.post(
        reverse("reading-note", kwargs={"key": made["key"]}), {"words": "Other", "version": 1}
    )
    assert Change.objects.count() == before


def test_no_log_hears_of_notes(member, paper, caplog):
    caplog.set_level(logging.DEBUG)
    made = add(member, paper, quote="canary-quote", words="canary-words")
    where = reverse("reading-note", kwargs={"key": made["key"]})
    for words_now, version, status in (("canary-new", 1, 302), ("canary-late", 1, 409)):
        answer = member.post(where, {"words": words_now, "version": version})
        assert answer.status_code == status
    wrong = {"words": "canary-wrong", "kind": "song"}
    assert member.post(page_of(paper, "reading-paper-notes"), wrong).status_code == 422
    for address in ("/reading/notes/?q=canary", "/reading/notes/my-notes.docx", page_of(paper)):
        assert member.get(address).status_code == 200
    broken = SimpleUploadedFile("canary.pdf", b"%PDF-1.7 canary")
    answer = member.post("/reading/icp/2023-07-24/marked/", {"file": broken})
    assert answer.status_code == 422
    assert "canary" not in caplog.text


def test_the_board_asks_members_to_clear_old_notes(member, account, paper, clock):
    add(member, paper, words="Old")
    assert "Please clear your notes" not in words(member.get("/reading/notes/"))
    clock(make.NOW.replace(year=2024, month=7, day=25))
    member = client_of(account)
    assert "Please clear your notes" in words(member.get("/reading/notes/"))
    BoardRule.objects.create(
        board=paper.board, name="reading", value={"notes_months": 0}, starts=date(2020, 1, 1)
    )
    assert "Please clear your notes" not in words(member.get("/reading/notes/"))
    assert Note.objects.exists(), "nothing is deleted by itself"


def test_the_script_is_given_the_notes(member, paper):
    add(member, paper, words="One")
    answer = member.get(page_of(paper, "reading-paper-notes"))
    assert [note["words"] for note in json.loads(answer.content)["notes"]] == ["One"]
