"""From the skeleton to the confirmed record, by plain HTTP without JavaScript."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from icsgov.record.models import Release
from meetings.minuting import paragraphs, skeleton
from meetings.models import Correction, Minutes
from tests import factories as make
from tests.builds import built
from tests.markup import faults
from tests.meetings.minuting.desk import Desk, desk

pytestmark = pytest.mark.django_db
PUBLIC = "/icp/2023-07-24/minutes/"


def sign_in(at: Desk, role: str, **fields: bool) -> Client:
    account = make.user()
    make.seat(account, at.board, role, **fields)
    client = Client()
    client.force_login(account)
    return client


def state(at: Desk) -> str:
    at.minutes.refresh_from_db()
    return at.minutes.state


def clear(at: Desk) -> None:
    at.minutes.send_to_chair(at.secretary, make.NOW)
    at.minutes.clear(at.secretary, make.NOW)


def release(at: Desk, audience: str = "everybody"):
    built(at.meeting, kind="minutes")
    return at.client.post(at.address("minutes-release"), {"audience": audience})


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    text = response.content.decode()
    assert faults(text) == []
    return text


def test_the_whole_path():
    at = desk()
    row = at.add("The board agreed the plan.", "decision")
    chair, member, visitor = sign_in(at, "chair"), sign_in(at, "member"), Client()
    assert chair.get(at.address()).status_code == 404
    at.client.post(at.address("minutes-send"))
    assert "The board agreed the plan." in page(chair, at.address())
    page(chair, at.address("minutes-clear"))
    answer = {"answer": "return", "words": "", f"remark-{row.key}": "Say which plan."}
    assert chair.post(at.address("minutes-clear"), answer)["Location"] == "/desk/"
    assert "Say which plan." in page(at.client, at.address())
    at.client.post(at.address("minutes-send"))
    chair.post(at.address("minutes-clear"), {"answer": "clear"})
    assert state(at) == "cleared"
    assert release(at).status_code == 302
    assert state(at) == "released"
    draft = page(visitor, PUBLIC)
    assert "Draft." in draft
    assert 'id="1.03"' in draft
    assert at.meeting.minutes_rows.get().sections.first().paragraphs.last().label == "1.03"

    mine = page(member, at.address("reading-minutes"))
    assert "Suggest a correction" in mine
    suggest = reverse("reading-minute", kwargs={"key": row.key})
    assert "The board agreed the plan." in page(member, suggest)
    said = {"read": "The board agreed the plan.", "text": "The board agreed the winter plan."}
    assert member.post(suggest, said).status_code == 302
    correction = Correction.objects.get()
    page(at.client, at.address("minutes-corrections"))
    settle = reverse("correction", kwargs={"key": correction.key})
    assert "<ins>winter" in page(at.client, settle).replace("<ins> winter", "<ins>winter")
    at.client.post(settle, {"answer": "accepted", "text": correction.text})

    later = make.meeting(at.board, date(2023, 10, 2))
    make.item(later, "Welcome")
    taken = skeleton.lay(later, 1, at.secretary, make.NOW)
    form = page(at.client, at.address("minutes-accept"))
    assert "subject to the following amendment: 1.03: The board agreed the winter plan." in form
    words = "subject to the following amendment: 1.03: The board agreed the winter plan."
    at.client.post(at.address("minutes-accept"), {"meeting": later.pk, "words": words})
    first = paragraphs.standing(taken.sections.get())[0]
    assert "approved as a record, subject to the following amendment" in first.text
    assert "Draft." in page(visitor, PUBLIC)
    assert release(at).status_code == 302
    assert state(at) == "confirmed"
    confirmed = page(visitor, PUBLIC)
    assert "Confirmed on 2 October 2023" in confirmed
    assert 'id="1.03"' in confirmed
    assert "The board agreed the winter plan." in confirmed
    assert "Draft." in page(visitor, f"{PUBLIC}releases/1/")


def test_uncleared_minutes_are_not_released():
    at = desk()
    response = release(at)
    assert response.status_code == 422
    assert "The chair has not cleared the minutes." in response.content.decode()
    assert not Release.objects.filter(kind="minutes").exists()


def test_what_changed_after_the_print_is_not_released():
    at = desk()
    clear(at)
    built(at.meeting, kind="minutes")
    row = paragraphs.standing(at.section)[0]
    row.save_at(row.version, at.secretary, make.NOW, text="<p>Later.</p>")
    response = at.client.post(at.address("minutes-release"), {"audience": "everybody"})
    assert "The minutes have changed since they were printed." in response.content.decode()


def test_a_paragraph_put_in_after_the_release_gets_a_letter_and_moves_none():
    at = desk()
    first = at.add("First.")
    at.add("Second.")
    clear(at)
    release(at)
    paragraphs.add_paragraph(
        at.section, "discussion", "<p>Between.</p>", at.secretary, make.NOW, after=first
    )
    release(at)
    text = page(Client(), PUBLIC)
    assert [text.index(f'id="{label}"') for label in ("1.03", "1.03a", "1.04")] == sorted(
        text.index(f'id="{label}"') for label in ("1.03", "1.03a", "1.04")
    )
    assert text.index("Between.") > text.index('id="1.03a"')


def test_a_released_paragraph_is_not_rewritten():
    at = desk()
    row = at.add("Kept.")
    clear(at)
    release(at)
    data = {"kind": "discussion", "text": "<p>Changed.</p>", "read": "{}", "then": "close"}
    response = at.client.post(reverse("minute", kwargs={"key": row.key}), data)
    row.refresh_from_db()
    assert row.text == "<p>Kept.</p>"
    assert response.status_code == 409
    refused = response.content.decode()
    assert faults(refused) == []
    assert "Paragraph 1.03 was released. Add a correction instead." in refused
    assert "&lt;p&gt;Changed.&lt;/p&gt;" in refused


def test_minutes_for_members_are_hidden_from_the_public():
    at = desk()
    clear(at)
    release(at, "members")
    assert Client().get(PUBLIC).status_code == 404
    assert "Kim Chair" in page(sign_in(at, "member"), at.address("reading-minutes"))


def test_minutes_of_part_2_are_for_those_who_read_part_2():
    at = desk()
    make.part2(at.meeting)
    make.item(at.meeting, "Hidden item", part=2)
    private = skeleton.lay(at.meeting, 2, at.secretary, make.NOW)
    row = paragraphs.add_paragraph(
        private.sections.get(), "decision", "<p>Hidden words.</p>", at.secretary, make.NOW
    )
    private.send_to_chair(at.secretary, make.NOW)
    private.clear(at.secretary, make.NOW)
    built(at.meeting, 2, kind="minutes")
    where = at.address("minutes-release", 2)
    assert at.client.post(where, {"audience": "everybody"}).status_code == 422
    assert at.client.post(where, {"audience": "members"}).status_code == 302
    assert Client().get(PUBLIC).status_code == 404
    own = at.address("reading-minutes", 2)
    assert sign_in(at, "member").get(own).status_code == 404
    reader = sign_in(at, "member", part2=True)
    assert "Hidden words." in page(reader, own)
    assert sign_in(at, "member").get(reverse("reading-minute", args=[row.key])).status_code == 404
    assert Minutes.objects.get(part=2).state == "released"


def test_a_correction_to_what_was_corrected_since_says_so_and_keeps_the_text():
    at = desk()
    row = at.add("Old.")
    clear(at)
    release(at)
    member = sign_in(at, "member")
    data = {"read": "Something else.", "text": "New words."}
    response = member.post(reverse("reading-minute", kwargs={"key": row.key}), data)
    assert response.status_code == 422
    assert "The paragraph was corrected since you read it" in response.content.decode()
    assert "New words." in response.content.decode()


def test_a_correction_is_declined_with_a_reason_only():
    at = desk()
    row = at.add("Old.")
    clear(at)
    release(at)
    member = sign_in(at, "member")
    where = reverse("reading-minute", kwargs={"key": row.key})
    member.post(where, {"read": "Old.", "text": "New."})
    settle = reverse("correction", kwargs={"key": Correction.objects.get().key})
    declined = {"answer": "declined", "text": "New."}
    assert at.client.post(settle, declined).status_code == 422
    at.client.post(settle, declined | {"why": "The recording says otherwise."})
    assert "The recording says otherwise." in page(member, where)


def test_a_chair_who_clears_with_remarks_is_asked_which():
    at = desk()
    row = at.add("Old.")
    at.minutes.send_to_chair(at.secretary, make.NOW)
    data = {"answer": "clear", f"remark-{row.key}": "Really?"}
    response = sign_in(at, "chair").post(at.address("minutes-clear"), data)
    assert response.status_code == 422
    assert "Really?" in response.content.decode()
    assert state(at) == "drafted"


def test_a_secretary_who_records_the_clearing_says_how_they_know():
    at = desk()
    at.minutes.send_to_chair(at.secretary, make.NOW)
    assert at.client.post(at.address("minutes-clear"), {"answer": "clear"}).status_code == 422
    at.client.post(at.address("minutes-clear"), {"answer": "clear", "words": "E-mail of 3 July"})
    assert state(at) == "cleared"


def test_secretary_and_chair_find_the_minutes_from_the_meeting():
    at = desk()
    chair = sign_in(at, "chair")
    meeting = reverse("meeting", args=[at.board.slug, at.meeting.address])
    link = f'href="{at.address()}"'
    assert link in at.client.get(meeting).content.decode()
    assert link not in chair.get(meeting).content.decode()
    at.minutes.send_to_chair(at.secretary, make.NOW)
    assert link in chair.get(meeting).content.decode()
    assert at.address("minutes-clear") in page(chair, at.address())
