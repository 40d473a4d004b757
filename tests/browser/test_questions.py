"""Questions from the public in a browser: accessible, without complaint, and asked to the end."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards.profile import release_profile
from meetings.models import Question, QuestionLink
from meetings.proofs.notices import release_notice
from meetings.questions import moderating
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.meetings import questions_made as made

pytestmark = pytest.mark.django_db(transaction=True)
DAY = make.date(2090, 6, 5)


@pytest.fixture
def meeting():
    coming = make.meeting(make.board("ICP"), DAY)
    release_profile(coming.board, None, make.NOW)
    release_notice(coming, None, make.NOW)
    return coming


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_pages_are_accessible_and_quiet(meeting, visit, signed_in, complaints, width, scheme):
    secretary = make.secretary(meeting.board)
    asked = {state: made.question(meeting) for state in ("received", "accepted", "rejected")}
    moderating.accept(asked["accepted"], secretary, make.NOW)
    moderating.reject(asked["rejected"], secretary, make.NOW, ground="It is about one person.")
    token = QuestionLink.fresh(asked["accepted"], timezone.now())
    key = {"key": asked["received"].key}
    signed_in(secretary)
    for address in (
        "/questions/",
        f"/{asked['accepted'].path}/",
        f"/{asked['rejected'].path}/",
        reverse("ask"),
        made.address(meeting),
        reverse("question-status", args=(token,)),
        reverse("visit", args=(meeting.board.slug, meeting.address)),
        f"/{meeting.path}/",
        "/icp/",
        "/api/",
        "/accessibility/",
        reverse("desk-questions"),
        reverse("desk-question", kwargs=key),
        reverse("question-accept", kwargs=key),
        reverse("question-reject", kwargs=key),
        reverse("desk-question-new"),
    ):
        assert_accessible(visit(address, width, scheme))
    assert complaints() == []


def test_somebody_asks(meeting, visit):
    page = visit(f"/{meeting.path}/", 390)
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Your question").fill("How long do people wait?")
    page.get_by_label("Your name").fill("Robin Resident")
    page.get_by_label("As a member of the public").check()
    button = page.get_by_role("button", name="Send your question")
    button.click()
    # A browser is quicker than any person: the form asks to look again, and keeps all of it.
    quick = page.get_by_role("heading", name="There is a problem")
    done = page.get_by_role("heading", name="Your question ICP Q1")
    expect(quick.or_(done)).to_be_visible()
    while not done.is_visible():
        expect(page.get_by_label("Your question")).to_have_value("How long do people wait?")
        button.click()
        expect(quick.or_(done)).to_be_visible()
    assert Question.objects.get().asked == "How long do people wait?"
