"""The public pages of plans: from releases alone, at a fixed price, with the thread."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from icsgov.record.publish import Line, release_tree, withdraw
from icsgov.record.tree import Link, Node
from strategy import threads
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    made = plans.plan(make.board("SEL", kind="system"), address="ours")
    priority = plans.part(made, "priority", "Early years", number="2")
    plans.part(made, "ambition", parent=priority, text="A good start for every child")
    measured = plans.metric(made, parent=priority, name="Vaccinated at two")
    plans.target(measured)
    plans.reading(measured, "30.5%", date(2018, 3, 31), period="2017-18", source="Bulletin")
    plans.reading(measured, "31.5%", date(2019, 3, 31), period="2018-19", source="Bulletin")
    condition = plans.part(made, "condition", "Metrics in place", number="2")
    plans.assessment(condition, "A", date(2022, 3, 23), words="Progress made, minor concerns")
    area = plans.part(made, "delivery", "Statutory")
    milestone = plans.part(made, "milestone", "Handover", parent=area)
    milestone.schedules.create(due=date(2022, 4, 1), at=make.NOW)
    milestone.schedules.create(due=date(2022, 7, 1), at=make.NOW)
    return made


def release(plan, now=make.NOW, **more):
    return editions.release("plan", plan.key, plan.board, now, **more)


def record(about, count: int, kind: str = "decision", **more):
    """A meeting's release with entries that name a part of a plan."""
    links = (Link("supports", about.key),)
    children = tuple(
        Node(kind, **{"thing": uuid4(), "links": links, "title": f"{kind} {n}", **more})
        for n in range(count)
    )
    board = make.board(f"B{uuid4().hex[:6]}")
    line = Line(board, "agenda", uuid4(), f"{board.slug}/2023-07-24")
    root = Node("meeting", anchor="agenda", title="Meeting", children=_anchored(children))
    return release_tree(line, root, title="Meeting", by=None, now=make.NOW, on=make.MEETING_DAY)


def _anchored(nodes):
    from dataclasses import replace

    return tuple(replace(node, anchor=f"e-{at}") for at, node in enumerate(nodes))


PAGES = ("", "metrics/", "changes/", "priority-2/", "condition-2/", "milestone-handover/")


def test_a_draft_is_nowhere_to_be_read(plan, client):
    for page in PAGES:
        assert client.get(f"/strategy/ours/{page}").status_code == 404
    assert "Sample strategy" not in client.get("/strategy/").content.decode()


