"""Recordings, places, the members' search and what minutes lead to, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards.profile import release_profile
from icsgov.record import following
from icsgov.record.models import Subscription
from icsgov.record.queries import Query
from meetings import recordings
from meetings.minuting import releasing
from meetings.outcomes.deciding import decide
from meetings.proofs.notices import release_notice
from strategy import links
from tests import factories as make
from tests import releases
from tests.browsing import VIEWS, assert_accessible
from tests.builds import built
from tests.meetings.minuting.desk import desk
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db(transaction=True)
FILM = "https://www.youtube.com/watch?v=abc"


@pytest.fixture
def bexley():
    plan = plans.plan(make.board("SEL", kind="system"), "Our strategy", address="ours")
    made = plans.part(plan, "place", "Bexley")
    editions.release("plan", plan.key, plan.board)
    return made


@pytest.fixture
def held(bexley):
    """A meeting of last month: agenda and minutes are out, and one item is about Bexley."""
    now = timezone.now()
    made = desk()
    day = timezone.localdate(now) - timedelta(days=30)
    made.meeting.save_at(made.meeting.version, None, now, date=day)
    item = made.section.item
    links.set_links(item.key, [bexley.key], None, now, rel=links.CONCERNS)
    row = made.add("The board agreed the plan.", "decision")
    decide(made.meeting, 1, "agreed", "It was agreed.", None, now, item=item, paragraph=row)
    release_profile(made.board, None, now)
    release_notice(made.meeting, None, now)
    releases.publish(made.meeting, now=now)
    made.minutes.send_to_chair(None, now)
    made.minutes.clear(None, now)
    built(made.meeting, kind="minutes", at=now)
    releasing.publish(made.minutes, ["public", "members"], made.secretary, now)
    recordings.put(made.meeting, 0, FILM, None, {str(item.key): 750}, None, now)
    return made


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_what_the_public_sees_of_recordings_and_places_is_accessible(visit, held, width, scheme):
    path = held.meeting.path
    for address in (
        f"/{path}/",
        f"/{path}/minutes/",
        f"/{path}/minutes/releases/1/",
        "/icp/",
        "/decisions/",
        "/icp/decisions/?borough=bexley&state=agreed",
        f"/decisions/{path}/d1/",
        "/questions/",
        "/search/?borough=bexley",
        "/follow/?borough=bexley",
        "/strategy/ours/",
    ):
        assert_accessible(visit(address, width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_steps_of_following_by_email_are_accessible(visit, page, held, width, scheme):
    now = timezone.now()
    following.follow("resident@example.org", Query(borough="bexley"), "daily", now)
    token = Subscription.objects.get().token
    for address in ("confirm", "end"):
        assert_accessible(visit(f"/follow/{address}/{token}/", width, scheme))
        page.locator("main").get_by_role("button").click()
        expect(page.locator("main").get_by_role("button")).to_have_count(0)
        assert_accessible(page)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_desk_of_recordings_and_places_is_accessible(
    visit, signed_in, held, bexley, width, scheme
):
    signed_in(held.secretary)
    plans.part(bexley.plan, "priority", "Early years")
    make.seat(held.secretary, bexley.plan.board, "secretary")
    priority = bexley.plan.parts.get(name="Early years")
    where = f"/desk/{held.meeting.path}"
    for address in (
        f"{where}/recording/",
        f"{where}/recording/off/",
        f"/desk/meetings/{held.board.slug}/documents/",
        f"/desk/meetings/{held.board.slug}/documents/new/",
        f"/desk/strategy/parts/{priority.key}/places/",
    ):
        page = visit(address, width, scheme)
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("not found")
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_members_search_is_accessible_and_leads_to_what_it_finds(
    visit, page, signed_in, held, width, scheme
):
    member = make.user()
    make.seat(member, held.board)
    signed_in(member)
    assert_accessible(visit("/reading/", width, scheme))
    page.get_by_label("Search everything you may read").fill("agreed the plan")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="in papers and minutes")).to_be_visible()
    assert_accessible(page)
    page.locator("main").get_by_role("link", name="1.03").click()
    expect(page.get_by_text("The board agreed the plan.")).to_be_visible()
    assert_accessible(visit("/reading/search/?q=zebra", width, scheme))


def test_a_resident_gets_from_minutes_to_the_recording_the_decision_and_back(
    visit, page, held, complaints
):
    visit("/icp/")
    past = page.get_by_role("listitem").filter(has_text="with papers and draft minutes")
    past.get_by_role("link").click()
    page.get_by_role("link", name="Read the draft minutes of this meeting").click()
    watch = page.get_by_role("link", name="Watch this item")
    expect(watch).to_have_attribute("href", f"{FILM}&t=750s")
    page.get_by_role("link", name="/D1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agreed: Sample item 1")
    expect(page.get_by_role("link", name="Link to this page")).to_be_visible()
    page.get_by_role("link", name="Read paragraph 1.03 of the minutes").click()
    expect(page.get_by_text("The board agreed the plan.")).to_be_in_viewport()
    page.get_by_role("link", name="Link to “Sample item 1”").focus()
    expect(page.get_by_role("link", name="Link to “Sample item 1”")).to_be_visible()
    assert complaints() == []
