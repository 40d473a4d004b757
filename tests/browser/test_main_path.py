"""The main path in a browser: from signing in to a published pack, its readers, a late paper."""

import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from icsgov.work import jobs
from icsgov.work import mail as outbox
from tests.day import WORDS, Day, files

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a-long-sample-password"
SLOW = 90_000  # milliseconds: LibreOffice and the press on a busy machine


@pytest.fixture
def worker(monkeypatch):
    """Background work runs beside the web server, as it does in production."""
    running: list[threading.Thread] = []

    def work_on(work):
        try:
            jobs.run(work)
        finally:
            connection.close()

    def knock(work):
        running.append(threading.Thread(target=work_on, args=(work,)))
        running[-1].start()

    monkeypatch.setattr(jobs, "knock", knock)
    yield
    for thread in running:
        thread.join()


@pytest.fixture
def day() -> Day:
    made = Day()
    for account in (made.secretary, made.member):
        account.set_password(PASSWORD)
        account.save()
    return made


def sign_in(page: Page, account) -> None:
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def clone(page: Page, day: Day) -> None:
    """The next meeting like the last: its day is all that is typed."""
    page.get_by_role("link", name="Plan the next like this").click()
    for part in ("day", "month", "year"):
        page.locator(f"[name=date-{part}]").fill(str(getattr(day.day, part)))
    page.get_by_role("button", name="Plan the meeting").click()
    expect(page).to_have_url(re.compile(f"{re.escape(day.desk)}$"))


def add_item(page: Page, title: str) -> None:
    """A row typed below the others, then filled in where it stands."""
    page.get_by_label("New row", exact=True).fill(title)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=f"Change: {title}").click()
    row = page.locator(".agenda-edit")
    expect(row.get_by_label("Title", exact=True)).to_be_focused()
    row.get_by_label("Minutes").fill("30")
    row.get_by_label("How it is taken").select_option("paper")
    row.get_by_label("Lead 1").fill("Kim Chair")
    row.get_by_label("Decision").check()
    row.get_by_label("Ask 1: what to do").fill("approve")
    row.get_by_label("Ask 1: the words").fill(f"the {title.lower()}")
    row.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name=f"Change: {title}")).to_be_focused()


def ask_for_paper(page: Page, title: str) -> None:
    page.get_by_role("link", name=re.compile(f"Add a paper ?: {title}")).click()
    panel = page.locator("[id^=panel-]")
    panel.get_by_label("Title of the paper").fill(f"{title} paper")
    panel.get_by_label("Author 1").fill("Ada Author")
    panel.get_by_label("Executive lead 1").fill("Kim Chair")
    panel.get_by_role("button", name="Ask for this paper").click()
    panel.get_by_role("link", name=f"{title} paper", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{title} paper")


def editor(page: Page, name: str):
    return page.get_by_role("textbox", name=name)


def write(page: Page) -> None:
    """The cover sheet, and the paper's own text."""
    paper = page.url
    page.goto(f"{paper}cover/")
    page.get_by_label("Decision").check()
    page.get_by_label("In words").fill("To decide.")
    editor(page, "Summary of main points").click()
    page.keyboard.type("The main points.")
    page.get_by_role("button", name="Save and close").click()
    page.goto(f"{paper}text/")
    editor(page, "Text").click()
    page.keyboard.type("Because it is time.")
    page.get_by_role("button", name="Save and close").click()
    expect(page).to_have_url(paper)


def upload(page: Page) -> None:
    """Three kinds of file, each looked at by the person who sent it."""
    paper = page.url
    page.goto(f"{paper}files/")
    sent = [
        {"name": each.name, "mimeType": "application/octet-stream", "buffer": each.read()}
        for each in files()
    ]
    page.locator('input[type="file"]').set_input_files(sent)
    page.get_by_role("button", name="Upload", exact=True).click()
    for each in sent:
        right = page.get_by_role("button", name=re.compile(f"right file ?: {each['name']}"))
        right.click(timeout=SLOW)
        expect(right).to_have_count(0)
    page.goto(paper)


def submit_and_clear(page: Page) -> None:
    """The secretary does every step, and says how they know."""
    page.get_by_role("link", name="Submit the paper").click()
    page.get_by_label("How do you know that the author submits it?").fill(
        "E-mail of the author, 3 July"
    )
    page.get_by_role("button", name="Submit the paper").click()
    for who in ("Executive lead", "Chair"):
        page.get_by_role("link", name=re.compile(f"Record or skip the clearance ?: {who}")).click()
        page.get_by_label("It was cleared elsewhere").check()
        page.get_by_label("The evidence, or the reason").fill("E-mail, 4 July")
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Cleared", exact=True)).to_be_visible()


def agree(page: Page, day: Day, base: str) -> None:
    """The chair's word on the agenda, after which nothing stands in the way."""
    page.goto(base + day.desk)
    page.get_by_role("link", name="Record that a chair agreed it").click()
    page.get_by_label("Who agreed it").select_option(label="Kim Chair")
    page.get_by_label("How you know").fill("Said at the agenda meeting")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("#preflight")).to_contain_text("Nothing stands in the way")


