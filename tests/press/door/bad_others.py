"""Bad Office files, pictures and all that only claims to be one: name -> (bytes, name, code)."""

import io
import zipfile
from collections.abc import Callable

from tests.press.door import good

Maker = Callable[[], bytes]
BAD: dict[str, tuple[Maker, str, str]] = {}

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, RELATIONS, TYPES = (
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)


def bad(code: str, filename: str = "paper.docx") -> Callable[[Maker], Maker]:
    """Register a maker, the name the file comes under, and the code its verdict must name."""

    def register(maker: Maker) -> Maker:
        BAD[maker.__name__] = (maker, filename, code)
        return maker

    return register


def plain(name: str, data: bytes, code: str, filename: str = "paper.docx") -> None:
    BAD[name] = (lambda: data, filename, code)


plain("empty", b"", "empty", "paper.pdf")
plain("noise", bytes(range(256)) * 9, "not-a-document", "paper.pdf")
plain("plain_text_named_pdf", b"Dear all, the paper follows.", "kind-not-taken", "paper.pdf")
plain("html_named_docx", b"<!DOCTYPE html><html><body>Hi</body></html>", "kind-not-taken")
plain("html_without_doctype", b"\n <script>alert(1)</script>", "kind-not-taken")
plain("svg_named_docx", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind-not-taken")
plain("svg_named_png", b"<?xml version='1.0'?><svg/>", "kind-not-taken", "scan.png")
plain("svg_in_utf_16", "<?xml version='1.0'?><svg />".encode("utf-16"), "kind-not-taken")
plain("fodt_named_docx", b"<?xml version='1.0'?><office:document/>", "kind-not-taken")
plain("rtf_named_docx", b"{\\rtf1\\ansi hello}", "kind-not-taken")
plain("word_2003_xml", b"<?xml version='1.0'?><w:wordDocument/>", "kind-not-taken", "paper.doc")
plain("gif", b"GIF89a" + bytes(40), "kind-not-taken", "scan.png")
plain("gif_that_is_html", b"GIF89a/*<html><script>*/", "kind-not-taken", "scan.png")
plain("webp", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30), "kind-not-taken", "scan.jpg")
plain("heic", b"\0\0\0\x18ftypheic" + bytes(30), "kind-not-taken", "scan.jpg")
plain("program", b"MZ\x90\0" + bytes(100), "kind-not-taken", "paper.pdf")
plain("shell_script", b"#!/bin/sh\nrm -rf /\n", "kind-not-taken", "paper.pdf")
plain("gzip", b"\x1f\x8b\x08" + bytes(30), "kind-not-taken")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
plain("old_word", OLE + "WordDocument\0".encode("utf-16-le"), "kind-not-taken")
plain("old_excel", OLE + "Workbook\0".encode("utf-16-le"), "kind-not-taken")
plain("old_powerpoint", OLE + "PowerPoint Document\0".encode("utf-16-le"), "kind-not-taken")
plain("word_with_password", OLE + "EncryptedPackage\0".encode("utf-16-le"), "password")
plain("ole_of_no_kind", OLE, "not-a-document")


# Zips


@bad("bad-archive")
def zip_cut_off() -> bytes:
    return good.docx_bytes()[:-400]


@bad("bad-archive")
def zip_header_only() -> bytes:
    return b"PK\x03\x04" + bytes(50)


@bad("kind-not-taken")
def empty_zip() -> bytes:
    return archive({})


@bad("kind-not-taken")
def zip_of_pictures() -> bytes:
    return archive({"a.png": good.png()})


@bad("kind-not-taken")
def opendocument() -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "META-INF/manifest.xml": b"<m/>", "content.xml": b"<c/>"})


@bad("bad-archive")
def no_main_part() -> bytes:
    return archive({TYPES: b"<Types/>", DOCUMENT: b"<w/>"})


@bad("unpacks-too-large")
def docx_bomb() -> bytes:
    """Pictures of nothing: forty megabytes in forty kilobytes."""
    return good.rezipped(good.docx_bytes(1), {"word/media/a.bin": bytes(40_000_000)})


