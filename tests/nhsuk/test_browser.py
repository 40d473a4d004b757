"""The pages in a browser: nothing for axe to find, nothing lost when saving fails."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import VIEWS, assert_accessible

pytestmark = [pytest.mark.urls("tests.nhsuk.gallery"), pytest.mark.django_db(transaction=True)]

PAGES = [
    "/gallery/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/gone/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, address, width, scheme):
    assert_accessible(visit(address, width, scheme))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_a_form_full_of_errors_is_accessible(visit, width, scheme):
    page = visit("/gallery/", width, scheme)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("There is a problem")
    expect(page).to_have_title(re.compile("^Error: Components"))
    assert_accessible(page)
    page.get_by_role("link", name="Enter meeting date").click()
    expect(page.locator("#id_held_on-day")).to_be_focused()


def test_pages_say_nothing_on_the_console(visit, complaints):
    for address in ("/gallery/", "/accounts/login/", "/trying/saves/"):
        visit(address)
    assert complaints() == []


def test_a_page_in_print_is_black_on_white(visit, page):
    visit("/gallery/", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    expect(page.locator("header")).to_be_hidden()


def test_saving_says_when(visit, page):
    visit("/trying/saves/")
    page.get_by_label("Title").fill("Winter plan")
    expect(page.locator("[data-saved]")).to_have_text("Not saved yet")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Title")).to_have_value("Winter plan")


def test_saving_without_a_new_page_says_when(visit, page):
    visit("/trying/quiet/")
    page.get_by_label("Title").fill("Winter plan")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.get_by_label("Title").press("End")
    page.keyboard.type("s")
    expect(page.locator("[data-saved]")).to_have_text("Not saved yet")


def test_a_failed_save_says_so_and_keeps_what_was_typed(visit, page):
    visit("/trying/fails/")
    page.get_by_label("Title").fill("Winter plan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved: something went wrong")
    expect(page.get_by_label("Title")).to_have_value("Winter plan")
    expect(page.locator("[data-saved]")).to_have_text("Not saved")
    assert_accessible(page)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_lost_connection_says_so(visit, page):
    visit("/trying/saves/")
    page.get_by_label("Title").fill("Winter plan")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("there is no connection")
    expect(page.get_by_label("Title")).to_have_value("Winter plan")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".app-alert")).to_have_count(0)


def test_the_sign_in_page_never_lands_inside_another(visit, page):
    visit("/trying/signed-out/")
    page.get_by_label("Title").fill("Winter plan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("you are signed out")
    expect(page.locator("[data-saved]")).to_have_text("Not saved")
    expect(page.get_by_label("Title")).to_have_value("Winter plan")
    expect(page.locator("h1")).to_have_text("Trying")


def test_an_invalid_form_comes_back_with_the_focus_on_its_errors(visit, page):
    visit("/trying/saves/")
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.locator("h1")).to_have_text("Trying")
    expect(page.get_by_role("button", name="Show password")).to_be_visible()


def test_leaving_a_guarded_form_asks_first(visit, page, live_server):
    visit("/trying/saves/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + "/gone/")
    assert asked == []
    visit("/trying/saves/")
    page.get_by_label("Title").press_sequentially("Winter")
    page.goto(live_server.url + "/gone/")
    assert asked == ["beforeunload"]


@pytest.fixture
def plain_page(browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_everything_is_there_without_javascript(plain_page):
    plain_page.goto("/trying/saves/")
    plain_page.get_by_label("Title").fill("")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.locator(".nhsuk-error-summary")).to_contain_text("Enter title")
    plain_page.goto("/accounts/login/")
    expect(plain_page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(plain_page.get_by_text("Sign in with a passkey")).to_be_hidden()


def test_the_first_tab_skips_to_the_content(visit, page):
    visit("/gone/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#maincontent")).to_be_focused()
