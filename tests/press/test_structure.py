"""Structure trees of other makers beside ours: nothing lost, nothing mixed up."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.press.made import A4, bound, drafted_piece, plain_pdf, saved, show, uploaded_piece
from tests.press.tree import check_tree, elements, kids, parts, roles


def built(*shape, rolemap=None, content=None, marked=True, **root) -> bytes:
    """A one-page tagged file with this tree: (type, {attributes}, kids...), numbers are content."""
    with pikepdf.open(io.BytesIO(plain_pdf({"size": A4}))) as pdf:
        page = pdf.pages[0].obj
        numbers = []
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

        def grow(part, parent):
            if isinstance(part, int):
                numbers.append(part)
                return part
            kind, about, *inner = part
            made = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, Pg=page, **about)
            )
            made.K = Array([grow(each, made) for each in inner])
            return made

        tree.K = Array([grow(part, tree) for part in shape])
        if rolemap:
            tree.RoleMap = Dictionary({f"/{key}": Name("/" + to) for key, to in rolemap.items()})
        for key, value in root.items():
            tree["/" + key] = value(pdf) if callable(value) else value
        marks = "".join(
            f"/P <</MCID {number}>> BDC {show(72, 700 - 14 * number, f'Words {number}')}EMC "
            for number in sorted(numbers)
        )
        page.Contents = pdf.make_stream((content or marks).encode())
        page.StructParents = 0
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=marked)
        return saved(pdf)


def packed(tmp_path, *files, **more):
    """The files bound into one pack, opened, with its report."""
    pieces = [uploaded_piece(f"f{at}", data, f"File {at}") for at, data in enumerate(files)]
    made = bound(tmp_path, pieces, **more)
    pdf = pikepdf.open(made.path)
    if "/StructTreeRoot" in pdf.Root and pdf.Root.MarkInfo.Marked:
        check_tree(pdf)
    return pdf, made.report


def said(report) -> str:
    return " ".join(f"{each.page}: {each.sentence}" for each in report)


class TestRoles:
    def test_the_same_name_for_two_roles_means_each_its_own(self, tmp_path):
        one = built(("Document", {}, ("Body", {}, 0)), rolemap={"Body": "P"})
        two = built(("Document", {}, ("Body", {}, 0)), rolemap={"Body": "H1"})
        pdf, _ = packed(tmp_path, one, two)
        assert [roles(part) for part in parts(pdf)] == [["P"], ["H1"]]
        assert "/RoleMap" not in pdf.Root.StructTreeRoot

    def test_chains_loops_and_remapped_standard_types(self, tmp_path):
        mapped = {"A": "B", "B": "Quote", "X": "Y", "Y": "X", "P": "H2"}
        file = built(
            ("Document", {}, ("H1", {}, 3), ("P", {}, 0), ("Sect", {}, ("A", {}, 1)), ("X", {}, 2)),
            rolemap=mapped,
        )
        pdf, _ = packed(tmp_path, file)
        found = roles(parts(pdf)[0])
        assert found[:2] == ["H1", "H2"]
        assert set(found) <= {"H1", "H2", "Sect", "Quote", "Span"}

    def test_types_of_pdf_2_become_those_of_1_7(self, tmp_path):
        space = {"NS": Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))}
        file = built(
            ("Document", space, ("Title", space, 0), ("Aside", space, ("FENote", space, 1)))
        )
        pdf, _ = packed(tmp_path, file)
        assert roles(parts(pdf)[0]) == ["P", "Note"]
        assert "/Namespaces" not in pdf.Root.StructTreeRoot
        assert all("/NS" not in each for each in elements(pdf.Root.StructTreeRoot))

    def test_a_part_or_document_within_a_paper_is_no_paper(self, tmp_path):
        part = ("Part", {"Lang": String("cy")}, ("P", {}, 0))
        document = ("Document", {"Lang": String("fr")}, ("P", {}, 1))
        file = built(("Document", {}, part, document))
        pdf, _ = packed(tmp_path, file)
        assert len(parts(pdf)) == 1
        assert roles(parts(pdf)[0]) == ["Part", "P", "Sect", "P"]

    def test_several_tops_stand_under_one_part(self, tmp_path):
        pdf, _ = packed(tmp_path, built(("H1", {}, 0), ("P", {}, 1), ("P", {}, 2)))
        assert [roles(part) for part in parts(pdf)] == [["H1", "P", "P"]]


class TestTables:
    def shape(self, mark="h"):
        head = ("TR", {}, ("TH", {"ID": String(mark)}, 0), ("TH", {}, 1))
        row = (
            "TR",
            {},
            ("TH", {}, 2),
            ("TD", {"A": Dictionary(O=Name.Table, Headers=Array([String(mark)]), ColSpan=2)}, 3),
        )
        return ("Document", {}, ("Table", {}, ("THead", {}, head), ("TBody", {}, row)))

    def test_equal_ids_of_two_files_stay_apart(self, tmp_path):
        pdf, _ = packed(tmp_path, built(self.shape()), built(self.shape()))
        found = []
        for part in parts(pdf):
            cells = [each for each in elements(part) if each.S in (Name.TH, Name.TD)]
            heads = [bytes(each.ID) for each in cells if "/ID" in each]
            found.append((heads, [bytes(each) for each in cells[-1].A.Headers]))
        assert found[0][0] == found[0][1]
        assert found[1][0] == found[1][1]
        assert found[0] != found[1]

    def test_the_same_file_twice(self, tmp_path):
        file = built(self.shape())
        pdf, _ = packed(tmp_path, file, file)
        assert len(parts(pdf)) == 2

    def test_headers_get_a_scope_and_keep_what_they_span(self, tmp_path):
        pdf, _ = packed(tmp_path, built(self.shape()))
        cells = [each for each in elements(parts(pdf)[0]) if each.S in (Name.TH, Name.TD)]
        scopes = [str(each.A.Scope) for each in cells if each.S == Name.TH]
        assert scopes == ["/Column", "/Column", "/Row"]
        assert cells[-1].A.ColSpan == 2

    def test_class_attributes_count_as_the_cells_own(self, tmp_path):
        file = built(
            ("Document", {}, ("Table", {}, ("TR", {}, ("TH", {"C": Name.Wide}, 0)))),
            ClassMap=Dictionary(Wide=Dictionary(O=Name.Table, ColSpan=3)),
        )
        pdf, _ = packed(tmp_path, file)
        (cell,) = [each for each in elements(parts(pdf)[0]) if each.S == Name.TH]
        assert cell.A.ColSpan == 3
        assert "/ClassMap" not in pdf.Root.StructTreeRoot

    def test_headers_that_name_nothing_are_left_out(self, tmp_path):
        cell = ("TD", {"A": Dictionary(O=Name.Table, Headers=Array([String("gone")]))}, 0)
        pdf, _ = packed(tmp_path, built(("Document", {}, ("Table", {}, ("TR", {}, cell)))))
        (cell,) = [each for each in elements(parts(pdf)[0]) if each.S == Name.TD]
        assert "/A" not in cell


class TestWhatSaysNothing:
    def test_lines_of_a_paragraph_become_its_own(self, tmp_path):
        spans = [("Span", {}, number) for number in range(3)]
        pdf, _ = packed(tmp_path, built(("Document", {}, ("P", {}, *spans))))
        (paragraph,) = kids(parts(pdf)[0])
        assert list(paragraph.K) == [0, 1, 2]

    def test_a_span_that_says_something_stays(self, tmp_path):
        spans = [("Span", {"Lang": String("cy")}, 0), ("Span", {"ActualText": String("fi")}, 1)]
        pdf, _ = packed(tmp_path, built(("Document", {}, ("P", {}, *spans))))
        first, second = kids(kids(parts(pdf)[0])[0])
        assert (str(first.Lang), str(second.ActualText)) == ("cy", "fi")

    def test_empty_cells_stay_and_empty_paragraphs_go(self, tmp_path):
        row = ("TR", {}, ("TH", {}, 0), ("TD", {}))
        pdf, _ = packed(tmp_path, built(("Document", {}, ("P", {}), ("Table", {}, row))))
        assert roles(parts(pdf)[0]) == ["Table", "TR", "TH", "TD"]

    def test_titles_and_private_keys_of_elements_are_dropped(self, tmp_path):
        about = {"T": String("CANARY"), "Secret": String("CANARY"), "Alt": String("A map")}
        pdf, _ = packed(tmp_path, built(("Document", {}, ("Figure", about, 0))))
        (figure,) = kids(parts(pdf)[0])
        assert set(figure.keys()) == {"/S", "/P", "/K", "/Pg", "/Alt"}


class TestWrongTrees:
    def test_a_wrong_parent_tree_is_made_anew(self, tmp_path):
        wrong = Dictionary(Nums=Array([0, Array([None, None]), 7, None]))
        pdf, _ = packed(tmp_path, built(("Document", {}, ("P", {}, 0)), ParentTree=wrong))
        assert roles(parts(pdf)[0]) == ["P"]

    def test_an_element_that_is_its_own_grandchild_is_met_once(self, tmp_path):
        with pikepdf.open(io.BytesIO(built(("Document", {}, ("Sect", {}, ("P", {}, 0)))))) as pdf:
            document = pdf.Root.StructTreeRoot.K[0]
            document.K[0].K.append(document)
            document.K.append(document.K[0])
            data = saved(pdf)
        pdf, _ = packed(tmp_path, data)
        assert roles(parts(pdf)[0]) == ["Sect", "P"]

    def test_nesting_beyond_reason_counts_as_untagged(self, tmp_path):
        shape = ("P", {}, 0)
        for _ in range(300):
            shape = ("Sect", {}, shape)
        _, report = packed(tmp_path, built(shape))
        assert "too deeply" in said(report)

    def test_damaged_tags_are_said_to_be_damaged(self, tmp_path):
        with pikepdf.open(io.BytesIO(built(("Document", {}, ("P", {}, 0))))) as pdf:
            pdf.Root.StructTreeRoot.K[0].K[0].NS = 5
            data = saved(pdf)
        _, report = packed(tmp_path, data)
        assert "damaged" in said(report)

    def test_content_on_a_page_of_another_file_is_dropped(self, tmp_path):
        with pikepdf.open(io.BytesIO(built(("Document", {}, ("P", {}, 0))))) as pdf:
            stranger = pdf.make_indirect(Dictionary(Type=Name.Page))
            pdf.Root.StructTreeRoot.K[0].K[0].K = Array(
                [0, Dictionary(Type=Name.MCR, Pg=stranger, MCID=4)]
            )
            data = saved(pdf)
        pdf, _ = packed(tmp_path, data)
        assert kids(kids(parts(pdf)[0])[0]) == [0]


class TestWhatAuthorsAreTold:
    @pytest.mark.parametrize(
        ("shape", "words"),
        [
            (("Figure", {}, 0), "a picture has no description"),
            (
                ("Table", {}, *[("TR", {}, ("TD", {}, at)) for at in (0, 1)]),
                "a table has no header row",
            ),
            (("Sect", {}, ("H1", {}, 0), ("H3", {}, 1)), "headings jump from level 1 to level 3"),
        ],
    )
    def test_what_a_tagged_file_lacks(self, tmp_path, shape, words):
        _, report = packed(tmp_path, built(("Document", {}, shape)))
        assert f"1: The file “f0.pdf” is not fully accessible: {words}" in said(report)

    def test_text_and_pictures_outside_the_tags(self, tmp_path):
        loose = "/P <</MCID 0>> BDC EMC " + show(72, 600, "Loose")
        drawn = "/P <</MCID 0>> BDC EMC BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"
        shape = ("Document", {}, ("P", {}, 0))
        _, report = packed(tmp_path, built(shape, content=loose), built(shape, content=drawn))
        assert "text that is not tagged" in said(report)
        assert "picture that is neither" in said(report)

    def test_rules_and_backgrounds_outside_the_tags_become_decoration(self, tmp_path):
        drawn = "0.9 g 0 0 595 842 re f /P <</MCID 0>> BDC EMC 0 g 9 9 m 99 9 l S"
        shape = ("Document", {}, ("P", {}, 0))
        pdf, report = packed(tmp_path, built(shape, content=drawn))
        assert "decoration" not in said(report)
        assert pdf.pages[0].obj.Contents[1].read_bytes().count(b"/Artifact BMC") == 2

    def test_what_a_list_may_not_hold(self, tmp_path):
        item = ("LI", {}, ("LBody", {}, 0))
        _, report = packed(tmp_path, built(("Document", {}, ("L", {}, item, ("P", {}, 1)))))
        assert "a list holds something that is no item" in said(report)

    def test_a_font_that_is_not_in_the_file(self, tmp_path):
        _, report = packed(tmp_path, built(("Document", {}, ("P", {}, 0))))
        assert "the font Helvetica is not embedded" in said(report)

    def test_a_file_that_is_marked_as_not_tagged(self, tmp_path):
        _, report = packed(tmp_path, built(("Document", {}, ("P", {}, 0)), marked=False))
        assert "no tags" in said(report)


class TestUntaggedPages:
    def test_their_text_can_be_read_out_in_its_own_order(self, tmp_path):
        pieces = [
            drafted_piece("a", "<h1>A</h1>"),
            uploaded_piece("b", plain_pdf({}, {}), "Enclosure B"),
        ]
        with pikepdf.open(bound(tmp_path, pieces).path) as pdf:
            check_tree(pdf)
            assert pdf.Root.MarkInfo.Marked
            assert [str(part.T) for part in parts(pdf)] == ["A paper", "Enclosure B"]
            assert roles(parts(pdf)[1]) == ["P", "P"]

    def test_a_page_whose_marks_are_in_disorder_is_left_as_it_is(self, tmp_path):
        torn = plain_pdf({"content": "EMC /Span BMC " + show(72, 700, "Torn")})
        pieces = [drafted_piece("a", "<h1>A</h1>"), uploaded_piece("b", torn, "Enclosure B")]
        with pikepdf.open(bound(tmp_path, pieces).path) as pdf:
            assert not pdf.Root.MarkInfo.Marked
            assert [str(part.T) for part in parts(pdf)] == ["A paper"]
