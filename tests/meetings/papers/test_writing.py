import json
import re

import pytest
from django.test import Client

from icsgov.ledger.models import Change
from meetings.models import Ask
from tests.meetings.papers.conftest import FULL_COVER

HTMX = {"HX-Request": "true"}


def typed(client, url):
    """Everything that the form on a page would send as it stands, by BeautifulSoup's poor kin."""
    page = client.get(url)
    form = page.context["form"]
    data = {"read": json.dumps(form.initial["read"])}
    for name in form.fields:
        value = form[name].value()
        if name == "read" or value in (None, "", []):
            continue
        if name.endswith("_recommendation") or name == "cover_recommendation":
            data[f"{name}_verb"] = [row["verb"] for row in value]
            data[f"{name}_text"] = [row["text"] for row in value]
        elif hasattr(value, "day"):
            data |= {f"{name}-day": value.day, f"{name}-month": value.month}
            data[f"{name}-year"] = value.year
        else:
            data[name] = value
    return data


@pytest.fixture
def cover_of(desk):
    """Fills the form from the page, changes it, sends it."""

    def send(who, change, headers=None, before=None):
        client, url = desk.client(who), desk.url("paper-cover")
        data = before or typed(client, url)
        return client.post(url, {**data, **change}, headers=headers or {})

    return send


def test_the_cover_has_the_boards_fields_in_its_order(desk):
    page = desk.get("author", "paper-cover").content.decode()
    labels = ["Title", "Meeting date", "Authors", "Executive lead", "Purpose of paper"]
    labels += ["Summary of main points", "Recommendation"]
    places = [
        page.index(f">{label}") if f">{label}" in page else page.index(label) for label in labels
    ]
    assert places == sorted(places)


def test_a_cover_is_written_field_by_field(desk, cover_of):
    answer = cover_of(
        "author",
        {
            "cover_title": "Winter plan 2023",
            "cover_purpose": ["decision"],
            "cover_purpose_text": "To agree the plan.",
            "cover_summary": "Beds are short.",
            "cover_recommendation_verb": ["approve", ""],
            "cover_recommendation_text": ["the plan", ""],
        },
    )
    assert answer.status_code == 302
    paper = desk.fresh()
    assert paper.title == "Winter plan 2023"
    assert paper.cover == FULL_COVER


def test_a_draft_may_be_unfinished(desk, cover_of):
    assert cover_of("author", {"cover_recommendation_verb": ["note"]}).status_code == 302
    cover_of("author", {"cover_recommendation_verb": ["note"], "cover_recommendation_text": [""]})
    assert desk.fresh().cover == {"recommendation": [{"verb": "note", "text": ""}]}


def test_a_paper_needs_a_title(desk, cover_of):
    answer = cover_of("author", {"cover_title": " ", "cover_purpose_text": "Kept on the page"})
    assert answer.status_code == 422
    assert "Kept on the page" in answer.content.decode()
    assert desk.fresh().title == "Winter plan"


def test_a_new_cover_starts_with_what_the_agenda_says(desk):
    desk.item.purposes = ["decision"]
    desk.item.save()
    Ask.objects.create(item=desk.item, verb="approve", text="the winter plan")
    form = desk.get("author", "paper-cover").context["form"]
    assert form["cover_purpose"].value() == ["decision"]
    assert form["cover_recommendation"].value() == [{"verb": "approve", "text": "the winter plan"}]
    assert form["cover_date"].value() == desk.meeting.date


def test_the_day_of_the_meeting_is_not_stored_for_it_may_move(desk, cover_of):
    cover_of("author", {})
    assert "date" not in desk.fresh().cover


def test_rows_of_asks_are_added_and_removed_without_javascript(desk, cover_of):
    rows = {
        "cover_recommendation_verb": ["note", "approve"],
        "cover_recommendation_text": ["the risks", "the plan"],
    }
    answer = cover_of("author", {**rows, "add": "ask"})
    assert answer["Location"].endswith("/cover/#asks")
    assert (
        desk.get("author", "paper-cover").content.decode().count('name="cover_recommendation_text"')
        == 3
    )
    cover_of("author", {**rows, "remove": "0"})
    assert desk.fresh().cover["recommendation"] == [{"verb": "approve", "text": "the plan"}]


def test_saving_what_was_not_changed_changes_nothing(desk, cover_of):
    desk.paper.write(1, desk.author, desk.meeting.opens_at, cover=FULL_COVER)
    changes = Change.objects.count()
    assert cover_of("author", {}).status_code == 302
    assert Change.objects.count() == changes
    assert desk.fresh().cover == FULL_COVER


def test_autosave_answers_with_the_hour_and_what_the_form_now_knows(desk, cover_of):
    answer = cover_of("author", {"cover_summary": "<p>One</p>"}, headers=HTMX)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Saved 12:00" in words
    assert "<html" not in words
    read = json.loads(re.search(r'name="read" value="([^"]*)"', words)[1].replace("&quot;", '"'))
    client, url = desk.client("author"), desk.url("paper-cover")
    again = {**typed(client, url), "cover_summary": "<p>Two</p>", "read": json.dumps(read)}
    assert client.post(url, again, headers=HTMX).status_code == 200
    assert desk.fresh().cover["summary"] == "<p>Two</p>"


def test_two_people_on_different_fields_both_win(desk, cover_of):
    before = typed(desk.client("author"), desk.url("paper-cover"))
    cover_of("secretary", {"cover_summary": "<p>Theirs</p>"})
    assert cover_of("author", {"cover_purpose_text": "Mine"}, before=before).status_code == 302
    cover = desk.fresh().cover
    assert (cover["summary"], cover["purpose"]) == ("<p>Theirs</p>", {"text": "Mine"})


