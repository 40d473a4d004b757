"""Withholding a paper, in a browser: chosen, bound anew, read without it, given back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from icsgov.boards.models import Withheld
from icsgov.record import personal_packs
from meetings import publishing, withholding
from tests import factories as make
from tests.browsing import VIEWS, assert_accessible
from tests.record import withheld as marked

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "/reading/icb/2023-07-24/"


@pytest.fixture
def at():
    return marked.marked()


@pytest.fixture
def member(at):
    account = make.user("Ann Able")
    make.seat(account, at.meeting.board, part2=True)
    return account


def publish(at):
    publishing.ask(
        at.meeting, at.build, {"members": None}, by=None, now=make.NOW, tell_members=False
    )


def test_chosen_on_the_paper_and_gone_from_the_members_pack(
    at, member, page, live_server, signed_in
):
    publish(at)
    signed_in(make.secretary(at.meeting.board))
    paper = at.papers["Vizard"]
    page.goto(live_server.url + reverse("paper", kwargs={"key": paper.key}))
    page.get_by_role("link", name="Withhold it from somebody").click()
    page.get_by_label("Ann Able").check()
    page.get_by_label("Why?").fill("Director of a company that is bidding")
    page.get_by_role("button", name="Withhold the paper").click()
    expect(page.get_by_role("heading", name="Ann Able")).to_be_visible()
    personal_packs.settle(at.build, make.NOW)
    page.context.clear_cookies()
    signed_in(member)
    page.goto(live_server.url + ROOM)
    expect(page.get_by_text("are not in your pack")).to_be_visible()
    expect(page.get_by_text("Zephyr plan").first).to_be_visible()
    expect(page.get_by_text("Vizard")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_is_accessible(at, member, visit, signed_in, width, scheme):
    paper = at.papers["Vizard"]
    withholding.withhold(paper, member.person, "A bidder", None, make.NOW)
    personal_packs.settle(at.build, make.NOW)
    publish(at)
    signed_in(make.secretary(at.meeting.board))
    row = Withheld.objects.get()
    where = {"board": "icb", "address": "2023-07-24", "part": 2}
    for address in (
        reverse("paper-withhold", kwargs={"key": paper.key}),
        reverse("paper-give-back", kwargs={"key": paper.key, "row": row.key}),
        reverse("pack", kwargs=where),
    ):
        assert_accessible(visit(address, width, scheme))
    signed_in(member)
    for address in (ROOM, f"{ROOM}brief/"):
        assert_accessible(visit(address, width, scheme))
