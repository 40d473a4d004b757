"""The day the papers go out, in a browser: twelve authors are asked, and one sends from a phone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.work import jobs, mail
from icsgov.work.models import Work
from meetings.models import Paper, PaperLink
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.packs import pdf_bytes

pytestmark = pytest.mark.django_db(transaction=True)
AUTHORS = 12
LONG = 30_000  # milliseconds: a loaded machine takes its time over twelve papers


@pytest.fixture
def meeting():
    """A meeting three weeks from now, with a paper of each of twelve authors without an account."""
    board = make.board("ICP", contact="office@example.org")
    made = make.meeting(board, timezone.localdate() + timedelta(days=21))
    for number in range(1, AUTHORS + 1):
        who = make.person(f"Author Number{number}", email=f"author{number}@example.org")
        make.paper(board, f"Paper {number}", author=who, under=make.item(made, f"Item {number}"))
    made.secretary = make.secretary(board)
    return made


def url(meeting, name):
    return reverse(name, kwargs={"board": "icp", "address": meeting.address})


def work():
    """The workers do all they are asked."""
    while waiting := list(Work.objects.open()):
        for each in waiting:
            jobs.run(each)


def upload(name, words):
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf_bytes(1, words)}


def test_the_whole_day(meeting, signed_in, visit, mailoutbox, complaints):
    signed_in(meeting.secretary)
    page = visit(url(meeting, "meeting"))
    page.get_by_role("link", name="Who owes what").click()
    page.get_by_role("button", name="Call for papers").click()
    page.get_by_role("button", name="Ask for the papers").click()
    expect(page.get_by_text("12 authors are asked.")).to_be_visible(timeout=LONG)
    mail.send_due(timezone.now())
    assert len(mailoutbox) == AUTHORS
    _from_a_phone(meeting, visit)
    page = visit(url(meeting, "meeting-drop"))
    files = [upload(f"Item {number} paper.pdf", f"Words {number}") for number in range(2, 6)]
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/drops/**")
    work()
    page.reload()
    page.get_by_role("button", name="Attach the files as chosen").click()
    expect(page.get_by_text("4 files attached.")).to_be_visible(timeout=LONG)
    page = visit(url(meeting, "meeting-papers"))
    page.get_by_role("button", name=re.compile("Remind.*Paper 12")).click()
    expect(page.get_by_text("A reminder goes to Author Number12.")).to_be_visible(timeout=LONG)
    assert complaints() == []


def _from_a_phone(meeting, visit):
    """The author of the first paper follows the link of the letter, sends and hands in."""
    link = PaperLink.objects.select_related("person").get(paper__title="Paper 1")
    page = visit(reverse("put-in", kwargs={"token": link.token}), 390)
    expect(page.get_by_role("heading", name="Paper 1")).to_be_visible(timeout=LONG)
    page.locator("input[type=file]").first.set_input_files([upload("plan.pdf", "Plan")])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We have received it.")).to_be_visible(timeout=LONG)
    work()
    page.reload()
    expect(page.get_by_text("Received: 1 page")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Hand the paper in").click()
    expect(page.get_by_text("Thank you. The paper has been handed in.")).to_be_visible(timeout=LONG)
    assert Paper.objects.get(title="Paper 1").state == "submitted"


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_of_the_day_is_accessible(meeting, signed_in, visit, width, scheme):
    signed_in(meeting.secretary)
    paper = Paper.objects.get(title="Paper 1")
    author = paper.authors[0].person
    link = PaperLink.give(paper, author, meeting.date, meeting.secretary, meeting.opens_at)
    for address in (
        url(meeting, "meeting-papers"),
        url(meeting, "meeting-call"),
        url(meeting, "meeting-drop"),
        url(meeting, "meeting-deputies"),
        reverse("paper-link", kwargs={"key": link.key}),
        reverse("paper-bring", kwargs={"key": paper.key}),
        reverse("put-in", kwargs={"token": link.token}),
    ):
        assert_accessible(visit(address, width, scheme))
