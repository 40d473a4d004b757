"""Deciding upon a private paper in a browser: accessible on every page, narrow and wide."""

import pytest
from django.urls import reverse

from icsgov.boards.profile import release_profile
from meetings import unsealing
from tests import factories as make
from tests import packs
from tests.browsing import VIEWS, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_any_page(signed_in, visit, complaints, width, scheme):
    board = make.board("ICP")
    release_profile(board, None, make.NOW)
    met = packs.meeting(board)
    make.part2(met)
    item = make.item(met, "Lease", part=2)
    files = (packs.pdf_blob(2),)
    paper, other = (
        packs.paper(board, title, under=item, files=files, private=True, private_reason="A lease")
        for title in ("Estates", "Land")
    )
    secretary = make.secretary(board)
    draft = unsealing.begin(other, other.mark, secretary, make.NOW)
    signed_in(secretary)
    part = {"board": board.slug, "address": met.address}
    for name, where in (
        ("paper-unseal", {"key": paper.key}),
        ("part2-review", part),
        ("desk-document", {"key": draft.key}),
        ("document-preview", {"key": draft.key}),
        ("document-cancel", {"key": draft.key}),
    ):
        assert_accessible(visit(reverse(name, kwargs=where), width, scheme))
    assert complaints() == []
