"""The agenda builder over plain HTTP: everything works without JavaScript, and by htmx."""

import json
import re
from html import unescape

import pytest

from icsgov.ledger.models import Change
from meetings.models import AgendaItem, ItemLead
from meetings.views import unchanged
from tests import factories as make
from tests.desks import form_of, titles, words

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_agenda_as_it_prints(desk):
    lead = make.person("Holly Eden")
    make.item(desk.meeting, "Welcome", minutes=10)
    focus = make.item(desk.meeting, "Focus", lead=lead, minutes=25)
    make.paper(desk.board, "Pharmacy", under=focus)
    page = words(desk.secretary.get("meeting", *desk.at))
    assert re.search(r"2\.</span>.*Focus.*Enclosure </span>A.*HE.*3\.10pm.*25 min", page, re.DOTALL)
    assert "35 of 120 minutes" in page
    assert "Holly Eden" in page


def test_a_row_is_added_at_the_end_and_the_next_one_is_asked_for(desk):
    answer = desk.secretary.post("item-add", *desk.at, 1, title="Welcome", minutes=10)
    assert answer.status_code == 302
    assert answer.url == "/desk/icp/2023-07-24/?add=part-1#add-part-1"
    assert titles(desk.meeting) == ["Welcome"]


def test_a_row_is_added_below_another(desk):
    first, _ = make.item(desk.meeting, "a"), make.item(desk.meeting, "b")
    answer = desk.secretary.post("item-add", *desk.at, 1, title="new", after=first.key)
    new = AgendaItem.objects.get(title="new")
    assert titles(desk.meeting) == ["a", "new", "b"]
    assert answer.url.endswith(f"?add={new.key}#add-{new.key}")
    assert f'id="add-{new.key}"' in words(desk.secretary.get("meeting", *desk.at, add=new.key))


