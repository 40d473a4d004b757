"""A state is a word with a shape."""

import pytest
from django.template import Context, Template

from icsgov.nhsuk import shapes


@pytest.mark.parametrize("kind", sorted(shapes.SHAPES))
def test_every_state_says_its_word_and_hides_its_shape(kind):
    html = shapes.state("Off <track>", kind)
    assert "Off &lt;track&gt;" in html
    assert f"app-state--{kind}" in html
    assert 'aria-hidden="true"' in html


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        shapes.state("Done", "gone")


def test_shapes_differ_from_one_another():
    assert len(set(shapes.SHAPES.values())) == len(shapes.SHAPES)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ none|nhs_date }}", "not stated"),
        ("{{ none|nhs_time }}", "not stated"),
        ("{{ 400|file_size }}", "1 kB"),
        ("{{ 850300|file_size }}", "850 kB"),
        ("{{ 999600|file_size }}", "1.0 MB"),
        ("{{ 1234567|file_size }}", "1.2 MB"),
    ],
)
def test_filters(source, words):
    assert Template(source).render(Context()) == words


def test_a_pdf_link_says_how_large_it_is():
    html = Template('{% pdf_link "/pack.pdf" "Board pack" 1234567 79 %}').render(Context())
    assert "(PDF, 79 pages, 1.2 MB)" in html
    one = Template('{% pdf_link "/a.pdf" "Note" 900 1 %}').render(Context())
    assert "(PDF, 1 page, 1 kB)" in one