def build(page: Page, day: Day, button: str) -> None:
    """The pack, from the panel beside the agenda, with its progress."""
    page.goto(page.url.partition("/desk/")[0] + day.desk)
    panel = page.locator("#pack-1")
    panel.get_by_role("button", name=button, exact=True).click()
    expect(panel.get_by_role("progressbar")).to_be_visible()
    expect(panel).to_contain_text("Built, not published", timeout=SLOW)


def publish(page: Page) -> None:
    page.locator("#pack-1").get_by_role("link", name="Publish…").click()
    for question in ("When do members of the board get it?", "When does the public get it?"):
        page.get_by_role("group", name=question).get_by_label("At once").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/pack/1/")
    expect(page.locator("#pack-1")).to_contain_text("Published")


def link_in_letter(account) -> str:
    """Where the e-mail about the pack leads; it tells nothing of what stands there."""
    outbox.send_due(timezone.now())
    body = next(each.body for each in reversed(mail.outbox) if each.to == [account.email])
    assert WORDS not in body
    link = next(word for word in body.split() if word.startswith("http"))
    return "/" + link.split("/", 3)[3]


def read_as_member(page: Page, day: Day, base: str) -> None:
    page.goto(base + link_in_letter(day.member))
    sign_in(page, day.member)
    page.get_by_role("link", name="New plan paper").first.click()
    expect(page.get_by_text("Because it is time.")).to_be_visible()


def read_as_public(page: Page, day: Day, base: str) -> None:
    page.goto(base + day.public)
    page.get_by_role("link", name="Enclosure A: New plan paper").click()
    expect(page.get_by_text("Because it is time.")).to_be_visible()
    expect(page.get_by_role("link", name="Open “New plan paper, file")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("(PDF, 2 pages")
    pack = page.request.get(f"{base}{day.public}pack.pdf")
    assert pack.body().startswith(b"%PDF-")


def test_the_main_path(day, worker, visit, complaints, live_server, stranger):
    base = live_server.url
    page = visit("/desk/icp/2023-07-24/")
    sign_in(page, day.secretary)
    clone(page, day)
    add_item(page, "New plan")
    ask_for_paper(page, "New plan")
    write(page)
    upload(page)
    submit_and_clear(page)
    agree(page, day, base)
    build(page, day, "Build")
    publish(page)
    read_as_member(stranger(), day, base)
    read_as_public(stranger(), day, base)
    page.goto(base + day.desk)
    add_item(page, "Late matter")
    ask_for_paper(page, "Late matter")
    write(page)
    submit_and_clear(page)
    build(page, day, "Build again")
    publish(page)
    public = stranger()
    public.goto(base + day.public)
    expect(public.get_by_role("link", name="Enclosure B: Late matter paper")).to_be_visible()
    public.goto(f"{base}{day.public}releases/1/")
    expect(public.locator("main")).to_contain_text("It was replaced on")
    expect(public.get_by_role("link", name="Late matter paper")).to_have_count(0)
    assert complaints() == []
