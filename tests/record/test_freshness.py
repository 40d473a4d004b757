"""How long public answers may be kept."""

from datetime import timedelta
from uuid import uuid4

import pytest

from icsgov.record.freshness import LONGEST, max_age
from icsgov.record.publish import Line, release_tree
from icsgov.record.tree import Node
from tests import factories as make

pytestmark = pytest.mark.django_db


def release(audience="public", part=1, **hours):
    line = Line(make.board(f"B{uuid4().hex[:6]}"), "agenda", uuid4(), "x", part, audience)
    root = Node(kind="meeting", anchor="agenda")
    release_tree(line, root, title="Agenda", by=None, now=make.NOW, **hours)


def seconds(count):
    return timedelta(seconds=count)


def test_nothing_planned_is_kept_for_the_longest():
    release()
    assert max_age(make.NOW) == LONGEST


@pytest.mark.parametrize(("wait", "age"), [(29.9, 29), (12, 12), (0.4, 0), (31, LONGEST)])
def test_never_past_the_next_release(wait, age):
    release(effective_at=make.NOW + seconds(wait))
    assert max_age(make.NOW) == age


def test_a_release_for_members_shows_in_no_header():
    release("members", effective_at=make.NOW + seconds(5))
    release("members", part=2, effective_at=make.NOW + seconds(7))
    assert max_age(make.NOW) == LONGEST
