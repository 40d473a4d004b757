"""The day the papers go out, in a browser: twelve authors, an assistant, late files, readers."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.ledger.models import Change
from icsgov.work import mail
from tests.browser import days
from tests.browser.days import LONG, upload, url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    return days.made()


def test_the_whole_day(meeting, signed_in, visit, stranger, mailoutbox, complaints, live_server):
    base = live_server.url
    signed_in(meeting.secretary)
    page = visit(url(meeting, "meeting"))
    days.call(page)
    mail.send_due(timezone.now())
    assert len(mailoutbox) == days.AUTHORS + 1  # the assistant is told too
    _authors_send(stranger(), base)
    _assistant_submits(stranger(), meeting, signed_in, base)
    page.goto(base + url(meeting, "meeting-papers"))
    expect(page.get_by_text("2 of 12 papers still to come")).to_be_visible(timeout=LONG)
    days.remind(page, "Paper 12")
    page.goto(base + url(meeting, "meeting-drop"))
    days.drop_what_came_by_mail(page, meeting)
    for number in (10, 12):
        days.submit(page, base, number, known="The author’s e-mail of today")
    chair = stranger()
    signed_in(meeting.chair, chair)
    days.clear_all(chair, base)
    _goes_out(page, meeting, base)
    _is_read(stranger(), stranger(), meeting, signed_in, mailoutbox, base)
    assert complaints() == []


def _authors_send(page, base):
    """Twelve links are opened; nine send and hand in, the first on a phone and with a Word form."""
    page.set_viewport_size({"width": 390, "height": 844})
    for number in range(1, days.AUTHORS + 1):
        page.goto(base + days.link(number))
        heading = re.compile(rf"Paper {number}$")
        expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=LONG)
        if number == 1:
            days.fill_in_the_form(page)
        if number <= 9:
            words = days.PERSONAL if number == 3 else f"Words {number}"
            days.send(page, upload(f"plan {number}.pdf", words))
            expect(page.get_by_text("Received: 1 page")).to_be_visible(timeout=LONG)
            days.hand_in(page)
            page.set_viewport_size({"width": 1280, "height": 900})


def _assistant_submits(page, meeting, signed_in, base):
    """Who assists the eleventh author uploads and hands in; it is on record for whom."""
    signed_in(meeting.assistant, page)
    page.goto(f"{base}/desk/papers/mine/")
    expect(page.get_by_text("For Author Number11")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Paper 11").click()
    page.get_by_role("link", name=re.compile("Upload or change")).click()
    page.locator("input[type=file]").first.set_input_files([upload("plan 11.pdf", "Words 11")])
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("plan 11.pdf").first).to_be_visible(timeout=LONG)
    days.work()
    days.submit(page, base, 11)
    change = Change.objects.of(days.paper(11)).filter(verb="moved").first()
    assert (change.by, change.acting_for) == (meeting.assistant, "Author Number11")


def _goes_out(page, meeting, base):
    """Built, looked at as readers would, answered for, and published."""
    days.build(page, meeting, base)
    days.view_as(page, "View as the public", "nothing here is published by looking at it")
    page.get_by_role("link", name="as somebody by name").click()
    days.view_as(page, "Mo Member", "this is what Mo Member would get")
    page.goto(base + url(meeting, "pack", part=1))
    page.get_by_role("link", name="Publish…").click()
    days.answer_for_personal_data(page)
    days.publish(page)
    page.get_by_role("link", name="See who got it").first.click()
    expect(page.get_by_role("row", name=re.compile("Mo Member"))).to_contain_text("On its way")


def _is_read(member, public, meeting, signed_in, mailoutbox, base):
    """The letter leads a member to the papers; the public has them too."""
    mailoutbox.clear()
    mail.send_due(timezone.now())
    [letter] = [each for each in mailoutbox if each.to == [meeting.member.email]]
    link = next(word for word in letter.body.split() if word.startswith("http"))
    signed_in(meeting.member, member)
    member.goto(f"{base}/{link.split('/', 3)[3]}")
    member.get_by_role("link", name=re.compile("Paper 12")).first.click()
    expect(member.get_by_role("heading", name="Paper 12").first).to_be_visible(timeout=LONG)
    public.goto(f"{base}/icp/{meeting.address}/")
    expect(public.get_by_role("link", name=re.compile("^Enclosure [A-L]: Paper"))).to_have_count(12)
