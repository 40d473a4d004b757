"""The agenda in a browser: rows dragged, moved by keys, changed in place, seen by another."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem
from tests import factories as make
from tests.browsing import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/desk/icp/2023-07-24/"


@pytest.fixture
def meeting():
    board = make.board("ICP", name="Integrated Care Partnership")
    chair = make.user("Richard Douglas")
    make.seat(chair, board, "chair", part2=True, title="Chair")
    return make.meeting(board, joining_link="https://example.org/join")


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


@pytest.fixture
def builder(meeting, secretary, signed_in, visit):
    """Opens the builder for the secretary."""
    signed_in(secretary)
    return lambda: visit(AT)


@pytest.fixture
def second(browser, live_server, meeting):
    """A second secretary at a window of their own."""
    from django.test import Client

    client = Client()
    client.force_login(make.secretary(meeting.board))
    context = browser.new_context(base_url=live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(AT)
    yield page
    context.close()


def rows(meeting, part=1):
    items = AgendaItem.objects.filter(meeting=meeting, part=part).in_order()
    return [("-" if item.parent_id else "") + item.title for item in items]


def shown(page):
    return page.locator("#agenda ol").first.locator("[data-row] .agenda-title")


def handle(page, title):
    return page.get_by_role("button", name=f"Move “{title}”")


def settled(page):
    """Nothing is on its way to the server any more."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def drag(page, title, onto, *, above=False, deep=False):
    start = handle(page, title).bounding_box()
    target = page.locator("[data-row]", has_text=onto).bounding_box()
    x = target["x"] + (200 if deep else 30)
    y = target["y"] + (2 if above else target["height"] - 2)
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(x, y - 10, steps=4)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()


def test_an_agenda_is_typed_row_by_row_with_enter(meeting, builder):
    page = builder()
    new = page.get_by_label("New row", exact=True)
    for number, title in enumerate(["Welcome", "Strategy", "Questions"], 1):
        new.fill(title)
        page.keyboard.press("Enter")
        expect(shown(page)).to_have_count(number)
        expect(new).to_be_focused()
        expect(new).to_have_value("")
    assert rows(meeting) == ["Welcome", "Strategy", "Questions"]
    expect(page.locator("#agenda")).to_contain_text("3.")


def test_enter_on_a_handle_adds_a_row_below(meeting, builder):
    for title in "abc":
        make.item(meeting, title)
    page = builder()
    handle(page, "a").focus()
    page.keyboard.press("Enter")
    new = page.get_by_label("New row below “a”")
    expect(new).to_be_focused()
    page.keyboard.type("new")
    page.keyboard.press("Enter")
    expect(page.get_by_label("New row below “new”")).to_be_focused()
    assert rows(meeting) == ["a", "new", "b", "c"]
    page.keyboard.press("Escape")
    expect(page.get_by_label("New row below")).to_have_count(0)


def test_arrow_keys_move_a_row_and_the_focus_goes_with_it(meeting, builder):
    for title in "abc":
        make.item(meeting, title, minutes=10)
    page = builder()
    handle(page, "c").focus()
    for key, expected in (
        ("ArrowUp", ["a", "c", "b"]),
        ("ArrowRight", ["a", "-c", "b"]),
        ("ArrowLeft", ["a", "c", "b"]),
        ("ArrowDown", ["a", "b", "c"]),
    ):
        page.keyboard.press(key)
        expect(shown(page)).to_contain_text([title.strip("-") for title in expected])
        expect(handle(page, "c")).to_be_focused()
        settled(page)
        assert rows(meeting) == expected
    page.keyboard.press("ArrowDown")
    expect(page.locator("#agenda .app-banner")).to_contain_text("This is the last row here.")


def test_a_row_is_dragged_and_numbers_and_times_follow(meeting, builder):
    for title in ("Alpha", "Beta", "Gamma"):
        make.item(meeting, title, minutes=10)
    page = builder()
    drag(page, "Gamma", "Alpha", above=True)
    expect(shown(page)).to_contain_text(["Gamma", "Alpha", "Beta"])
    assert rows(meeting) == ["Gamma", "Alpha", "Beta"]
    row = page.locator("[data-row]", has_text="Alpha")
    expect(row).to_contain_text("2.")
    expect(row).to_contain_text("3.10pm")
    drag(page, "Gamma", "Beta")
    expect(shown(page)).to_contain_text(["Alpha", "Beta", "Gamma"])


