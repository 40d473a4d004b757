"""One's own interests: declared, changed, ended, confirmed; public at once or private with why."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from icsgov.boards.profile import release_profile
from icsgov.record.models import Release
from icsgov.work import clock as ticking
from meetings.models import Interest, InterestReturn
from meetings.proofs.interests import release_on_the_day
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
OWN, PUBLIC = "/reading/interests/", "/icp/interests/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)
    return time_machine


@pytest.fixture
def member():
    board = make.board("ICP", name="Integrated Care Partnership")
    account = make.user("Lou Member")
    make.seat(account, board, title="Leader")
    release_profile(board, None, make.NOW)
    return account


def declared(member, **fields):
    said = {"kind": "financial", "organisation": "Acme Ltd", "words": "Shareholder", **fields}
    visitor = Visitor(member).get(OWN).follow("Declare an interest")
    return visitor.submit("Save", said)


def test_nothing_is_public_before_anybody_said_anything(member):
    assert Visitor().get(PUBLIC).status == 404
    assert "Register of interests" not in Visitor().get("/icp/").text


def test_a_declared_interest_is_public_at_once_and_its_csv_is_safe(member):
    declared(member, words="=Shareholder")
    page = Visitor().get("/icp/").follow("Register of interests")
    assert "Acme Ltd" in page.text
    page.follow("Download the register as CSV")
    content = page.response.content.decode("utf-8-sig")
    assert "Lou Member,Leader,Financial,Acme Ltd,'=Shareholder," in content


def test_a_private_one_says_why_and_stays_on_the_desk(member):
    visitor = declared(member, published="False")
    assert visitor.status == 422
    assert "Enter why it is kept private" in visitor.text
    visitor.submit("Save", {"exempt_reason": "Somebody’s safety"})
    assert Interest.objects.get().published is False
    assert Visitor().get(PUBLIC).status == 404
    desk = Visitor(make.secretary(member.person.seats.get().board)).get("/desk/interests/icp/")
    assert "Somebody’s safety" in desk.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "Enter what the interest is"),
        ({"starts-day": "31", "starts-month": "2", "starts-year": "2020"}, "must be a real date"),
        (
            {
                "starts-day": "2",
                "starts-month": "2",
                "starts-year": "2020",
                "ends-day": "1",
                "ends-month": "2",
                "ends-year": "2020",
            },
            "The last day must be the first day or later",
        ),
    ],
)
def test_what_is_wrong_is_named(member, typed, words):
    visitor = declared(member, **typed)
    assert visitor.status == 422
    assert words in visitor.text
    assert not Interest.objects.exists()


def test_it_lapses_by_its_day_stays_six_months_and_is_never_deleted(member, clock):
    declared(member)
    visitor = Visitor(member).get(OWN).follow("It has ended: Lou Member: Acme Ltd")
    visitor.submit("Save", {"ends-day": "1", "ends-month": "7", "ends-year": "2023"})
    assert "Acme Ltd" in Visitor().get(PUBLIC).text
    later = make.NOW + timedelta(days=175)
    clock.move_to(later, tick=False)
    release_on_the_day(later)
    assert "Acme Ltd" not in Visitor().get(PUBLIC).text
    assert release_on_the_day in ticking._STARTERS
    assert Interest.objects.get().ends == date(2023, 7, 1)
    assert "Acme Ltd" in Visitor(member).get(OWN).text


def test_changes_are_kept_and_two_savers_are_told(member):
    declared(member)
    row = Interest.objects.get()
    visitor = Visitor(member).get(reverse("own-interest", args=(row.key,)))
    row.save_at(row.version, None, make.NOW, words="Director")
    visitor.submit("Save", {"words": "Owner"})
    assert visitor.status == 422
    assert "Somebody else saved “Director” here" in visitor.text
    visitor.submit("Save")
    assert visitor.url == OWN, visitor.text
    history = visitor.get(reverse("own-interest", args=(row.key,))).text
    assert "words was “Director”" in history
    assert "Owner" in Visitor().get(PUBLIC).text


def test_a_nil_return_is_public_and_a_declaration_replaces_it(member):
    visitor = Visitor(member).get(OWN).submit("I have nothing to declare")
    assert "You have nothing to declare." in visitor.page.text_content()
    assert InterestReturn.objects.get().nil is True
    assert "No interests to declare." in Visitor().get(PUBLIC).text
    declared(member)
    assert "No interests to declare." not in Visitor().get(PUBLIC).text
    visitor.get(OWN).submit("Confirm that this is everything")
    assert InterestReturn.objects.order_by("-pk").first().nil is False


def test_the_same_register_is_not_released_twice(member):
    declared(member)
    board = member.person.seats.get().board
    release_profile(board, None, make.NOW)
    assert Release.objects.filter(kind="interests").count() == 1


def test_who_never_had_a_seat_has_no_page(member):
    assert Visitor(make.user()).get(OWN).status == 404


def test_somebody_elses_interest_is_not_there(member):
    declared(member)
    other = make.user()
    make.seat(other, make.board("ICB"))
    key = Interest.objects.get().key
    assert Visitor(other).get(reverse("own-interest", args=(key,))).status == 404