@pytest.mark.parametrize(
    ("data", "said"),
    [({"title": " "}, "Enter title"), ({"title": "x", "minutes": "soon"}, "whole number")],
)
def test_a_row_that_cannot_be_added_says_why(desk, data, said):
    answer = desk.secretary.post("item-add", *desk.at, 1, **data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert titles(desk.meeting) == []


def test_nothing_is_added_below_a_row_of_another_meeting(desk):
    other = make.item(make.meeting(desk.board, make.date(2023, 9, 4)))
    answer = desk.secretary.post("item-add", *desk.at, 1, title="x", after=other.key)
    assert answer.status_code == 404
    assert desk.secretary.post("item-add", *desk.at, 1, title="x", after="y").status_code == 404


def test_a_row_is_changed_in_place(desk):
    item = make.item(desk.meeting, "Strategy")
    data = form_of(
        desk.secretary,
        desk.at,
        item,
        title="Our strategy",
        minutes="35",
        fixed_time="3.35pm",
        purposes=["discussion", "decision"],
        lines="One line",
        leads=["RD"],
        asks_verb=["approve", ""],
        asks_text=["the plan", ""],
    )
    answer = desk.secretary.post("item", item.key, **data)
    assert answer.status_code == 302
    assert answer.url == f"/desk/icp/2023-07-24/#row-{item.key}"
    item.refresh_from_db()
    assert (item.title, item.minutes, str(item.fixed_time)) == ("Our strategy", 35, "15:35:00")
    assert item.purposes == ["discussion", "decision"]
    assert item.asked == (("approve", "the plan"),)
    lead = item.leads.get()
    assert (lead.name, lead.initials, lead.title) == ("Richard Douglas", "RD", "Chair")


def test_leads_are_typed_as_they_print(desk):
    holly, ben = make.person("Holly Eden"), make.person("Ben Collins")
    item = make.item(desk.meeting)
    data = form_of(desk.secretary, desk.at, item, leads=["HE/BC", "Richard Douglas (RD)"])
    desk.secretary.post("item", item.key, **data)
    item.refresh_from_db()
    assert item.led_by == (holly.key, ben.key, desk.chair.user.person.key)


def test_somebody_new_is_added_with_the_row(desk):
    item = make.item(desk.meeting)
    data = form_of(desk.secretary, desk.at, item, leads=["Holly Eden"])
    answer = desk.secretary.post("item", item.key, **data)
    assert answer.status_code == 422
    page = words(answer)
    assert "We do not know “Holly Eden”" in page
    assert re.search(r'name="new_family_name" value="Eden"', page)
    new = {"new_given_names": "Holly", "new_family_name": "Eden", "new_title": "Director"}
    assert desk.secretary.post("item", item.key, **data, **new).status_code == 302
    lead = item.leads.get()
    assert (lead.person.full_name, lead.initials, lead.title) == ("Holly Eden", "HE", "Director")
    assert Change.objects.of(lead.person).get().by == desk.secretary.user


def test_half_a_name_is_not_enough_for_somebody_new(desk):
    item = make.item(desk.meeting)
    data = form_of(desk.secretary, desk.at, item, new_family_name="Eden")
    answer = desk.secretary.post("item", item.key, **data)
    assert answer.status_code == 422
    assert "Enter their given names" in words(answer)


def test_a_row_with_mistakes_comes_back_with_what_was_typed(desk):
    item = make.item(desk.meeting, "Strategy")
    data = form_of(
        desk.secretary, desk.at, item, title="", fixed_time="soon", lines="kept", asks_verb=["note"]
    )
    answer = desk.secretary.post("item", item.key, **data, asks_text_=[""])
    page = words(answer)
    assert answer.status_code == 422
    assert "Enter title" in page
    assert "Enter a time like 3.10pm" in page
    assert "kept</textarea>" in page
    assert 'href="#id_' in page


def test_the_second_of_two_sees_both_texts_and_decides(desk):
    item = make.item(desk.meeting, "Strategy")
    mine = form_of(desk.secretary, desk.at, item, title="Mine", minutes="99")
    theirs = form_of(desk.plain_secretary, desk.at, item, title="Theirs", lines="Their line")
    assert desk.plain_secretary.post("item", item.key, **theirs).status_code == 302
    answer = desk.secretary.post("item", item.key, **mine)
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody else changed this while you did" in page
    assert "Theirs" in page
    assert 'value="Mine"' in page
    item.refresh_from_db()
    assert item.title == "Theirs"
    read = unescape(re.search(r'name="read" value="([^"]*)"', answer.content.decode()).group(1))
    assert desk.secretary.post("item", item.key, **{**mine, "read": read}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.minutes, item.lines) == ("Mine", 99, "Their line")


def test_two_who_change_different_things_do_not_clash(desk):
    item = make.item(desk.meeting, "Strategy")
    mine = form_of(desk.secretary, desk.at, item, minutes="99")
    theirs = form_of(desk.plain_secretary, desk.at, item, title="Theirs")
    desk.plain_secretary.post("item", item.key, **theirs)
    assert desk.secretary.post("item", item.key, **mine).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Theirs", 99)


def test_a_clash_over_leads_names_them(desk):
    make.person("Holly Eden")
    item = make.item(desk.meeting)
    mine = form_of(desk.secretary, desk.at, item, leads=["HE"])
    theirs = form_of(desk.plain_secretary, desk.at, item, leads=["RD"])
    desk.plain_secretary.post("item", item.key, **theirs)
    page = words(desk.secretary.post("item", item.key, **mine))
    assert "Richard Douglas (RD)</p>" in page
    assert "Holly Eden (HE)</p>" in page


def test_a_heading_keeps_nothing_that_headings_have_not(desk):
    item = make.item(desk.meeting, "Strategy", lead=make.person(), purposes=["decision"])
    data = form_of(desk.secretary, desk.at, item, kind="heading")
    assert desk.secretary.post("item", item.key, **data).status_code == 302
    item.refresh_from_db()
    assert (item.kind, item.minutes, item.purposes) == ("heading", 0, [])
    assert not ItemLead.objects.exists()


def test_a_story_has_its_consent(desk):
    item = make.item(desk.meeting, "Jo’s story", kind="story")
    ends = {"consent_ends-day": "1", "consent_ends-month": "8", "consent_ends-year": "2023"}
    data = form_of(desk.secretary, desk.at, item, consent="Jo agreed by phone", **ends)
    desk.secretary.post("item", item.key, **data)
    item.refresh_from_db()
    assert (item.consent, item.consent_ends) == ("Jo agreed by phone", make.date(2023, 8, 1))


def test_enter_in_a_row_saves_it_and_opens_a_new_one_below(desk):
    item = make.item(desk.meeting, "a")
    data = form_of(desk.secretary, desk.at, item)
    answer = desk.secretary.post("item", item.key, **data, then="add")
    assert answer.url.endswith(f"?add={item.key}#add-{item.key}")


# By htmx


def poll(reader, at, page=None):
    page = page or words(reader.get("meeting", *at))
    seen = re.search(r"/agenda/\?seen=(\w+)", page).group(1)
    return reader.get("agenda", *at, htmx=True, seen=seen)


def test_an_agenda_that_is_as_it_was_is_not_sent_again(desk):
    make.item(desk.meeting, "a")
    answer = poll(desk.secretary, desk.at)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_change_of_somebody_else_comes_with_the_next_look(desk):
    item = make.item(desk.meeting, "a")
    page = words(desk.secretary.get("meeting", *desk.at))
    data = form_of(desk.plain_secretary, desk.at, item, title="Changed")
    desk.plain_secretary.post("item", item.key, **data)
    answer = poll(desk.secretary, desk.at, page)
    assert answer.status_code == 200
    assert "Changed" in words(answer)
    assert words(answer).count('id="agenda"') == 1
    assert 'id="preflight" hx-swap-oob="true"' in words(answer)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, item: make.paper(desk.board, under=item),
        lambda desk, item: item.paper.submit(None, make.NOW),
        lambda desk, item: item.comments.create(text="x", by=desk.chair.user, at=make.NOW),
        lambda desk, item: desk.chair.post("item-comment", item.key, text="x"),
        lambda desk, item: item.leads.create(person=make.person(), name="N", initials="N"),
        lambda desk, item: desk.meeting.save_at(1, None, make.NOW, venue="Elsewhere"),
    ],
)
def test_whatever_changes_is_seen(desk, change):
    item = make.item(desk.meeting, "a")
    item.paper = make.paper(desk.board, under=item)
    page = words(desk.secretary.get("meeting", *desk.at))
    change(desk, item)
    assert poll(desk.secretary, desk.at, page).status_code == 200


