"""Drafted text to PDF/UA: what is fetched, what is refused, what the pack is told."""

import gc
import io
import subprocess
import sys

import pikepdf
import pytest
from pdfua import validate
from pikepdf import Name
from PIL import Image

from icsgov.press.render import MOST_ELEMENTS, RenderError, render
from tests.press.made import PRINT, ROOT, drafted, sample
from tests.press.tree import check_tree, elements, roles


def png(colour="red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def opened(made):
    return pikepdf.open(io.BytesIO(made.pdf))


class TestPictures:
    def test_a_picture_handed_over_is_printed_with_its_description(self):
        made = drafted("<h1>A</h1><img src='asset:a.png' alt='A map'>", files={"a.png": png()})
        with opened(made) as pdf:
            (figure,) = [e for e in elements(pdf.Root.StructTreeRoot) if Name.Figure == e.S]
            assert str(figure.Alt) == "A map"
            left, bottom, right, top = (float(side) for side in figure.A.BBox)
            assert 50 < left < right < 545 and 700 < bottom < top < 800

    @pytest.mark.parametrize(
        "markup",
        [
            "<img src='asset:gone.png' alt='x'>",
            "<img src='gone.png' alt='x'>",
            "<img src='http://127.0.0.1:1/gone.png' alt='x'>",
            "<img src='//host/gone.png' alt='x'>",
            "<p style='background: url(gone.png)'>x</p>",
            "<style>@import 'gone.png';</style>",
            "<style>@font-face { font-family: X; src: url(gone.png) } p { font: 9pt X }</style><p>",
            "<link rel='stylesheet' href='gone.png'>",
            "<object data='gone.png'></object>",
        ],
    )
    def test_what_was_not_handed_over_fails_by_name(self, markup):
        with pytest.raises(RenderError, match=r"gone\.png") as error:
            drafted(f"<h1>A</h1>{markup}", "Enclosure B")
        assert error.value.where == "Enclosure B"

    @pytest.mark.parametrize(
        "markup",
        [
            "<img src='asset:broken.png' alt='x'>",
            "<svg><image href='gone.png' width='9' height='9'/></svg>",
        ],
    )
    def test_a_picture_that_cannot_be_read_is_not_left_out_silently(self, markup):
        with pytest.raises(RenderError, match=r"^A paper: The picture.* cannot be read"):
            drafted(markup, files={"broken.png": b"\x89PNG broken"})

    def test_a_broken_picture_is_named(self):
        with pytest.raises(RenderError, match=r"“broken\.png” cannot be read"):
            drafted("<img src='asset:broken.png' alt='x'>", files={"broken.png": b"\x89PNG x"})

    @pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "ftp://host/x"])
    def test_no_file_of_the_machine_is_read(self, address):
        with pytest.raises(RenderError, match="missing"):
            drafted(f"<img src='{address}' alt='x'>")

    def test_data_addresses_are_printed(self):
        import base64

        data = base64.b64encode(png()).decode()
        made = drafted(f"<h1>A</h1><img src='data:image/png;base64,{data}' alt='x'>")
        assert made.warnings == ()

    def test_a_picture_without_description_is_reported(self):
        made = drafted("<h1>A</h1><img src='asset:a.png'>", files={"a.png": png()})
        assert "a.png" in made.warnings[0]


class TestBounds:
    def test_a_text_nested_too_deeply_is_refused_in_words(self):
        with pytest.raises(RenderError, match="nested too deeply"):
            drafted("<div>" * 900)

    def test_a_text_too_long_is_refused_before_any_work(self):
        with pytest.raises(RenderError, match="too long"):
            drafted("<p>x</p>" * (MOST_ELEMENTS + 1))

    def test_too_many_pages(self):
        with pytest.raises(RenderError, match="at most 600"):
            drafted("<p style='break-after: page'>x</p>" * 602)

    def test_collection_is_on_again_afterwards(self):
        with pytest.raises(RenderError):
            drafted("<img src='gone' alt='x'>")
        assert gc.isenabled()


