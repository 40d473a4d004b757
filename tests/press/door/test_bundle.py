"""Zips and e-mails with attachments, taken apart in the cage: the good, the bad and the huge."""

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import olefile
import pytest

from icsgov.press import bundle
from icsgov.press.limits import Limits
from tests.press.door import outlook

FEW = Limits(bundle_files=5, zip_bytes=2_000_000, zip_ratio_from=500_000)


def zipped(files, **kind):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content, **kind)
    return out.getvalue()


def mail(*attachments):
    message = EmailMessage()
    message["Subject"] = "Papers"
    message.set_content("Here they are.")
    for name, content, kind in attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


@pytest.fixture
def opened(tmp_path):
    def go(data, name, limits=FEW):
        source = tmp_path / "came"
        source.write_bytes(data)
        folder = tmp_path / "out"
        folder.mkdir()
        return bundle.unpack(source, name, folder, limits)

    return go


def test_a_zip_gives_its_files_under_bare_names(opened):
    found = opened(
        zipped(
            [
                ("Papers/Enc A.pdf", b"one"),
                ("Papers/deep/Enc B.docx", b"two"),
                ("__MACOSX/._Enc A.pdf", b"litter"),
                ("Papers/.DS_Store", b"litter"),
            ]
        ),
        "papers.zip",
    )
    assert [part.filename for part in found.parts] == ["Enc A.pdf", "Enc B.docx"]
    assert [Path(part.path).read_bytes() for part in found.parts] == [b"one", b"two"]
    assert found.refused == ""


def test_names_as_windows_and_macs_write_them_are_taken(opened):
    found = opened(zipped([("Papers\\Item 3.pdf", b"x"), ("Item 4: beds.pdf", b"y")]), "a.zip")
    assert [part.filename for part in found.parts] == ["Item 3.pdf", "Item 4: beds.pdf"]


def test_an_archive_within_an_archive_is_named_and_left(opened):
    found = opened(zipped([("a.pdf", b"x"), ("more.zip", zipped([("b", b"")]))]), "a.zip")
    assert [part.filename for part in found.parts] == ["a.pdf"]
    assert found.left == ("more.zip",)


def link():
    entry = zipfile.ZipInfo("a.pdf")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped([("../a.pdf", b"x")]), "point out of the archive"),
        (zipped([("/etc/a.pdf", b"x")]), "point out of the archive"),
        (zipped([("C:\\a.pdf", b"x")]), "point out of the archive"),
        (zipped([("..\\a.pdf", b"x")]), "point out of the archive"),
        (link(), "point out of the archive"),
        (zipped([("bomb", b"0" * 1_900_000)]), "far more than its size"),
        (zipped([("a", bytes(range(256)) * 9_000)]), "far more than its size"),
        (zipped([(f"{n}.pdf", b"x") for n in range(6)]), "more than 5 files"),
        (zipped([("a.pdf", b"x")])[:-30], "damaged"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (b"", "damaged"),
        (zipped([]), "no file in it"),
    ],
    ids=[
        "climbs",
        "absolute",
        "drive",
        "climbs in Windows",
        "link",
        "bomb",
        "large",
        "many",
        "cut short",
        "rubbish",
        "empty",
        "no files",
    ],
)
def test_a_bad_zip_is_refused_whole_with_a_sentence(opened, data, why):
    found = opened(data, "papers.zip")
    assert found.parts == ()
    assert why in found.refused
    assert found.refused.startswith("We could not open this archive.")
    assert found.refused.endswith("Unpack its files and send them one by one.")


def test_500_files_are_taken_and_501_are_not(opened, tmp_path):
    many = [(f"{number}.txt", b"x") for number in range(501)]
    found = opened(zipped(many[:500]), "a.zip", Limits())
    assert len(found.parts) == 500
    (tmp_path / "out").rename(tmp_path / "before")
    assert "more than 500 files" in opened(zipped(many), "a.zip", Limits()).refused


def test_an_email_gives_its_attachments_and_not_its_pictures_or_mails(opened):
    message = mail(
        ("Enc A.pdf", b"one", "application/pdf"),
        ("../../etc/B.docx", b"two", "application/octet-stream"),
    )
    message.add_attachment(mail(("c.pdf", b"three", "application/pdf")))
    message.add_attachment(
        b"logo", maintype="image", subtype="png", filename="logo.png", disposition="inline"
    )
    found = opened(message.as_bytes(), "Papers.eml")
    assert [part.filename for part in found.parts] == ["Enc A.pdf", "B.docx"]
    assert len(found.left) == 1
    assert found.left[0].endswith(".eml")


def test_a_file_without_a_name_and_one_in_a_signed_email_are_not_lost(opened):
    inner = mail(("Enc A.pdf", b"one", "application/pdf"))
    inner.add_attachment(b"two", maintype="application", subtype="pdf")
    inner.add_attachment("You get this as you are on a list.")
    signed = EmailMessage()
    signed["Subject"] = "Papers"
    signed.make_mixed()
    signed.attach(inner)
    found = opened(signed.as_bytes(), "Papers.eml")
    assert [part.filename for part in found.parts] == ["Enc A.pdf", "file 2.pdf"]
    assert found.left == ()


@pytest.mark.parametrize("data", [b"", b"Subject: x\n\nNo attachment.", b"\xff\xfe\x00" * 99])
def test_an_email_without_files_says_so(opened, data):
    assert "There is no file in it." in opened(data, "a.eml").refused


@pytest.mark.parametrize(
    "data", [b"", b"no Outlook file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
)
def test_what_is_no_outlook_message_is_refused(opened, data):
    assert opened(data, "a.msg").refused.startswith("We could not open this e-mail.")


# Outlook


def test_what_the_tests_write_is_an_outlook_message_to_another_reader():
    data = outlook.message(("Enc A.pdf", b"one"), ("Large.pdf", b"x" * 70_000), ("fwd", None))
    file = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)
    assert file.parsing_issues == []
    first = file.openstream("__attach_version1.0_#00000000/__substg1.0_3707001F").read()
    assert first.decode("utf-16-le") == "Enc A.pdf"
    second = file.openstream("__attach_version1.0_#00000001/__substg1.0_37010102").read()
    assert second == b"x" * 70_000


@pytest.mark.parametrize("scattered", [False, True])
def test_an_outlook_message_gives_its_files_and_not_its_pictures_or_mails(opened, scattered):
    large = bytes(range(256)) * 300
    data = outlook.message(
        ("Enc A: beds – final.pdf", b"one" * 100),
        ("../../etc/B.docx", large),
        ("C~1.PDF", b"three"),
        ("", b"four"),
        ("logo.png", b"picture"),
        ("FW: what Ash said", None),
        scattered=scattered,
    )
    found = opened(data, "Papers.msg")
    assert [part.filename for part in found.parts] == [
        "Enc A: beds – final.pdf",
        "B.docx",
        "C~1.PDF",
        "file 4",
    ]
    content = [Path(part.path).read_bytes() for part in found.parts]
    assert content == [b"one" * 100, large, b"three", b"four"]
    assert found.left == ("FW: what Ash said.msg",)


def test_an_outlook_message_cut_short_is_refused(opened):
    data = outlook.message(("Enc A.pdf", b"one" * 40_000))
    refused = opened(data[: len(data) // 2], "a.msg").refused
    assert refused.startswith("We could not open this e-mail.")
    assert refused.endswith("Save its attachments and send them one by one.")


def test_an_outlook_message_without_files_says_so(opened):
    assert "There is no file in it." in opened(outlook.message(), "a.msg").refused