def test_rows_being_changed_and_opened_are_left_alone(desk):
    first, second = make.item(desk.meeting, "a"), make.item(desk.meeting, "b")
    keep = [f"edit:{first.key}", f"open:{second.key}", "add:part-1"]
    page = words(desk.secretary.get("agenda", *desk.at, htmx=True, keep=keep))
    assert re.search(rf'<li id="row-{first.key}"[^>]*hx-preserve', page)
    assert re.search(rf'id="open-{second.key}" hx-preserve', page)
    assert re.search(r'<li id="add-part-1" hx-preserve', page)
    page = words(
        desk.secretary.get("agenda", *desk.at, htmx=True, keep=keep, done=f"edit:{first.key}")
    )
    assert not re.search(rf'<li id="row-{first.key}"[^>]*hx-preserve', page)


def test_a_saved_row_answers_with_the_agenda(desk):
    item = make.item(desk.meeting, "a")
    data = form_of(desk.secretary, desk.at, item, title="Changed")
    answer = desk.secretary.post("item", item.key, htmx=True, keep=f"edit:{item.key}", **data)
    page = words(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    assert re.search(rf'id="title-{item.key}" data-focus', page)
    assert "“Changed” saved." in page


@pytest.mark.parametrize(("changes", "status"), [({"title": ""}, 422), ({"title": "Mine"}, 409)])
def test_a_row_that_was_not_saved_answers_with_itself_alone(desk, changes, status):
    item = make.item(desk.meeting, "a")
    data = form_of(desk.secretary, desk.at, item, **changes)
    item.save_at(1, None, make.NOW, title="Theirs")
    answer = desk.secretary.post("item", item.key, htmx=True, **data)
    assert answer.status_code == status
    assert answer["HX-Retarget"] == f"#row-{item.key}"
    assert words(answer).lstrip().startswith(f'<li id="row-{item.key}"')


def test_the_read_digests_are_json(desk):
    item = make.item(desk.meeting, "a")
    data = form_of(desk.secretary, desk.at, item)
    assert set(json.loads(data["read"])) >= {"title", "leads", "asks", "minutes"}


# Who sees what


def test_an_author_sees_their_own_row_with_its_number_and_nothing_else(desk):
    author = make.user()
    make.item(desk.meeting, "secret-row")
    own = make.item(desk.meeting, "own-row")
    make.paper(desk.board, "secret-paper", under=own)
    make.paper(desk.board, "own-paper", author=author, under=own)
    page = words(desk.reader(author).get("meeting", *desk.at))
    assert "own-row" in page
    assert "2.</span>" in page
    assert "secret" not in page
    assert "Pre-flight" not in page
    assert "minutes" not in page
    opened = words(desk.reader(author).get("item-open", own.key))
    assert "own-paper" in opened
    assert "secret" not in opened


def test_part_2_is_not_there_for_who_may_not_see_it(desk):
    make.part2(desk.meeting, reason="secret ground")
    make.item(desk.meeting, "secret-row", part=2)
    page = words(desk.plain_secretary.get("meeting", *desk.at))
    assert "secret" not in page
    assert "Part 2" not in page
    assert "secret-row" in words(desk.secretary.get("meeting", *desk.at))


def test_the_joining_link_is_for_members(desk):
    desk.meeting.joining_link = "https://example.org/join"
    desk.meeting.save()
    author = make.user()
    make.paper(desk.board, author=author, under=make.item(desk.meeting))
    assert "example.org/join" in words(desk.chair.get("meeting", *desk.at))
    assert "example.org/join" not in words(desk.reader(author).get("meeting", *desk.at))


def test_a_chair_reads_the_rows_and_changes_none(desk):
    make.item(desk.meeting, "a")
    page = words(desk.chair.get("meeting", *desk.at, edit=AgendaItem.objects.get().key))
    assert "Change: " not in page
    assert "New row" not in page
    assert "Agree this agenda" in page


# Cost


@pytest.mark.parametrize("address", ["meeting", "agenda"])
def test_two_hundred_rows_take_as_many_queries_as_five(
    desk, address, django_assert_max_num_queries
):
    counts = []
    for number in (5, 195):
        for _ in range(number):
            item = make.item(desk.meeting, lead=make.person())
            paper = make.paper(desk.board, author=make.person(), under=item, state="submitted")
            paper.cut("Submitted", None, make.NOW)
        unchanged.forget()  # so that both are looks at a page that nobody has looked at
        with django_assert_max_num_queries(51) as queries:
            assert desk.secretary.get(address, *desk.at, htmx=True).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
