"""The web text of a paper: printed page numbers in its margin, names to link to, marks."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from meetings.anchoring import Anchor, Place, find, squeeze
from meetings.book.twin import Mark, Twin

PAPER = (
    '<section id="back"><h2>Background <a class="app-permalink" href="#back">#</a></h2>'
    "<p>Beds in <strong>Lewisham</strong> are short.</p><ul><li>One &amp; two</li></ul></section>"
    '<section id="next"><h2>Next</h2><p>The board will open forty beds by October.</p></section>'
)


def text_of(html):
    """What is read, without the numbers put in."""
    root = markup.fragment_fromstring(html, create_parent="div")
    for added in root.xpath("//*[@class='app-leaf' or @class='app-note-ref']"):
        added.drop_tree()
    return root.text_content()


def marked(html, key):
    root = markup.fragment_fromstring(html, create_parent="div")
    return "".join(each.text_content() for each in root.xpath("//mark[@data-note=$key]", key=key))


def test_passages_can_be_linked_to():
    twin = Twin(PAPER)
    twin.name_passages()
    drawn = twin.draw([], [])
    assert 'id="back.p1"' in drawn
    assert '<p id="next.p2">The board' in drawn


def test_printed_pages_are_found_where_they_begin():
    twin = Twin(PAPER)
    pages = [("4", "Background Beds in Lewisham"), ("5", "short.\n• One & two Next The board will")]
    breaks = twin.breaks(pages)
    assert [each.label for each in breaks] == ["4", "5"]
    drawn = twin.draw(breaks, [])
    assert drawn.index('id="page-4"') < drawn.index("Background")
    assert drawn.index("</strong> are ") < drawn.index('id="page-5"') < drawn.index("short.")


def test_a_page_that_is_not_found_has_no_number_and_the_next_one_has():
    twin = Twin(PAPER)
    pages = [("4", ""), ("5", "A picture of a table"), ("6", "The board will open forty beds")]
    assert [each.label for each in twin.breaks(pages)] == ["4", "6"]


def test_a_mark_covers_its_words_across_tags_and_says_its_number_once():
    twin = Twin(PAPER)
    place = find(Anchor("in Lewisham are short. One"), twin.text)
    drawn = twin.draw([], [Mark("k1", place, "1", has_words=True)])
    assert marked(drawn, "k1") == "in Lewisham are short.One"
    assert drawn.count('href="#note-k1"') == 1
    assert text_of(drawn) == text_of(PAPER)


def test_a_mark_takes_no_space_before_its_first_word():
    twin = Twin("<p><b>note</b> the report</p>")
    place = find(Anchor("the report"), twin.text)
    drawn = twin.draw([], [Mark("k1", place, "1", has_words=False)])
    assert "</b> <mark" in drawn


def test_marks_may_overlap():
    twin = Twin(PAPER)
    one, two = (find(Anchor(q), twin.text) for q in ("The board will open", "open forty beds"))
    drawn = twin.draw([], [Mark("a", one, "1", has_words=False), Mark("b", two, "2", True)])
    assert (marked(drawn, "a"), marked(drawn, "b")) == ("The board will open", "open forty beds")


@given(st.text(), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=4))
def test_no_word_is_lost_or_changed_by_marking(words, spans):
    paragraph = markup.Element("p")
    paragraph.text = "".join(each for each in words if each.isprintable()) + PAPER
    source = markup.tostring(paragraph, encoding="unicode") + PAPER
    twin = Twin(source)
    marks = [
        Mark(f"k{at}", Place(start, min(start + length, len(twin.text))), "1", has_words=True)
        for at, (start, length) in enumerate(spans)
        if start < len(twin.text)
    ]
    drawn = twin.draw(twin.breaks([("1", ""), ("2", "The board will open")]), marks)
    assert " ".join(text_of(drawn).split()) == " ".join(text_of(source).split())
    for mark in marks:
        assert squeeze(marked(drawn, mark.key)).text == twin.text[mark.place.start : mark.place.end]
