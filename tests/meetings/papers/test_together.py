"""Many people write one paper at once: nothing that was saved is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from meetings.forms.texts import TextForm
from meetings.models import Clearance, Paper
from meetings.tasks import handling
from tests import factories as make
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, SAVES = 4, 50


@pytest.fixture
def paper() -> Any:
    board = make.board("ICP")
    made = make.paper(
        board, "Winter plan", author=make.user(), under=make.item(make.meeting(board))
    )
    made.secretary = make.secretary(board)
    return made


def writer(paper: Paper, number: int) -> Callable[[], None]:
    """Adds a paragraph at a time to what it read, and reads again when two wrote."""

    def write() -> None:
        for count in range(SAVES):
            while not _saved(paper, f"<p>{number}-{count}</p>"):
                pass

    return write


def _saved(paper: Paper, words: str) -> bool:
    """Fill the form from the paper as it is, add the words, save."""
    row = Paper.objects.get(pk=paper.pk)
    empty = TextForm(paper=row)
    body = f"{empty.initial['body']}{words}"
    form = TextForm({"read": empty["read"].value(), "body": body}, paper=row)
    assert form.is_valid()
    return form.save(paper.secretary, make.NOW)


def test_200_saves_by_4_people_lose_nothing(paper):
    at_once(*(writer(paper, number) for number in range(WRITERS)))
    body = Paper.objects.get(pk=paper.pk).body
    wanted = {f"<p>{number}-{count}</p>" for number in range(WRITERS) for count in range(SAVES)}
    assert [words for words in wanted if body.count(words) != 1] == []
    assert len(body) == sum(map(len, wanted))


def test_versions_cut_at_once_have_numbers_of_their_own(paper):
    def cut() -> None:
        for _ in range(10):
            Paper.objects.get(pk=paper.pk).cut("At once", paper.secretary, make.NOW)

    at_once(cut, cut, cut)
    numbers = paper.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 31))
    assert Paper.objects.get(pk=paper.pk).current.number == 30


def test_the_two_last_clearances_given_at_once_clear_the_paper(paper):
    paper.submit(paper.secretary, make.NOW)
    lead, chair = paper.enclosure.item.meeting.rules.clearances

    def give(rule: Any) -> Callable[[], None]:
        return lambda: (
            handling.give_clearance(Paper.objects.get(pk=paper.pk), rule, paper.secretary, make.NOW)
            and None
        )

    at_once(give(lead), give(chair))
    assert Clearance.objects.count() == 2
    assert Paper.objects.get(pk=paper.pk).state == "cleared"
