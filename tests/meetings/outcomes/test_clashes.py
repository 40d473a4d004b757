"""Two save the same thing: the second one sees both texts side by side, and nothing is lost."""

from datetime import date

import pytest

from meetings.models import Action, Decision, ForwardEntry
from meetings.outcomes.acting import take
from meetings.outcomes.promising import promise
from tests.factories import NOW
from tests.meetings.minuting.desk import attend, desk
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def at():
    made = desk()
    attend(made.meeting, "Olu Officer", "in attendance")
    return made


def page_of(paragraph, what):
    return f"/desk/minutes/paragraphs/{paragraph.key}/{what}/"


def test_two_who_change_a_decision_lose_nothing(at):
    row = at.add("Approved.", "decision")
    Visitor(at.secretary).get(page_of(row, "decision")).submit("Save", {"outcome": "approved"})
    made = Decision.objects.get()
    first, second = (
        Visitor(at.secretary).get(f"/desk/decisions/{made.key}/edit/") for _ in range(2)
    )
    first.submit("Save", {"words": "Theirs.", "conditions": "By May."})
    second.submit("Save", {"words": "Mine.", "outcome": "noted"})
    assert second.status == 409
    assert "Somebody else changed this while you did" in second.text
    assert "savedTheirs. YoursMine." in second.text
    assert Decision.objects.get().words == "Theirs."
    second.submit("Save")
    both = Decision.objects.get()
    assert (both.words, both.outcome, both.conditions) == ("Mine.", "noted", "By May.")


def test_two_who_change_an_action_see_both(at):
    row = take(at.board, 1, "Write it.", None, NOW, due=date(2023, 7, 1))
    first, second = (Visitor(at.secretary).get(f"/desk/actions/{row.key}/edit/") for _ in range(2))
    first.submit("Save", {"owners": "Olu Officer", "due-day": "3"})
    no_day = {"due-day": "", "due-month": "", "due-year": ""}
    second.submit("Save", {"text": "Write all.", **no_day, "due_words": "by the autumn"})
    assert second.status == 409
    assert "saved3 July 2023 Yoursby the autumn" in second.text
    assert Action.objects.get().text == "Write it."
    second.submit("Save")
    both = Action.objects.get()
    assert (both.text, both.due, both.due_words) == ("Write all.", None, "by the autumn")
    assert [owner.name for owner in both.owners.all()] == ["Olu Officer"]


def test_two_who_change_a_promise_see_both(at):
    row = promise(at.board, 1, "The concordat", None, NOW)
    where = f"/desk/forward-plan/{row.key}/edit/"
    first, second = (Visitor(at.secretary).get(where) for _ in range(2))
    first.submit("Save", {"title": "Theirs", "window": "in May"})
    second.submit("Save", {"title": "Mine", "why": "It was asked for."})
    assert second.status == 409
    assert "savedTheirs YoursMine" in second.text
    second.submit("Save")
    both = ForwardEntry.objects.get()
    assert (both.title, both.window, both.why) == ("Mine", "in May", "It was asked for.")


def test_two_who_record_the_same_decision_see_both(at):
    row = at.add("Approved.", "decision")
    first, second = (Visitor(at.secretary).get(page_of(row, "decision")) for _ in range(2))
    first.submit("Save", {"outcome": "approved", "words": "Theirs."})
    second.submit("Save", {"outcome": "approved", "words": "Mine."})
    assert second.status == 409
    assert "savedTheirs. YoursMine." in second.text
    second.submit("Save")
    assert Decision.objects.get().words == "Mine."