def test_a_row_is_dragged_under_another_and_out_again(meeting, builder):
    for title in ("Alpha", "Beta", "Gamma"):
        make.item(meeting, title)
    page = builder()
    drag(page, "Gamma", "Alpha", deep=True)
    expect(page.locator("[data-child]")).to_contain_text("Gamma")
    assert rows(meeting) == ["Alpha", "-Gamma", "Beta"]
    drag(page, "Gamma", "Beta")
    expect(page.locator("[data-child]")).to_have_count(0)
    assert rows(meeting) == ["Alpha", "Beta", "Gamma"]


def test_a_row_is_dragged_into_the_other_part(meeting, builder):
    make.part2(meeting)
    make.item(meeting, "Alpha")
    make.item(meeting, "Omega", part=2)
    page = builder()
    page.set_viewport_size({"width": 1280, "height": 1600})
    drag(page, "Alpha", "Omega", above=True)
    expect(page.locator("#agenda ol").nth(1)).to_contain_text("Alpha")
    assert rows(meeting, part=2) == ["Alpha", "Omega"]


def test_escape_puts_a_dragged_row_back(meeting, builder):
    for title in ("Alpha", "Beta"):
        make.item(meeting, title)
    page = builder()
    box, target = handle(page, "Beta").bounding_box(), shown(page).first.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"], target["y"], steps=5)
    expect(page.locator(".agenda-drop")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".agenda-drop")).to_have_count(0)
    page.mouse.up()
    settled(page)
    assert rows(meeting) == ["Alpha", "Beta"]


def test_a_finger_moves_a_row_too(meeting, secretary, signed_in, visit):
    for title in ("Alpha", "Beta"):
        make.item(meeting, title)
    signed_in(secretary)
    page = visit(AT, 390)
    drag(page, "Beta", "Alpha", above=True)
    expect(shown(page)).to_contain_text(["Beta", "Alpha"])
    assert rows(meeting) == ["Beta", "Alpha"]


def test_a_row_is_changed_where_it_stands(meeting, builder):
    make.item(meeting, "Strategy", minutes=10)
    make.item(meeting, "Questions", minutes=10)
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.get_by_label("Title", exact=True).fill("Our strategy")
    page.locator(".agenda-edit").get_by_label("Minutes").fill("35")
    page.get_by_label("Lead 1").fill("RD")
    expect(page.get_by_label("Lead 2")).to_be_visible()
    page.get_by_label("Decision").check()
    page.get_by_label("Ask 1: what to do").fill("approve")
    page.get_by_label("Ask 1: the words").fill("the plan")
    page.get_by_role("button", name="Save", exact=True).click()
    row = page.locator("[data-row]", has_text="Our strategy")
    expect(row).to_contain_text("RD")
    expect(page.get_by_role("link", name="Change: Our strategy")).to_be_focused()
    expect(page.locator("[data-row]", has_text="Questions")).to_contain_text("3.35pm")
    item = AgendaItem.objects.get(title="Our strategy")
    assert (item.minutes, item.purposes, item.asked) == (
        35,
        ["decision"],
        (("approve", "the plan"),),
    )


def test_people_come_up_while_a_name_is_typed(meeting, builder):
    make.person("Holly Eden")
    make.item(meeting, "Strategy")
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.get_by_label("Lead 1").press_sequentially("eden")
    expect(page.locator("#people option")).to_have_count(1)
    expect(page.locator("#people option")).to_have_attribute("value", "Holly Eden (HE)")


def test_fields_come_and_go_with_the_kind_of_row(meeting, builder):
    make.item(meeting, "Strategy")
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    expect(page.get_by_text("Who agreed to tell this story")).to_be_hidden()
    page.locator(".agenda-edit").get_by_label("Kind of row").select_option("story")
    expect(page.get_by_text("Who agreed to tell this story")).to_be_visible()
    page.locator(".agenda-edit").get_by_label("Kind of row").select_option("break")
    expect(page.get_by_label("Lead 1")).to_be_hidden()


