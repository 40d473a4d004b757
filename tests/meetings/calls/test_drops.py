"""Many files dropped on a meeting: matched, shown, attached when confirmed, and never unseen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from icsgov.work import jobs
from icsgov.work.models import Work
from meetings.models import Drop, DropFile, Paper, PaperFile
from meetings.tasks import drops
from tests import factories as make
from tests.meetings.calls.conftest import NOW
from tests.packs import pdf_bytes
from tests.press.door import outlook
from tests.press.door.test_bundle import mail, zipped
from tests.visitor import Visitor


def named(name, words="Beds"):
    return SimpleUploadedFile(name, pdf_bytes(1, words))


def drop(desk, *files):
    """The secretary's browser at the list of what was dropped, once it was checked."""
    page = desk.visitor().get(desk.url("meeting-papers")).follow("Upload many files")
    page.submit("Upload", {"uploads": list(files)})
    while waiting := list(Work.objects.open()):
        for work in waiting:
            jobs.run(work)
    return page.get(page.url)


def choice(page, name):
    """The paper that stands chosen for a file."""
    for field in page.page.xpath("//select"):
        label = page.page.xpath(f"//label[@for='{field.get('id')}']")[0].text_content()
        if name in label:
            return field.xpath("string(.//option[@selected])")
    raise LookupError(name)


def files_of(paper):
    return [file.filename for file in Paper.objects.get(pk=paper.pk).current.files.all()]


def test_files_are_matched_shown_and_attached_when_confirmed(desk):
    page = drop(desk, named("Winter plan v2.pdf"), named("Enc B.pdf", "Beds too"))
    assert choice(page, "Winter plan v2.pdf") == "A: Winter plan"
    assert choice(page, "Enc B.pdf") == "B: Beds"
    assert "Its name has 2 of 2 words of the title." in page.text
    assert len(page.page.xpath("//img[contains(@src, 'first-page')]")) == 2
    assert PaperFile.objects.count() == 0
    page.submit("Attach the files as chosen")
    assert "2 files attached." in page.text
    assert files_of(desk.paper) == ["Winter plan v2.pdf"]
    assert files_of(desk.other) == ["Enc B.pdf"]
    assert PaperFile.objects.filter(seen_by=desk.secretary).count() == 2
    assert Drop.objects.get().done_at is not None


def test_what_is_not_clear_is_left_to_the_secretary_and_stays(desk):
    page = drop(desk, named("scan0001.pdf"))
    assert "We cannot tell which paper it is for." in page.text
    assert choice(page, "scan0001.pdf") in ("", "Leave it out for now")
    page.submit("Attach the files as chosen")
    assert "Nothing was attached" in page.text
    key = DropFile.objects.get().key
    page.submit("Attach the files as chosen", {f"for-{key}": str(desk.other.key)})
    assert files_of(desk.other) == ["scan0001.pdf"]


def test_the_same_file_twice_and_one_that_a_paper_has_are_said(desk):
    drop(desk, named("Winter plan.pdf")).submit("Attach the files as chosen")
    files = named("Winter plan again.pdf"), named("Beds.pdf", "b"), named("C.pdf", "b")
    page = drop(desk, *files)
    assert "This file is already with “Winter plan”." in page.text
    assert "This file is the same as one above." in page.text
    assert choice(page, "again") in ("", "Leave it out for now")


def test_a_zip_is_opened_and_its_files_listed(desk):
    data = zipped([("x/Winter plan.pdf", pdf_bytes(1, "W")), ("Beds.pdf", pdf_bytes(1, "B"))])
    page = drop(desk, SimpleUploadedFile("all.zip", data))
    assert "2 files came out of it." in page.text
    assert "from all.zip" in page.text
    page.submit("Attach the files as chosen")
    assert files_of(desk.paper) == ["Winter plan.pdf"]
    assert files_of(desk.other) == ["Beds.pdf"]


def test_an_email_is_opened_and_a_bad_attachment_refused_by_name(desk):
    message = mail(
        ("Winter plan.pdf", pdf_bytes(1, "W"), "application/pdf"),
        ("run.exe", b"MZ" + b"x" * 200, "application/octet-stream"),
    )
    page = drop(desk, SimpleUploadedFile("Papers.eml", message.as_bytes()))
    assert "run.exe Cannot be used" in page.text
    assert choice(page, "Winter plan.pdf") == "A: Winter plan"


