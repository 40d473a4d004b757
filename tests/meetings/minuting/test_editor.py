"""Minutes are written paragraph by paragraph, by plain HTTP and by htmx, and nothing is lost."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from icsgov.ledger.models import Change
from meetings import merging
from meetings.minuting import paragraphs
from meetings.models import Minutes, Paragraph
from tests import factories as make
from tests.markup import faults
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def read_of(row: Paragraph) -> str:
    """What the form of a paragraph carries of what it was filled from."""
    values = {"heard": list(row.heard), "kind": row.kind, "text": row.text}
    return json.dumps(merging.digests(values))


def save(of, row: Paragraph, text: str, then: str = "", **more: str):
    """Post the form of a paragraph as it was filled from the stored row."""
    data = {"heard": "", "kind": row.kind, "text": text, "read": read_of(row)}
    data |= {"then": then} if then else {}
    headers = {key: data_value for key, data_value in more.items() if key.startswith("HTTP_")}
    data |= {key: value for key, value in more.items() if key not in headers}
    return of.client.post(reverse("minute", kwargs={"key": row.key}), data, **headers)


def test_the_skeleton_is_laid_from_agenda_and_attendance():
    at = desk()
    page = at.client.get(at.address()).content.decode()
    assert faults(page) == []
    assert "Sample item 1" in page
    assert "Kim Chair welcomed everybody to the meeting." in page
    assert "There were no apologies." in page


def test_minutes_that_were_not_begun_are_begun_by_a_button():
    at = desk()
    Minutes.objects.all().delete()
    page = at.client.get(at.address()).content.decode()
    assert faults(page) == []
    assert "Begin the minutes" in page
    assert at.client.post(at.address("minutes-begin")).status_code == 302
    assert "Kim Chair welcomed" in at.client.get(at.address()).content.decode()


def test_a_paragraph_is_added_written_and_followed_by_the_next():
    at = desk()
    added = at.client.post(reverse("minute-add", kwargs={"key": at.section.key}))
    page = at.client.get(added["Location"].partition("#")[0]).content.decode()
    assert faults(page) == []
    row = paragraphs.standing(at.section)[-1]
    save(at, row, "<p>spoke about samples.</p>", "next", heard="kc, LM")
    rows = paragraphs.standing(at.section)
    assert rows[-2].heard == ("Kim Chair", "Lou Member")
    assert rows[-1].text == ""
    page = at.client.get(at.address()).content.decode()
    assert "<strong>Kim Chair and Lou Member</strong> spoke about samples." in page


def test_an_empty_paragraph_goes_when_it_is_left():
    at = desk()
    at.client.post(reverse("minute-add", kwargs={"key": at.section.key}))
    row = paragraphs.standing(at.section)[-1]
    save(at, row, "", "next")
    assert row.pk not in [each.pk for each in paragraphs.standing(at.section)]


def test_initials_that_nobody_has_are_refused_and_the_text_is_kept():
    at = desk()
    row = at.add("old")
    response = save(at, row, "<p>typed</p>", "close", heard="XX")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Nobody at this meeting has the initials XX." in page
    assert "&lt;p&gt;typed&lt;/p&gt;" in page
    assert "<p>old</p>" in at.texts()


def test_a_name_that_nobody_has_is_kept_for_the_checker():
    at = desk()
    row = at.add("asked a question.")
    save(at, row, row.text, "close", heard="A member of the public")
    page = at.client.get(at.address()).content.decode()
    assert "A member of the public speaks, but is not listed as present" in page


def test_two_who_write_the_same_paragraph_see_both_texts():
    at = desk()
    row = at.add("first")
    mine = read_of(row)
    save(at, row, "<p>theirs</p>", "close")
    response = save(at, row, "<p>mine</p>", "close", read=mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this paragraph too" in page
    assert "theirs" in page
    assert "&lt;p&gt;mine&lt;/p&gt;" in page
    row.refresh_from_db()
    assert row.text == "<p>theirs</p>"


def test_autosave_says_when_it_saved_and_a_clash_keeps_what_was_typed():
    at = desk()
    row = at.add("first")
    before = read_of(row)
    saved = save(at, row, "<p>second</p>", **HTMX)
    assert "Saved " in saved.content.decode()
    clash = save(at, row, "<p>third</p>", read=before, **HTMX)
    assert clash.status_code == 409
    assert clash["HX-Retarget"] == "#problem"
    assert "<p>second</p>" in at.texts()


@pytest.mark.parametrize(
    ("then", "texts"),
    [
        ("up", ["<p>b</p>", "<p>a</p>", "<p>c</p>"]),
        ("down", ["<p>a</p>", "<p>c</p>", "<p>b</p>"]),
        ("merge", ["<p>a</p><p>b</p>", "<p>c</p>"]),
        ("remove", ["<p>a</p>", "<p>c</p>"]),
    ],
)
def test_buttons_move_join_and_remove(then, texts):
    at = desk()
    row = [at.add(text) for text in "abc"][1]
    save(at, row, row.text, then)
    assert [text for text in at.texts() if len(text) < 20] == texts


def test_a_paragraph_is_split_at_its_mark():
    at = desk()
    row = at.add("a")
    save(at, row, "<p>one</p><p>two</p><p>---</p><p>three</p>", "split")
    assert at.texts()[-2:] == ["<p>one</p><p>two</p>", "<p>three</p>"]


def test_one_block_cannot_be_split_and_the_page_says_what_to_do():
    at = desk()
    row = at.add("a")
    response = save(at, row, "<p>one</p>", "split", **HTMX)
    assert "Put a line with --- where" in response.content.decode()


def test_a_removed_paragraph_is_put_back():
    at = desk()
    row = at.add("gone")
    save(at, row, row.text, "remove")
    assert "Removed paragraphs (1)" in at.client.get(at.address()).content.decode()
    at.client.post(reverse("minute-restore", kwargs={"key": row.key}))
    assert "<p>gone</p>" in at.texts()


def test_minutes_with_the_chair_are_not_written():
    at = desk()
    row = at.add("kept")
    at.minutes.send_to_chair(at.secretary, make.NOW)
    for then in ("close", ""):
        response = save(at, row, "<p>changed</p>", then, **HTMX)
        assert response.status_code == 409
        assert "The minutes are with the chair." in response.content.decode()
    typed = save(at, row, "<p>changed</p>", "close").content.decode()
    assert faults(typed) == []
    assert "&lt;p&gt;changed&lt;/p&gt;" in typed
    assert "<p>kept</p>" in at.texts()


def test_what_is_typed_into_a_paragraph_that_somebody_took_out_brings_it_back():
    at = desk()
    row = at.add("first")
    read = read_of(row)
    paragraphs.remove(row, row.version, at.secretary, make.NOW)
    assert save(at, row, "<p>first and more</p>", "close", read=read).status_code == 302
    assert at.texts()[-1] == "<p>first and more</p>"


def test_the_numbers_are_a_matter_of_these_minutes():
    at = desk()
    assert at.client.post(at.address("minutes-numbers"), {"style": "x"}).status_code == 422
    at.client.post(at.address("minutes-numbers"), {"style": "{item}.{number}"})
    at.minutes.refresh_from_db()
    assert at.minutes.style == "{item}.{number}"
    assert "Change attendance and times" in at.client.get(at.address()).content.decode()


def test_a_matter_raised_gets_an_item_of_its_own():
    at = desk()
    at.client.post(at.address("minutes-raise"), {"title": "A raised matter"})
    page = at.client.get(at.address()).content.decode()
    assert "A raised matter" in page
    assert not at.meeting.items.filter(title="A raised matter").exists()


def test_what_is_pasted_is_cleaned():
    at = desk()
    row = at.add("a")
    save(at, row, "<p onclick=x>fine</p><script>bad()</script>", "close")
    assert at.texts()[-1] == "<p>fine</p>"


def queries_of_a_save(count: int) -> int:
    at = desk(short_name=f"B{count}")
    rows = [at.add(f"text {number}") for number in range(count)]
    at.client.get(at.address())
    with CaptureQueriesContext(connection) as seen:
        save(at, rows[-1], "<p>changed</p>", **HTMX)
    return len(seen)


def test_a_save_asks_no_more_of_long_minutes():
    short = queries_of_a_save(10)
    assert queries_of_a_save(400) == short < 30


def test_the_page_asks_no_more_of_long_minutes():
    def queries(count: int) -> int:
        at = desk(short_name=f"B{count}")
        for number in range(count):
            at.add(f"text {number}")
        with CaptureQueriesContext(connection) as seen:
            at.client.get(at.address())
        return len(seen)

    assert queries(100) == queries(5) < 30


def test_every_save_is_in_the_history_without_its_text():
    at = desk()
    row = at.add("a")
    save(at, row, "<p>b</p>", "close", heard="KC")
    change = Change.objects.of(row).first()
    assert change.by == at.secretary
    assert change.after == {"heard": ["Kim Chair"], "kind": "discussion", "text": None}
