"""Fixtures of all browser tests: this machine's Chromium, visits, complaints, a session."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
# A machine that does much else is slow, and no less right for it.
expect.set_options(timeout=20_000)
# Width and scheme of the two views in which every page is looked at.
VIEWS = [(390, "light"), (1280, "dark")]


@pytest.fixture(scope="session")
def base_url():
    """None; the plugin's own fixture of this name is written in a way pytest deprecates."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **CHROMIUM}


@pytest.fixture
def complaints(page):
    """What the browser says on its console, violations of the policy among them."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    return lambda: [words for words in said if words.startswith(("error", "warning"))]


@pytest.fixture
def visit(page, live_server):
    """Opens an address of the site at a width, in a colour scheme."""

    def go(address: str, width: int = 1280, scheme: str = "light"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(live_server.url + address)
        return page

    return go


@pytest.fixture
def signed_in(page, live_server):
    """Gives the browser, or the page of another one, the session of an account."""

    def sign_in(account, of=page) -> None:
        client = Client()
        client.force_login(account)
        name = django_settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        of.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return sign_in


@pytest.fixture
def stranger(browser):
    """Opens a browser of somebody who is not signed in and has kept no page."""
    contexts = []

    def come():
        contexts.append(browser.new_context())
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


def assert_accessible(page) -> None:
    """axe finds nothing on the page, and nothing scrolls sideways."""
    result = Axe().run(page)
    assert result.violations_count == 0, f"{page.url}: {result.generate_report()}"
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
