"""Forms of the day the papers go out, in a browser without JavaScript: done wrong, then right."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards.models import Deputy, LettingIn
from icsgov.record.models import Release
from icsgov.work.mail import send_due
from meetings import publishing
from meetings.models import Paper
from tests import factories as make
from tests import packs
from tests.builds import built

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "<p>Call 07700 900123.</p><p>Or write to pat.sample@gmail.com.</p>"


@pytest.fixture
def meeting():
    """Its pack is built and out to a member, holds two passages to look at; another board meets."""
    now = timezone.now()
    made = packs.meeting(make.board("ICP"), day=timezone.localdate(now) + timedelta(days=7))
    made.paper = Paper.objects.get(title="Drafted here")
    Paper.objects.filter(pk=made.paper.pk).update(body=TEXT)
    made.paper.refresh_from_db()
    Paper.objects.filter(pk=made.paper.pk).update(cleared=made.paper.cut("Saved", None, now))
    made.secretary = make.secretary(made.board)
    made.reader = make.user("Robin Reader", email="robin@example.org")
    make.seat(made.reader, made.board)
    make.seat(make.user("Sasha Substitute", email="sasha@example.org"), made.board, "attendee")
    other = make.board("ICB")
    make.seat(made.secretary, other, "secretary", part2=True)
    later = make.meeting(other, timezone.localdate(now) + timedelta(days=30))
    make.item(later, "Winter at the board")
    made.build = built(made)
    publishing.ask(made, made.build, {"members": None}, by=made.secretary, now=now)
    send_due(now)
    made.release = Release.objects.get(audience="members")
    return made


@pytest.fixture
def page(browser, live_server):
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _signed_in(signed_in, meeting, page):
    signed_in(meeting.secretary, page)


def press(page, name, status):
    """Press a button; the answer, or what it leads to, has this status."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as got:
        page.get_by_role("button", name=name).first.click()
    assert got.value.status == status, page.inner_text("main")


def of_meeting(name, meeting, **more):
    where = {"board": meeting.board.slug, "address": meeting.address}
    return reverse(name, kwargs=where | more)


def test_a_deputy_is_named_and_taken_back(page, meeting):
    page.goto(of_meeting("meeting-deputies", meeting))
    page.get_by_label("For which member").select_option(label="Robin Reader")
    page.get_by_label("Who reads for them").fill("Nobody Known")
    press(page, "Name the deputy", 422)
    expect(page.locator(".nhsuk-error-message").first).to_be_visible()
    expect(page.get_by_label("Who reads for them")).to_have_value("Nobody Known")
    expect(page.locator("option:checked")).to_have_text("Robin Reader")
    page.get_by_label("Who reads for them").fill("Sasha Substitute")
    press(page, "Name the deputy", 302)
    expect(
        page.get_by_text("Sasha Substitute can read the papers for Robin Reader")
    ).to_be_visible()
    press(page, "Take it back", 302)
    expect(page.get_by_text("no longer reads for Robin Reader")).to_be_visible()
    assert Deputy.objects.get().ended_at is not None


def test_a_paper_is_brought_to_another_board(page, meeting):
    page.goto(reverse("paper", kwargs={"key": meeting.paper.key}))
    page.get_by_role("link", name="Bring it to another board").click()
    press(page, "Bring the paper", 422)
    expect(page.locator(".nhsuk-error-message")).to_be_visible()
    page.get_by_label("Under which item").select_option(index=1)
    press(page, "Bring the paper", 302)
    expect(page.get_by_text("The paper now goes to")).to_be_visible()
    assert Paper.objects.filter(board__short_name="ICB").count() == 1


def test_a_locked_out_member_is_let_in(page, meeting, mailoutbox):
    page.goto(reverse("let-in", kwargs={"key": meeting.reader.person.key}))
    page.get_by_label("What else should be on record").fill("Her assistant was there")
    press(page, "Send the link", 422)
    expect(page.get_by_text("Choose how you checked that it is them.").first).to_be_visible()
    words = page.get_by_label("What else should be on record")
    expect(words).to_have_value("Her assistant was there")
    page.get_by_role("radio").first.check()
    press(page, "Send the link", 302)
    assert LettingIn.objects.get().words == "Her assistant was there"
    send_due(timezone.now())
    assert mailoutbox[-1].to == ["robin@example.org"]


def test_a_letter_came_back_by_hand_and_by_its_message(page, meeting, tmp_path):
    out = of_meeting("pack-going-out", meeting, part=1, key=meeting.release.key)
    page.goto(out)
    row = page.get_by_role("row", name="Robin Reader")
    row.get_by_role("link", name="It came back").click()
    page.get_by_label("What does the message say?").fill(" ")
    press(page, "Note it", 422)
    expect(page.get_by_text("Say why the e-mail came back.").first).to_be_visible()
    page.get_by_label("What does the message say?").fill("Mailbox full")
    press(page, "Note it", 302)
    expect(row).to_contain_text("Mailbox full")
    wrong = tmp_path / "hello.eml"
    wrong.write_text("From: a@example.org\nTo: b@example.org\nSubject: Hello\n\nHello\n")
    page.locator("input[type=file]").set_input_files(wrong)
    press(page, "Read the message", 422)
    expect(page.locator(".nhsuk-error-message")).to_be_visible()


def test_passages_are_answered_for_one_by_one(page, meeting):
    page.goto(reverse("build-personal", kwargs={"key": meeting.build.key}))
    fields = page.get_by_label("Why may it be public?")
    expect(fields).to_have_count(2)
    long = "x" * 501
    fields.first.evaluate("field => field.removeAttribute('maxlength')")
    fields.first.fill(long)
    press(page, "It may be public", 422)
    expect(page.locator(".nhsuk-error-message")).to_be_visible()
    expect(fields.first).to_have_value(long)
    for left in (1, 0):
        fields.first.fill("The service’s own line")
        press(page, "It may be public", 302)
        expect(fields).to_have_count(left)
    expect(page.get_by_text("Somebody has looked at every passage.")).to_be_visible()
