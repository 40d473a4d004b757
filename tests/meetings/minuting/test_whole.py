"""The minutes as a whole on the desk read like the print: with who was there for which items."""

import pytest

from meetings.minuting import skeleton
from tests import factories as make
from tests.meetings.minuting.desk import attend, desk
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_it_says_from_which_item_to_which_somebody_was_there_and_who_came_for_whom():
    at = desk()
    first, second = at.meeting.items.in_order()
    attend(at.meeting, "Una Until", to_item=first)
    attend(at.meeting, "Fay From", from_item=second, to_item=second)
    attend(at.meeting, "Abe Absent", "apologies", deputy_name="Dee Deputy", deputy_title="Aide")
    text = Visitor(at.secretary).get(at.address("minutes-whole")).text
    assert "Una UntilSample titleuntil “Sample item 1”" in text
    assert "Fay FromSample titlefor “Sample item 2”" in text
    assert "Abe AbsentSample titlerepresented by Dee Deputy, Aide" in text


def test_who_came_for_part_2_alone_is_not_listed_in_part_1():
    at = desk()
    make.part2(at.meeting)
    private = make.item(at.meeting, "Hidden item", part=2)
    skeleton.lay(at.meeting, 2, at.secretary, make.NOW)
    attend(at.meeting, "Pia Private", from_item=private)
    visitor = Visitor(at.secretary)
    assert "Pia Private" not in visitor.get(at.address("minutes-whole")).text
    assert "Pia Private" in visitor.get(at.address("minutes-whole", 2)).text
