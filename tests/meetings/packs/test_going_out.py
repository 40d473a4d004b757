"""Who got a pack: the state of each reader, once more by a click, what came back, and print."""

import io
import zipfile
from datetime import timedelta
from email.message import EmailMessage

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from icsgov.ledger.models import Change
from icsgov.record import access as record
from icsgov.record import personal_packs
from icsgov.record.build import build
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from icsgov.work.mail import send_due
from icsgov.work.models import Message
from meetings import deputising, going_out, publishing, withholding
from meetings.going_out import Sent
from meetings.models import Paper
from tests import factories as make
from tests import packs, releases
from tests.builds import built, url
from tests.meetings.book.pressed import publish
from tests.together import together

pytestmark = pytest.mark.django_db
BOTH = {"members": None, "public": None}


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def meeting(board):
    return packs.meeting(board, day=timezone.localdate() + timedelta(days=7))


@pytest.fixture
def secretary(board):
    return make.secretary(board)


@pytest.fixture
def robin(board):
    account = make.user("Robin Reader", email="robin@example.org")
    make.seat(account, board)
    return account


@pytest.fixture
def release(meeting, secretary, robin):
    """Published to both audiences, and the e-mails queued."""
    publishing.ask(meeting, built(meeting), BOTH, by=secretary, now=timezone.now())
    return Release.objects.get(audience="members")


@pytest.fixture
def pressed(meeting):
    """The same, of a pack that the press has really bound."""
    return publish(meeting, timezone.now())


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def address(name, release, **more):
    board, where = release.path.split("/")
    kwargs = {"board": board, "address": where, "part": release.part, "key": release.key}
    return reverse(name, kwargs=kwargs | more)


def rows(meeting, release, part=1):
    now = timezone.now()
    together_out = going_out.told_of_with(release)
    return going_out.recipients(meeting, part, now, together_out, now=now)


def row(meeting, release, who):
    return next(each for each in rows(meeting, release) if each.person == who.person)


def returned(to, *, action="failed", number=""):
    """A message as mail servers send it when a letter could not be delivered."""
    whole = EmailMessage()
    whole["From"], whole["To"] = "MAILER-DAEMON@example.org", "noreply@localhost"
    whole["Subject"] = "Undelivered Mail Returned to Sender"
    whole.set_content("I am sorry.")
    whole.make_mixed()
    status = (
        "Reporting-MTA: dns; mail.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such mailbox\r\n"
    )
    head = f"--x\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n"
    original = f"Message-ID: <{number}@localhost>\r\n\r\n" if number else ""
    own = f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\n{original}--x--\r\n"
    top = "From: d@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
    kind = 'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
    return SimpleUploadedFile("returned.eml", (top + kind + head + own).encode())


# How far each is


def test_each_reader_stands_with_how_far_it_is(desk, board, meeting, robin, release):
    nobody = make.person("Nora Noaccount")
    make.seat(nobody, board)
    make.seat(make.user("Late Comer"), board)
    send_due(timezone.now())
    states = {str(each.person): each.sent for each in rows(meeting, release)}
    assert states["Robin Reader"] == Sent.SENT
    assert states["Nora Noaccount"] == Sent.NO_ACCOUNT
    assert states["Late Comer"] == Sent.NOT_TOLD
    page = desk.get(address("pack-going-out", release)).content.decode()
    for words in ("Robin Reader", "robin@example.org", "Sent", "No account", "Not told"):
        assert words in page


def test_a_planned_release_says_when_it_goes(desk, meeting, secretary, robin):
    later = timezone.now() + timedelta(days=1)
    publishing.ask(meeting, built(meeting), {"members": later}, by=secretary, now=timezone.now())
    planned = Release.objects.get()
    assert row(meeting, planned, robin).sent == Sent.PLANNED
    assert "Goes out later" in desk.get(address("pack-going-out", planned)).content.decode()


