"""PDFs that come in with a warning, without what was risky in them: name -> (bytes, code)."""

from pikepdf import Array, Dictionary, Name, String

from tests.press.door import good
from tests.press.door.odd_pdfs import (
    Table,
    into,
    with_annotation,
    with_contents,
    with_field,
    with_layer,
)

RISKY: Table = {}
risky = into(RISKY)


@risky("scripts")
def javascript_when_opened() -> bytes:
    made = good.pdf(1)
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return good.saved(made)


@risky("scripts")
def javascript_by_name() -> bytes:
    made = good.pdf(1)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), script]))
    return good.saved(made)


@risky("scripts")
def javascript_of_a_page() -> bytes:
    made = good.pdf(1)
    made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("x()")))
    return good.saved(made)


@risky("scripts")
def launches_a_program_when_opened() -> bytes:
    made = good.pdf(1)
    made.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    return good.saved(made)


@risky("links")
def launch_link() -> bytes:
    return with_annotation(
        Subtype=Name.Link,
        A=Dictionary(S=Name.Launch, F=String("/bin/sh")),
        Rect=Array([0, 0, 9, 9]),
    )


@risky("links")
def javascript_link() -> bytes:
    action = Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
    return with_annotation(Subtype=Name.Link, A=action, Rect=Array([0, 0, 9, 9]))


@risky("links")
def link_to_a_local_file() -> bytes:
    action = Dictionary(S=Name.URI, URI=String("file:///C:/Users/someone/secret.docx"))
    return with_annotation(Subtype=Name.Link, A=action, Rect=Array([0, 0, 9, 9]))


@risky("attachments")
def attachment() -> bytes:
    made = good.pdf(1)
    made.attachments["private.xlsx"] = b"CANARY-attachment"
    return good.saved(made)


@risky("attachments")
def attachment_on_the_page() -> bytes:
    made = good.pdf(1)
    made.attachments["pin.txt"] = b"CANARY-pin"
    spec = made.attachments["pin.txt"].obj
    pin = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, FS=spec, Rect=Array([0, 0, 9, 9])
    )
    made.pages[0].obj.Annots.append(made.make_indirect(pin))
    del made.Root.Names["/EmbeddedFiles"]
    return good.saved(made)


@risky("notes-on-pages")
def sticky_note() -> bytes:
    return with_annotation(
        Subtype=Name.Text, Contents=String("CANARY-note"), Rect=Array([0, 0, 20, 20])
    )


@risky("notes-on-pages")
def highlight_with_comment() -> bytes:
    return with_annotation(
        Subtype=Name.Highlight, Contents=String("CANARY-highlight"), Rect=Array([0, 0, 20, 20])
    )


@risky("media")
def film() -> bytes:
    return with_annotation(Subtype=Name.RichMedia, Rect=Array([0, 0, 20, 20]))


@risky("form-fields")
def filled_form() -> bytes:
    return with_field("CANARY-answer")


@risky("signature")
def signed() -> bytes:
    made = good.pdf(1)
    field = made.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=Dictionary(Type=Name.Sig)))
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    return good.saved(made)


@risky("hidden-layers")
def hidden_layer() -> bytes:
    return with_layer("CANARY-layer")


@risky("trailing-data")
def polyglot_pdf_and_zip() -> bytes:
    return good.saved(good.pdf(1)) + good.docx_bytes(1)


@risky("trailing-data")
def polyglot_pdf_and_html() -> bytes:
    return good.saved(good.pdf(1)) + b"<html><script>alert(1)</script></html>"


@risky("pages-without-text")
def scan_between_pages() -> bytes:
    made = good.pdf(3)
    made.pages[1].obj.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    return good.saved(made)


@risky("untagged")
def untagged() -> bytes:
    return good.saved(good.pdf(2))


@risky("untagged")
def hidden_text() -> bytes:
    """White text: it comes in (an honest scan has invisible text too); the inspector finds it."""
    return with_contents(b"1 1 1 rg BT /F1 12 Tf 60 500 Td (CANARY-white) Tj ET", filters=[])


@risky("untagged")
def text_under_a_box() -> bytes:
    drawing = b"BT /F1 12 Tf 60 500 Td (CANARY-box) Tj ET 0 g 50 490 200 30 re f"
    return with_contents(drawing, filters=[])


@risky("untagged")
def tags_that_reach_nothing() -> bytes:
    made = good.pdf(2)
    made.Root.MarkInfo = Dictionary(Marked=True)
    tree = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    made.Root.StructTreeRoot = tree
    return good.saved(made)


@risky("untagged")
def tags_in_a_circle() -> bytes:
    made = good.pdf(2)
    made.Root.MarkInfo = Dictionary(Marked=True)
    one = made.make_indirect(Dictionary(S=Name.Sect))
    two = made.make_indirect(Dictionary(S=Name.Sect, K=one, P=one))
    one.K, one.P = two, two
    made.Root.StructTreeRoot = made.make_indirect(Dictionary(K=one))
    return good.saved(made)


@risky("untagged")
def outline_in_a_circle() -> bytes:
    made = good.pdf(2)
    first = made.Root.Outlines.First
    first.Next, first.First = first, first
    return good.saved(made)


@risky("untagged")
def names_in_a_circle() -> bytes:
    made = good.pdf(2)
    tree = made.make_indirect(Dictionary())
    tree.Kids = Array([tree])
    made.Root.Names = Dictionary(Dests=tree, EmbeddedFiles=tree)
    return good.saved(made)
