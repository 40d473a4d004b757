"""The pack as a whole: numbers, labels, links, outline, metadata, and the same bytes twice."""

import errno
import io
import subprocess
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from pdfua import validate

from icsgov.press.assemble import AssemblyError, Piece
from icsgov.press.binder import Binder
from icsgov.press.cache import Cache
from icsgov.press.inspector import inspect
from tests.press.made import (
    CREATED,
    STAMP,
    Seen,
    bound,
    changed,
    drafted_piece,
    plain_pdf,
    sample,
    saved,
    scan_pdf,
    tagged_pdf,
    uploaded_piece,
)
from tests.press.tree import check_tree, parts, roles


@pytest.fixture(scope="module")
def samples() -> list[Piece]:
    """An agenda and two papers, as the press draws them."""
    made = []
    for key, title, name in (
        ("agenda", "Agenda", "agenda"),
        ("enclosure-a", "Enclosure A: Minutes", "minutes"),
        ("enclosure-b", "Enclosure B: Primary care", "cover"),
    ):
        drawn = sample(name, title)
        under = () if key == "agenda" else ("1. Welcome",) if key == "enclosure-a" else ("2. Care",)
        made.append(Piece(key, title, drawn.pdf, headings=drawn.headings, under=under))
    return made


def labels(pdf) -> list[str]:
    return [page.label for page in pdf.pages]


def checked(path) -> str:
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stderr}".strip()


@pytest.fixture(scope="module")
def pack(samples, tmp_path_factory):
    return bound(tmp_path_factory.mktemp("own"), samples)


class TestAPackOfOurOwn:
    def test_it_claims_and_earns_pdf_ua(self, pack):
        assert pack.ua and pack.report == ()
        assert [finding.message for finding in validate(str(pack.path)).findings] == []

    def test_qpdf_finds_nothing_wrong(self, pack):
        assert checked(pack.path) == "0"

    def test_its_structure_holds_together(self, pack):
        with pikepdf.open(pack.path) as pdf:
            check_tree(pdf)

    def test_a_screen_reader_meets_agenda_then_papers_in_order(self, pack):
        with pikepdf.open(pack.path) as pdf:
            found = [(str(part.S), str(part.T), str(part.Lang)) for part in parts(pdf)]
            heads = [next(r for r in roles(part) if r.startswith("H")) for part in parts(pdf)]
        assert found == [
            ("/Part", "Agenda", "en-GB"),
            ("/Part", "Enclosure A: Minutes", "en-GB"),
            ("/Part", "Enclosure B: Primary care", "en-GB"),
        ]
        assert heads == ["H1", "H1", "H1"]

    def test_every_page_is_stamped_with_its_number(self, pack):
        with Seen(pack.path) as seen:
            for index in range(4):
                assert f"ICP 24 July 2023 Page {index + 1} of 4" in seen.text(index)

    def test_agenda_rows_lead_to_their_papers(self, pack):
        with pikepdf.open(pack.path) as pdf:
            links = [link for link in pdf.pages[0].Annots if "/Dest" in link]
            leads = [
                (pdf.pages.index(pikepdf.Page(link.Dest[0])), str(link.Contents)) for link in links
            ]
        assert leads == [
            (1, "Enclosure A: Minutes"),
            (2, "Enclosure B: Primary care"),
            (3, "Enclosure B: Primary care"),  # its anchor "risks"
        ]

    def test_outline_goes_from_items_to_papers_to_headings(self, pack):
        with pikepdf.open(pack.path) as pdf, pdf.open_outline() as outline:
            lines = [
                (
                    item.title,
                    [(sub.title, [each.title for each in sub.children]) for sub in item.children],
                )
                for item in outline.root
            ]
        assert lines[0][0] == "Agenda"
        assert lines[1] == (
            "1. Welcome",
            [("Enclosure A: Minutes", ["Minutes of 25 April 2023"])],
        )
        title, headings = lines[2][1][0]
        assert title == "Enclosure B: Primary care"
        assert headings == ["Primary care: where we are"]

    def test_names_of_places_carry_their_piece(self, pack):
        with pikepdf.open(pack.path) as pdf:
            names = pikepdf.NameTree(pdf.Root.Names.Dests)
            assert {"agenda", "enclosure-a", "enclosure-b", "enclosure-b#risks"} <= set(names)

    def test_metadata_says_title_language_and_maker_alone(self, pack):
        with pikepdf.open(pack.path) as pdf:
            assert pdf.Root.Lang == "en-GB"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert dict(pdf.docinfo.items()) == {
                "/Title": "Papers",
                "/Producer": "icsgov",
                "/CreationDate": "D:20230717093000Z",
                "/ModDate": "D:20230717093000Z",
            }
            with pdf.open_metadata() as xmp:
                assert xmp["dc:title"] == "Papers"
                assert xmp["pdfuaid:part"] == "1"