@bad("unpacks-too-large")
def dense_docx() -> bytes:
    """Small enough in all, but a thousand times its packed size."""
    return good.rezipped(good.docx_bytes(1), {"word/a.xml": b"<a>" + b" " * 20_000_000 + b"</a>"})


@bad("unpacks-too-large")
def zips_in_zips() -> bytes:
    inner = archive({"a.txt": b"deep"})
    for _ in range(4):
        inner = archive({"inner.zip": inner})
    return good.rezipped(good.docx_bytes(1), {"word/embeddings/a.zip": inner})


@bad("unpacks-too-large")
def ten_thousand_parts() -> bytes:
    return good.rezipped(good.docx_bytes(1), {f"word/{n}.xml": b"<a/>" for n in range(10_000)})


@bad("too-complex")
def deep_xml() -> bytes:
    deep = b"<a>" * 5_000 + b"</a>" * 5_000
    return good.rezipped(good.docx_bytes(1), {"word/deep.xml": deep})


@bad("bad-archive")
def malformed_part() -> bytes:
    return good.rezipped(good.docx_bytes(1), {"word/broken.xml": b"<a><b></a>"})


@bad("bad-archive")
def part_in_an_unknown_encoding() -> bytes:
    part = b"<?xml version='1.0' encoding='x-none'?><a/>"
    return good.rezipped(good.docx_bytes(1), {"word/broken.xml": part})


@bad("bad-archive")
def part_climbing_out() -> bytes:
    return good.rezipped(good.docx_bytes(1), {"../../etc/cron.d/x": b"boo"})


@bad("bad-archive")
def part_at_the_root() -> bytes:
    return good.rezipped(good.docx_bytes(1), {"/etc/cron.d/x": b"boo"})


@bad("bad-archive")
def part_that_is_a_link() -> bytes:
    entry = zipfile.ZipInfo("word/link.xml")
    entry.external_attr = 0o120777 << 16
    target = io.BytesIO(good.docx_bytes(1))
    with zipfile.ZipFile(target, "a") as docx:
        docx.writestr(entry, "/etc/passwd")
    return target.getvalue()


@bad("bad-archive")
def part_twice() -> bytes:
    target = io.BytesIO(good.docx_bytes(1))
    with zipfile.ZipFile(target, "a") as docx:
        docx.writestr("Word/Document.xml", "<other/>")
    return target.getvalue()


@bad("bad-archive")
def part_that_fails_its_checksum() -> bytes:
    data = archive(parts(good.docx_bytes(1)), zipfile.ZIP_STORED)
    return data.replace(b"The Board is asked", b"The Board is taxed", 1)


@bad("bad-archive")
def part_smaller_than_it_says() -> bytes:
    data = bytearray(good.docx_bytes(1))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


@bad("bad-archive")
def part_locked() -> bytes:
    data = bytearray(good.docx_bytes(1))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@bad("not-a-document")
def docx_behind_noise() -> bytes:
    return b"\0\1\2\3" * 20 + good.docx_bytes(1)


# Entities


