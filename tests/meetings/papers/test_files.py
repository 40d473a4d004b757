from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from icsgov.ledger.models import Change
from icsgov.record.models import Blob, BlobPage
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings.models import PaperFile
from meetings.tasks import receiving
from tests.meetings.papers.conftest import NOW


@pytest.fixture
def upload(desk, django_capture_on_commit_callbacks):
    """Uploads files as their author would; the worker is at once."""

    def send(*paths: Path, who="author", to="paper-upload", work=True, **more):
        client = desk.client(who)
        streams = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
        name = "uploads" if to == "paper-upload" else "file"
        with django_capture_on_commit_callbacks(execute=work):
            return client.post(more.get("url") or desk.url(to), {name: streams})

    return send


def files(desk):
    return list(desk.fresh().current.files.all())


def row(desk, name, **fields):
    """A file that went through the door, without the door."""
    version = desk.paper.current or desk.paper.cut("Start", None, NOW)
    blob = Blob.objects.keep(name.encode(), "pdf", 2)
    return PaperFile.objects.create(
        version=version,
        position=version.files.count() + 1,
        original=blob,
        normalised=blob,
        thumbnail=Blob.objects.keep(b"picture of " + name.encode(), "png"),
        filename=name,
        **{"state": "ready", "kind": "pdf", **fields},
    )


def test_a_pdf_is_checked_kept_and_shown_with_its_first_page(desk, upload, pdf):
    assert upload(pdf("plan.pdf", pages=2)).status_code == 302
    (file,) = files(desk)
    assert (file.state, file.kind, file.pages, file.filename) == ("ready", "pdf", 2, "plan.pdf")
    assert file.original.read() == pdf("plan.pdf", pages=2).read_bytes()
    assert file.normalised != file.original
    assert file.thumbnail.kind == "png"
    texts = BlobPage.objects.filter(blob=file.normalised).values_list("text", flat=True)
    assert [text.strip() for text in texts] == ["Beds 1", "Beds 2"]
    page = desk.client("author").get(desk.url("paper-files")).content.decode()
    assert "2 pages" in page
    assert "This is the right file" in page


def test_a_word_file_is_converted_and_its_verdict_kept(desk, upload, tmp_path):
    document = docx.Document()
    document.add_heading("Annex", 1)
    document.save(tmp_path / "annex.docx")
    upload(tmp_path / "annex.docx")
    (file,) = files(desk)
    assert (file.state, file.kind, file.pages) == ("ready", "docx", 1)
    assert file.verdict["tagged"] is True
    assert {"sentence", "reasons", "scanned_pages", "images_without_alt"} <= set(file.verdict)


def test_several_files_come_in_the_order_they_were_chosen(desk, upload, pdf):
    upload(pdf("b.pdf"), pdf("a.pdf", words="Other"))
    assert [file.filename for file in files(desk)] == ["b.pdf", "a.pdf"]
    assert desk.paper.current.cause == "Added b.pdf, a.pdf"


def test_the_same_bytes_are_converted_once_and_a_second_name_is_told_apart(desk, upload, pdf):
    upload(pdf("plan.pdf"))
    work = Work.objects.count()
    upload(pdf("plan.pdf"))
    first, second = files(desk)
    assert second.filename == "plan (2).pdf"
    assert (second.state, second.normalised) == ("ready", first.normalised)
    assert Work.objects.count() == work


def test_what_is_refused_says_why_and_what_to_do(desk, upload, tmp_path):
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing more")
    upload(bad)
    (file,) = files(desk)
    assert (file.state, file.normalised) == ("refused", None)
    page = desk.client("author").get(desk.url("paper-files")).content.decode()
    assert "The file is damaged or incomplete" in page
    assert "upload the new copy" in page


