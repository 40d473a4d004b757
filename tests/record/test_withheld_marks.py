"""The look that finds a withheld word finds it in every place that a PDF can hold one."""

import io

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Dictionary, Name, NameTree, OutlineItem, String

from tests import packs
from tests.record.withheld import everything_in

WORD = "Quagmire"


def _bookmark(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(f"About {WORD}", 0))


def _link(pdf, **about):
    pdf.pages[0].obj.Annots = pikepdf.Array(
        [pdf.make_indirect(Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], **about))]
    )


def _xmp(pdf):
    with pdf.open_metadata() as about:
        about["dc:description"] = WORD


def _tag(pdf, key):
    element = Dictionary({"/Type": Name.StructElem, "/S": Name.P, key: String(WORD)})
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))


def _place(pdf):
    names = NameTree.new(pdf)
    names[WORD] = pikepdf.Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=names.obj)


def _attachment(pdf):
    pdf.attachments["a.txt"] = AttachedFileSpec(pdf, f"All of {WORD}".encode())


def _form(pdf):
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=pdf.make_stream(f"% {WORD}".encode()))


def _label(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String(WORD))])


PLACES = {
    "bookmark": _bookmark,
    "words of a link": lambda pdf: _link(pdf, Contents=String(WORD)),
    "address of a link": lambda pdf: _link(pdf, A=Dictionary(S=Name.URI, URI=String(WORD))),
    "metadata": _xmp,
    "information": lambda pdf: pdf.docinfo.__setitem__("/Subject", String(WORD)),
    "alt text": lambda pdf: _tag(pdf, "/Alt"),
    "title of a tag": lambda pdf: _tag(pdf, "/T"),
    "text in place": lambda pdf: _tag(pdf, "/ActualText"),
    "named place": _place,
    "attachment": _attachment,
    "form": _form,
    "page label": _label,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_found_there(place):
    with pikepdf.open(io.BytesIO(packs.pdf_bytes(2, "Honest words"))) as pdf:
        PLACES[place](pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert WORD in everything_in(out.getvalue())


def test_a_page_that_no_page_tree_names_is_found():
    with pikepdf.open(io.BytesIO(packs.pdf_bytes(2, "Honest words"))) as pdf:
        hidden = Dictionary(Type=Name.Page, Contents=pdf.make_stream(b"BT (x) Tj ET"))
        pdf.Root.Hidden = pdf.make_indirect(hidden)
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(AssertionError, match="a page that no page tree names"):
        everything_in(out.getvalue())