@bad("entities")
def foreign_entity() -> bytes:
    return with_prolog('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


@bad("entities")
def billion_laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return with_prolog(f'<!DOCTYPE a [<!ENTITY a0 "ha">{lines}]>')


@bad("entities")
def foreign_dtd() -> bytes:
    return with_prolog('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">')


@bad("entities")
def entity_in_utf_16() -> bytes:
    part = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    return good.rezipped(good.docx_bytes(1), {"word/wide.xml": part.encode("utf-16")})


# What a Word file may hold


@bad("tracked-changes")
def tracked_insertion() -> bytes:
    return in_word('<w:ins w:id="1" w:author="A"><w:r><w:t>CANARY-new</w:t></w:r></w:ins>')


@bad("tracked-changes")
def tracked_deletion() -> bytes:
    return in_word('<w:del w:id="1"><w:r><w:delText>CANARY-old</w:delText></w:r></w:del>')


@bad("tracked-changes")
def tracked_move() -> bytes:
    return in_word('<w:moveFrom w:id="1"><w:r><w:t>gone</w:t></w:r></w:moveFrom>')


@bad("tracked-changes")
def tracked_change_in_the_header() -> bytes:
    header = f'<w:hdr xmlns:w="{WORD}"><w:p><w:ins w:id="1"/></w:p></w:hdr>'
    return good.rezipped(good.docx_bytes(1), {"word/header9.xml": header.encode()})


@bad("tracked-changes")
def tracked_change_under_another_prefix() -> bytes:
    return in_word(f'<x:ins xmlns:x="{WORD}"><x:r><x:t>new</x:t></x:r></x:ins>')


@bad("comments")
def word_comment() -> bytes:
    part = f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0"><w:p/></w:comment></w:comments>'
    return good.rezipped(good.docx_bytes(1), {"word/comments.xml": part.encode()})


@bad("macros")
def macro() -> bytes:
    return good.rezipped(good.docx_bytes(1), {"word/vbaProject.bin": b"Sub AutoOpen()"})


@bad("macros", "paper.docm")
def macro_by_its_type() -> bytes:
    plain_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return good.edited(good.docx_bytes(1), TYPES, plain_type, macro_type)


@bad("active-content")
def active_x() -> bytes:
    return with_relation("control", "activeX/activeX1.xml", external=False)


@bad("linked-content")
def picture_on_the_web() -> bytes:
    return with_relation("image", "http://127.0.0.1:9/track.png")


@bad("linked-content")
def picture_on_the_disk() -> bytes:
    return with_relation("image", "file:///etc/hostname")


@bad("linked-content")
def frame_from_the_web() -> bytes:
    return with_relation("frame", "http://127.0.0.1:9/")


@bad("embedded-document")
def chunk_of_html() -> bytes:
    return with_relation("aFChunk", "chunk.html", external=False)


@bad("kind-not-taken", "paper.dotx")
def word_template() -> bytes:
    return good.edited(good.docx_bytes(1), TYPES, "document.main+xml", "template.main+xml")


@bad("picture-too-large")
def png_bomb_in_word() -> bytes:
    return good.rezipped(good.docx_bytes(1), {"word/media/image9.png": good.huge_png()})


@bad("comments", "slides.pptx")
def powerpoint_comment() -> bytes:
    part = b'<p:cmLst xmlns:p="x"><p:cm authorId="0"><p:text>no</p:text></p:cm></p:cmLst>'
    return good.rezipped(good.pptx_bytes(1), {"ppt/comments/comment1.xml": part})


@bad("comments", "figures.xlsx")
def excel_comment() -> bytes:
    part = b'<ThreadedComments xmlns="x"><threadedComment id="1"/></ThreadedComments>'
    return good.rezipped(good.xlsx_bytes(), {"xl/threadedComments/threadedComment1.xml": part})


# Pictures


@bad("damaged", "scan.png")
def png_cut_off() -> bytes:
    return good.png()[:-300]


@bad("damaged", "scan.jpg")
def jpeg_cut_off() -> bytes:
    return good.jpeg()[:-300]


@bad("picture-too-large", "scan.png")
def png_bomb() -> bytes:
    return good.huge_png()


@bad("damaged", "scan.png")
def png_that_fails_its_checksum() -> bytes:
    data = bytearray(good.png())
    data[data.index(b"IDAT") + 8] ^= 1
    return bytes(data)


@bad("damaged", "scan.jpg")
def jpeg_header_only() -> bytes:
    return b"\xff\xd8\xff\xe0" + bytes(12)


@bad("other-name", "paper.docx")
def pdf_named_docx() -> bytes:
    return good.saved(good.pdf(1))


@bad("other-name", "paper.pdf")
def jpeg_named_pdf() -> bytes:
    return good.jpeg()


# How the makers above spoil a file.


def archive(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, data in contents.items():
            made.writestr(name, data)
    return target.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def in_word(paragraph: str) -> bytes:
    """A Word file with one more paragraph at its end."""
    return good.edited(
        good.docx_bytes(1), DOCUMENT, "<w:sectPr", f"<w:p>{paragraph}</w:p><w:sectPr"
    )


def with_prolog(doctype: str) -> bytes:
    part = f"<?xml version='1.0'?>{doctype}<a>x</a>"
    return good.rezipped(good.docx_bytes(1), {"word/extra.xml": part.encode()})


def with_relation(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return good.edited(
        good.docx_bytes(1), RELATIONS, "</Relationships>", relation + "</Relationships>"
    )
