"""Recordings: put by the secretary, timed by the room, shown, corrected, taken off."""

from datetime import time

import pytest
from django.urls import reverse

from icsgov.record.models import Release
from meetings.models import Minutes, MinuteSection, Recording
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases
from tests.desks import Reader, words
from tests.factories import NOW
from tests.meetings.outcomes import record as outcomes

pytestmark = pytest.mark.django_db
FILM = "https://www.youtube.com/watch?v=abc"


@pytest.fixture
def meeting(db):
    made = packs.meeting(make.board("ICP"))
    release_notice(made, None, NOW)
    releases.publish(made)
    return made


@pytest.fixture
def where(meeting):
    return meeting.board.slug, meeting.address


@pytest.fixture
def secretary(meeting):
    return Reader(make.secretary(meeting.board))


@pytest.fixture
def item(meeting):
    return meeting.items.filter(enclosures__paper__title="Drafted here").get()


def sent(item, place="12:30", **more):
    return {"read": "0", "address": FILM, "begins": "3pm", f"at-{item.key}": place, **more}


def public(client, meeting, under=""):
    return client.get(f"/{meeting.path}/{under}").content.decode()


def test_the_public_page_leads_to_the_recording_and_to_the_item(
    client, meeting, where, secretary, item
):
    assert "Watch" not in public(client, meeting)
    secretary.post("recording", *where, **sent(item))
    page = public(client, meeting)
    assert f'<a href="{FILM}" rel="noreferrer">Watch the meeting</a> on youtube.com' in page
    assert f'href="{FILM}&amp;t=750s"' in page and "(from 0:12:30)" in page
    assert page.count("Watch this item") == 1


def test_a_correction_is_a_small_release_of_its_own(client, meeting, where, secretary, item):
    pack = Release.objects.filter(kind="agenda").count()
    secretary.post("recording", *where, **sent(item))
    secretary.post("recording", *where, **sent(item, "1:00:00", read="1"))
    made = Release.objects.filter(kind="recording").order_by("number")
    assert [release.number for release in made] == [1, 2]
    assert made[0].ended_at and Release.objects.filter(kind="agenda").count() == pack
    assert "(from 1:00:00)" in public(client, meeting)
    secretary.post("recording", *where, **sent(item, "1:00:00", read="2"))
    assert made.count() == 2  # nothing was changed


def test_the_room_gives_the_times_where_it_noted_them(meeting, where, secretary, item):
    minutes = Minutes.objects.create(meeting=meeting, part=1)
    MinuteSection.objects.create(
        minutes=minutes, item=item, rank="m", title=item.title, began=time(15, 12, 30)
    )
    page = words(secretary.get("recording", *where))
    assert "Begun at 3.12pm, as noted in the room." in page and 'value="0:12:30"' in page
    asked = sent(item, "", begins="3.02pm", then="work-out")
    page = words(secretary.post("recording", *where, **asked))
    assert 'value="0:10:30"' in page and not Recording.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("address", "http://example.org/film", "https://"),
        ("address", "https://me:secret@example.org/film", "https://"),
        ("address", "javascript:alert(1)", "valid URL"),
        ("at", "soon", "like 12:30"),
        ("at", "1:75:00", "like 12:30"),
        ("at", "99:00:00", "like 12:30"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(meeting, where, secretary, item, field, typed, said):
    name = f"at-{item.key}" if field == "at" else field
    answer = secretary.post("recording", *where, **{**sent(item), name: typed})
    assert answer.status_code == 422 and not Recording.objects.exists()
    assert said in words(answer) and typed in words(answer)


def test_a_house_may_name_the_sites_that_are_allowed(meeting, where, secretary, item, settings):
    settings.RECORDING_HOSTS = ["vimeo.com"]
    assert "vimeo.com" in words(secretary.post("recording", *where, **sent(item)))
    more = {"address": "https://player.vimeo.com/1"}
    secretary.post("recording", *where, **sent(item, **more))
    assert Recording.objects.get().address == more["address"]


def test_two_who_publish_at_once_lose_nothing(meeting, where, secretary, item):
    secretary.post("recording", *where, **sent(item))
    secretary.post("recording", *where, **sent(item, "20:00", read="1"))
    answer = secretary.post("recording", *where, **sent(item, "30:00", read="1"))
    assert answer.status_code == 422 and "Somebody else changed" in words(answer)
    assert Recording.objects.get().times == {str(item.key): 1_200}


def test_taken_off_it_is_gone_with_its_reason_and_can_come_again(
    client, meeting, where, secretary, item
):
    secretary.post("recording", *where, **sent(item))
    assert secretary.post("recording-off", *where, reason="").status_code == 422
    secretary.post("recording-off", *where, reason="It shows a patient.")
    assert "Watch" not in public(client, meeting)
    assert Release.objects.get(kind="recording").withdrawn_reason == "It shows a patient."
    secretary.post("recording", *where, **sent(item))
    assert "Watch the meeting" in public(client, meeting)


def test_no_private_meeting_and_no_item_of_part_2_has_one(client, where, meeting, secretary):
    make.part2(meeting)
    hidden = make.item(meeting, "Lease", part=2)
    form = words(secretary.get("recording", *where))
    assert "Lease" not in form and str(hidden.key) not in form
    secretary.post("recording", *where, **{**sent(hidden), f"at-{hidden.key}": "1:00"})
    assert Recording.objects.get().times == {}
    private = make.meeting(meeting.board, make.date(2023, 9, 4), kind="private")
    at = (private.board.slug, private.address)
    assert "not held in public" in words(secretary.get("recording", *at))
    secretary.post("recording", *at, read="0", address=FILM)
    assert Recording.objects.count() == 1


def test_a_meeting_that_turns_private_takes_its_recording_with_it(
    client, meeting, where, secretary, item
):
    secretary.post("recording", *where, **sent(item))
    meeting.kind = "private"
    meeting.save()
    release_notice(meeting, None, NOW)
    assert Release.objects.get(kind="recording").is_withdrawn


def test_the_api_tells_where_to_watch(client, meeting, where, secretary, item):
    secretary.post("recording", *where, **sent(item))
    [told] = client.get("/api/oparl/v1/meetings/").json()["data"]
    assert told["icsgov:recording"] == FILM
    row = client.get(f"/api/oparl/v1/agenda-items/{item.key}/").json()
    assert row["icsgov:recording"] == f"{FILM}&t=750s"


@pytest.fixture
def minuted(db):
    """Minutes of a public meeting, whose agenda was never on the record, are out."""
    shown = outcomes.record()
    release_notice(shown.meeting, None, NOW)
    outcomes.out(shown)
    return shown


def test_minutes_lead_to_the_place_in_the_recording(client, minuted):
    meeting = minuted.meeting
    where = meeting.board.slug, meeting.address
    first = minuted.section.item
    assert "Sample item 1" in words(minuted.client.get(reverse("recording", args=where)))
    Reader(minuted.secretary).post("recording", *where, **sent(first))
    page = public(client, meeting, "minutes/")
    assert f'href="{FILM}&amp;t=750s"' in page and page.count("Watch this item") == 1
    assert page.index("Sample item 1") < page.index("Watch this item") < page.index("Sample item 2")
    assert "Watch this item" in public(client, meeting, "minutes/releases/1/")
    assert "Watch the meeting" in public(client, meeting)
