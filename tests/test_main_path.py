"""From an agenda to a published pack and its late paper, over plain HTTP without JavaScript."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from icsgov.work import mail as outbox
from tests.day import WORDS, Day, files
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


class Visits:
    """The day as its people see it in browsers without JavaScript."""

    def __init__(self) -> None:
        day = Day()
        self.day, self.desk, self.public = day.day, day.desk, day.public
        self.member = day.member
        self.secretary, self.chair = Visitor(day.secretary), Visitor(day.chair)


def clone(day: Visits) -> None:
    when = {"date-day": day.day.day, "date-month": day.day.month, "date-year": day.day.year}
    fields = {name: str(value) for name, value in when.items()}
    page = day.secretary.get("/desk/icp/2023-07-24/clone/")
    page.submit("Plan the meeting", {**fields, "starts": "2pm", "ends": "4pm"})
    assert page.url == day.desk
    assert "Questions from the public" in page.text


def add_item(day: Visits, title: str) -> None:
    page = day.secretary.get(day.desk).submit("Add row", {"title": title, "minutes": "30"})
    page.get(day.desk).follow(f"Change: {title}")
    ask: dict[str, Any] = {"asks_verb": "approve", "asks_text": f"the {title.lower()}"}
    page.submit("Save", {**ask, "leads": "Kim Chair", "mode": "paper", "purposes": ["decision"]})
    page.get(day.desk).follow(f"Add a paper: {title}")
    people = {"author": "Ada Author", "lead": "Kim Chair"}
    page.submit("Ask for this paper", {"title": f"{title} paper", **people})


def write_paper(day: Visits, title: str, uploads: list[SimpleUploadedFile]) -> str:
    page = day.secretary.follow(title)
    paper = page.url
    ticks = {"cover_purpose": ["decision"], "cover_purpose_text": "To decide."}
    page.get(f"{paper}cover/").submit(
        "Save and close", {**ticks, "cover_summary": "<p>The main points.</p>"}
    )
    page.get(f"{paper}text/").submit("Save and close", {"body": "<h2>Why</h2><p>Because.</p>"})
    if uploads:
        page.get(f"{paper}files/").submit("Upload", {"uploads": uploads})
        for upload in uploads:
            page.submit(f"This is the right file: {upload.name}")
    page.get(f"{paper}submit/").submit("Submit the paper", {"words": "E-mail of the author"})
    assert "Kim Chair should clear it" in page.text
    return paper


def clear(day: Visits, paper: str) -> None:
    day.chair.get(paper).submit("Clear it (Executive lead)").submit("Clear it (Chair)")
    assert "The paper is cleared for the pack" in day.chair.text


def build_and_publish(day: Visits) -> None:
    page = day.secretary.get(f"{day.desk}pack/1/")
    button = "Build" if "Not built yet" in page.text else "Build again"
    page.submit(button)
    assert "not published" in page.text
    preview = page.follow("View as the public")
    assert "nothing here is published by looking at it" in preview.text
    page.get(f"{day.desk}pack/1/").follow("Publish…")
    page.submit("Publish", {"members": "now", "public": "now", "tell_members": True})
    assert page.status == 200


def test_the_main_path_without_javascript() -> None:
    day = Visits()
    anonymous = Visitor()
    clone(day)
    assert anonymous.get(day.public).text.count("New plan") == 0
    add_item(day, "New plan")
    paper = write_paper(day, "New plan paper", files())
    clear(day, paper)
    assert anonymous.get(f"{day.public}new-plan-paper/").status == 404
    build_and_publish(day)
    read_as_public(day, anonymous)
    read_as_member(day)
    late_paper(day, anonymous)


def read_as_public(day: Visits, anonymous: Visitor) -> None:
    page = anonymous.get(day.public)
    assert "Enclosure A: New plan paper" in page.text
    assert page.get(f"{day.public}new-plan-paper/").status == 200
    assert "Because." in page.text and "approve the new plan" in page.text
    pack = page.get(f"{day.public}pack.pdf").response
    content = b"".join(pack.streaming_content)
    assert content.startswith(b"%PDF-")


def read_as_member(day: Visits) -> None:
    outbox.send_due(timezone.now())
    told = {message.to[0]: message for message in mail.outbox}
    body = told[day.member.email].body
    link = next(word for word in body.split() if word.startswith("http"))
    page = Visitor(day.member).get(link.partition("8000")[2])
    assert "New plan" in page.text
    assert WORDS not in body


def late_paper(day: Visits, anonymous: Visitor) -> None:
    add_item(day, "Late matter")
    clear(day, write_paper(day, "Late matter paper", []))
    build_and_publish(day)
    page = anonymous.get(day.public)
    assert "Enclosure B: Late matter paper" in page.text
    assert page.get(f"{day.public}releases/1/").status == 200
    assert "Late matter" not in page.text.partition("superseded")[2]
    assert page.get(f"{day.public}releases/2/").status == 200
