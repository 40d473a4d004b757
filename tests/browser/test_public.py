"""The public record and the reading room in a browser: accessible, narrow and wide, in print."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from icsgov.boards.profile import release_profile
from icsgov.record import glossary
from icsgov.record.models import Term
from icsgov.record.publish import withdraw
from meetings import documents
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
WIDE_TABLE = "<table><tr>" + "".join(f"<th>Column{n}</th>" for n in range(30)) + "</tr></table>"


@pytest.fixture
def meeting():
    """A meeting in ten days, announced; its papers, one with a wide table, are released."""
    now = timezone.now()
    board = make.board("ICP", name="Integrated Care Partnership", purpose="Plans together.")
    make.seat(make.person("Mo Member"), board, title="Leader of a sample council")
    made = packs.meeting(
        board,
        day=timezone.localdate(now) + timedelta(days=10),
        how_to_attend="Come in.",
        joining_link="https://example.org/join",
        private_session="The board meets in private afterwards.",
    )
    packs.paper(board, "Wide paper", make.item(made, "Wide"), body=packs.BODY + WIDE_TABLE * 2)
    release_profile(board, None, now)
    release_notice(made, None, now)
    return made


@pytest.fixture
def public(meeting):
    now = timezone.now()
    terms = documents.begin(meeting.board, "terms", "Terms of reference", None, now)
    terms.paper.write(terms.paper.version, None, now, body=packs.BODY)
    terms.paper.cut("Saved", None, now)
    documents.release(terms, "", None, now - timedelta(hours=2))
    Term(short="ICP", full="Integrated Care Partnership").create_by(None, now)
    glossary.release(None, now - timedelta(hours=2))
    releases.publish(meeting, now=now - timedelta(hours=2))
    meeting.items.filter(title="A paper with slides").update(title="A paper with more slides")
    return releases.publish(meeting, now=now - timedelta(hours=1), words="A better title.")


PAGES = {
    "home": "/",
    "board": "/icp/",
    "meeting": "{meeting}",
    "paper": "{meeting}drafted-here/",
    "slides": "{meeting}shown-as-slides/",
    "wide": "{meeting}wide-paper/",
    "release": "{meeting}releases/1/",
    "old paper": "{meeting}releases/1/drafted-here/",
    "search": "/search/",
    "follow": "/follow/",
    "glossary": "/glossary/",
    "document": "/icp/documents/terms-of-reference/",
    "follow a board": "/follow/?board=icp",
    "follow by e-mail": "/follow/email/?board=icp",
    "found": "/search/?q=progress",
    "nothing found": "/search/?q=progres+zebra&board=icp",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "cookies": "/cookies/",
    "nothing": "/no-such-board/",
}


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_public_pages_are_accessible(visit, public, width, scheme):
    for address in PAGES.values():
        assert_accessible(visit(address.format(meeting=f"/{public.path}/"), width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_what_was_withdrawn_or_called_off_is_accessible(visit, meeting, public, width, scheme):
    now = timezone.now()
    withdraw(public, "It named a patient.", None, now)
    meeting.cancel("Too few can come.", None, now)
    release_notice(meeting, None, now)
    for address in ("/", "/icp/", f"/{public.path}/", f"/{public.path}/drafted-here/"):
        assert_accessible(visit(address, width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_reading_room_is_accessible(visit, signed_in, meeting, public, width, scheme):
    make.part2(meeting)
    packs.paper(meeting.board, "Private paper", make.item(meeting, "Private", part=2))
    private = releases.publish(meeting, part=2, audience="members", now=timezone.now())
    member = make.user()
    make.seat(member, meeting.board, part2=True)
    signed_in(member)
    room = f"/reading/{public.path}/"
    papers = [public.entries.get(anchor="drafted-here"), private.entries.get(kind="paper")]
    for address in [
        "/reading/",
        room,
        f"{room}1/{papers[0].thing}/",
        f"{room}2/{papers[1].thing}/",
    ]:
        assert_accessible(visit(address, width, scheme))


def test_a_resident_gets_from_the_first_page_to_a_paper_and_back(visit, page, public, complaints):
    visit("/")
    page.get_by_role("link", name="Integrated Care Partnership").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meeting on")
    expect(page.get_by_text("Come in.")).to_be_visible()
    page.get_by_role("link", name="Enclosure A: Drafted here").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Drafted here")
    page.get_by_role("navigation", name="Contents").get_by_text("Next steps").click()
    expect(page.get_by_role("heading", name="Next steps")).to_be_in_viewport()
    page.get_by_role("link", name="Next paper").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shown as slides")
    page.get_by_role("link", name="Integrated Care Partnership").first.click()
    expect(page.get_by_role("heading", name="How the board works")).to_be_visible()
    assert page.context.cookies() == []
    assert complaints() == []


def test_a_wide_table_scrolls_by_itself_also_by_keyboard(visit, page, public):
    visit(f"/{public.path}/wide-paper/", 390)
    table = page.get_by_role("group", name="Table").first
    table.focus()
    page.keyboard.press("ArrowRight")
    # A function of the page's own: the policy forbids that text becomes one.
    scrolled = "() => new Promise((tell) => { const table = document.querySelector('.app-table');"
    scrolled += " table.scrollLeft > 0 ? tell(true) : (table.onscroll = () => tell(true)); })"
    assert page.evaluate(scrolled)


def test_a_paper_prints_without_the_ways_around_it(visit, page, public):
    visit(f"/{public.path}/drafted-here/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Papers of this meeting")).to_be_hidden()
    expect(page.get_by_text("An opening.")).to_be_visible()


def test_every_page_reads_without_scripts_and_styles(browser, live_server, public):
    """In the order of its text, every word of it in sight."""
    context = browser.new_context(java_script_enabled=False)
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(f"{live_server.url}{address.format(meeting=f'/{public.path}/')}")
        heading = page.get_by_role("heading", level=1)
        expect(heading, name).to_have_count(1)
        expect(heading, name).to_be_visible()
        words = page.locator("main").inner_text()
        assert len(words.split()) > 5, name
        top = page.get_by_role("link", name="Skip to main content").bounding_box()
        assert top and top["y"] < (heading.bounding_box() or {"y": 0})["y"], name
    page.goto(f"{live_server.url}/{public.path}/drafted-here/")
    expect(page.get_by_text("The progress made", exact=False).first).to_be_visible()
    context.close()


def test_a_press_copies_the_permanent_link_of_an_item(visit, page, public):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(f"/{public.path}/")
    row = page.locator("li.app-agenda__row", has_text="Drafted here").first
    link = row.get_by_role("link", name="Link to", exact=False)
    link.click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(1)
    copied = page.evaluate("() => navigator.clipboard.readText()")
    anchor = row.get_attribute("id")
    assert copied.endswith(f"/{public.path}/#{anchor}") and copied == page.url