def test_an_edition_is_read_page_by_page_without_a_reader(plan, client):
    release(plan)
    for page in PAGES:
        response = client.get(f"/strategy/ours/{page}")
        assert response.status_code == 200, page
        assert "max-age" in response["Cache-Control"]
        assert "Vary" not in response or "Cookie" not in response["Vary"]
    pdf = client.get("/strategy/ours/plan.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert pdf["Content-Type"] == "application/pdf"
    assert "A good start" in client.get("/strategy/ours/priority-2/").content.decode()


def test_an_edit_after_the_release_stays_on_the_desk(plan, client):
    release(plan)
    plan.parts.filter(sort="priority").update(name="canary-new-name")
    assert "canary" not in client.get("/strategy/ours/").content.decode()


def test_a_new_edition_says_what_changed_and_the_old_one_stays(plan, client):
    release(plan)
    plan.parts.filter(sort="ambition").update(text="A better start for every child")
    release(plan, make.NOW + timedelta(days=1))
    page = client.get("/strategy/ours/changes/").content.decode()
    assert "<ins>better</ins>" in page and "<del>good</del>" in page
    old = client.get("/strategy/ours/editions/1/priority-2/").content.decode()
    assert "A good start" in old and "was replaced" in old
    assert client.get("/strategy/ours/editions/3/").status_code == 404
    pdf = client.get("/strategy/ours/editions/1/plan.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_a_new_edition_says_which_ratings_figures_and_dates_came(plan, client):
    release(plan)
    plans.assessment(plan.parts.get(sort="condition"), "G", date(2022, 6, 30), text="In place.")
    plans.reading(plan.parts.get(sort="metric"), "33%", date(2020, 3, 31), period="2019-20")
    milestone = plan.parts.get(sort="milestone")
    milestone.schedules.create(due=date(2022, 9, 1), why="Later still", at=make.NOW)
    milestone.ticks.create(on=date(2022, 8, 30), at=make.NOW)
    release(plan, make.NOW + timedelta(days=1))
    page = re.sub(r"</?(ins|del)>", "", client.get("/strategy/ours/changes/").content.decode())
    for words in (
        "30 June 2022: G – On target. In place.",
        "2019-20: 33%",
        "1 September 2022; Later still",
        "30 August 2022: done",
    ):
        assert words in page


def test_a_withdrawn_plan_leaves_its_notice(plan, client):
    withdraw(release(plan), "Published too early", None, make.NOW)
    response = client.get("/strategy/ours/")
    assert response.status_code == 410
    assert "Published too early" in response.content.decode()
    assert client.get("/strategy/ours/editions/1/").status_code == 410


def test_addresses_of_leads_are_not_released(plan, client):
    priority = plan.parts.get(sort="priority")
    plans.part(
        plan,
        "lead",
        "Dr Lee",
        parent=priority,
        data={"role": "clinical lead", "email": "canary@example.org"},
    )
    page = release(plan) and client.get("/strategy/ours/priority-2/").content.decode()
    assert "Dr Lee" in page and "canary" not in page


def test_ratings_targets_and_slips_are_said_in_words(plan, client):
    release(plan)
    condition = client.get("/strategy/ours/condition-2/").content.decode()
    assert "A – Progress made, minor concerns" in condition and "<svg" in condition
    assert "Target not met, by 0.5 points" in client.get("/strategy/ours/metrics/").content.decode()
    milestone = client.get("/strategy/ours/").content.decode()
    assert "1 July 2022" in milestone and "Moved" in milestone and "1 April 2022" in milestone


def test_every_picture_has_a_name_and_a_table(plan, client):
    release(plan)
    for page in ("", "metrics/"):
        html = client.get(f"/strategy/ours/{page}").content.decode()
        pictures = re.findall(r'<svg[^>]*role="img"[^>]*>', html)
        assert pictures
        assert all("aria-label=" in each for each in pictures)
        assert html.count("<caption") >= len(pictures)


def test_nothing_depends_on_colour(plan, client):
    release(plan)
    html = client.get("/strategy/ours/").content.decode()
    for state in re.findall(r'<strong class="app-state[^>]*>(.*?)</strong>', html, re.DOTALL):
        assert "<svg" in state and re.sub(r"<[^>]+>", "", state).strip()


def test_the_page_of_a_priority_shows_what_is_on_the_record(plan, client):
    priority = plan.parts.get(sort="priority")
    release(plan)
    record(priority, 2)
    record(priority, 1, "paper")
    page = client.get("/strategy/ours/priority-2/").content.decode()
    assert "decision 1" in page and "paper 0" in page and "Everything (3)" in page
    papers = client.get("/strategy/ours/priority-2/?told=discussed").content.decode()
    assert "paper 0" in papers and "decision 1" not in papers
    assert (
        "Everything (3)" in client.get("/strategy/ours/priority-2/?told=x&page=x").content.decode()
    )


def test_the_thread_says_what_was_promised_kept_and_slipped(plan, client):
    priority = plan.parts.get(sort="priority")
    release(plan)
    record(priority, 1, "action", title="Open promise")
    record(priority, 1, "action", title="Kept promise", state="closed")
    record(priority, 1, "forward", title="Brought back", thing=(back := uuid4()))
    record(priority, 1, "item", title="The item itself", links=(Link("discharges", back),))
    late = {"slipped_from": ["2023-06-30"]}
    record(priority, 1, "forward", title="Late promise", data=late, on=date(2023, 10, 25))
    record(priority, 1, "question", title="Somebody asked")
    found = threads.thread([priority.key], threads.public(make.NOW))
    told = {each.entry.title: each.told and each.told.words for each in found.records}
    assert told == {
        "Open promise": "Promised",
        "Kept promise": "Kept",
        "Brought back": "Kept",
        "Late promise": "Slipped",
        "Somebody asked": "Asked",
    }
    assert {each.key: count for each, count in found.counts} == {
        "asked": 1,
        "promised": 4,
        "kept": 2,
        "slipped": 1,
    }
    page = client.get("/strategy/ours/priority-2/?told=slipped").content.decode()
    assert "Late promise" in page and "Open promise" not in page
    assert "First promised for 30 June 2023, now for 25 October 2023" in page


def test_a_key_leads_to_where_its_part_stands_now(plan, client):
    priority = plan.parts.get(sort="priority")
    url = f"/strategy/parts/{priority.key}/"
    assert client.get(url).status_code == 404
    release(plan)
    assert client.get(url)["Location"] == "/strategy/ours/priority-2/"
    assert client.get(f"/strategy/parts/{uuid4()}/").status_code == 404


def test_the_decisions_about_an_ambition_stand_next_to_it(plan, client):
    release(plan)
    record(plan.parts.get(sort="ambition"), 1)
    assert "Decided on 24 July 2023" in client.get("/strategy/ours/priority-2/").content.decode()


def test_what_was_withdrawn_or_is_for_members_is_not_in_the_public_thread(plan, client):
    release(plan)
    priority = plan.parts.get(sort="priority")
    withdraw(record(priority, 1), "Mistake", None, make.NOW)
    assert threads.thread([priority.key], threads.public(make.NOW)).total == 0


def test_a_priority_and_a_place_lead_to_how_they_are_followed(plan, client):
    plans.part(plan, "place", "Tower Hamlets")
    release(plan)
    key, name = plan.parts.get(sort="priority").key, "borough=tower-hamlets"
    for anchor, ways in (
        ("priority-2", [f"/follow/?priority={key}"]),
        ("place", [f"/search/?{name}", f"/follow/?{name}"]),
    ):
        page = client.get(f"/strategy/ours/{anchor}/").content.decode()
        assert all(f'<a href="{way}">' in page for way in ways)
        assert {client.get(way).status_code for way in ways} == {200}
