"""The people, papers and steps of the day on which papers go out, for its browser tests."""

import io
import re
import zipfile
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.work import jobs
from icsgov.work.models import Work
from meetings.models import Paper, PaperLink
from tests import factories as make
from tests.meetings.test_wordforms import filled_by_hand
from tests.packs import pdf_bytes
from tests.press.door.test_bundle import mail

AUTHORS = 12
LONG = 40_000  # milliseconds: a loaded machine takes its time over twelve papers
PERSONAL = "Call 07700 900123"
PDF = "application/pdf"


def made():
    """A meeting in three weeks, a paper of each of twelve authors, the last but one's assistant."""
    board = make.board("ICP", contact="office@example.org")
    chair_clears = [{"key": "chair", "label": "Chair", "by": "chair"}]
    board.rule_rows.create(name="clearances", value=chair_clears, starts=make.date(2020, 1, 1))
    meeting = make.meeting(board, timezone.localdate() + timedelta(days=21))
    for number in range(1, AUTHORS + 1):
        who = make.person(f"Author Number{number}", email=f"author{number}@example.org")
        make.paper(board, f"Paper {number}", author=who, under=make.item(meeting, f"Item {number}"))
    meeting.secretary, meeting.chair = make.secretary(board), make.user("Kim Chair")
    meeting.member, meeting.assistant = make.user("Mo Member"), make.user("Ali Assistant")
    make.seat(meeting.chair, board, "chair")
    make.seat(meeting.member, board)
    make.seat(author(11), board, "attendee", assistant=meeting.assistant.person)
    return meeting


def paper(number):
    return Paper.objects.get(title=f"Paper {number}")


def author(number):
    return paper(number).authors[0].person


def url(meeting, name, **more):
    return reverse(name, kwargs={"board": "icp", "address": meeting.address} | more)


def link(number):
    """The address in the letter to an author."""
    found = PaperLink.objects.select_related("person").get(paper__title=f"Paper {number}")
    return reverse("put-in", kwargs={"token": found.token})


def work():
    """The workers do all they are asked."""
    while waiting := list(Work.objects.open()):
        for each in waiting:
            jobs.run(each)


def upload(name, words, kind=PDF, content=b""):
    return {"name": name, "mimeType": kind, "buffer": content or pdf_bytes(1, words)}


def call(page):
    """One action asks all twelve."""
    page.get_by_role("link", name="Who owes what").click()
    page.get_by_role("button", name="Call for papers").click()
    page.get_by_role("button", name="Ask for the papers").click()
    expect(page.get_by_text(f"{AUTHORS} authors are asked.")).to_be_visible(timeout=LONG)


def send(page, *files):
    """Files through an author's link, until they have been checked."""
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("We have received it.")).to_be_visible(timeout=LONG)
    work()
    page.reload()


def hand_in(page):
    page.get_by_role("button", name="Hand the paper in").click()
    expect(page.get_by_text("Thank you. The paper has been handed in.")).to_be_visible(timeout=LONG)


def fill_in_the_form(page):
    """The cover sheet goes out as a Word form, comes back filled, and is taken."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the cover sheet for Word").click()
    data = filled_by_hand(
        "Title", "Paper 1, as its author calls it", waiting.value.path().read_bytes()
    )
    send(page, upload("cover.docx", "", "application/octet-stream", data))
    page.get_by_role("link", name=re.compile("Look at what we read")).click()
    page.get_by_role("button", name="Take what is ticked").click()
    expect(page.get_by_text("The cover sheet has been read into its fields.")).to_be_visible()
    heading = page.get_by_role("heading", level=1, name=re.compile("as its author calls it"))
    expect(heading).to_be_visible(timeout=LONG)


def remind(page, title):
    page.get_by_role("button", name=re.compile(f"Remind.*{title}")).click()
    expect(page.get_by_text("A reminder goes to Author")).to_be_visible(timeout=LONG)


def drop_what_came_by_mail(page, meeting):
    """A zip and a forwarded e-mail, matched to their papers and confirmed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("from Number10/Paper 10 Number10.pdf", pdf_bytes(1, "Tenth"))
    letter = mail(("Item 12 Number12.pdf", pdf_bytes(1, "Twelfth"), PDF)).as_bytes()
    page.locator("input[type=file]").first.set_input_files(
        [
            upload("Papers.zip", "", "application/zip", stream.getvalue()),
            upload("Sorry, late.eml", "", "message/rfc822", letter),
        ]
    )
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/drops/**")
    work()
    page.reload()
    page.get_by_label("Which paper is “Paper 10 Number10.pdf” for?").select_option(
        label="J: Paper 10"
    )
    page.get_by_label("Which paper is “Item 12 Number12.pdf” for?").select_option(
        label="L: Paper 12"
    )
    page.get_by_role("button", name="Attach the files as chosen").click()
    expect(page.get_by_text("2 files attached.")).to_be_visible(timeout=LONG)


def submit(page, base, number, *, known=""):
    """Hand a paper in on the desk: an assistant for an author, or the secretary who knows how."""
    page.goto(f"{base}{reverse('paper-submit', kwargs={'key': paper(number).key})}")
    if known:
        page.get_by_label("How do you know that the author submits it?").fill(known)
    page.get_by_role("button", name="Submit the paper").click()
    expect(page.get_by_role("link", name="Submit the paper")).to_have_count(0)
    assert paper(number).state == "submitted"


def clear_all(page, base):
    """The chair clears paper after paper."""
    for each in Paper.objects.filter(state="submitted"):
        page.goto(f"{base}{reverse('paper', kwargs={'key': each.key})}")
        page.get_by_role("button", name=re.compile("Clear it")).click()
        expect(page.get_by_text("The paper is cleared for the pack")).to_be_visible(timeout=LONG)
    assert Paper.objects.filter(state="cleared").count() == AUTHORS


def build(page, meeting, base):
    page.goto(base + url(meeting, "pack", part=1))
    page.get_by_role("button", name="Build", exact=True).click()
    expect(page.get_by_text("Built, not published")).to_be_visible(timeout=LONG)
    page.reload()


def view_as(page, whom, words):
    """What readers would get, before they do."""
    page.get_by_role("link", name=whom).click()
    expect(page.get_by_text(words)).to_be_visible(timeout=LONG)
    expect(page.get_by_role("link", name=re.compile("Paper 9"))).not_to_have_count(0)
    page.go_back()


def answer_for_personal_data(page):
    """The public gets nothing before somebody has said why each passage may be public."""
    page.get_by_role("link", name="Look for personal data").click()
    expect(page.get_by_text("“07700 900123” looks like a mobile phone number.")).to_be_visible()
    page.get_by_label("Why may it be public?").fill("It is the line of the practice (sample)")
    page.get_by_role("button", name=re.compile("It may be public")).click()
    expect(page.get_by_text("Nothing is open")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Go back").click()


def publish(page):
    for question in ("When do members of the board get it?", "When does the public get it?"):
        page.get_by_role("group", name=question).get_by_label("At once").check()
    page.get_by_role("button", name="Publish", exact=True).click()
