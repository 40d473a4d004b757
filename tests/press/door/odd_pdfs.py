"""PDFs with one odd thing in them, and PDFs written by hand."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.press.door import good

Maker = Callable[[], bytes]
Table = dict[str, tuple[Maker, str]]


def into(table: Table) -> Callable[[str], Callable[[Maker], Maker]]:
    """A decorator that enters a maker under its name, with the code its verdict must name."""

    def under(code: str) -> Callable[[Maker], Maker]:
        def enter(maker: Maker) -> Maker:
            table[maker.__name__] = (maker, code)
            return maker

        return enter

    return under


def everything(path: Path) -> bytes:
    """Every byte of a PDF, with its streams unpacked."""
    target = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(
            target,
            qdf=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return target.getvalue()


def raw(objects: list[bytes]) -> bytes:
    """A PDF written by hand; object 1 is the catalog."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def with_contents(packed: bytes, filters: list[str] | None = None) -> bytes:
    """A PDF whose second page draws with these bytes, packed as `filters` say."""
    made = good.pdf(2)
    names = [Name(f"/{each}") for each in (["FlateDecode"] if filters is None else filters)]
    stream = made.make_stream(b"")
    stream.write(packed, filter=Array(names)) if names else stream.write(packed)
    made.pages[1].obj.Contents = stream
    return good.saved(
        made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
    )


def with_annotation(**keys: object) -> bytes:
    made = good.pdf(1)
    made.pages[0].obj.Annots.append(made.make_indirect(Dictionary(Type=Name.Annot, **keys)))
    return good.saved(made)


def with_field(answer: str, flags: int = 4) -> bytes:
    """A form with one answered field, drawn."""
    made = good.pdf(1)
    page = made.pages[0].obj
    ink = made.make_stream(
        f"BT /F1 12 Tf 2 5 Td ({answer}) Tj ET".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=page.Resources,
    )
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("q1"),
            V=String(answer),
            F=flags,
            Rect=Array([60, 80, 260, 100]),
            AP=Dictionary(N=ink),
        )
    )
    page.Annots.append(field)
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    return good.saved(made)


def with_layer(text: str, *, shown: bool = False) -> bytes:
    """A PDF with a layer, hidden unless `shown`."""
    made = good.pdf(1)
    page = made.pages[0].obj
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft marks")))
    page.Resources.Properties = Dictionary(MC0=layer)
    drawing = f"/OC /MC0 BDC BT /F1 12 Tf 60 90 Td ({text}) Tj ET 0 0 30 30 re f EMC".encode()
    page.Contents = Array([page.Contents, made.make_stream(drawing)])
    default = Dictionary() if shown else Dictionary(OFF=Array([layer]))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=default)
    return good.saved(made)
