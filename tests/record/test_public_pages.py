"""The public pages: what they show, whom they ask, and for how long they may be kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icsgov.boards.profile import release_profile
from icsgov.record.publish import withdraw
from meetings.models import Paper
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import markup, packs, releases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
PAGE = "/icp/2023-07-24/"
PAPER = f"{PAGE}drafted-here/"


@pytest.fixture
def visit(client):
    """Anybody's visit, without a session."""
    return client.get


def words(response):
    return response.content.decode()


def test_the_first_page_names_boards_meetings_and_papers(visit, public):
    page = words(visit("/"))
    for said in ("Integrated Care Partnership", "Monday 24 July 2023", "Papers published on"):
        assert said in page


def test_an_empty_site_says_so(visit):
    page = words(visit("/"))
    assert "No meetings have been announced yet." in page
    assert "No boards have been set up yet." in page


def test_a_board_shows_those_who_sit_on_it_on_the_day(visit, board, clock):
    make.seat(make.person("Always Here"), board)
    make.seat(make.person("Comes Later"), board, starts=date(2023, 8, 1))
    make.seat(make.person("Leaves Soon"), board, ends=date(2023, 7, 31))
    release_profile(board, None, make.NOW)
    assert "Since 1 January 2020<" in words(visit("/icp/"))
    assert "Leaves Soon" in words(visit("/icp/"))
    assert "Since 1 January 2020, until 31 July 2023" in words(visit("/icp/"))
    assert "Comes Later" not in words(visit("/icp/"))
    clock(make.NOW + timedelta(days=30))
    assert "Leaves Soon" not in words(visit("/icp/"))
    assert "Comes Later" in words(visit("/icp/"))


def test_a_committee_names_its_board(visit, board):
    release_profile(make.board("QPC", kind="committee", parent=board), None, make.NOW)
    assert "Committee of Integrated Care Partnership" in words(visit("/qpc/"))


def test_meetings_stand_under_next_and_under_the_year_they_were_in(visit, board):
    for day in (date(2023, 4, 25), date(2022, 10, 4), date(2023, 9, 1)):
        release_notice(make.meeting(board, day), None, make.NOW)
    page = words(visit("/icp/"))
    order = [
        "Next meetings",
        "1 September 2023",
        "Past meetings",
        "25 April 2023",
        "2022",
        "4 October 2022",
    ]
    assert sorted(order, key=page.index) == order


def test_the_ways_to_the_next_and_the_latest_meeting(visit, board, meeting):
    assert visit("/icp/next/").url == PAGE
    assert visit("/icp/latest/").url == "/icp/"
    releases.publish(meeting)
    assert visit("/icp/latest/").url == PAGE


def test_a_cancelled_meeting_is_not_the_next_and_says_why(visit, meeting):
    meeting.cancel("Too few can come.", None, make.NOW)
    release_notice(meeting, None, make.NOW)
    assert visit("/icp/next/").url == "/icp/"
    page = words(visit(PAGE))
    assert "This meeting has been cancelled." in page
    assert "Too few can come." in page
    assert "have not been published" not in page


def test_a_meeting_shows_its_agenda_its_papers_and_how_to_come(visit, public):
    page = words(visit(PAGE))
    for said in (
        "3pm to 5pm",
        "Sample hall",
        "Come in.",
        "Kit Chair",
        "Receive apologies",
        "Enclosure A: Drafted here",
        f'href="{PAPER}"',
        "Discussion",
        "Lee Lead",
    ):
        assert said in page


def test_before_its_papers_a_meeting_is_there_already(visit, meeting):
    assert "The agenda and papers have not been published." in words(visit(PAGE))
    assert visit(f"{PAGE}pack.pdf").status_code == 404


def test_a_meeting_that_is_over_promises_no_papers(visit, meeting, clock):
    clock(make.NOW + timedelta(days=30))
    assert "No agenda or papers of this meeting are published here." in words(visit(PAGE))


def test_a_paper_shows_cover_text_contents_notes_and_its_pages(visit, public):
    page = words(visit(PAPER))
    for said in (
        "The board is asked to",
        "the progress made",
        "Alex Author, Director of Samples",
        'href="#drafted-here-background"',
        'id="drafted-here-background"',
        "As the sample says.",
        "Page 2 of the meeting pack",
        "Enclosure A, agenda item 2",
    ):
        assert said in page
    slides = words(visit(f"{PAGE}shown-as-slides/"))
    assert "Pages 4 to 6 of the meeting pack" in slides
    assert "canary-own-name" not in slides


