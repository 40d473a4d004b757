"""Text that leaves no ink is found, whatever hides it; honest text passes."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from icsgov.press.inspector import inspect
from tests.press.made import (
    bound,
    changed,
    drafted,
    drafted_piece,
    page_with,
    plain_pdf,
    sample,
    scan_pdf,
    show,
    uploaded_piece,
)

SECRET = "Clandestine merger"


def codes(data: bytes, **more) -> set[str]:
    return {finding.code for finding in inspect(data, **more)}


class TestHiddenText:
    @pytest.mark.parametrize(
        ("code", "content"),
        [
            ("hidden-same-colour", show(72, 500, SECRET, colour="1 g")),
            ("hidden-same-colour", show(72, 500, SECRET, colour="0.98 g")),
            (
                "hidden-same-colour",
                "0 0 1 rg 60 480 300 60 re f " + show(72, 500, SECRET, colour="0 0 1 rg"),
            ),
            ("hidden-invisible", show(72, 500, SECRET, colour="3 Tr")),
            ("hidden-invisible", show(72, 500, SECRET, colour="7 Tr")),
            ("hidden-off-page", show(72, 900, SECRET)),
            ("hidden-off-page", show(-400, 500, SECRET)),
            ("hidden-under-box", show(72, 500, SECRET) + "0 g 60 490 300 30 re f "),
            ("hidden-covered", show(72, 500, SECRET) + "1 g 60 490 300 30 re f "),
            ("hidden-covered", "q 300 300 10 10 re W n " + show(72, 500, SECRET) + "Q "),
            ("hidden-same-colour", show(72, 700, SECRET, colour="1 g")),  # over words that show
            ("hidden-invisible", show(72, 700, SECRET, colour="3 Tr")),
            ("hidden-tiny", "q 0.02 0 0 0.02 72 500 cm " + show(0, 0, SECRET) + "Q "),
        ],
    )
    def test_text_that_leaves_no_ink(self, code, content):
        (finding,) = [f for f in inspect(page_with(content)) if f.code.startswith("hidden")]
        assert finding.code == code
        assert "Clandestine" in finding.sentence and finding.page == 1
        assert finding.blocks and "Delete these words" in finding.what_to_do

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_on_turned_and_cropped_pages(self, rotate):
        box = show(200, 500, SECRET) + "0 g 190 490 300 30 re f "
        data = plain_pdf(
            {
                "content": show(200, 700, "Honest words") + box,
                "rotate": rotate,
                "crop": (100, 100, 560, 800),
            }
        )
        assert codes(data) == {"hidden-under-box"}

    def test_outside_the_crop_box(self):
        data = page_with(show(72, 60, SECRET), crop=(0, 100, 595, 842))
        assert codes(data) == {"hidden-off-page"}

    def test_zero_opacity(self):
        def fade(pdf):
            page = pdf.pages[0].obj
            page.Resources.ExtGState = Dictionary(G0=Dictionary(ca=0))

        data = changed(fade, page_with("/G0 gs " + show(72, 500, SECRET)))
        assert codes(data) == {"hidden-transparent"}

    def test_within_a_form(self):
        def wrap(pdf):
            page = pdf.pages[0].obj
            form = pdf.make_stream(
                show(72, 500, SECRET, colour="1 g").encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 595, 842]),
                Resources=page.Resources,
            )
            page.Resources.XObject = Dictionary(X0=form)

        assert codes(changed(wrap, page_with("/X0 Do"))) == {"hidden-same-colour"}

    def test_one_word_of_a_line_under_a_box(self):
        line = show(72, 500, "The price is one million pounds in all", 12)
        data = page_with(line + "0 g 138 496 68 14 re f ")
        (finding,) = [f for f in inspect(data) if f.code == "hidden-under-box"]
        assert "million" in finding.sentence
        assert "price" not in finding.sentence and "pounds" not in finding.sentence

    def test_a_number_half_under_a_box(self):
        data = page_with(show(72, 500, "12345678901234567890", 12) + "0 g 120 496 90 14 re f ")
        assert "hidden-under-box" in codes(data) or "hidden-covered" in codes(data)

    def test_in_a_hidden_layer(self):
        def layer(pdf):
            group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Comments")))
            pdf.pages[0].obj.Resources.Properties = Dictionary(L0=group)
            pdf.Root.OCProperties = Dictionary(
                OCGs=Array([group]), D=Dictionary(OFF=Array([group]))
            )

        data = changed(layer, page_with(f"/OC /L0 BDC {show(72, 500, SECRET)}EMC "))
        assert {"hidden-layer", "hidden-covered"} <= codes(data)

    def test_recognised_text_over_a_scan_is_only_to_be_looked_at(self):
        def recognise(pdf):
            page = pdf.pages[0].obj
            page.Resources.Font = Dictionary(
                F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            )
            page.Contents = Array(
                [
                    page.Contents,
                    pdf.make_stream(show(66, 775, "Scanned words 0", 9, "3 Tr").encode()),
                ]
            )

        data = changed(recognise, scan_pdf())
        (finding,) = [f for f in inspect(data) if f.code != "metadata"]
        assert (finding.code, finding.blocks) == ("ocr-text", False)

    def test_invisible_text_over_the_blank_part_of_a_scan_is_no_recognised_text(self):
        def hide(pdf):
            page = pdf.pages[0].obj
            page.Resources.Font = Dictionary(
                F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            )
            page.Contents = Array(
                [page.Contents, pdf.make_stream(show(20, 20, SECRET, 9, "3 Tr").encode())]
            )

        assert "hidden-invisible" in codes(changed(hide, scan_pdf()))


class TestHonestFiles:
    def test_a_pack_of_every_origin_passes(self, tmp_path):
        pieces = [
            drafted_piece("a", "<h1>Agenda</h1><p>See <a href='https://example.org'>it</a>.</p>"),
            uploaded_piece("scan", scan_pdf(), "Scan"),
            uploaded_piece("plain", plain_pdf({}, {"rotate": 90}), "Plain"),
        ]
        pack = bound(tmp_path, pieces)
        assert inspect(pack.path, canaries=[SECRET]) == ()

    @pytest.mark.parametrize("name", ["agenda", "cover", "minutes"])
    def test_the_print_design_passes(self, tmp_path, name):
        made = sample(name, "Paper")
        pack = bound(tmp_path, [uploaded_piece("x", made.pdf, "Paper")])
        assert inspect(pack.path) == ()

    def test_text_of_every_colour_size_and_place_that_can_be_read(self):
        styles = [
            "color: #ccc", "color: #767676", "color: white; background: #003087", "font-size: 5pt",
            "opacity: .3", "transform: rotate(20deg)", "letter-spacing: .5em",
            "font-variant: small-caps", "color: #ff0; background: #555", "column-count: 3",
            "text-decoration: line-through", "font-weight: 700; font-style: italic",
            "writing-mode: vertical-rl", "background: linear-gradient(#fff, #000); color: #06c",
            "vertical-align: super; font-size: 6pt", "word-spacing: 2em", "text-align: justify",
        ]  # fmt: skip
        words = "Honest words, dots . . . and - signs; 1,234.5% (see 3.10) of it: “quoted” "
        body = "".join(f"<p style='{style}'>{words * 3}</p>" for style in styles)
        made = drafted(f"<h1>Styles</h1>{body}<hr><table><tr><td>a<td>b<td>1</table>")
        assert codes(made.pdf, allowed=("WeasyPrint 70.0",)) == set()

    def test_one_false_flag_at_most_on_100_000_characters(self, tmp_path):
        words = (
            "The committee heard that waiting times fell in four boroughs, and asked for the "
            "figures by practice; “not yet”, said the lead, since two returns (of 41) are late. "
        )
        rows = "".join(
            f"<tr><td>{n}.{n}</td><td>{words}</td><td>{n * 7}%</td></tr>" for n in range(60)
        )
        body = "".join(
            f"<h2>{n}. Heading</h2><p>{words * 3}</p><ul><li>{words}</li><li>i.</li></ul>"
            for n in range(170)
        )
        made = drafted(f"<h1>Long</h1>{body}<table>{rows}</table>")
        found = inspect(made.pdf, allowed=("WeasyPrint 70.0",))
        assert len(body) + len(rows) > 100_000 and len(found) <= 1, found
