"""Bad PDFs, each a good one spoilt in one way: name -> (bytes, code the verdict must name)."""

import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.press.door import good
from tests.press.door.odd_pdfs import (
    Table,
    into,
    raw,
    with_annotation,
    with_contents,
)

BAD: Table = {}
bad = into(BAD)


def cut(share: float) -> bytes:
    data = good.saved(good.pdf())
    return data[: int(len(data) * share)]


for percent in (30, 50, 70, 90):
    BAD[f"truncated_at_{percent}"] = (lambda share=percent / 100: cut(share), "damaged")


def linearized_and_cut() -> bytes:
    data = good.saved(good.pdf(), linearize=True)
    return data[: len(data) // 2]


BAD["linearized_and_truncated"] = (linearized_and_cut, "damaged")


@bad("password")
def user_password() -> bytes:
    return good.saved(good.pdf(), encryption=pikepdf.Encryption(user="open", owner="all"))


@bad("restricted")
def owner_password() -> bytes:
    return good.saved(good.pdf(), encryption=pikepdf.Encryption(user="", owner="all"))


@bad("not-a-document")
def header_in_the_middle() -> bytes:
    return b"\x01\x02\x03junk\xff\xfe\xfd" * 4 + good.saved(good.pdf())


@bad("damaged")
def header_only() -> bytes:
    return b"%PDF-1.7\n"


@bad("damaged")
def header_and_noise() -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 40


@bad("damaged")
def no_catalog() -> bytes:
    return b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1>>\n%%EOF"


@bad("damaged")
def cyclic_page_tree() -> bytes:
    made = good.pdf(2)
    made.Root.Pages.Kids.append(made.Root.Pages)
    return good.saved(made)


@bad("page-twice")
def page_named_twice() -> bytes:
    made = good.pdf(3)
    made.Root.Pages.Kids.append(made.Root.Pages.Kids[0])
    made.Root.Pages.Count = 4
    return good.saved(made)


@bad("damaged")
def deep_page_tree() -> bytes:
    """20,000 nodes, each the only kid of the one above: written by hand, for qpdf would not."""
    depth = 20_000
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 1) for n in range(2, depth)]
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


@bad("too-many-pages")
def ten_thousand_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(10_000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    tree = b"<</Type/Pages/Count 10000/Kids[%s]>>" % kids
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[page] * 10_000])


@bad("no-pages")
def no_pages() -> bytes:
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"])


@bad("blank")
def only_blank_pages() -> bytes:
    made = pikepdf.Pdf.new()
    made.add_blank_page()
    return good.saved(made)


@bad("page-too-large")
def page_of_five_metres() -> bytes:
    made = good.pdf(2)
    made.pages[1].obj.MediaBox = Array([0, 0, 14_400, 14_400])
    return good.saved(made)


@bad("page-too-large")
def page_with_large_units() -> bytes:
    made = good.pdf(2)
    made.pages[1].obj.UserUnit = 75
    return good.saved(made)


@bad("damaged")
def page_without_size() -> bytes:
    made = good.pdf(2)
    made.pages[1].obj.MediaBox = Array([0, 0, 0, 0])
    return good.saved(made)


@bad("damaged")
def page_box_of_words() -> bytes:
    made = good.pdf(2)
    made.pages[1].obj.MediaBox = Array([String("a"), Name.B, 3, 4])
    return good.saved(made)


@bad("page-missing")
def content_that_is_not_there() -> bytes:
    data = good.saved(good.pdf(2), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Contents \d", b"/Contents 9", data, count=1)


@bad("page-missing")
def content_that_is_no_drawing() -> bytes:
    made = good.pdf(2)
    made.pages[1].obj.Contents = Array([Dictionary()])
    return good.saved(made)


@bad("damaged")
def content_cut_off() -> bytes:
    return with_contents(zlib.compress(b"0 0 m " * 20_000)[:-40])


@bad("damaged")
def content_not_packed_as_it_says() -> bytes:
    return with_contents(b"0 0 m S" * 40)


@bad("unpacks-too-large")
def flate_bomb() -> bytes:
    """A hundred kilobytes that unpack to 100 MB of drawing."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(100)) + packer.flush()
    return with_contents(packed)


@bad("unpacks-too-large")
def flate_bomb_in_a_flate_bomb() -> bytes:
    inner = zlib.compress(b" " * 100_000_000, 9)
    return with_contents(zlib.compress(inner, 9), filters=["FlateDecode", "FlateDecode"])


@bad("damaged")
def thirty_filters() -> bytes:
    return with_contents(b"0 0 m S", filters=["ASCIIHexDecode"] * 30)


@bad("picture-too-large")
def picture_of_900_megapixels() -> bytes:
    made = good.pdf(1)
    picture = made.pages[0].obj.Resources.XObject.Im0
    picture.Width = picture.Height = 30_000
    return good.saved(made)


@bad("damaged")
def picture_cut_off() -> bytes:
    made = good.pdf(1)
    picture = made.pages[0].obj.Resources.XObject.Im0
    picture.write(picture.read_raw_bytes()[:-300], filter=Name.DCTDecode)
    return good.saved(made)


@bad("damaged")
def object_stream_of_noise() -> bytes:
    data = good.saved(good.pdf(4), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    at = data.index(b"stream", data.index(b"/ObjStm")) + 20
    return data[:at] + b"\0" * 60 + data[at + 60 :]


@bad("damaged")
def cross_references_of_nines() -> bytes:
    data = good.saved(good.pdf(2), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n99999999\n%%EOF"


@bad("portfolio")
def portfolio() -> bytes:
    made = good.pdf(1)
    made.attachments["a.txt"] = b"hidden"
    made.Root.Collection = Dictionary(View=Name.D)
    return good.saved(made)


@bad("interactive-form")
def dynamic_xfa_form() -> bytes:
    made = good.pdf(1)
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array([]))
    made.Root.NeedsRendering = True
    return good.saved(made)


@bad("redactions")
def redactions_not_applied() -> bytes:
    return with_annotation(Subtype=Name.Redact, Rect=Array([60, 600, 300, 760]))