def test_a_mistake_is_shown_in_the_row_and_loses_nothing(meeting, builder):
    make.item(meeting, "Strategy")
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    page.get_by_label("Fixed time").fill("soon")
    page.get_by_label("Lines under the title").fill("kept")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".agenda-edit")).to_contain_text("Enter a time like 3.10pm")
    expect(page.get_by_label("Fixed time")).to_be_focused()
    expect(page.get_by_label("Lines under the title")).to_have_value("kept")
    assert_accessible(page)


def test_a_second_person_sees_changes_and_keeps_what_they_type(meeting, builder, second):
    for title in ("Alpha", "Beta"):
        make.item(meeting, title)
    second.clock.install()
    second.reload()
    second.get_by_role("link", name="Change: Beta").click()
    second.get_by_label("Title", exact=True).fill("Half typed")
    page = builder()
    page.get_by_role("link", name="Change: Alpha").click()
    page.get_by_label("Title", exact=True).fill("Changed by the first")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(shown(page).first).to_contain_text("Changed by the first")
    second.get_by_label("Title", exact=True).focus()
    second.clock.run_for(16_000)
    expect(second.locator("#agenda")).to_contain_text("Changed by the first")
    expect(second.get_by_label("Title", exact=True)).to_have_value("Half typed")
    expect(second.get_by_label("Title", exact=True)).to_be_focused()
    second.clock.resume()
    second.get_by_role("button", name="Save", exact=True).click()
    expect(shown(second)).to_contain_text(["Changed by the first", "Half typed"])
    assert rows(meeting) == ["Changed by the first", "Half typed"]


def test_both_texts_are_shown_when_two_change_the_same(meeting, builder, second):
    make.item(meeting, "Strategy")
    second.get_by_role("link", name="Change: Strategy").click()
    second.get_by_label("Title", exact=True).fill("Theirs")
    page = builder()
    page.get_by_role("link", name="Change: Strategy").click()
    page.get_by_label("Title", exact=True).fill("Mine")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(shown(second)).to_contain_text(["Theirs"])
    page.get_by_role("button", name="Save", exact=True).click()
    clash = page.locator(".nhsuk-error-summary")
    expect(clash).to_contain_text("Somebody else changed this while you did")
    expect(clash).to_be_focused()
    expect(page.locator(".app-sides__side").first).to_contain_text("Theirs")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mine")
    assert_accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(shown(page)).to_contain_text(["Mine"])


def test_a_row_opens_to_its_papers(meeting, builder):
    make.item(meeting, "Strategy")
    page = builder()
    page.get_by_role("link", name=re.compile(r"^Add a paper\s*: Strategy")).click()
    panel = page.locator(".agenda-panel")
    panel.get_by_label("Title of the paper").fill("The plan")
    panel.get_by_label("Author 1").fill("RD")
    panel.get_by_role("button", name="Ask for this paper").click()
    expect(panel).to_contain_text("The plan")
    expect(page.locator("[data-row]", has_text="Strategy")).to_contain_text("Enclosure A")
    expect(page.locator("#preflight")).to_contain_text("has not been handed in by Richard Douglas")
    page.get_by_role("link", name=re.compile("^Papers")).click()
    expect(panel).to_have_count(0)


def test_everything_is_there_without_javascript(browser, live_server, meeting, secretary):
    from django.test import Client

    client = Client()
    client.force_login(secretary)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(AT)
    page.get_by_label("New row", exact=True).fill("Welcome")
    page.keyboard.press("Enter")
    page.get_by_label("New row", exact=True).fill("Strategy")
    page.get_by_role("button", name="Add row").click()
    page.get_by_role("link", name="Change: Strategy").click()
    page.get_by_label("Lead 1").fill("RD")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-row]", has_text="Strategy").locator("summary").click()
    page.get_by_role("button", name="Move up").click()
    assert rows(meeting) == ["Strategy", "Welcome"]
    page.get_by_role("link", name=re.compile(r"^Add a paper\s*: Strategy")).click()
    page.get_by_label("Title of the paper").fill("The plan")
    page.get_by_role("button", name="Ask for this paper").click()
    page.goto(AT)
    expect(page.locator("[data-row]", has_text="Strategy")).to_contain_text("RD")
    expect(page.locator("[data-row]", has_text="Strategy")).to_contain_text("Enclosure A")
    context.close()
