"""Who got a pack: the state of each reader, once more by a click, what came back."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from icsgov.ledger.models import Change
from icsgov.record.models import Release
from icsgov.work.mail import send_due
from icsgov.work.models import Message
from meetings import deputising, going_out, publishing
from meetings.going_out import Sent
from tests import factories as make
from tests import releases
from tests.builds import built
from tests.meetings.going_out.outgoing import address, row, rows
from tests.press.door import outlook
from tests.together import together

pytestmark = pytest.mark.django_db
BOTH = {"members": None, "public": None}


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


def test_a_wrong_address_is_corrected_one_step_away_and_the_letter_goes_there(
    desk, meeting, robin, release
):
    send_due(timezone.now())
    page = address("pack-going-out", release)
    correct = reverse("correct-address", kwargs={"key": robin.person.key})
    assert correct not in desk.get(page).content.decode()
    desk.post(address("pack-came-back", release, person=robin.person.key), {"words": "Unknown"})
    assert f"{correct}?next={page}" in desk.get(page).content.decode()
    said = {"email": "r.reader@example.org", "how": "She rang", "next": page}
    assert desk.post(correct, said)["Location"] == page
    desk.post(address("pack-send", release), {"person": str(robin.person.key)})
    assert row(meeting, release, robin).last.to == "r.reader@example.org"


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


@pytest.mark.parametrize("scattered", [False, True])
def test_an_outlook_message_is_known_by_the_number_of_the_letter(
    desk, meeting, robin, release, scattered
):
    """A report as Outlook saves it; in the second its texts lie in pieces all over the file."""
    send_due(timezone.now())
    number = Message.objects.get(user=robin).key
    report = outlook.message(
        subject="Undeliverable: papers",
        body=f"Your message could not be delivered.\r\n\r\nMessage-ID: <{number}@localhost>\r\n",
        message_class="REPORT.IPM.Note.NDR",
        scattered=scattered,
    )
    file = SimpleUploadedFile("back.msg", report)
    assert desk.post(address("pack-returned", release), {"message": file}).status_code == 302
    assert row(meeting, release, robin).sent == Sent.CAME_BACK


def test_the_desk_names_whom_nothing_reached_until_a_letter_did(
    desk, meeting, secretary, robin, release
):
    send_due(timezone.now())
    words = "The e-mail about the papers did not reach Robin Reader."
    assert words not in desk.get(reverse("desk")).content.decode()
    desk.post(address("pack-came-back", release, person=robin.person.key), {"words": "Full"})
    page = desk.get(reverse("desk")).content.decode()
    assert words in page
    assert address("pack-going-out", release) in page
    desk.post(address("pack-send", release), {"person": str(robin.person.key)})
    assert words not in desk.get(reverse("desk")).content.decode()
