"""The desk of plans: parts in place, facts, history, readings, editions, coverage, links."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from icsgov.record.models import Entry, Release
from icsgov.record.publish import Line, release_tree
from icsgov.record.tree import Node
from strategy import coverage, links, sheets
from tests import factories as make
from tests.strategy import editions, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.board("ICP")


@pytest.fixture
def plan(board):
    made = plans.plan(board, address="ours")
    plans.part(made, "priority", "Early years", number="1", text="A good start")
    return made


@pytest.fixture
def secretary(client, board):
    account = make.secretary(board)
    client.force_login(account)
    return account


def edit(part, **values):
    data = {"number": part.number, "name": part.name, "text": part.text, "version": part.version}
    return data | values


def test_a_part_is_changed_in_its_row(client, secretary, plan):
    part = plan.parts.get()
    address = reverse("desk-part-edit", kwargs={"key": part.key})
    headers = {"HX-Request": "true"}
    assert b"hx-post" in client.get(address, headers=headers).content
    response = client.post(address, edit(part, text="A better start"), headers=headers)
    assert b"A better start" in response.content and b"<html" not in response.content
    assert client.post(address, edit(part, name=""), headers=headers).status_code == 422
    history = client.get(reverse("desk-part-history", kwargs={"key": part.key})).content.decode()
    assert "<ins>better</ins>" in history and "<del>good</del>" in history


def test_without_javascript_the_page_comes_back(client, secretary, plan):
    part = plan.parts.get()
    response = client.post(reverse("desk-part-edit", kwargs={"key": part.key}), edit(part))
    assert response.status_code == 302


def test_two_editors_do_not_overwrite_each_other(client, secretary, plan):
    part = plan.parts.get()
    stale = edit(part, text="Mine")
    part.save_at(part.version, None, make.NOW, text="Theirs")
    response = client.post(reverse("desk-part-edit", kwargs={"key": part.key}), stale)
    assert response.status_code == 422
    assert "Theirs" in response.content.decode() and "Mine" in response.content.decode()
    part.refresh_from_db()
    assert part.text == "Theirs"


def test_the_questions_of_a_sort_are_asked_and_kept(client, secretary, plan):
    address = reverse("desk-part-add", kwargs={"address": "ours", "sort": "metric"})
    client.post(address, {"name": "Access", "data-unit": "%", "data-better": "higher"})
    assert plan.parts.get(sort="metric").data == {"unit": "%", "better": "higher"}
    bad = client.post(address, {"name": "Access", "data-better": "sideways"})
    assert bad.status_code == 422


def test_a_second_cell_for_the_same_priority_is_refused_in_words(client, secretary, plan):
    theme = plans.part(plan, "theme")
    address = reverse("desk-part-add-under", kwargs={"key": theme.key, "sort": "cell"})
    data = {"text": "Words", "across": plan.parts.get(sort="priority").pk}
    assert client.post(address, data).status_code == 302
    response = client.post(address, data)
    assert response.status_code == 422
    assert "There is one for that already" in response.content.decode()


@pytest.mark.parametrize(
    ("sort", "facts", "data"),
    [
        (
            "condition",
            "assessments",
            {
                "on-day": "23",
                "on-month": "3",
                "on-year": "2022",
                "rating": "A",
                "person": "Sam Sample",
            },
        ),
        ("metric", "readings", {"printed": "31.5%"}),
        ("metric", "targets", {"words": "at least 32%"}),
        ("phase", "schedules", {"words": "in the autumn"}),
        ("phase", "ticks", {"done": "on"}),
        ("organisation", "progress", {"text": "Begun"}),
    ],
)
def test_facts_are_added(client, secretary, plan, sort, facts, data):
    part = plans.part(plan, sort)
    address = reverse("desk-part-say", kwargs={"key": part.key, "facts": facts})
    assert client.get(address).status_code == 200
    assert client.post(address, data).status_code == 302
    said = getattr(part, facts).get()
    assert said.by == secretary
    assert client.post(address, {"rests_on": "nothing"}).status_code == 422
    assert client.get(reverse("desk-part", kwargs={"key": part.key})).status_code == 200


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("https://papers.example.org/icp/2023-05-01/#item-1", "item-1"),
        ("/icp/2023-05-01/", "agenda"),
        (" /strategy/ours/priority-1/ ", "priority-1"),
        ("/strategy/ours/#condition-1", "condition-1"),
        ("/icp/2023-05-01/#item-9", ""),
        ("/nothing/here/", ""),
        ("https://[papers/", ""),
    ],
)
def test_a_rating_rests_on_what_stands_at_an_address(
    client, secretary, plan, board, address, anchor
):
    condition = plans.part(plan, "condition", "Metrics", number="1")
    editions.release("plan", plan.key, board)
    _meeting(board, date(2023, 5, 1), None)
    url = reverse("desk-part-say", kwargs={"key": condition.key, "facts": "assessments"})
    day = {"on-day": "1", "on-month": "5", "on-year": "2023"}
    response = client.post(url, {**day, "rating": "G", "rests_on": address})
    assert response.status_code == (302 if anchor else 422)
    if anchor:
        said = condition.assessments.get()
        assert Entry.objects.get(anchor=anchor).thing == said.rests_on
        page = client.get(reverse("desk-part", kwargs={"key": condition.key}))
        assert page.status_code == 200
    else:
        assert "Nothing on the record is at that address" in response.content.decode()
        assert address.strip() in response.content.decode()


def test_a_fact_that_a_sort_does_not_gather_is_not_asked(client, secretary, plan):
    address = reverse("desk-part-say", kwargs={"key": plan.parts.get().key, "facts": "ticks"})
    assert client.get(address).status_code == 404


def test_parts_move_and_go_and_come_back(client, secretary, plan):
    first, second = plan.parts.get(), plans.part(plan, "priority", "Prevention", number="2")
    address = reverse("desk-part-move", kwargs={"key": second.key})
    client.post(address, {"to": "up"})
    assert list(plan.parts.standing()) == [second, first]
    client.post(address, {"to": "out"})
    assert list(plan.parts.standing()) == [first]
    client.post(address, {"to": "back"})
    assert plan.parts.standing().count() == 2


def test_readings_come_from_a_workbook(client, secretary, plan):
    plans.metric(plan)
    address = reverse("desk-plan-readings", kwargs={"address": "ours"})
    download = client.get(reverse("desk-plan-workbook", kwargs={"address": "ours"}))
    book = load_workbook(BytesIO(download.content))
    book.worksheets[0]["D2"] = "many"
    assert _send(client, address, book).status_code == 422
    book.worksheets[0]["D2"] = 31.5
    assert _send(client, address, book).status_code == 302
    assert sheets.metrics_of(plan)[0].readings.get().printed == "31.5%"


def _send(client, address, book):
    stream = BytesIO()
    book.save(stream)
    return client.post(address, {"file": SimpleUploadedFile("r.xlsx", stream.getvalue())})


def test_an_edition_is_built_looked_at_and_released(
    client, secretary, plan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("plan-build", kwargs={"name": "ours"}))
    page = client.get(reverse("desk-plan", kwargs={"address": "ours"})).content.decode()
    assert "What was built" in page and "Release it to everybody" in page
    assert client.get("/strategy/ours/").status_code == 404
    [build] = plan.board.builds.all()
    where = {"name": "ours", "key": build.key}
    pdf = client.get(reverse("plan-preview", kwargs=where))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    client.post(reverse("plan-release", kwargs=where), {"words": "The first"})
    assert client.get("/strategy/ours/").status_code == 200
    assert Release.objects.get(kind="plan").words == "The first"


def test_what_no_board_discussed_for_two_meetings_is_marked(plan, board):
    account = make.secretary(board)
    priority = plan.parts.get()
    other = plans.part(plan, "priority", "Prevention", number="2")
    for day, about in (
        (date(2023, 5, 1), priority),
        (date(2023, 6, 1), None),
        (date(2023, 7, 1), other),
    ):
        _meeting(board, day, about)
    rows = coverage.coverage(plan, account, make.NOW)
    assert [(row.part, row.passed, row.is_neglected) for row in rows] == [
        (priority, 2, True),
        (other, 0, False),
    ]


def _meeting(board, day, about):
    thing = uuid4()
    found = ()
    if about is not None:
        links.set_links(thing, [about.key], None, make.NOW)
        found = links.links_of([thing], make.NOW)[thing]
    item = Node("item", anchor="item-1", thing=thing, title="Item", links=found)
    root = Node("meeting", "agenda", uuid4(), title="Meeting", on=day, children=(item,))
    line = Line(board, "agenda", uuid4(), f"{board.slug}/{day}")
    return release_tree(
        line, root, title="Meeting", by=None, now=make.NOW - timedelta(days=1), on=day
    )


def test_owners_write_and_do_not_release(client, plan):
    owner = make.user()
    plan.owners.create(person=owner.person)
    client.force_login(owner)
    page = client.get(reverse("desk-plan", kwargs={"address": "ours"})).content.decode()
    assert "Change what the plan is" in page and "Make the PDF" not in page
    assert client.post(reverse("plan-build", kwargs={"name": "ours"})).status_code == 403


def test_canary_words_of_drafts_are_on_no_public_page(client, plan, board):
    editions.release("plan", plan.key, board)
    plans.part(plan, "priority", "canary-new", number="9")
    plans.bulletin(board, "draft", "canary-bulletin")
    for page in (
        "/strategy/",
        "/strategy/ours/",
        "/strategy/bulletins/",
        "/strategy/bulletins/feed/",
    ):
        assert "canary" not in client.get(page).content.decode()