def test_a_letter_leads_to_its_paper(visit, public):
    assert visit(f"{PAGE}a/").url == PAPER
    assert visit(f"{PAGE}A/").url == PAPER
    assert visit(f"{PAGE}z/").status_code == 404


def test_every_link_on_the_public_pages_leads_somewhere(visit, public):
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = visit(address, follow=True)
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            found = set(markup.links(words(response))) - seen
            waiting += sorted(found - set(waiting))
        response.getvalue()
    assert {PAPER, f"{PAGE}pack.pdf", f"{PAGE}releases/1/", "/privacy/"} <= seen


def test_one_second_before_its_hour_nothing_is_there_and_at_the_hour_it_is(visit, meeting, clock):
    hour = make.NOW + HOUR
    planned = releases.publish(meeting, effective_at=hour)
    file = planned.files.get(role="file")
    addresses = [
        PAPER,
        f"{PAGE}a/",
        f"{PAGE}pack.pdf",
        f"{PAGE}releases/1/",
        f"{PAGE}releases/1/pack.pdf",
        f"{PAGE}releases/1/drafted-here/",
        f"/files/{file.key}/{file.filename}",
    ]
    clock(hour - SECOND)
    for address in addresses:
        assert visit(address).status_code == 404, address
    for address in ("/", "/icp/", PAGE):
        response = visit(address)
        assert "Drafted here" not in words(response)
        assert "Papers published" not in words(response)
        assert response["Cache-Control"] == "public, max-age=1"
    assert visit("/icp/latest/").url == "/icp/"
    clock(hour)
    for address in addresses:
        response = visit(address, follow=True)
        assert response.status_code == 200, address
        response.getvalue()
    assert "Drafted here" in words(visit(PAGE))


def test_a_later_release_replaces_an_earlier_one_which_stays_where_it_was(
    visit, meeting, public, clock
):
    rename("Drafted here", "Written anew")
    clock(make.NOW + HOUR)
    releases.publish(meeting, now=make.NOW + HOUR, words="A better title.")
    page = words(visit(PAGE))
    assert "Written anew" in page
    assert "A better title." in page
    assert "Written anew" in words(visit(PAPER)), "the address stays"
    assert "Drafted here" in words(visit(f"{PAGE}releases/1/"))
    old = words(visit(f"{PAGE}releases/1/drafted-here/"))
    assert "Drafted here" in old
    assert "It was replaced on 10 July 2023." in old
    assert "permanent" in words(visit(f"{PAGE}releases/2/"))


def rename(old, new):
    """A paper gets another title and is cleared again."""
    paper = Paper.objects.get(title=old)
    paper.title = new
    paper.save()
    Paper.objects.filter(pk=paper.pk).update(cleared=paper.cut("Saved", None, make.NOW))


def test_a_paper_that_is_gone_is_found_in_the_last_release_that_had_it(
    visit, meeting, public, clock
):
    meeting.items.filter(title="A drafted paper").delete()
    clock(make.NOW + HOUR)
    releases.publish(meeting, now=make.NOW + HOUR)
    assert "“Drafted here” removed" in words(visit(PAGE))
    assert visit(PAPER).url == f"{PAGE}releases/1/drafted-here/"
    withdraw(public, "It named a patient.", None, make.NOW + HOUR)
    assert visit(PAPER).status_code == 410
    assert "Drafted here" not in words(visit(PAGE)), "nor what changed against it"


def test_what_is_withdrawn_leaves_a_notice_with_reason_and_date(visit, public, clock):
    clock(make.NOW + HOUR)
    withdraw(public, "It named a patient.", None, make.NOW + HOUR)
    file = public.files.get(role="file")
    for address in (
        PAPER,
        f"{PAGE}pack.pdf",
        f"{PAGE}releases/1/",
        f"{PAGE}releases/1/pack.pdf",
        f"{PAGE}releases/1/drafted-here/",
        f"/files/{file.key}/{file.filename}",
    ):
        response = visit(address)
        assert response.status_code == 410, address
        assert "It named a patient." in words(response)
        assert "withdrawn on 10 July 2023" in words(response)
        assert "Drafted here" not in words(response)
    page = words(visit(PAGE))
    assert "withdrawn on 10 July 2023" in page
    assert "Drafted here" not in page
    assert "Papers published" not in words(visit("/"))


