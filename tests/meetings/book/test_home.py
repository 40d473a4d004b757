"""My meetings: what to read, how long it takes, what is new, late or changed; what else is mine."""

from datetime import date, timedelta

import pytest

from icsgov.boards.models import BoardRule
from meetings.book.editions import editions_of
from meetings.models import Interest, Paper
from meetings.outcomes.acting import take
from tests import factories as make
from tests import packs, releases
from tests.meetings.book.conftest import words
from tests.meetings.outcomes import record as outcomes
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def release(meeting, now=make.NOW, **more):
    return releases.publish(meeting, audience=releases.MEMBERS, now=now, **more)


def open_paper(member, of, title):
    entry = of.entries.get(kind="paper", title=title)
    return words(member.get(f"/reading/icp/2023-07-24/1/{entry.thing}/"))


def rewrite(title, body):
    paper = Paper.objects.get(title=title)
    paper.body = body
    paper.save()
    Paper.objects.filter(pk=paper.pk).update(cleared=paper.cut("Saved", None, make.NOW))


def test_what_is_to_read_is_counted_and_timed(member, meeting):
    release(meeting)
    page = words(member.get("/reading/"))
    assert "To read: 2 papers, about 10 minutes" in page


def test_words_and_pages_count_at_the_speeds_of_the_board(meeting):
    item = make.item(meeting, "Long")
    blobs = (packs.pdf_blob(60, "Long"),)
    packs.paper(meeting.board, "A long one", item, files=blobs, body="<p>" + "word " * 750 + "</p>")
    made = editions_of([release(meeting)]).popitem()[1]
    long = next(each for each in made if each.title == "A long one")
    assert long.pages == 60
    assert 750 <= long.words < 800
    assert 126 <= long.minutes(meeting.rules.reading) < 127


def test_the_board_sets_the_speed(member, meeting):
    value = {"pages": 2, "words": 100}
    BoardRule.objects.create(
        board=meeting.board, name="reading", value=value, starts=date(2020, 1, 1)
    )
    release(meeting)
    assert "To read: 2 papers, about 2 hours" in words(member.get("/reading/"))


def test_what_was_opened_is_read_until_it_changes(member, meeting, clock):
    first = release(meeting)
    open_paper(member, first, "Drafted here")
    assert "To read: 1 paper," in words(member.get("/reading/"))
    clock(make.NOW + HOUR)
    release(meeting, make.NOW + HOUR)
    assert "To read: 1 paper," in words(member.get("/reading/")), "issued again, nothing changed"
    rewrite("Drafted here", "<p>Another text.</p>")
    second = release(meeting, make.NOW + HOUR)
    page = words(member.get("/reading/"))
    assert "Changed since you read it" in page
    assert "To read: 2 papers" in page
    open_paper(member, second, "Drafted here")
    assert "Changed since you read it" not in words(member.get("/reading/"))


def test_a_paper_that_was_not_in_the_first_pack_is_late(member, meeting, clock):
    release(meeting)
    assert "Late paper" not in words(member.get("/reading/"))
    packs.paper(meeting.board, "Came later", make.item(meeting, "Later"))
    clock(make.NOW + HOUR)
    release(meeting, make.NOW + HOUR)
    page = words(member.get("/reading/"))
    assert page.count("Late paper") == 1
    assert page.index("Late paper") < page.index("Came later")


def test_what_matters_is_one_step_away(member, meeting):
    made = release(meeting)
    room = "/reading/icp/2023-07-24/"
    first, second = (
        f"{room}1/{made.entries.get(kind='paper', title=title).thing}/"
        for title in ("Drafted here", "Shown as slides")
    )
    page = words(member.get("/reading/"))
    for address in (f"{room}brief/", f"{room}papers.pdf", first):
        assert f'href="{address}"' in page
    assert "Go on where you stopped" not in page
    for address, position, leads_to in (
        (second, "page=2", f"{second}pages/"),
        (first, "background", f"{first}#background"),
    ):
        member.get(address)
        edition = editions_of([made]).popitem()[1][0].key
        member.post(f"{address}position/", {"edition": edition, "position": position})
        assert f'href="{leads_to}">Go on where you stopped' in words(member.get("/reading/"))


def test_when_all_is_opened_that_is_said(member, meeting):
    made = release(meeting)
    for title in ("Drafted here", "Shown as slides"):
        open_paper(member, made, title)
    assert "All papers opened" in words(member.get("/reading/"))


def test_my_actions_are_there_the_first_due_first_and_nobody_elses(member, account, meeting):
    other = make.person()
    board = meeting.board
    take(board, 1, "Later", None, make.NOW, owners=[account.person], due=date(2023, 9, 1))
    take(board, 1, "Overdue one", None, make.NOW, owners=[account.person], due=date(2023, 7, 1))
    take(board, 1, "Not mine", None, make.NOW, owners=[other])
    page = words(member.get("/reading/"))
    assert page.index("Overdue one") < page.index("Later")
    assert page.count("Overdue</") == 1
    assert "Not mine" not in page


def test_an_interest_that_the_papers_name_is_thought_of(member, account, meeting):
    packs.paper(meeting.board, "Contract with Sunrise Kingston Ltd", make.item(meeting, "Contract"))
    for organisation in ("Sunrise Kingston Ltd", "National Health Trust"):
        Interest.objects.create(
            person=account.person,
            kind="financial",
            organisation=organisation,
            words="Shares",
            declared=date(2023, 1, 1),
        )
    release(meeting)
    page = words(member.get("/reading/"))
    assert "Contract: Sunrise Kingston Ltd (named in the papers)" in page
    assert "National Health Trust" not in page


def test_an_interest_that_the_secretary_noted_is_said(member, account, meeting):
    from meetings.models import ItemInterest

    item = meeting.items.get(title="A paper with slides")
    ItemInterest.objects.create(item=item, person=account.person, words="Works for the bidder")
    ItemInterest.objects.create(item=item, person=make.person(), words="Somebody else")
    release(meeting)
    page = words(member.get("/reading/"))
    assert "A paper with slides: Works for the bidder" in page
    assert "Somebody else" not in page


def test_past_meetings_lead_to_their_minutes(clock):
    shown = outcomes.record()
    reader = make.user()
    make.seat(reader, shown.board)
    outcomes.out(shown, ("members",))
    clock(make.NOW + timedelta(days=30))
    visitor = (
        Visitor(reader)
        .get("/reading/")
        .follow(f"Read the minutes: {shown.board.name}, 24 July 2023")
    )
    assert visitor.url == "/reading/icp/2023-07-24/minutes/1/"
    assert "It comes back." in visitor.text
    other = make.user()
    make.seat(other, make.board("ICB"))
    assert "Read the minutes" not in Visitor(other).get("/reading/").text
