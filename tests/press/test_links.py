"""Links within the pack, and what uploaded files may not bring into it."""

import io

import pikepdf
import pytest
from pikepdf import Name

from icsgov.press.assemble import AssemblyError
from tests.press.made import bound, drafted_piece, linked, plain_pdf, saved, uploaded_piece


def uncompressed(data: bytes) -> bytes:
    """The file with nothing in it compressed, so that its words can be searched."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return saved(
            pdf,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )


class TestLinks:
    def test_the_same_id_in_two_papers_stays_apart(self, tmp_path):
        html = "<h1>{0}</h1><p><a href='#end'>on</a></p><h2 class='new-page' id='end'>End</h2>"
        pieces = [drafted_piece(key, html.format(key), key) for key in ("one", "two")]
        pack = bound(tmp_path, pieces)
        with pikepdf.open(pack.path) as pdf:
            leads = [
                (index, pdf.pages.index(pikepdf.Page(link.Dest[0])))
                for index, page in enumerate(pdf.pages)
                for link in page.get("/Annots", [])
            ]
        assert leads == [(0, 1), (2, 3)]

    def test_a_link_to_a_paper_that_is_not_there_is_reported(self, tmp_path):
        piece = drafted_piece(
            "agenda", "<h1>A</h1><p>See <a href='pack:gone'>it</a>.</p>", "Agenda"
        )
        (finding,) = bound(tmp_path, [piece]).report
        assert (finding.code, finding.page, finding.piece) == ("broken-link", 1, "Agenda")
        assert "gone" in finding.sentence

    def test_an_uploaded_file_cannot_link_into_the_pack(self, tmp_path):
        upload = uploaded_piece("two", linked("pack:one"))
        pack = bound(tmp_path, [drafted_piece("one", "<h1>One</h1>"), upload])
        with pikepdf.open(pack.path) as pdf:
            assert "/Annots" not in pdf.pages[1].obj

    @pytest.mark.parametrize(
        "address", ["file:///etc/passwd", "javascript:alert(1)", "\\\\host\\x"]
    )
    def test_links_out_of_the_web_are_left_behind(self, tmp_path, address):
        pack = bound(tmp_path, [uploaded_piece("two", linked(address))])
        with pikepdf.open(pack.path) as pdf:
            assert all("/Annots" not in page.obj for page in pdf.pages)
        assert address.encode() not in uncompressed(pack.path.read_bytes())

    def test_names_of_a_tree_that_runs_in_circles(self, tmp_path):
        with pikepdf.open(io.BytesIO(linked("https://example.org/"))) as pdf:
            node = pdf.make_indirect(pikepdf.Dictionary())
            node.Kids = pikepdf.Array([node, node, node])
            pdf.Root.Names = pikepdf.Dictionary(Dests=node)
            pdf.Root.Outlines = pikepdf.Dictionary()
            line = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Round")))
            line.Next = line.First = pdf.Root.Outlines.First = line
            data = saved(pdf)
        assert len(bound(tmp_path, [uploaded_piece("two", data)]).pages) == 1 + 1


class TestWhatStaysBehind:
    def test_comments_scripts_metadata_and_attachments(self, tmp_path):
        with pikepdf.open(io.BytesIO(linked("https://example.org/"))) as pdf:
            page = pdf.pages[0].obj
            page.Annots.append(
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Text,
                        Rect=pikepdf.Array([0, 0, 9, 9]),
                        Contents=pikepdf.String("CANARY-comment"),
                    )
                )
            )
            page.PieceInfo = pikepdf.Dictionary(X=pikepdf.String("CANARY-piece"))
            page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=Name.JavaScript, JS="CANARY-js"))
            pdf.docinfo["/Author"] = "CANARY-author"
            pdf.attachments["a.txt"] = b"CANARY-file"
            pdf.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS="CANARY-open")
            data = saved(pdf)
        pack = bound(tmp_path, [uploaded_piece("two", data)])
        assert b"CANARY" in uncompressed(data)
        assert b"CANARY" not in uncompressed(pack.path.read_bytes())
        assert [each.code for each in pack.report if each.code == "left-out"] == ["left-out"]

    def test_a_file_with_hidden_layers_is_refused(self, tmp_path):
        with pikepdf.open(io.BytesIO(plain_pdf({}))) as pdf:
            layer = pdf.make_indirect(pikepdf.Dictionary(Type=Name.OCG, Name="Private"))
            pdf.Root.OCProperties = pikepdf.Dictionary(
                OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
            )
            data = saved(pdf)
        with pytest.raises(AssemblyError, match="hidden layers") as error:
            bound(tmp_path, [uploaded_piece("two", data)])
        assert error.value.piece == "two"