class TestTheSameTwice:
    def test_same_inputs_same_bytes(self, samples, tmp_path):
        pieces = [*samples, uploaded_piece("scan", scan_pdf())]
        first = bound(tmp_path / "one", pieces).path.read_bytes()
        again = bound(tmp_path / "two", pieces, cache=Cache(tmp_path / "cache"))
        warm = bound(tmp_path / "three", pieces, cache=Cache(tmp_path / "cache"))
        assert first == again.path.read_bytes() == warm.path.read_bytes()

    def test_a_drafted_piece_is_the_same_twice(self):
        assert sample("cover", "B").pdf == sample("cover", "B").pdf

    def test_identity_and_time_are_all_that_may_differ(self, samples, tmp_path):
        def key(path):
            with pikepdf.open(path) as pdf:
                return [bytes(each) for each in pdf.trailer.ID]

        one = key(bound(tmp_path / "1", samples).path)
        other = key(bound(tmp_path / "2", samples, identity="pack-2").path)
        later = key(bound(tmp_path / "3", samples, created=CREATED + timedelta(days=1)).path)
        assert one[0] == later[0] != other[0]
        assert one[1] != later[1]

    def test_only_what_changed_is_made_again(self, samples, tmp_path):
        kept = Cache(tmp_path / "cache")
        first = bound(tmp_path, samples, cache=kept)
        changed = [*samples[:2], drafted_piece("enclosure-b", "<h1>Other</h1>", "Enclosure B")]
        second = bound(tmp_path, changed, cache=kept)
        third = bound(tmp_path, changed, cache=kept)
        assert [(each.made, each.reused) for each in (first, second, third)] == [
            (3, 0),
            (1, 2),
            (0, 3),
        ]


class TestNumbers:
    def test_a_late_paper_goes_between_without_renumbering(self, tmp_path):
        pieces = [
            uploaded_piece("one", plain_pdf({}, {}, {})),
            uploaded_piece("late", plain_pdf({}, {}), first_label="3A"),
            uploaded_piece("two", plain_pdf({}, {})),
        ]
        pack = bound(tmp_path, pieces)
        expected = ["1", "2", "3", "3A", "3B", "4", "5"]
        assert [page.label for page in pack.pages] == expected
        with pikepdf.open(pack.path) as pdf:
            assert labels(pdf) == expected
        with Seen(pack.path) as seen:
            assert "Page 3B of 5" in seen.text(4)

    def test_part_two_has_a_series_and_a_mark_of_its_own(self, tmp_path):
        stamp = replace(STAMP, text="ICP Part 2  Page {page} of {pages}", mark="Confidential")
        pack = bound(tmp_path, [uploaded_piece("x", plain_pdf({}, {}))], stamp=stamp, prefix="P2-")
        with pikepdf.open(pack.path) as pdf:
            assert labels(pdf) == ["P2-1", "P2-2"]
        with Seen(pack.path) as seen:
            assert "Page P2-2 of 2" in seen.text(1)
            assert seen.place(1, "Confidential")[1] > 800

    def test_a_supplement_counts_on_from_the_pack_it_supplements(self, tmp_path):
        piece = uploaded_piece("late", plain_pdf({}), first_label="35A")
        pack = bound(tmp_path, [piece], pages=79)
        with Seen(pack.path) as seen:
            assert "Page 35A of 79" in seen.text(0)

    def test_labels_may_be_given_page_by_page(self, tmp_path):
        piece = uploaded_piece("x", plain_pdf({}, {}, {}), labels=("7", "P2-1", "P2-2"))
        pack = bound(tmp_path, [piece])
        with pikepdf.open(pack.path) as pdf:
            assert labels(pdf) == ["7", "P2-1", "P2-2"]
        with Seen(pack.path) as seen:
            assert "Page P2-2" in seen.text(2)

    def test_labels_must_be_as_many_as_pages(self, tmp_path):
        piece = uploaded_piece("x", plain_pdf({}, {}), "Enclosure B", labels=("7",))
        with pytest.raises(AssemblyError, match=r"Enclosure B .*2 pages"):
            bound(tmp_path, [piece])

    def test_the_crosswalk_names_paper_page_and_slide(self, tmp_path):
        pieces = [
            drafted_piece("agenda", "<h1>Agenda</h1>"),
            uploaded_piece("deck", plain_pdf({}, {}, {}), slides=(None, "1", "2")),
        ]
        pages = bound(tmp_path, pieces).pages
        assert [(p.number, p.label, p.piece, p.file_page, p.slide) for p in pages] == [
            (1, "1", "agenda", 1, None),
            (2, "2", "deck", 1, None),
            (3, "3", "deck", 2, "1"),
            (4, "4", "deck", 3, "2"),
        ]


