"""Two finished packs as one file: nothing of tags, links, numbers and bookmarks is lost."""

import io

import pikepdf
import pytest
from pdfua import validate

from icsgov.press.inspector import inspect
from icsgov.press.joining import joined
from icsgov.press.marking import Mark, marked
from icsgov.press.pieces import Piece
from tests.press.made import (
    CREATED,
    Seen,
    bound,
    drafted_piece,
    plain_pdf,
    sample,
    scan_pdf,
    tagged_pdf,
    uploaded_piece,
)
from tests.press.test_assemble import checked, labels
from tests.press.tree import check_tree, elements, leaves, parts, roles


def sampled(key, title, name, **more):
    drawn = sample(name, title)
    return Piece(key, title, drawn.pdf, headings=drawn.headings, **more)


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Part 1 with the samples, Part 2 with the same keys and a series of its own."""
    one = [
        sampled("agenda", "Agenda", "agenda"),
        sampled("enclosure-a", "Enclosure A: Minutes", "minutes", under=("1. Welcome",)),
        sampled("enclosure-b", "Enclosure B: Primary care", "cover", under=("2. Care",)),
    ]
    two = [
        sampled("agenda", "Agenda of Part 2", "agenda"),
        sampled("enclosure-b", "Enclosure P2-B: Lease", "cover", under=("1. Lease",)),
        sampled("enclosure-a", "Enclosure P2-A: Minutes", "minutes", under=("2. More",)),
    ]
    first = bound(tmp_path_factory.mktemp("one"), one, title="Papers")
    second = bound(
        tmp_path_factory.mktemp("two"), two, title="Private", prefix="P2-", identity="pack-2"
    )
    assert first.ua and second.ua
    return {"Part 1": first.path, "Part 2": second.path}


@pytest.fixture(scope="module")
def file(packs, tmp_path_factory):
    path = tmp_path_factory.mktemp("both") / "both.pdf"
    path.write_bytes(marked(packs, ()))
    return path


def test_it_claims_and_earns_pdf_ua(file):
    with pikepdf.open(file) as pdf, pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
    assert [finding.message for finding in validate(str(file)).findings] == []


def test_qpdf_finds_nothing_wrong_and_the_inspector_nothing_hidden(file):
    assert checked(file) == "0"
    assert [each for each in inspect(file) if each.blocks] == []


def test_one_structure_tree_holds_every_part_of_both(packs, file):
    with pikepdf.open(file) as pdf:
        check_tree(pdf)
        assert pdf.Root.MarkInfo.Marked
        assert [str(part.T) for part in parts(pdf)] == [
            "Agenda",
            "Enclosure A: Minutes",
            "Enclosure B: Primary care",
            "Agenda of Part 2",
            "Enclosure P2-B: Lease",
            "Enclosure P2-A: Minutes",
        ]
        found = [roles(part) for part in parts(pdf)]
    alone = []
    for path in packs.values():
        with pikepdf.open(path) as pdf:
            alone += [roles(part) for part in parts(pdf)]
    assert found == alone


def test_headers_of_cells_stay_within_their_own_table(file):
    with pikepdf.open(file) as pdf:
        ids = dict(leaves(pdf.Root.StructTreeRoot.IDTree)) if _has_ids(pdf) else {}
        for part in parts(pdf):
            own = {bytes(each.ID) for each in elements(part) if "/ID" in each}
            told = [each for each in elements(part) if "/A" in each and "/Headers" in each.A]
            assert all(bytes(header) in own for each in told for header in each.A.Headers)
        assert len(ids) == len({bytes(name) for name in ids})


def _has_ids(pdf):
    return "/IDTree" in pdf.Root.StructTreeRoot


def test_equal_ids_of_both_are_set_apart(tmp_path):
    one = bound(tmp_path / "1", [uploaded_piece("a", tagged_pdf(), "A")]).path
    two = bound(tmp_path / "2", [uploaded_piece("a", tagged_pdf(), "B")]).path
    with joined({"Part 1": one, "Part 2": two}) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf:
        check_tree(pdf)
        names = [bytes(name) for name, _ in leaves(pdf.Root.StructTreeRoot.IDTree)]
        assert len(names) == 2
        cells = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/TD"]
        assert [bytes(cell.A.Headers[0]) for cell in cells] == sorted(names)
        assert [len(part.K) for part in parts(pdf)] == [4, 4]
        sites = [str(page.Annots[0].A.URI) for page in pdf.pages]
        assert sites == ["https://example.org/"] * 2


def test_every_page_keeps_its_label_and_its_stamp(file):
    with pikepdf.open(file) as pdf:
        found = labels(pdf)
    assert found == ["1", "2", "3", "4", "P2-1", "P2-2", "P2-3", "P2-4"]
    with Seen(file) as seen:
        assert "Page P2-3 of 4" in seen.text(6)


def test_links_of_the_second_lead_to_its_own_pages(file):
    with pikepdf.open(file) as pdf:
        places = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        links = [each for each in pdf.pages[4].Annots if "/Dest" in each]
        leads = [places[link.Dest[0].objgen] for link in links]
    # “Enclosure A” is the last paper there; B begins on the page before its anchor's.
    assert leads == [7, 5, 6]


def outline(pdf):
    places = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    with pdf.open_outline() as lines:

        def told(line):
            return (line.title, places[line.destination[0].objgen], [*map(told, line.children)])

        return [told(line) for line in lines.root]


def test_bookmarks_of_both_stand_below_their_parts_and_lead_where_they_led(packs, file):
    with pikepdf.open(file) as pdf:
        both = outline(pdf)
        root = pdf.Root.Outlines
        assert root.Count == 2 + root.First.Count + root.Last.Count
    with pikepdf.open(packs["Part 1"]) as pdf:
        first = outline(pdf)
    with pikepdf.open(packs["Part 2"]) as pdf:
        second = outline(pdf)

    def moved(line):
        title, at, below = line
        return (title, at + 4, [*map(moved, below)])

    assert both == [("Part 1", 0, first), ("Part 2", 4, [*map(moved, second)])]


def test_one_alone_is_as_it_was(packs):
    with pikepdf.open(packs["Part 1"]) as pdf:
        before = outline(pdf)
    alone = marked({"Part 1": packs["Part 1"]}, ())
    with pikepdf.open(io.BytesIO(alone)) as pdf:
        assert outline(pdf) == before


def test_one_that_is_not_tagged_takes_the_claim_away_and_leaves_the_tags_of_the_other(tmp_path):
    good = bound(tmp_path / "1", [drafted_piece("a", "<h1>A</h1><p>Words</p>")]).path
    scan = bound(tmp_path / "2", [uploaded_piece("b", scan_pdf(), "Scan")]).path
    for first, second in ((good, scan), (scan, good)):
        path = tmp_path / "both.pdf"
        path.write_bytes(marked({"Part 1": first, "Part 2": second}, ()))
        assert checked(path) == "0"
        with pikepdf.open(path) as pdf, pdf.open_metadata() as about:
            assert "pdfuaid:part" not in about
            assert len(pdf.pages) == 2
            titles = [str(part.T) for part in parts(pdf)]
            assert "A paper" in titles


def test_untagged_files_join_too(tmp_path):
    path = tmp_path / "plain.pdf"
    path.write_bytes(plain_pdf({}, {}))
    out = tmp_path / "both.pdf"
    out.write_bytes(marked({"Part 1": path, "Part 2": path}, ()))
    assert checked(out) == "0"
    with pikepdf.open(out) as pdf:
        assert labels(pdf) == ["1", "2", "1", "2"]


def test_notes_stand_among_the_tags_with_their_words(packs, tmp_path):
    about = {"author": "Robin", "at": CREATED}
    marks = [
        Mark(page=2, words="Why so few?", name="a", boxes=([0.1, 0.1, 0.3, 0.05],), **about),
        Mark(page=6, words="", name="b", strokes=([[0.1, 0.1], [0.2, 0.2]],), **about),
        Mark(page=99, words="Nowhere", name="c", **about),
    ]
    path = tmp_path / "noted.pdf"
    path.write_bytes(marked(packs, marks))
    # One without words is described by its element (ISO 14289-1, 7.18.1); pdfua looks elsewhere.
    found = [finding.message for finding in validate(str(path)).findings]
    assert found == ["Annotation of type /Ink has no /Contents description."]
    with pikepdf.open(path) as pdf:
        check_tree(pdf)
        last = parts(pdf)[-1]
        assert str(last.T) == "My notes"
        said = [(str(each.S), str(each.Alt)) for each in elements(last)]
        assert said == [("/Annot", "Why so few?"), ("/Annot", "A drawing")]


def test_the_same_packs_give_the_same_bytes(packs):
    assert marked(packs, ()) == marked(packs, ())
