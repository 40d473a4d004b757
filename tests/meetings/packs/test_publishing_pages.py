"""Publishing a pack over plain HTTP, confirming it for somebody else, and taking it back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from icsgov.record.models import Publication, Release
from meetings import publishing
from meetings.models import AgendaItem
from tests import factories as make
from tests import packs
from tests.builds import built, page, url

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_page_says_what_becomes_known_to_whom(client, meeting, board):
    make.seat(make.user(), board)
    build = built(meeting)
    words = page(client, url("pack-publish", meeting, key=build.key))
    assert "2 papers, each as a page of its own" in words
    assert "<b>Enclosure B</b> Shown as slides" in words
    assert "all of it is new" in words
    assert "1 member with an account can be sent an e-mail" in words
    assert "What you cannot take back" in words


def test_publishing_at_once(client, meeting):
    build = built(meeting)
    answer = {"members": "now", "public": "now", "tell_members": "on"}
    response = client.post(url("pack-publish", meeting, key=build.key), answer, follow=True)
    words = response.content.decode()
    assert response.redirect_chain == [(url("pack", meeting), 302)]
    assert "The pack is published" in words
    assert words.count("Published") >= 2
    assert Release.objects.filter(build=build).count() == 2


def later(name: str, day, at: str) -> dict[str, str]:
    return {
        name: "later",
        f"{name}_day-day": str(day.day),
        f"{name}_day-month": str(day.month),
        f"{name}_day-year": str(day.year),
        f"{name}_time": at,
    }


def test_publishing_at_an_hour_in_the_boards_own_time(client, meeting):
    build = built(meeting)
    summer = make.date(timezone.now().year + 1, 7, 1)
    answer = later("members", summer, "9am") | later("public", summer, "9am")
    client.post(url("pack-publish", meeting, key=build.key), answer)
    assert {release.effective_at.isoformat() for release in Release.objects.all()} == {
        f"{summer}T08:00:00+00:00"
    }
    words = page(client, url("pack", meeting))
    assert "To be published" in words
    assert "Call it off" in words


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({}, "Choose when it is for members."),
        ({"members": "no", "public": "no"}, "Choose who gets the pack."),
        ({"members": "later", "public": "no"}, "Enter the day for members."),
        (
            later("members", make.date(2020, 1, 1), "9am") | {"public": "no"},
            "Choose a time that is still to come.",
        ),
        (
            later("members", make.date(2099, 3, 29), "1.30am") | {"public": "no"},
            "there is no 1.30am",
        ),
        (
            later("members", make.date(2099, 10, 25), "1.30am") | {"public": "no"},
            "it is 1.30am twice",
        ),
    ],
)
def test_a_mistake_comes_back_with_what_to_do(client, meeting, answer, sentence):
    build = built(meeting)
    response = client.post(url("pack-publish", meeting, key=build.key), answer)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Release.objects.exists()


def test_a_change_of_the_desk_after_the_build_is_said_aloud(client, meeting):
    build = built(meeting)
    AgendaItem.objects.filter(title="Welcome").update(title="Welcome to all")
    words = page(client, url("pack-publish", meeting, key=build.key))
    assert "The desk has changed since this was built." in words


def test_a_later_release_says_what_changes_for_readers(client, meeting, secretary):
    publishing.ask(meeting, built(meeting), {"public": None}, by=secretary, now=timezone.now())
    packs.paper(meeting.board, "Late paper", make.item(meeting, "Late item"))
    build = built(meeting)
    words = page(client, url("pack-publish", meeting, key=build.key))
    assert "Paper C “Late paper” added" in words
    assert "What has changed, in your words" in words


def test_who_has_it_not_yet_is_said(client, meeting, secretary):
    publishing.ask(meeting, built(meeting), {"members": None}, by=secretary, now=timezone.now())
    words = page(client, url("pack", meeting))
    assert "Not published to all" in words
    assert "Publish…" in words


def test_a_new_build_of_the_same_is_published_already(client, meeting, secretary):
    wish = {"members": None, "public": None}
    publishing.ask(meeting, built(meeting), wish, by=secretary, now=timezone.now())
    built(meeting)
    words = page(client, url("pack", meeting))
    assert "Built, not published" not in words
    assert "Publish…" not in words


# A second person


@pytest.fixture
def asked(meeting, secretary, two_persons):
    build = built(meeting)
    return publishing.ask(meeting, build, {"public": None}, by=secretary, now=timezone.now())


def test_publishing_asks_a_second_person_where_the_board_wants_one(client, meeting, two_persons):
    build = built(meeting)
    address = url("pack-publish", meeting, key=build.key)
    assert "Ask a second person to confirm" in page(client, address)
    response = client.post(address, {"members": "now", "public": "now"}, follow=True)
    assert "A second person has been asked for." in response.content.decode()
    assert not Release.objects.exists()
    assert "Waiting for a second person" in page(client, url("pack", meeting))


def test_a_chair_confirms(meeting, board, asked):
    chair = make.user()
    make.seat(chair, board, "chair")
    client = Client()
    client.force_login(chair)
    address = url("pack-confirm", meeting, key=asked.key)
    assert "Confirm and publish" in page(client, address)
    client.post(address, {"answer": "yes"})
    assert Release.objects.get().second_by == chair
    assert client.get(address).status_code == 404


def test_the_one_who_asked_can_take_it_back_and_not_confirm_it(client, meeting, asked):
    address = url("pack-confirm", meeting, key=asked.key)
    words = page(client, address)
    assert "Confirm and publish" not in words
    response = client.post(address, {"answer": "yes"})
    assert response.status_code == 422
    assert "Somebody else has to confirm it." in response.content.decode()
    client.post(address, {"answer": "no"})
    assert Publication.objects.get().state == "refused"
    assert not Release.objects.exists()


# Taking back


def test_withdrawing_needs_a_reason(client, meeting, secretary):
    publishing.ask(meeting, built(meeting), {"public": None}, by=secretary, now=timezone.now())
    release = Release.objects.get()
    address = url("pack-withdraw", meeting, key=release.key)
    assert "Its pages and files go at once." in page(client, address)
    response = client.post(address, {"reason": " "})
    assert response.status_code == 422
    assert "Say why it is withdrawn." in response.content.decode()
    client.post(address, {"reason": "Wrong figures"})
    release.refresh_from_db()
    assert release.withdrawn_reason == "Wrong figures"
    assert "Withdrawn" in page(client, url("pack", meeting))
    response = client.post(address, {"reason": "Again"}, follow=True)
    assert "Somebody has answered this already." in response.content.decode()


def test_a_planned_release_is_called_off(client, meeting, secretary):
    now = timezone.now()
    publishing.ask(meeting, built(meeting), {"public": now + DAY}, by=secretary, now=now)
    release = Release.objects.get()
    address = url("pack-withdraw", meeting, key=release.key)
    assert "Nobody has read it." in page(client, address)
    client.post(address, {"reason": "Too early"})
    assert not Release.objects.readable(now + 2 * DAY).exists()