def test_a_withdrawal_before_the_hour_leaves_no_trace(visit, meeting, clock):
    planned = releases.publish(meeting, effective_at=make.NOW + HOUR)
    withdraw(planned, "Not yet agreed.", None, make.NOW)
    clock(make.NOW + 2 * HOUR)
    assert visit(f"{PAGE}releases/1/").status_code == 404
    assert "withdrawn" not in words(visit(PAGE))


def test_a_new_short_name_moves_coming_meetings_and_their_old_address_leads_on(
    visit, meeting, clock
):
    clock(make.NOW + HOUR)
    meeting.board.short_name = "Partnership"
    meeting.board.save()
    release_profile(meeting.board, None, make.NOW + HOUR)
    assert visit(PAGE).url == "/partnership/2023-07-24/"
    assert visit(PAPER).url == "/partnership/2023-07-24/drafted-here/"
    assert visit("/partnership/2023-07-24/").status_code == 200
    assert visit("/icp/").url == "/partnership/"
    assert visit("/icp/next/").url == "/partnership/2023-07-24/"


def test_a_short_name_that_another_board_takes_over_leads_to_that_one(visit, meeting, clock):
    clock(make.NOW + HOUR)
    meeting.board.short_name = "Partnership"
    meeting.board.save()
    release_profile(meeting.board, None, make.NOW + HOUR)
    other = make.board("ICP", name="The new holder of the name")
    release_profile(other, None, make.NOW + HOUR)
    release_notice(make.meeting(other, venue="Elsewhere"), None, make.NOW + HOUR)
    assert "The new holder of the name" in words(visit("/icp/"))
    page = words(visit(PAGE))
    assert "Elsewhere" in page
    assert "Sample hall" not in page


PAGES = [
    "/",
    "/icp/",
    PAGE,
    PAPER,
    f"{PAGE}shown-as-slides/",
    f"{PAGE}releases/1/",
    f"{PAGE}releases/1/drafted-here/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
]


@pytest.mark.parametrize("address", PAGES)
def test_the_html_is_valid(visit, public, address):
    assert markup.faults(words(visit(address))) == []


@pytest.mark.parametrize("address", [*PAGES, f"{PAGE}pack.pdf", "/robots.txt", "/icp/next/"])
def test_no_answer_depends_on_the_reader(public, address):
    reader = make.user()
    make.seat(reader, public.board, "secretary", part2=True)
    signed_in = Client()
    signed_in.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        own = signed_in.get(address)
        own_bytes = own.getvalue()
    asked = " ".join(query["sql"] for query in queries)
    assert "session" not in asked
    assert "boards_user" not in asked
    anybody = Client().get(address)
    assert (anybody.getvalue(), anybody.headers) == (own_bytes, own.headers)
    assert not anybody.cookies
    assert "Cookie" not in anybody.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in own_bytes
    assert anybody["Cache-Control"] == "public, max-age=30"


def test_what_is_not_there_is_kept_by_no_cache(visit):
    assert visit("/icp/")["Cache-Control"] == "no-store, private"


def test_a_private_part_changes_no_public_byte(visit, meeting, public):
    def everything():
        kept = {}
        for address in [*PAGES, f"{PAGE}pack.pdf", "/icp/next/", "/icp/latest/"]:
            response = visit(address)
            kept[address] = (response.status_code, response.getvalue(), dict(response.headers))
        return kept

    before = everything()
    make.part2(meeting)
    item = make.item(meeting, "Secret", part=2)
    assert everything() == before
    private = releases.publish(meeting, part=2, audience=releases.MEMBERS)
    assert everything() == before
    item.delete()
    withdraw(private, "A secret reason", None, make.NOW)
    assert everything() == before


def test_pages_ask_the_database_no_more_when_there_is_more(visit, board, meeting, clock):
    clock(make.NOW + HOUR)
    addresses = ["/", "/icp/", PAGE, f"{PAGE}paper-1/", f"{PAGE}releases/1/", f"{PAGE}pack.pdf"]
    counts = []
    for items in (5, 200):
        while meeting.items.count() < items:
            number = meeting.items.count() - 2
            packs.paper(board, f"Paper {number}", make.item(meeting, f"Item {number}"))
            make.seat(make.person(), board)
            release_notice(make.meeting(board, date(2020, 1, 1)), None, make.NOW)
        release_profile(board, None, make.NOW + items * SECOND)
        releases.publish(meeting, now=make.NOW + items * SECOND)
        counts.append([queries_of(visit, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 13


def queries_of(visit, address):
    with CaptureQueriesContext(connection) as queries:
        response = visit(address)
        assert response.status_code == 200, address
        response.getvalue()
    return len(queries)
