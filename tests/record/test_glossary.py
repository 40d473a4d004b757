"""The glossary: edited on the desk, released, and written out where a page first says it."""

import pytest

from icsgov.record import glossary
from icsgov.record.models import Entry, Term
from tests import factories as make
from tests import markup, packs, releases
from tests.visitor import Visitor


def entry(short, full):
    return Entry(kind="term", data={"short": short, "full": full})


ICB, VCSE = entry("ICB", "Integrated Care Board"), entry("VCSE", "Voluntary & social enterprise")


def explained(inside, *terms):
    page = glossary.explained(
        f"<p>ICB</p><main><h1>ICB</h1>{inside}</main><p>ICB</p>", terms or [ICB]
    )
    assert page.startswith("<p>ICB</p><main><h1>ICB</h1>") and page.endswith("</main><p>ICB</p>")
    return page.removeprefix("<p>ICB</p><main><h1>ICB</h1>").removesuffix("</main><p>ICB</p>")


GLOSS = ' <span class="app-gloss">[Integrated Care Board]</span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>The ICB met. The ICB left.</p>", f"<p>The ICB{GLOSS} met. The ICB left.</p>"),
        ("<p>Two ICBs</p>", f"<p>Two ICBs{GLOSS}</p>"),
        ("<p>An ICBX, a sub-ICB and icb</p>", "<p>An ICBX, a sub-ICB and icb</p>"),
        ('<p title="ICB"><a href="/ICB">ICB</a></p>', '<p title="ICB"><a href="/ICB">ICB</a></p>'),
        ("<svg><svg></svg><text>ICB</text></svg>", "<svg><svg></svg><text>ICB</text></svg>"),
        ("<h2>ICB</h2><p>ICB</p>", f"<h2>ICB</h2><p>ICB{GLOSS}</p>"),
        ("<p>Integrated Care Board (ICB), ICB</p>", "<p>Integrated Care Board (ICB), ICB</p>"),
        ("<p>Our Care Board (ICB)</p><p>ICB</p>", "<p>Our Care Board (ICB)</p><p>ICB</p>"),
        ("<p>ICB/2023-04-25/D1, ICB Q3</p>", "<p>ICB/2023-04-25/D1, ICB Q3</p>"),
        ("<p>ICB action 1 of the ICB</p>", f"<p>ICB action 1 of the ICB{GLOSS}</p>"),
        ("<dt><dfn>ICB</dfn></dt>", "<dt><dfn>ICB</dfn></dt>"),
        ("<ul><li>ICB<br>x</li></ul>", f"<ul><li>ICB{GLOSS}<br>x</li></ul>"),
    ],
)  # fmt: skip
def test_a_short_form_is_written_out_where_it_is_first_used(before, after):
    assert explained(before) == after


def test_what_a_term_stands_for_is_escaped():
    assert "[Voluntary &amp; social enterprise]" in explained("<p>VCSE</p>", VCSE)


def test_a_page_without_terms_or_main_stays_as_it_is():
    assert glossary.explained("<main><p>ICB</p></main>", []) == "<main><p>ICB</p></main>"
    assert glossary.explained("<p>ICB</p>", [ICB]) == "<p>ICB</p>"


@pytest.mark.django_db
def test_a_secretary_adds_changes_and_takes_out_a_term(client, clock, meeting):
    board = meeting.board
    packs.paper(board, "About it", make.item(meeting, "About the VCSE sector"))
    releases.publish(meeting)
    visitor = Visitor(make.secretary(board)).get("/glossary/edit/")
    visitor.submit("Add", {"short": "VCSE", "full": "charities and volunteers", "meaning": "Help."})
    page = client.get("/icp/2023-07-24/").content.decode()
    assert 'VCSE <span class="app-gloss">[charities and volunteers]</span> sector' in page
    assert markup.faults(page) == []
    assert "Help." in client.get("/glossary/").content.decode()
    visitor.follow("VCSE").submit("Save", {"full": "the third sector"})
    assert "[the third sector]" in client.get("/icp/2023-07-24/").content.decode()
    visitor.follow("VCSE").submit("Take it out")
    assert not Term.objects.exists()
    assert "third sector" not in client.get("/icp/2023-07-24/").content.decode()


@pytest.mark.django_db
def test_two_terms_cannot_share_a_short_form():
    Term(short="ICB", full="Integrated Care Board").create_by(None, make.NOW)
    board = make.board()
    visitor = Visitor(make.secretary(board)).get("/glossary/edit/")
    assert visitor.submit("Add", {"short": "ICB", "full": "Another"}).status == 422
