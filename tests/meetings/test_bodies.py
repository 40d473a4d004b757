import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import bodies

SHA = "ab" * 32
PICTURE = f'<img src="asset:{SHA}" alt="A map">'


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<p>One <b>bold</b> <i>word</i></p>", "<p>One <strong>bold</strong> <em>word</em></p>"),
        ("<h1>Top</h1><h5>Deep</h5>", "<h2>Top</h2><h4>Deep</h4>"),
        ("loose <em>words</em><p>and a block</p>", "<p>loose <em>words</em></p><p>and a block</p>"),
        ("<div>in a box</div>", "<p>in a box</p>"),
        ("<div>words<p>a block</p>more</div>", "<p>words</p><p>a block</p><p>more</p>"),
        ("<p></p><p>&nbsp;</p><p>kept</p>", "<p>kept</p>"),
        ("<p><strong></strong>kept</p>", "<p>kept</p>"),
        ('<p style="color:red" class="x" onclick="go()">a</p>', "<p>a</p>"),
        ('<p><span class="x">a</span></p>', "<p>a</p>"),
        ('<ol start="3"><li>c</li></ol>', '<ol start="3"><li>c</li></ol>'),
        ('<ol start="x"><li>c</li></ol>', "<ol><li>c</li></ol>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
    ],
)
def test_the_text_is_kept_in_known_tags(given_html, kept):
    assert bodies.clean(given_html) == kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p><img src="http://elsewhere.example/x.png"></p>',
        '<p><img src="asset:../../secret"></p>',
        '<p><img src="data:image/png;base64,AAAA"></p>',
        '<iframe src="/"></iframe>',
        "<svg><script>alert(1)</script></svg>",
        '<form action="/x"><input name="a"></form>',
    ],
)
def test_nothing_hostile_is_kept(hostile):
    assert bodies.clean(hostile) in ("", "<p>alert(1)</p>")


@pytest.mark.parametrize("href", ["javascript:go()", "/desk/", "asset:" + SHA, "vbscript:x", ""])
def test_a_link_that_leads_nowhere_leaves_its_words(href):
    assert bodies.clean(f'<p><a href="{href}">words</a></p>') == "<p>words</p>"


def test_links_footnotes_tables_and_our_pictures_are_kept():
    html = (
        '<p>See <a href="https://example.org/a?b=1&amp;c=2">this</a>'
        '<span class="footnote">A note.</span></p>'
        '<table><tbody><tr><th scope="col">Year</th></tr><tr><td colspan="2">2023</td></tr>'
        f"</tbody></table><p>{PICTURE}</p>"
    )
    assert bodies.clean(html) == html


def test_bullets_pasted_from_word_become_a_list_nested_by_their_signs():
    pasted = (
        '<p class="MsoListParagraph">·<span style="font:7pt">&nbsp;&nbsp;&nbsp; </span>'
        "First <b>point</b></p><p>o&nbsp;&nbsp; beneath it</p><p>§&nbsp;&nbsp; deeper</p>"
        "<p>·&nbsp; Second</p><p>Not a point</p><p>• Alone</p>"
    )
    assert bodies.clean(pasted) == (
        "<ul><li>First <strong>point</strong>"
        "<ul><li>beneath it<ul><li>deeper</li></ul></li></ul></li><li>Second</li></ul>"
        "<p>Not a point</p><ul><li>Alone</li></ul>"
    )


def test_a_bullet_in_bold_loses_only_the_bullet():
    assert bodies.clean("<p><b>·</b>&nbsp; hello</p>") == "<ul><li>hello</li></ul>"


@pytest.mark.parametrize("words", ["o come all", "§ 12 of the Act", "a · b", "2 · 3"])
def test_words_that_only_look_like_bullets_stay(words):
    assert bodies.clean(f"<p>{words}</p>") == f"<p>{words}</p>"


def test_a_footnote_within_a_footnote_is_one_note_and_an_empty_one_none():
    nested = '<p>a<span class="footnote">b<span class="footnote">c</span></span></p>'
    assert bodies.clean(nested) == '<p>a<span class="footnote">bc</span></p>'
    assert bodies.clean('<p>a<span class="footnote"> </span></p>').startswith("<p>a")
    assert "footnote" not in bodies.clean('<p>a<span class="footnote"> </span></p>')