class TestWhatThePackIsTold:
    def test_headings_with_level_page_and_anchor(self):
        made = drafted(
            "<h1 id='a'>One</h1><h2>Two\n  words</h2><h2 class='new-page' id='b'>Three</h2>"
        )
        found = [(each.level, each.title, each.page, each.anchor) for each in made.headings]
        assert found == [(1, "One", 1, "a"), (2, "Two words", 1, ""), (2, "Three", 2, "b")]
        assert made.anchors == {"a": 1, "b": 2}
        assert 700 < made.headings[2].top < 800

    def test_the_first_of_two_equal_ids_counts(self):
        made = drafted("<h1 id='a'>One</h1><h2 class='new-page' id='a'>Two</h2>")
        assert made.anchors == {"a": 1}

    def test_nobody_is_named_in_the_file(self):
        made = drafted(
            "<html><head><meta name='author' content='CANARY'><meta name='generator'"
            " content='CANARY'><meta name='keywords' content='CANARY'><title>CANARY</title></head>"
            "<body><h1>A</h1></body></html>",
            "A title",
        )
        with opened(made) as pdf:
            text = pdf.Root.Metadata.read_bytes() + str(dict(pdf.docinfo.items())).encode()
        assert b"CANARY" not in text and b"A title" in text

    def test_title_and_language(self):
        made = drafted("<h1>Croeso</h1>", "Croeso", lang="cy")
        with opened(made) as pdf:
            assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("cy", "Croeso")


class TestConformance:
    @pytest.mark.parametrize("name", ["agenda", "cover", "minutes"])
    def test_the_print_design_is_pdf_ua(self, tmp_path, name):
        made = sample(name, "A title")
        assert made.warnings == ()
        path = tmp_path / "x.pdf"
        path.write_bytes(made.pdf)
        assert validate(str(path)).findings == ()
        with pikepdf.open(path) as pdf:
            check_tree(pdf)

    def test_header_cells_have_scopes_and_links_print(self):
        made = sample("agenda", "Agenda")
        with opened(made) as pdf:
            heads = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == Name.TH]
            assert heads and all("/Scope" in each.A for each in heads)
            assert all(link.F == 4 for link in pdf.pages[0].Annots)

    def test_links_say_where_they_lead(self):
        made = drafted("<h1>A</h1><p><a href='#b'>on</a></p><h2 id='b'>The second part</h2>")
        with opened(made) as pdf:
            assert str(pdf.pages[0].Annots[0].Contents) == "The second part"

    def test_arimo_is_embedded(self):
        made = drafted("<h1>A <i>slanted</i> title</h1><p>Łódź €</p>")
        with opened(made) as pdf:
            fonts = {
                str(font.BaseFont)[8:]
                for font in pdf.objects
                if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == Name.Type0
            }
        assert all(name.startswith("Arimo") for name in fonts), fonts

    def test_a_table_over_two_pages_repeats_its_head(self):
        rows = "".join(f"<tr><td>{n}</td><td>Row {n}</td></tr>" for n in range(80))
        made = drafted(
            f"<h1>A</h1><table><thead><tr><th>No.</th><th>Name</th></tr></thead>{rows}</table>"
        )
        with opened(made) as pdf:
            assert roles(pdf.Root.StructTreeRoot).count("THead") == made.pages >= 2
            check_tree(pdf)

    def test_another_process_makes_the_same_bytes(self):
        code = (
            "import sys, hashlib\n"
            "from pathlib import Path\n"
            "from icsgov.press.render import render\n"
            "css = Path('static/pdf/print.css').read_text()\n"
            "html = Path('tests/press/samples/cover.html').read_text()\n"
            "folder = Path('build/vendor/fonts/arimo')\n"
            "made = render(html, stylesheet=css, title='B', font_folder=folder.resolve())\n"
            "print(hashlib.sha256(made.pdf).hexdigest())\n"
        )
        import hashlib

        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        here = render(
            (ROOT / "tests/press/samples/cover.html").read_text(), stylesheet=PRINT, title="B"
        )
        assert done.stdout.strip() == hashlib.sha256(here.pdf).hexdigest()