def test_a_release_without_e_mails_tells_nobody_until_it_is_asked_to(
    desk, meeting, secretary, robin
):
    publishing.ask(
        meeting, built(meeting), BOTH, by=secretary, now=timezone.now(), tell_members=False
    )
    release = Release.objects.get(audience="members")
    assert not Message.objects.exists()
    desk.post(address("pack-send", release), {"person": "untold"})
    assert list(Message.objects.values_list("to", flat=True).order_by("to"))[-1] == robin.email
    assert row(meeting, release, robin).sent == Sent.ON_ITS_WAY


def test_deputies_stand_with_whom_they_read_for(meeting, robin, secretary, release):
    deputy = make.user("Dee Deputy")
    deputising.appoint(meeting, robin.person, deputy.person, secretary, timezone.now())
    found = row(meeting, release, deputy)
    assert (found.stands_for, found.sent, found.in_print) == ("Robin Reader", Sent.NOT_TOLD, False)


def test_part_2_is_listed_for_those_who_may_read_it(desk, board, meeting, secretary, robin):
    make.part2(meeting)
    reader = make.user("Pat Private")
    make.seat(reader, board, part2=True)
    private = releases.publish(meeting, part=2, audience=releases.MEMBERS)
    page = desk.get(address("pack-going-out", private)).content.decode()
    assert "Pat Private" in page
    assert "Robin Reader" not in page


# Once more


def test_one_click_sends_again_and_two_clicks_send_once(desk, meeting, robin, release):
    send_due(timezone.now())
    for _ in range(2):
        desk.post(address("pack-send", release), {"person": robin.person.key})
    assert Message.objects.filter(user=robin).count() == 2
    send_due(timezone.now())
    assert row(meeting, release, robin).sent == Sent.SENT


@pytest.mark.django_db(transaction=True)
def test_of_two_who_click_at_once_one_sends(meeting, robin, release):
    send_due(timezone.now())
    found = row(meeting, release, robin)
    together(lambda number: going_out.send_again(found, release, timezone.now()))
    assert Message.objects.filter(user=robin).count() == 2


def test_nothing_is_sent_of_a_release_that_was_taken_back(desk, meeting, secretary, robin, release):
    for each in Release.objects.all():
        publishing.take_back(meeting, each, "A mistake", secretary, timezone.now())
    Message.objects.all().delete()
    page = desk.post(address("pack-send", release), {"person": robin.person.key}, follow=True)
    assert "Nothing was sent" in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("person", ["", "x", "7e6f4b0e-53a4-4b50-9b6a-6c7e9b0a1b2c"])
def test_who_does_not_read_it_is_not_there(desk, release, person):
    assert desk.post(address("pack-send", release), {"person": person}).status_code == 404


# What came back


def test_a_return_is_noted_by_hand_with_its_reason(desk, meeting, robin, release):
    send_due(timezone.now())
    where = address("pack-came-back", release, person=robin.person.key)
    assert desk.post(where, {"words": ""}).status_code == 422
    assert desk.post(where, {"words": "Mailbox full"}).status_code == 302
    found = row(meeting, release, robin)
    assert (found.sent, found.why) == (Sent.CAME_BACK, "Mailbox full")
    assert Change.objects.filter(thing=meeting.key, words__contains="Mailbox full").exists()
    # And it can be sent again.
    assert found.may_be_sent


def test_what_never_went_out_cannot_come_back(desk, robin, release):
    where = address("pack-came-back", release, person=robin.person.key)
    page = desk.post(where, {"words": "Full"}, follow=True).content.decode()
    assert "No e-mail has gone out" in page
    assert not Message.objects.filter(state="bounced").exists()


@pytest.mark.parametrize("by_number", [True, False])
def test_a_message_that_came_back_is_read_for_whose_it_was(
    desk, meeting, robin, release, by_number
):
    send_due(timezone.now())
    number = str(Message.objects.get(user=robin).key) if by_number else ""
    to = "forwarded@example.net" if by_number else robin.email
    sent = desk.post(address("pack-returned", release), {"message": returned(to, number=number)})
    assert sent.status_code == 302, sent.content.decode()
    found = row(meeting, release, robin)
    assert (found.sent, found.why) == (Sent.CAME_BACK, "550 5.1.1 No such mailbox")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (returned("robin@example.org", action="delayed"), "is late, and is still being tried"),
        (returned("stranger@example.org"), "names nobody"),
        (SimpleUploadedFile("x.eml", b"\x00\xff" * 99), "names nobody"),
        (SimpleUploadedFile("x.txt", b"Hello"), "saved as .eml or .msg"),
        (None, "Choose the message that came back."),
    ],
)
def test_a_message_that_says_nothing_of_use_changes_nothing(desk, robin, release, file, words):
    send_due(timezone.now())
    data = {"message": file} if file else {}
    if file:
        file.seek(0)
    page = desk.post(address("pack-returned", release), data)
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert not Message.objects.filter(state="bounced").exists()