class TestMixedOrigin:
    def test_every_origin_in_one_tree(self, samples, tmp_path):
        pieces = [
            *samples,
            uploaded_piece("tagged", tagged_pdf(), "Tagged"),
            uploaded_piece("scan", scan_pdf(pages=2), "Scan"),
            uploaded_piece("plain", plain_pdf({}), "Plain"),
        ]
        pack = bound(tmp_path, pieces)
        with pikepdf.open(pack.path) as pdf:
            check_tree(pdf)
            assert [str(part.T) for part in parts(pdf)][3:] == ["Tagged", "Scan", "Plain"]
        assert checked(pack.path) == "0"

    def test_pdf_ua_is_not_claimed_for_an_untagged_file_and_its_author_is_told(self, tmp_path):
        pieces = [
            drafted_piece("a", "<h1>A</h1>"),
            uploaded_piece("scan", scan_pdf(), "Enclosure B"),
        ]
        pack = bound(tmp_path, pieces)
        assert not pack.ua
        with pikepdf.open(pack.path) as pdf, pdf.open_metadata() as xmp:
            assert "pdfuaid:part" not in xmp
        (finding,) = [each for each in pack.report if each.piece == "Enclosure B"]
        assert "scan.pdf" in finding.sentence and "no tags" in finding.sentence
        assert not finding.blocks and "tags" in finding.what_to_do

    def test_the_newest_version_of_pdf_is_kept(self, tmp_path):
        data = changed(lambda pdf: None, min_version="2.0")
        pack = bound(tmp_path, [uploaded_piece("two", data)])
        assert pack.path.read_bytes().startswith(b"%PDF-2.0")


class TestFailure:
    def test_an_unreadable_piece_is_named(self, tmp_path):
        pieces = [drafted_piece("a", "<h1>A</h1>"), uploaded_piece("bad", b"%PDF-1.4 junk", "B")]
        with pytest.raises(AssemblyError, match=r"B \(file “bad.pdf”\): .*cannot be read") as error:
            bound(tmp_path, pieces)
        assert error.value.piece == "bad"
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_piece_is_named(self, tmp_path):
        piece = Piece("gone", "Enclosure C", tmp_path / "nowhere.pdf", source="c.docx")
        with pytest.raises(AssemblyError, match=r"Enclosure C .*missing"):
            bound(tmp_path, [piece])

    def test_an_empty_pack_is_refused(self, tmp_path):
        with pytest.raises(AssemblyError, match="nothing"):
            bound(tmp_path, [])

    def test_progress_is_told_and_may_stop_the_work(self, tmp_path):
        told = []

        def stop(key, done, total):
            told.append((key, done, total))
            if done == 1:
                raise KeyboardInterrupt

        pieces = [uploaded_piece(key, plain_pdf({})) for key in ("one", "two", "three")]
        with pytest.raises(KeyboardInterrupt):
            bound(tmp_path, pieces, progress=stop)
        assert told == [("one", 0, 3), ("two", 1, 3)]
        assert list(tmp_path.iterdir()) == []

    def test_a_disk_that_fills_while_pieces_are_made_ready(self, tmp_path, monkeypatch):
        def full(self, key, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Cache, "put", full)
        with pytest.raises(AssemblyError, match="disk is full"):
            bound(tmp_path, [uploaded_piece("x", plain_pdf({}))], cache=Cache(tmp_path / "cache"))

    def test_a_page_that_cannot_be_decoded_is_named(self, tmp_path):
        with pikepdf.open(io.BytesIO(plain_pdf({}, {}))) as pdf:
            torn = pdf.make_stream(b"x")
            torn.write(b"no deflate at all", filter=pikepdf.Name.FlateDecode)
            pdf.pages[1].obj.Contents = torn
            data = saved(pdf)
        with pytest.raises(AssemblyError, match=r"Enclosure B .*Page 2") as error:
            bound(tmp_path, [uploaded_piece("x", data, "Enclosure B")])
        assert error.value.piece == "x"

    def test_a_full_disk_is_said_in_words_and_leaves_the_old_pack(self, tmp_path, monkeypatch):
        old = bound(tmp_path, [uploaded_piece("one", plain_pdf({}))]).path.read_bytes()

        def full(self, *args):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Binder, "finish", full)
        with pytest.raises(AssemblyError, match="disk is full"):
            bound(tmp_path, [uploaded_piece("two", plain_pdf({}))])
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [old]


def test_a_file_without_tags_leaves_nothing_that_no_page_uses(tmp_path):
    """Its pages begin in a way of their own, so what others begin with is left out."""
    pack = bound(tmp_path, [uploaded_piece("a", plain_pdf({}))])
    assert [each.code for each in inspect(pack.path) if each.code == "unreferenced"] == []
