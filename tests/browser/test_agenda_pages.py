"""Every page around the agenda: accessible, narrow and wide, light and dark, and quiet."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/desk/icp/2023-07-24/"


@pytest.fixture
def meeting():
    board = make.board("ICP", name="Integrated Care Partnership")
    chair = make.user("Richard Douglas")
    make.seat(chair, board, "chair", part2=True, title="Chair")
    return make.meeting(board, joining_link="https://example.org/join")


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


@pytest.fixture
def builder(meeting, secretary, signed_in, visit):
    """Opens the builder for the secretary."""
    signed_in(secretary)
    return lambda: visit(AT)


def settled(page):
    """Nothing is on its way to the server any more."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def everything(meeting):
    """Rows of every kind, papers in several states, both parts, comments, an overlap."""
    make.part2(meeting)
    lead = make.person("Holly Eden")
    first = make.item(meeting, "Welcome", lead=lead, mode="verbal", lines="Receive apologies")
    make.item(meeting, "Under it", parent=first, mode="verbal")
    make.item(meeting, "Discussion", kind="heading")
    strategy = make.item(meeting, "Strategy", minutes=90, purposes=["decision"])
    make.item(meeting, "Tea", kind="break", fixed_time=make.time(16))
    block = make.item(meeting, "For noting", kind="noting", minutes=5)
    make.item(meeting, "Report", parent=block)
    make.item(meeting, "Jo’s story", kind="story", minutes=30)
    make.item(meeting, "Contract", part=2)
    paper = make.paper(meeting.board, "The plan", author=lead, under=strategy, state="submitted")
    paper.cut("Submitted", None, make.NOW)
    make.paper(meeting.board, "Not there yet", under=strategy)
    strategy.comments.create(text="Too long?", by=make.secretary(meeting.board), at=make.NOW)
    return strategy


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_a_full_agenda(meeting, secretary, signed_in, visit, width, scheme):
    strategy = everything(meeting)
    signed_in(secretary)
    page = visit(f"{AT}?edit={strategy.key}&add={strategy.key}", width, scheme)
    settled(page)
    assert_accessible(page)
    page = visit(f"{AT}?open={strategy.key}", width, scheme)
    expect(page.locator(".agenda-panel")).to_be_visible()
    page.locator(".agenda-menu summary").first.click()
    page.locator(".agenda-panel summary").first.click()
    settled(page)
    assert_accessible(page)


PAGES = [
    "/desk/",
    "/desk/meetings/new/",
    "/desk/meetings/icp/",
    "/desk/series/new/",
    f"{AT}details/",
    f"{AT}clone/",
    f"{AT}cancel/",
    f"{AT}part/1/agree/",
]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_the_other_pages(meeting, secretary, signed_in, visit, width, scheme):
    strategy = everything(meeting)
    signed_in(secretary)
    item = f"/desk/items/{strategy.key}/"
    for address in (*PAGES, f"{item}open/", f"{item}history/", f"{item}remove/", f"{item}lift/"):
        page = visit(address, width, scheme)
        settled(page)
        assert_accessible(page)


def test_the_page_says_nothing_on_the_console(meeting, builder, complaints):
    everything(meeting)
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Title", exact=True)).to_have_count(0)
    assert complaints() == []
