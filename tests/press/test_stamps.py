"""Stamps: upright, in the margin, at the size of the page, over nothing that is printed."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from icsgov.press.sheets import Sheet
from icsgov.press.stamps import PLACES, Stamp
from tests.press.made import (
    A4,
    STAMP,
    Seen,
    bound,
    drafted_piece,
    plain_pdf,
    scan_pdf,
    show,
    uploaded_piece,
)

FOOT = "".join(show(57, y, "Footnote text that runs along the foot of the page and on " * 2, 9)
               for y in range(6, 80, 10))  # fmt: skip
HEAD = "".join(show(20, y, "Running head of the file across the whole of the page " * 3, 9)
               for y in range(780, 842, 9))  # fmt: skip


def stamped(tmp_path, *pages, **more) -> Seen:
    return Seen(bound(tmp_path, [uploaded_piece("x", plain_pdf(*pages))], **more).path)


def upright(place) -> bool:
    x0, y0, x1, y1 = place
    return x1 > x0 and abs(y1 - y0) < 0.5


def covered(seen: Seen, index: int, words: str = "ICP 24") -> int:
    """How many printed pixels lie under the stamp."""
    without = seen.picture(index, without=words)
    stamp = ImageChops.difference(seen.picture(index), without).point(lambda v: 255 * (v > 8))
    assert stamp.getbbox() is not None
    ink = without.point(lambda v: 255 * (v < 250))
    return ImageChops.multiply(stamp, ink).point(lambda v: 255 * (v > 0)).histogram()[255]


class TestWhereStampsStand:
    @pytest.mark.parametrize("place", PLACES)
    def test_at_the_place_the_board_has_chosen(self, tmp_path, place):
        stamp = Stamp(STAMP.text, place=place)
        seen = stamped(tmp_path, {}, stamp=stamp)
        _, y0, x1, _ = seen.place(0, "Page 1 of 1")
        edge, side = place.split("-")
        assert (y0 < 40) if edge == "bottom" else (y0 > 800)
        middle = (seen.place(0, "ICP")[0] + x1) / 2
        assert {"left": middle < 200, "centre": 250 < middle < 345, "right": middle > 400}[side]

    def test_an_unknown_place_is_refused(self):
        with pytest.raises(ValueError, match="middle"):
            Stamp("Page {page}", place="middle")

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
    @pytest.mark.parametrize("size", [A4, (842, 595)])
    def test_upright_whatever_way_the_page_is_turned(self, tmp_path, rotate, size):
        seen = stamped(tmp_path, {"rotate": rotate, "size": size})
        width, _ = seen.doc[0].get_size()
        place = seen.place(0, "ICP 24 July 2023 Page 1 of 1")
        assert upright(place)
        assert 10 < place[1] < 40
        assert width - 90 < place[2] < width - 50

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_within_an_offset_crop_box(self, tmp_path, rotate):
        page = {"size": (900, 1200), "crop": (150, 200, 745, 1042), "rotate": rotate,
                "content": show(300, 700, "Words")}  # fmt: skip
        seen = stamped(tmp_path, page)
        assert seen.doc[0].get_size() == ((595, 842) if rotate % 180 == 0 else (842, 595))
        place = seen.place(0, "ICP 24 July 2023 Page 1 of 1")
        assert upright(place) and 10 < place[1] < 40 and place[2] > 300

    def test_with_a_media_box_that_begins_elsewhere(self, tmp_path):
        seen = stamped(
            tmp_path, {"corner": (-300, -400), "size": (295, 442), "content": show(0, 0, "Words")}
        )
        place = seen.place(0, "ICP 24 July 2023 Page 1 of 1")
        assert upright(place) and 10 < place[1] < 40

    def test_larger_on_larger_pages_and_smaller_on_tiny_ones(self, tmp_path):
        sizes = [(1191, 1684), A4, (150, 120), (14_400, 14_400)]
        content = show(20, 60, "Words", 8)
        seen = stamped(tmp_path, *({"size": size, "content": content} for size in sizes))
        widths = []
        for index in range(4):
            place = seen.place(index, "ICP 24 July 2023 Page")
            assert place[0] >= 0 and place[2] <= sizes[index][0]
            widths.append(place[2] - place[0])
        assert widths[0] == pytest.approx(2 * widths[1], rel=0.02)
        assert widths[2] < 150 and widths[3] > 15 * widths[1]

    def test_a_dirty_graphics_state_does_not_move_it(self, tmp_path):
        dirty = "q q 3 0 0 3 90 90 cm 1 0 0 rg q " + show(30, 200, "Words", 6) + " Q Q Q Q Q"
        unclosed = "q 2 0 0 2 50 50 cm /Span BMC " + show(30, 200, "Words", 6)
        seen = stamped(tmp_path, {"content": dirty}, {"content": unclosed}, {"content": ""})
        expected = seen.place(2, "Page 3 of 3")
        for index in range(2):
            assert seen.place(index, f"Page {index + 1} of 3") == pytest.approx(expected, abs=1)

    def test_letters_beyond_windows_western(self, tmp_path):
        stamp = Stamp("Rada Łódź (β) – {page}/{pages}")
        with Seen(bound(tmp_path, [uploaded_piece("x", plain_pdf({}))], stamp=stamp).path) as seen:
            assert "Rada Łódź (β) – 1/1" in seen.text(0)

    def test_a_letter_no_font_has_is_named(self, tmp_path):
        from icsgov.press.fonts import FontError

        with pytest.raises(FontError, match="𓀀"):
            bound(tmp_path, [uploaded_piece("x", plain_pdf({}))], stamp=Stamp("𓀀 {page}"))

    @given(
        st.sampled_from([0, 90, 180, 270]),
        st.floats(-500, 500),
        st.floats(-500, 500),
        st.floats(10, 2000),
        st.floats(10, 2000),
    )
    def test_what_is_seen_maps_onto_the_page_and_back(self, turn, left, bottom, wide, high):
        sheet = Sheet(left, bottom, left + wide, bottom + high, turn)
        corners = [sheet.to_page().transform((x * sheet.width, y * sheet.height))
                   for x in (0, 1) for y in (0, 1)]  # fmt: skip
        found = sorted({(round(x, 3), round(y, 3)) for x, y in corners})
        wanted = sorted(
            {
                (round(x, 3), round(y, 3))
                for x in (left, left + wide)
                for y in (bottom, bottom + high)
            }
        )
        assert all(a == pytest.approx(b, abs=0.01) for a, b in zip(found, wanted, strict=True))


class TestStampsCoverNothing:
    def test_a_full_foot_moves_the_stamp_aside(self, tmp_path):
        half = "".join(show(300, y, "Footnote text on the right side here", 9)
                       for y in range(6, 60, 10))  # fmt: skip
        with stamped(tmp_path, {"content": half}) as seen:
            assert seen.place(0, "Page 1 of 1")[2] < 300
            assert covered(seen, 0) == 0

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_where_the_whole_foot_is_full_the_page_gives_way(self, tmp_path, rotate):
        sides = FOOT + HEAD + "".join(show(5, y, "Edge", 9) + show(560, y, "Edge", 9)
                                      for y in range(0, 842, 12))  # fmt: skip
        with stamped(tmp_path, {"content": sides, "rotate": rotate}) as seen:
            assert covered(seen, 0) == 0
            assert "Footnote text" in seen.text(0)
            assert upright(seen.place(0, "ICP 24 July 2023 Page 1 of 1"))

    def test_a_full_bleed_slide_gives_way_and_keeps_its_size(self, tmp_path):
        slide = {"size": (960, 540), "content": "0 0.2 0.5 rg 0 0 960 540 re f "
                 + show(60, 300, "A slide", 40, "1 g")}  # fmt: skip
        with stamped(tmp_path, slide) as seen:
            assert seen.doc[0].get_size() == (960, 540)
            assert covered(seen, 0) == 0
            assert seen.picture(0).getpixel((960, 200)) < 100  # still blue in the middle

    def test_scans_to_the_edge(self, tmp_path):
        pack = bound(tmp_path, [uploaded_piece("scan", scan_pdf(margin=0))])
        with Seen(pack.path) as seen:
            assert covered(seen, 0) == 0

    def test_a_mark_at_the_top_covers_nothing_either(self, tmp_path):
        stamp = Stamp(STAMP.text, mark="PRIVATE AND CONFIDENTIAL")
        with stamped(tmp_path, {"content": HEAD + FOOT}, stamp=stamp) as seen:
            assert covered(seen, 0) == 0
            assert covered(seen, 0, "CONFIDENTIAL") == 0

    def test_stamp_and_mark_share_the_top_without_touching(self, tmp_path):
        stamp = Stamp("Page {page} of {pages}", mark="PRIVATE", place="top-centre")
        with stamped(tmp_path, {}, stamp=stamp) as seen:
            mark, page = seen.place(0, "PRIVATE"), seen.place(0, "Page 1 of 1")
            assert page[0] > mark[2] + 5 or page[2] < mark[0] - 5

    def test_what_was_cut_off_does_not_come_back_when_the_page_gives_way(self, tmp_path):
        page = {
            "size": (800, 1000),
            "crop": (100, 100, 695, 942),
            "content": "0.5 g 100 100 595 842 re f " + show(300, 60, "Beyond the crop", 20),
        }
        with stamped(tmp_path, page) as seen:
            strip = seen.picture(0, without="ICP 24").crop((0, 2 * 842 - 60, 2 * 595, 2 * 842))
            assert strip.getextrema() == (255, 255)

    def test_links_move_with_a_page_that_gives_way(self, tmp_path):
        with pikepdf.open(io.BytesIO(plain_pdf({"content": FOOT + HEAD}))) as pdf:
            pdf.pages[0].obj.Annots = pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=pikepdf.Array([57, 6, 157, 16]),
                        A=pikepdf.Dictionary(
                            S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example")
                        ),
                    )
                ]
            )
            out = io.BytesIO()
            pdf.save(out)
        pack = bound(tmp_path, [uploaded_piece("x", out.getvalue())])
        with pikepdf.open(pack.path) as pdf, Seen(pack.path) as seen:
            x, y, _, _ = seen.place(0, "Footnote text")
            left, bottom, _, top = (float(side) for side in pdf.pages[0].Annots[0].Rect)
            lowest = min(y, seen.place(0, "Footnote text")[1])
            assert left == pytest.approx(x, abs=3)
            assert 30 < bottom <= lowest + 3 and top > bottom

    def test_a_drafted_page_keeps_its_size(self, tmp_path):
        html = "<h1>Long</h1>" + "<p>Words that fill the page from top to bottom.</p>" * 120
        pack = bound(tmp_path, [drafted_piece("x", html)])
        with Seen(pack.path) as seen:
            for index in range(len(seen.doc)):
                assert covered(seen, index) == 0

    @settings(max_examples=15)
    @given(
        st.lists(st.tuples(st.integers(0, 560), st.integers(0, 800)), min_size=5, max_size=60),
        st.sampled_from(PLACES),
        st.sampled_from([0, 90, 180, 270]),
    )
    def test_wherever_the_ink_is(self, tmp_path_factory, spots, place, rotate):
        blots = "".join(f"0.3 g {x} {y} 28 12 re f " for x, y in spots)
        seen = stamped(
            tmp_path_factory.mktemp("ink"),
            {"content": blots, "rotate": rotate},
            stamp=Stamp(STAMP.text, place=place),
        )
        with seen:
            assert covered(seen, 0) == 0