def test_what_the_press_could_not_print_is_refused_with_what_to_do():
    with pytest.raises(bodies.TooMuch, match="second paper"):
        bodies.clean("x" * (bodies.LONGEST + 1))
    with pytest.raises(bodies.TooMuch, match="flatter"):
        bodies.clean("<ul><li>" * 40_000 + "x")
    with pytest.raises(bodies.TooMuch, match="flatter"):
        bodies.clean("<ul><li>" * 30 + "x" + "</li></ul>" * 30)
    with pytest.raises(bodies.TooMuch, match="too many parts"):
        bodies.clean("<p>a</p>" * bodies.MOST_TAGS)
    with pytest.raises(bodies.TooMuch, match="Excel"):
        bodies.clean(f"<table>{'<tr><td>1</td></tr>' * (bodies.MOST_ROWS + 1)}</table>")


def test_plain_typing_becomes_paragraphs_and_html_stays_html():
    typed = "One < two\r\n\r\nThree\nfour"
    assert bodies.from_typed(typed) == "<p>One &lt; two</p><p>Three<br>four</p>"
    assert bodies.from_typed("<h2>Head</h2>") == "<h2>Head</h2>"


def test_a_text_goes_through_the_plain_box_unchanged():
    html = bodies.clean(f"<h2>A</h2><p>b &amp; c</p><ul><li>d</li></ul><p>{PICTURE}</p>")
    assert bodies.from_typed(html) == html


def test_the_words_alone_are_a_line_for_each_block():
    html = (
        '<h2>Head</h2><p>Words<span class="footnote">a note</span> go<br>on</p>'
        "<ul><li>one<ul><li>two</li></ul></li></ul>"
        "<table><tbody><tr><th>a</th><td><p>b</p></td></tr></tbody></table>"
    )
    assert bodies.plain(html).splitlines() == [
        "Head",
        "Words [a note] go on",
        "one",
        "two",
        "a | b",
    ]
    assert bodies.plain("bare words") == "bare words"


def test_sections_start_at_headings():
    html = "<p>before</p><h2>One</h2><p>a</p><h3>Two</h3><h2>Three</h2><ul><li>b</li></ul>"
    assert bodies.sections(html) == [
        bodies.Section(0, "", "<p>before</p>"),
        bodies.Section(1, "One", "<p>a</p>"),
        bodies.Section(2, "Two", ""),
        bodies.Section(1, "Three", "<ul><li>b</li></ul>"),
    ]
    assert bodies.sections("") == []


def test_pictures_are_named_and_get_their_addresses():
    html = bodies.clean(f"<p>{PICTURE}</p>")
    assert bodies.pictures(html) == (bodies.Picture(SHA, "A map"),)
    assert bodies.with_pictures(html, lambda sha: f"/at/{sha}/") == (
        f'<p><img src="/at/{SHA}/" alt="A map"></p>'
    )
    assert not bodies.is_blank(html)
    assert bodies.is_blank("<p> </p>")
    assert bodies.is_blank("  ")


def test_footnotes_are_numbered_and_listed_at_the_end_of_a_page():
    html = '<p>a<span class="footnote">first &amp; best</span>, b</p>'
    shown = bodies.with_notes(html, "n")
    assert 'href="#n-1"' in shown
    assert '<li id="n-1">first &amp; best <a href="#n-ref-1">' in shown
    assert "</sup>, b</p>" in shown
    assert bodies.with_notes("<p>none</p>") == "<p>none</p>"


TAGS = "p b i div span h1 h2 ul ol li table tr td th a img br blockquote strong script o:p".split()
TAG = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag}>" for tag in TAGS]
    + ['<span class="footnote">', f'<a href="https://example.org">{PICTURE}', "<!--", "-->"]
)
TEXT = st.text(st.sampled_from("ab ·o§•&<>\xa0\n\t\x0b1."), max_size=8)


@given(st.lists(TAG | TEXT, max_size=25).map("".join))
def test_cleaning_twice_changes_nothing(html):
    once = bodies.clean(html)
    assert bodies.clean(once) == once


@given(st.text(max_size=200))
def test_any_text_can_be_cleaned_and_read(text):
    kept = bodies.clean(text)
    bodies.plain(kept)
    bodies.sections(kept)
    assert "<script" not in kept
