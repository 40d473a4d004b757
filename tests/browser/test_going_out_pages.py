"""Pages about a pack that goes out, its readers and their accounts: accessible, narrow and wide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards import addresses, letting_in
from icsgov.boards.models import LettingIn
from icsgov.record.models import Release
from icsgov.work.mail import send_due
from icsgov.work.models import Message
from meetings import publishing
from meetings.models import OwnCalendar, Paper
from tests import factories as make
from tests import packs
from tests.browsing import VIEWS, assert_accessible
from tests.builds import built

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    """Its pack went to a member, whose e-mail came back, and to one who wants print."""
    now = timezone.now()
    made = packs.meeting(make.board("ICP"), day=timezone.localdate(now) + timedelta(days=7))
    Paper.objects.filter(title="Drafted here").update(body="<p>Call 07700 900123.</p>")
    paper = Paper.objects.get(title="Drafted here")
    Paper.objects.filter(pk=paper.pk).update(cleared=paper.cut("Saved", None, now))
    made.secretary = make.secretary(made.board)
    made.reader = make.user("Robin Reader", email="robin@exmaple.org")
    make.seat(made.reader, made.board)
    make.seat(make.person("Pia Paper"), made.board, in_print=True, print_to="1 Sample Street")
    made.build = built(made)
    publishing.ask(made, made.build, {"members": None}, by=made.secretary, now=now)
    send_due(now)
    Message.objects.get(user=made.reader).came_back("550 No such mailbox", now)
    made.release = Release.objects.get(audience="members")
    return made


def pack(meeting, name, **more):
    where = {"board": "icp", "address": meeting.address, "part": 1}
    return reverse(name, kwargs=where | more)


def of(name, account):
    return reverse(name, kwargs={"key": account.person.key})


def look_at(visit, paths):
    for path in paths:
        for width, scheme in VIEWS:
            assert_accessible(visit(path, width, scheme))


def test_the_pages_about_readers_are_accessible(meeting, signed_in, visit):
    signed_in(meeting.secretary)
    release, build = meeting.release.key, meeting.build.key
    who, paper = meeting.reader.person.key, Paper.objects.get(title="Drafted here").key
    look_at(
        visit,
        (
            "/desk/",
            pack(meeting, "pack-going-out", key=release),
            pack(meeting, "pack-print", key=release),
            pack(meeting, "pack-publish", key=build),
            pack(meeting, "pack-preview-whom", key=build),
            pack(meeting, "pack-preview-person", key=build, person=who),
            pack(meeting, "pack-preview-person-paper", key=build, person=who, paper=paper),
            f"{reverse('build-personal', kwargs={'key': build})}?next=/desk/",
        ),
    )


def test_the_pages_about_accounts_are_accessible(meeting, signed_in, visit):
    now = timezone.now()
    said = {"how": "video", "words": "We know each other", "second_factor": True}
    letting_in.let_in(meeting.reader, said, meeting.secretary, now)
    token = LettingIn.objects.get().fresh_token()
    signed_in(meeting.secretary)
    look_at(visit, (of("person", meeting.reader), of("let-in", meeting.reader)))
    look_at(visit, (reverse("let-in-link", kwargs={"token": token}),))
    addresses.correct(meeting.reader, "robin@example.org", "She rang", meeting.secretary, now)
    look_at(visit, (of("correct-address", meeting.reader),))


def test_mistakes_in_their_forms_are_accessible(meeting, signed_in, visit):
    Message.objects.filter(user=meeting.reader).update(state="sent")
    signed_in(meeting.secretary)
    release, who = meeting.release.key, meeting.reader.person.key
    for path, button in (
        (of("correct-address", meeting.reader), "Correct the address"),
        (of("let-in", meeting.reader), "Send the link"),
        (pack(meeting, "pack-came-back", key=release, person=who), "Note it"),
        (pack(meeting, "pack-going-out", key=release), "Read the message"),
        (reverse("build-personal", kwargs={"key": meeting.build.key}), "It may be public"),
    ):
        page = visit(path, 390)
        page.get_by_role("button", name=button).first.click()
        expect(page.locator(".nhsuk-error-message").first).to_be_visible()
        assert_accessible(page)


def test_ones_own_calendar_is_accessible_before_and_after_it_has_an_address(
    meeting, signed_in, visit
):
    signed_in(meeting.reader)
    look_at(visit, ("/reading/calendar/",))
    OwnCalendar.renew(meeting.reader, timezone.now())
    look_at(visit, ("/reading/calendar/",))


def test_a_wrong_address_is_corrected_and_the_letter_sent_without_javascript(
    meeting, browser, live_server, signed_in
):
    page = browser.new_context(java_script_enabled=False).new_page()
    signed_in(meeting.secretary, page)
    page.goto(f"{live_server.url}/desk/")
    expect(page.get_by_text("did not reach Robin Reader")).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    page.get_by_role("link", name="Correct the address of Robin Reader").click()
    page.get_by_label("New e-mail address").fill("robin@example.org")
    page.get_by_label("How do you know the new address?").fill("She rang")
    page.get_by_role("button", name="Correct the address").click()
    row = page.get_by_role("row", name="Robin Reader")
    row.get_by_role("button", name="Send again").click()
    expect(row).to_contain_text("On its way")
    expect(row).to_contain_text("robin@example.org")
    page.context.close()