def test_an_email_as_they_come_is_listed_part_by_part(desk):
    message = mail(
        ("Winter plan.pdf", pdf_bytes(1, "W"), "application/pdf"),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(200), "application/ms-tnef"),
        ("invite.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "text/calendar"),
    )
    message.add_attachment(
        b"logo", maintype="image", subtype="png", filename="logo.png", disposition="inline"
    )
    nested = mail(("Beds.pdf", pdf_bytes(1, "B"), "application/pdf"))
    nested.replace_header("Subject", "Fwd: beds paper")
    message.add_attachment(nested)
    page = drop(desk, SimpleUploadedFile("Papers.eml", message.as_bytes()))
    assert "3 files came out of it." in page.text
    assert "Fwd: beds paper.eml. Open it yourself, and drop its files here." in page.text
    assert "winmail.dat Cannot be used This is an e-mail in Outlook’s rich text" in page.text
    assert "Ask the sender to send it again as HTML or plain text" in page.text
    assert "invite.ics Cannot be used This is an invitation to a calendar" in page.text
    assert "logo.png" not in page.text
    assert len(page.page.xpath("//select")) == 1
    assert PaperFile.objects.count() == 0


def test_an_outlook_message_is_opened_and_its_files_matched(desk):
    data = outlook.message(
        ("Winter plan FINAL.pdf", pdf_bytes(1, "W")), ("FW: more", None), subject="Sorry, late"
    )
    page = drop(desk, SimpleUploadedFile("Sorry, late.msg", data))
    assert "1 file came out of it. Left in it, because it holds files of its own" in page.text
    assert "from Sorry, late.msg" in page.text
    page.submit("Attach the files as chosen")
    assert files_of(desk.paper) == ["Winter plan FINAL.pdf"]


@pytest.mark.parametrize("name", ["a.zip", "a.eml", "a.msg"])
def test_a_bundle_that_cannot_be_opened_says_so_and_harms_nothing(desk, name):
    page = drop(desk, SimpleUploadedFile(name, b"rubbish"), named("Beds.pdf"))
    assert "We could not open this" in page.text
    assert choice(page, "Beds.pdf") == "B: Beds"


def test_confirming_twice_attaches_once(desk):
    page = drop(desk, named("Winter plan.pdf"))
    again = Visitor(desk.secretary).get(page.url)
    page.submit("Attach the files as chosen")
    again.submit("Attach the files as chosen")
    assert files_of(desk.paper) == ["Winter plan.pdf"]


def test_nobody_else_sees_a_drop(desk):
    page = drop(desk, named("Winter plan.pdf"))
    key = DropFile.objects.get().key
    for reader in (make.secretary(desk.board), make.user()):
        other = Visitor(reader)
        assert other.get(page.url).status == 404
        assert other.get(f"/desk/drops/files/{key}/first-page").status == 404


def test_a_paper_of_another_meeting_cannot_be_chosen(desk):
    elsewhere = make.paper(make.board("ICB"), "Elsewhere")
    page = drop(desk, named("Winter plan.pdf"))
    key = DropFile.objects.get().key
    page.submit("Attach the files as chosen", {f"for-{key}": str(elsewhere.key)})
    assert page.status == 422
    assert PaperFile.objects.count() == 0


def test_a_bundle_whose_worker_was_killed_is_opened_after_all(desk):
    page = desk.visitor().get(desk.url("meeting-drop"))
    data = zipped([("Beds.pdf", pdf_bytes(1))])
    page.submit("Upload", {"uploads": [SimpleUploadedFile("all.zip", data)]})
    Work.objects.all().delete()
    drops.recover(NOW)
    jobs.run(Work.objects.get())
    assert DropFile.objects.filter(came_in="all.zip").count() == 1


def test_nothing_dropped_is_said(desk):
    page = desk.visitor().get(desk.url("meeting-drop")).submit("Upload")
    assert page.status == 422


def test_what_fits_two_papers_is_asked_about_with_what_speaks_for_each(desk):
    page = drop(desk, named("Enc A Beds.pdf"))
    assert "We cannot tell which paper it is for." in page.text
    assert "A: Winter plan? Its name says enclosure A." in page.text
    assert "B: Beds? Its name has 1 of 1 word of the title." in page.text


def test_files_that_wait_are_called_to_mind_until_they_are_given(desk):
    page = drop(desk, named("scan0001.pdf"))
    where = page.url
    owed = desk.visitor().get(desk.url("meeting-papers"))
    assert "Say which paper 1 file of 10 July 2023 is for" in owed.text
    home = desk.visitor().get("/desk/")
    assert "1 file waits until you say which paper each is for." in home.text
    assert home.follow("Sort them for ICP 24 July 2023").url == where
    key = DropFile.objects.get().key
    page.submit("Attach the files as chosen", {f"for-{key}": str(desk.other.key)})
    assert "Say which paper" not in desk.visitor().get(desk.url("meeting-papers")).text
    assert "1 file waits" not in desk.visitor().get("/desk/").text


def test_an_empty_file_is_refused_by_name_and_the_others_come_in(desk):
    page = drop(desk, named("Winter plan.pdf"), SimpleUploadedFile("nothing.pdf", b""))
    assert "nothing.pdf Cannot be used The file is empty." in page.text
    assert choice(page, "Winter plan.pdf") == "A: Winter plan"