@pytest.mark.parametrize(("name", "content"), [("a.html", b"<html>"), ("m.xls", b"\xd0\xcf\x11")])
def test_what_is_not_taken_is_refused(desk, upload, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    upload(tmp_path / name)
    (file,) = files(desk)
    assert (file.state, file.kind) == ("refused", "")


def test_while_a_file_is_checked_the_list_asks_again_by_itself(desk, upload, pdf):
    upload(pdf(), work=False)
    page = desk.client("author").get(desk.url("paper-files")).content.decode()
    assert "Waiting to be checked" in page
    assert 'hx-trigger="load delay:1500ms"' in page
    assert "Look again whether the check is done" in page
    part = desk.client("author").get(desk.url("paper-files"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    jobs.run(Work.objects.get())
    part = desk.client("author").get(desk.url("paper-files"), headers={"HX-Request": "true"})
    assert "hx-trigger" not in part.content.decode()


def test_a_file_checked_while_a_version_was_cut_is_ready_in_both(desk, upload, pdf):
    upload(pdf(), work=False)
    desk.fresh().cut("Meanwhile", desk.author, NOW)
    jobs.run(Work.objects.get())
    assert set(PaperFile.objects.values_list("state", flat=True)) == {"ready"}


def test_a_file_that_nobody_checks_any_more_is_asked_for_again(desk, upload, pdf):
    upload(pdf(), work=False)
    Work.objects.all().delete()
    receiving.recover(NOW)
    jobs.run(Work.objects.get())
    assert files(desk)[0].state == "ready"


def test_a_file_whose_check_failed_for_good_is_refused(desk, upload, pdf):
    upload(pdf(), work=False)
    Work.objects.update(state="failed")
    receiving.recover(NOW)
    (file,) = files(desk)
    assert (file.state, file.sentence) == ("refused", receiving.GAVE_UP)


def test_a_row_left_behind_takes_the_answer_its_twin_got(desk, upload, pdf):
    upload(pdf())
    (file,) = files(desk)
    desk.paper.cut("Meanwhile", desk.author, NOW)
    PaperFile.objects.filter(version=desk.paper.current).update(state="checking", normalised=None)
    receiving.recover(NOW)
    (late,) = files(desk)
    assert (late.state, late.normalised) == ("ready", file.normalised)


def test_looking_at_the_first_page_is_kept_with_name_and_hour(desk):
    file = row(desk, "plan.pdf")
    desk.client("author").post(f"/desk/papers/files/{file.key}/confirm/")
    file.refresh_from_db()
    assert (file.seen_by, file.seen_at) == (desk.author, NOW)
    assert "Looked at by Author Sample" in desk.get("author", "paper-files").content.decode()


@pytest.mark.parametrize("step", ["title", "remove", "move"])
def test_each_change_of_the_list_is_a_version_and_old_ones_keep_theirs(desk, step):
    row(desk, "a.pdf")
    file = row(desk, "b.pdf")
    data = {"title": "Annex B", "to": "up"}
    desk.client("author").post(f"/desk/papers/files/{file.key}/{step}/", data)
    told = [(file.filename, file.title) for file in files(desk)]
    assert (
        told
        == {
            "title": [("a.pdf", ""), ("b.pdf", "Annex B")],
            "remove": [("a.pdf", "")],
            "move": [("b.pdf", ""), ("a.pdf", "")],
        }[step]
    )
    old = desk.paper.versions.get(number=1).files.values_list("filename", "title")
    assert list(old) == [("a.pdf", ""), ("b.pdf", "")]


def test_a_file_is_replaced_in_its_place(desk, upload, pdf):
    first = row(desk, "a.pdf", title="Annex A")
    row(desk, "b.pdf")
    upload(pdf("new.pdf"), url=f"/desk/papers/files/{first.key}/replace/", to="file")
    assert [(file.filename, file.title) for file in files(desk)] == [
        ("new.pdf", "Annex A"),
        ("b.pdf", ""),
    ]


def test_a_page_that_is_old_still_means_the_same_file(desk):
    file = row(desk, "a.pdf")
    desk.paper.cut("Meanwhile", desk.author, NOW)
    desk.client("author").post(f"/desk/papers/files/{file.key}/title/", {"title": "New"})
    assert [file.title for file in files(desk)] == ["New"]


def test_a_file_somebody_else_took_out_is_told(desk):
    file = row(desk, "a.pdf")
    url = f"/desk/papers/files/{file.key}/"
    desk.client("secretary").post(f"{url}remove/")
    number = desk.fresh().current.number
    answer = desk.client("author").post(f"{url}title/", {"title": "New"}, follow=True)
    assert "no longer part of the paper" in answer.content.decode()
    assert desk.fresh().current.number == number


def test_new_files_void_a_clearance(desk, upload, pdf):
    desk.paper.submit(desk.author, NOW)
    desk.paper.clear(desk.secretary, NOW)
    upload(pdf(), who="secretary", work=False)
    assert (desk.fresh().state, desk.paper.cleared) == ("submitted", None)


def test_an_assistants_upload_is_recorded_as_for_the_author(desk, upload, pdf):
    upload(pdf(), who="assistant", work=False)
    change = Change.objects.of(desk.paper).get(verb="version")
    assert (change.by, change.acting_for) == (desk.assistant, "Author Sample")


def test_nothing_chosen_is_told_also_while_a_file_is_checked(desk):
    row(desk, "a.pdf", state="checking")
    answer = desk.post("author", "paper-upload")
    assert answer.status_code == 422
    assert "Select upload files" in answer.content.decode()


def test_files_too_large_together_are_refused_before_they_are_kept(desk):
    file = row(desk, "a.pdf")
    Blob.objects.filter(pk=file.original.pk).update(size=200_000_000)
    answer = desk.post(
        "author", "paper-upload", {"uploads": [SimpleUploadedFile("b.pdf", b"%PDF")]}
    )
    assert answer.status_code == 422
    assert "200 MB together" in answer.content.decode()


def test_bytes_are_served_only_as_harmless(desk):
    file = row(desk, "plän of “beds”.pdf")
    client = desk.client("author")
    url = f"/desk/papers/files/{file.key}/"
    shown, saved = client.get(f"{url}pdf"), client.get(f"{url}original")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved.getvalue() == "plän of “beds”.pdf".encode()
    for answer in (shown, saved, client.get(f"{url}first-page")):
        assert answer is saved or answer.getvalue()
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(f"{url}other").status_code == 404


def test_a_refused_file_has_no_pdf_to_fetch(desk):
    file = row(desk, "a.pdf", state="refused")
    PaperFile.objects.filter(pk=file.pk).update(normalised=None, thumbnail=None)
    client = desk.client("author")
    assert client.get(f"/desk/papers/files/{file.key}/pdf").status_code == 404
    original = client.get(f"/desk/papers/files/{file.key}/original")
    assert original.getvalue() == b"a.pdf"


def test_who_downloads_a_private_paper_is_on_record(desk):
    file = row(desk, "a.pdf")
    type(desk.paper).objects.update(private=True)
    desk.client("secretary").get(f"/desk/papers/files/{file.key}/pdf").getvalue()
    change = Change.objects.get(verb="read")
    assert (change.by, change.words) == (desk.secretary, "a.pdf")
