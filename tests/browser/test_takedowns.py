"""Taking down for good, in a browser: asked, confirmed, the record of it, what readers find."""

from pathlib import Path

import pytest
from django.urls import reverse

from icsgov.record import site_copies, takedowns
from icsgov.record.models import TakeDown
from meetings.models import Paper
from tests import factories as make
from tests import packs, releases
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_of_a_take_down_is_accessible(visit, signed_in, width, scheme):
    board = make.board("ICP")
    meeting = packs.meeting(board)
    secretary = make.secretary(board)
    releases.publish(meeting)
    slug = "shown-as-slides"
    paper = Paper.objects.get(title="Shown as slides")
    signed_in(secretary)
    assert_accessible(visit(reverse("paper-take-down", kwargs={"key": paper.key}), width, scheme))
    wish = TakeDown(board=board, thing=paper.key, ground="legal order", words="By a court.")
    asked = takedowns.ask(wish, make.user(), make.NOW)
    page = reverse("take-down", kwargs={"key": asked.key})
    assert_accessible(visit(page, width, scheme))
    takedowns.confirm(asked, secretary, make.NOW)
    site_copies.note(Path("/") / ("a-folder-with-a-long-name-" * 5) / "public", make.NOW)
    for address in (page, reverse("take-downs"), "/icp/2023-07-24/", f"/icp/2023-07-24/{slug}/"):
        assert_accessible(visit(address, width, scheme))