def test_an_outlook_message_is_known_by_the_number_of_the_letter(desk, meeting, robin, release):
    send_due(timezone.now())
    number = f"<{Message.objects.get(user=robin).key}@localhost>"
    file = SimpleUploadedFile("back.msg", b"\xd0\xcf\x11\xe0" + number.encode("utf-16-le"))
    assert desk.post(address("pack-returned", release), {"message": file}).status_code == 302
    assert row(meeting, release, robin).sent == Sent.CAME_BACK


# Print


@pytest.fixture
def printed(board):
    who = make.person("Pia Paper")
    lines = "1 Sample Street\nLondon\nSE1 1AA"
    make.seat(who, board, in_print=True, print_to=lines, title="Leader")
    return who


def leaves(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_file_for_the_printer_begins_every_paper_on_a_new_sheet(desk, printed, pressed):
    where = address("pack-print-papers", pressed, person=printed.key, ending="pdf")
    texts = leaves(desk.get(where).content)
    assert len(texts) % 2 == 0
    assert "Welcome" in texts[0]
    begins = [at for at, text in enumerate(texts) if "Enclosure:" in text or "Slide page 1" in text]
    assert begins
    assert all(at % 2 == 0 for at in begins)
    whole = leaves(record.pack_file(pressed).blob.read())
    assert [text for text in texts if text.strip()] == [text for text in whole if text.strip()]


def test_the_zip_has_the_agenda_first_and_a_file_for_each_paper(desk, printed, pressed):
    where = address("pack-print-papers", pressed, person=printed.key, ending="zip")
    with zipfile.ZipFile(io.BytesIO(desk.get(where).content)) as archive:
        names = archive.namelist()
        files = [leaves(archive.read(name)) for name in names]
    assert names == ["00_Agenda.pdf", "01_A_Drafted_here.pdf", "02_B_Shown_as_slides.pdf"]
    assert all(len(pages) % 2 == 0 for pages in files)
    assert "Slide" not in "".join(files[1])


def test_addresses_come_as_a_workbook_and_as_labels(desk, board, printed, release):
    make.seat(make.person("Eve =Formula"), board, in_print=True, print_to="=1+1")
    content = desk.get(address("pack-print-addresses", release)).content
    sheet = load_workbook(io.BytesIO(content)).active
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("Pia Paper", "Leader") in [line[:2] for line in lines]
    assert not any(str(cell or "").startswith("=") for line in lines for cell in line)
    labels = desk.get(address("pack-print-labels", release)).content
    text = pypdfium2.PdfDocument(labels)[0].get_textpage().get_text_range()
    assert "Pia Paper" in text
    assert "SE1 1AA" in text


def test_who_needs_no_print_has_no_file(desk, robin, release):
    where = address("pack-print-papers", release, person=robin.person.key, ending="pdf")
    assert desk.get(where).status_code == 404
    page = desk.get(address("pack-print", release)).content.decode()
    assert "Nobody needs this release in print." in page
    assert desk.get(address("pack-print-labels", release)).status_code == 404


def test_a_member_without_part_2_gets_no_print_of_it(desk, board, meeting, printed):
    make.part2(meeting)
    private = releases.publish(meeting, part=2, audience=releases.MEMBERS)
    where = address("pack-print-papers", private, person=printed.key, ending="pdf")
    assert desk.get(where).status_code == 404


def test_the_list_costs_the_same_for_five_readers_and_for_fifty(
    desk, board, release, django_assert_max_num_queries
):
    for _ in range(50):
        make.seat(make.user(), board)
    with django_assert_max_num_queries(22):
        desk.get(address("pack-going-out", release))


# Before it goes


def looked(desk, meeting, build, who, status=200, paper=None):
    name = "pack-preview-person-paper" if paper else "pack-preview-person"
    where = {"key": build.key, "person": who.key} | ({"paper": paper} if paper else {})
    response = desk.get(url(name, meeting, build.part, **where))
    assert response.status_code == status
    return response.content.decode()


def test_the_build_is_seen_with_the_eyes_of_a_named_member(desk, meeting, robin):
    build_made = built(meeting)
    where = url("pack-preview-whom", meeting, key=build_made.key)
    assert "Robin Reader" in desk.get(where).content.decode()
    page = looked(desk, meeting, build_made, robin.person)
    for words in ("what Robin Reader would", "robin@example.org", "Drafted here", "in print"):
        assert words in page
    drafted = next(build_made.root.of_kind("paper"))
    inner = looked(desk, meeting, build_made, robin.person, paper=drafted.thing)
    assert "What went before" in inner
    assert "what Robin Reader would" in inner
    looked(desk, meeting, build_made, robin.person, status=404, paper=meeting.key)


def test_an_assistant_gets_nothing_of_it(desk, board, meeting, robin):
    ann = make.user("Ann Assistant")
    board.seats.filter(person=robin.person).update(assistant=ann.person)
    build_made = built(meeting)
    page = looked(desk, meeting, build_made, ann.person)
    assert "Ann Assistant gets nothing of the pack." in page
    assert "Drafted here" not in page
    drafted = next(build_made.root.of_kind("paper"))
    looked(desk, meeting, build_made, ann.person, status=404, paper=drafted.thing)


def test_who_reads_no_part_2_gets_none_of_it_and_strangers_are_not_there(desk, meeting, robin):
    make.part2(meeting)
    looked(desk, meeting, built(meeting, 2), robin.person, status=404)
    looked(desk, meeting, built(meeting), make.user("Some Body").person, status=404)


# From whom a paper is withheld


@pytest.fixture
def kept_from(meeting, robin):
    """A paper of two that Robin is not to have."""
    paper = Paper.objects.get(title="Drafted here")
    withholding.withhold(paper, robin.person, "Conflict", None, timezone.now())
    return paper


def test_a_named_preview_lacks_what_is_withheld(desk, meeting, robin, kept_from):
    build_made = built(meeting)
    page = looked(desk, meeting, build_made, robin.person)
    assert "Enclosure A is withheld." in page
    assert "Drafted here" not in page
    assert "Shown as slides" in page
    looked(desk, meeting, build_made, robin.person, status=404, paper=kept_from.key)


def test_print_is_of_the_pack_that_each_may_read(desk, board, meeting, robin, printed, kept_from):
    board.seats.filter(person=robin.person).update(in_print=True)
    now = timezone.now()
    made = build(prove("agenda", meeting.key, 1, now), by=None, now=now)
    personal_packs.settle(made, now)
    publishing.ask(meeting, made, {"members": None}, by=None, now=now)
    release = Release.objects.of("agenda", meeting.key).get()
    page = desk.get(address("pack-print", release)).content.decode()
    assert "Papers are withheld from Robin Reader." in page
    assert page.count("One PDF for the printer") == 2
    for person, has in ((printed, True), (robin.person, False)):
        where = address("pack-print-papers", release, person=person.key, ending="pdf")
        said = " ".join(leaves(desk.get(where).content))
        assert ("Drafted here" in said) is has
        assert "Slide page 1" in said


def test_until_their_own_pack_is_made_there_is_nothing_to_print(
    desk, board, meeting, robin, release
):
    board.seats.filter(person=robin.person).update(in_print=True)
    paper = Paper.objects.get(title="Drafted here")
    withholding.withhold(paper, robin.person, "Conflict", None, timezone.now())
    assert (
        "There is nothing to print for them yet."
        in desk.get(address("pack-print", release)).content.decode()
    )
    where = address("pack-print-papers", release, person=robin.person.key, ending="pdf")
    assert desk.get(where).status_code == 404