def test_two_people_on_one_field_see_both_texts_and_choose(desk, cover_of):
    before = typed(desk.client("author"), desk.url("paper-cover"))
    cover_of("secretary", {"cover_summary": "<p>Theirs stands</p>"})
    answer = cover_of("author", {"cover_summary": "<p>Mine stands</p>"}, before=before)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Theirs</del><ins>Mine</ins> stands" in words
    assert desk.fresh().cover["summary"] == "<p>Theirs stands</p>"
    read = answer.context["form"].data["read"]
    again = {**before, "cover_summary": "<p>Mine stands</p>", "read": read}
    assert cover_of("author", {"theirs": "cover_summary"}, before=again).status_code == 302
    assert desk.fresh().cover["summary"] == "<p>Theirs stands</p>"
    assert cover_of("author", {}, before=again).status_code == 302
    assert desk.fresh().cover["summary"] == "<p>Mine stands</p>"


def test_an_autosave_that_clashes_leaves_the_typing_alone(desk, cover_of):
    before = typed(desk.client("author"), desk.url("paper-cover"))
    cover_of("secretary", {"cover_summary": "<p>Theirs</p>"})
    answer = cover_of("author", {"cover_summary": "<p>Mine</p>"}, headers=HTMX, before=before)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#problem")
    assert "somebody else changed the same text" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert desk.fresh().cover["summary"] == "<p>Theirs</p>"


def test_a_text_is_kept_clean(desk):
    client, url = desk.client("author"), desk.url("paper-text")
    body = '<h1>Plan</h1><p onclick="go()">· a</p><script>go()</script>'
    assert client.post(url, {**typed(client, url), "body": body}).status_code == 302
    assert desk.fresh().body == "<h2>Plan</h2><ul><li>a</li></ul>"


def test_plain_words_typed_without_javascript_become_paragraphs(desk):
    client, url = desk.client("author"), desk.url("paper-text")
    client.post(url, {**typed(client, url), "body": "One\n\nTwo & three"})
    assert desk.fresh().body == "<p>One</p><p>Two &amp; three</p>"
    page = client.get(url).content.decode()
    assert "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;" in page


def test_a_text_too_long_for_the_press_is_refused_and_shown_again(desk):
    client, url = desk.client("author"), desk.url("paper-text")
    rows = "<tr><td>1</td></tr>" * 1_001
    answer = client.post(url, {**typed(client, url), "body": f"<table>{rows}</table>"})
    assert answer.status_code == 422
    assert "Upload them as an Excel file instead" in answer.content.decode()
    told = client.post(url, {"body": f"<table>{rows}</table>"}, headers=HTMX)
    assert (told.status_code, told["HX-Retarget"]) == (422, "#problem")


def test_both_texts_are_shown_block_by_block_when_two_wrote(desk):
    author, url = desk.client("author"), desk.url("paper-text")
    before = typed(author, url)
    secretary = desk.client("secretary")
    secretary.post(url, {**typed(secretary, url), "body": "<p>Same</p><p>Their words</p>"})
    answer = author.post(url, {**before, "body": "<p>Same</p><p>My words</p>"})
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Their</del><ins>My</ins> words" in words
    assert "&lt;p&gt;Same&lt;/p&gt;&lt;p&gt;My words&lt;/p&gt;" in words
    read = answer.context["form"].data["read"]
    author.post(url, {"read": read, "body": "<p>Merged</p>"})
    assert desk.fresh().body == "<p>Merged</p>"
    assert Change.objects.of(desk.paper).filter(verb="edited").count() == 2


@pytest.mark.parametrize("read", ["", "[]", '"x"', "7", "{", '{"body": 7}'])
def test_a_form_that_knows_nothing_of_what_it_read_clashes(desk, read):
    desk.paper.write(1, desk.secretary, desk.meeting.opens_at, body="<p>Theirs</p>")
    answer = desk.post("author", "paper-text", {"read": read, "body": "<p>Mine</p>"})
    assert answer.status_code in (409, 422)
    assert desk.fresh().body == "<p>Theirs</p>"


def test_keeping_their_text_drops_mine(desk):
    author, url = desk.client("author"), desk.url("paper-text")
    before = typed(author, url)
    desk.paper.write(1, desk.secretary, desk.meeting.opens_at, body="<p>Theirs</p>")
    author.post(url, {**before, "body": "<p>Mine</p>"})
    author.post(url, {"theirs": "body", "body": "<p>Mine</p>"})
    assert desk.fresh().body == "<p>Theirs</p>"


def test_what_an_assistant_writes_is_recorded_as_for_the_author(desk, cover_of):
    cover_of("assistant", {"cover_summary": "Words"})
    change = Change.objects.of(desk.paper).get(verb="edited")
    assert (change.by, change.acting_for) == (desk.assistant, "Author Sample")


def test_a_session_that_ended_hands_the_text_back(desk):
    answer = Client().post(desk.url("paper-text"), {"read": "{}", "body": "<p>Hours of work</p>"})
    words = answer.content.decode()
    assert answer.status_code == 401
    assert "&lt;p&gt;Hours of work&lt;/p&gt;" in words
    assert f"/accounts/login/?next={desk.url('paper-text')}" in words


def test_pasted_lists_are_put_right(desk):
    answer = desk.post("author", "paper-paste", {"html": "<p>·&nbsp; One</p><p>·&nbsp; Two</p>"})
    assert answer.content.decode() == "<ul><li>One</li><li>Two</li></ul>"
    assert answer["Content-Type"].startswith("text/plain")
    assert desk.post("author", "paper-paste", {"html": "x" * 400_001}).status_code == 422
