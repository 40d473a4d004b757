"""What an author's link lets its holder do, and that it lets them do nothing else."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from icsgov.ledger.models import Change
from icsgov.work import jobs
from icsgov.work.models import Message, Work
from meetings.models import Paper, PaperFile, PaperLink, PaperRole
from meetings.tasks import handling
from tests.access_table import TABLE
from tests.crawl import crawl
from tests.meetings.calls.conftest import NOW
from tests.meetings.papers.test_word_files import changed
from tests.packs import pdf_bytes
from tests.visitor import Visitor


@pytest.fixture
def opened(desk):
    """The author's browser at the link that came by e-mail."""
    desk.asked()
    return Visitor().get(desk.address())


def pdf(name="plan.pdf", words="Beds"):
    return SimpleUploadedFile(name, pdf_bytes(1, words), "application/pdf")


def send(page, *files):
    """Send files, and look again once the door has said what it thinks of them."""
    page.submit("Send", {"uploads": list(files)})
    assert "We have received it." in page.text
    for work in Work.objects.open():
        jobs.run(work)
    page.get(page.url)


def test_the_page_shows_title_deadline_checklist_and_that_nothing_came(opened):
    for words in (
        "Winter plan",
        "your paper is due on 10 July 2023",
        "Paper: nothing received yet",
        "Cover sheet: Summary of main points is empty",
        "No file yet.",
        "up to 23 July 2023",
    ):
        assert words in opened.text


def test_a_file_comes_in_and_is_shown_as_received_under_the_authors_name(opened, desk):
    send(opened, pdf())
    assert "plan.pdf" in opened.text
    assert "Received: 1 page" in opened.text
    assert "Paper: 1 file received" in opened.text
    change = Change.objects.of(desk.paper).first()
    assert (change.by, change.acting_for) == (None, "Avery Author")
    history = desk.visitor().get(reverse("paper-versions", kwargs={"key": desk.paper.key})).text
    assert "By link for Avery Author: kept a version" in history


def test_the_same_file_again_is_said_and_not_added(opened, desk):
    opened.submit("Send", {"uploads": [pdf()]})
    opened.submit("Send", {"uploads": [pdf("other-name.pdf")]})
    assert "“other-name.pdf” is the same as a file that we have already." in opened.text
    assert desk.paper.versions.first().files.count() == 1


def test_a_wrong_file_is_taken_out_again(opened, desk):
    send(opened, pdf())
    opened.submit("Take it out: plan.pdf")
    assert "“plan.pdf” was taken out." in opened.text
    assert "No file yet." in opened.text


def test_the_paper_is_handed_in_and_then_only_looked_at(opened, desk):
    opened.submit("Send", {"uploads": [pdf()]})
    opened.submit("Hand the paper in")
    assert "Thank you. The paper has been handed in." in opened.text
    paper = Paper.objects.get(pk=desk.paper.pk)
    assert paper.state == "submitted"
    assert Message.objects.filter(kind="paper-submitted", user=desk.secretary).exists()
    assert "Handed in on 10 July 2023" in opened.text
    with pytest.raises(LookupError):
        opened.submit("Send", {"uploads": [pdf()]})


def test_what_is_sent_after_handing_in_changes_nothing_and_is_told_so(opened, desk):
    handling.submit(Paper.objects.get(pk=desk.paper.pk), None, NOW)
    opened.submit("Send", {"uploads": [pdf()]})
    assert "This paper has been handed in, so it cannot be changed for now." in opened.text
    assert PaperFile.objects.count() == 0


def test_a_returned_paper_opens_again_with_the_reason_and_the_author_is_told(opened, desk, sent):
    paper = Paper.objects.get(pk=desk.paper.pk)
    handling.submit(paper, None, NOW)
    handling.give_back(paper, "Please add costs.", desk.secretary, NOW)
    letter = sent()[-1]
    assert letter.subject == "Returned to you: “Winter plan”"
    assert "costs" not in letter.body
    opened.get(desk.address())
    assert "Please add costs." in opened.text
    opened.submit("Send", {"uploads": [pdf()]})
    assert "We have received it." in opened.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda desk: desk.link().revoke(None, NOW), "This link was called back."),
        (
            lambda desk: PaperLink.objects.update(closes=date(2023, 7, 9)),
            "This link ended on 9 July 2023.",
        ),
        (
            lambda desk: PaperRole.objects.filter(paper=desk.paper).delete(),
            "Avery Author is no longer an author of this paper.",
        ),
        (
            lambda desk: Paper.objects.filter(pk=desk.paper.pk).update(state="withdrawn"),
            "This paper is no longer asked for.",
        ),
    ],
    ids=["called back", "ended", "no author", "withdrawn"],
)
def test_a_link_that_is_over_says_why_and_shows_and_takes_nothing(opened, desk, change, said):
    address = desk.address()
    change(desk)
    for go in (
        lambda: opened.get(address),
        lambda: opened.client.post(address, {"uploads": pdf()}),
        lambda: opened.client.post(f"{address}submit/"),
    ):
        go()
    page = Visitor().get(address)
    assert page.status == 410
    assert said in page.text
    assert "Winter" not in page.text
    assert PaperFile.objects.count() == 0
    assert Paper.objects.get(pk=desk.paper.pk).submitted_at is None


@pytest.mark.parametrize("token", ["guessed", "0" * 64, "%00", "é" * 10])
def test_a_guessed_link_is_not_there(desk, token):
    assert Client().get(f"/put-in/{token}/").status_code == 404


def test_a_file_of_another_paper_cannot_be_taken_out(opened, desk, tmp_path):
    version = desk.other.cut("Kept", None, NOW)
    opened.submit("Send", {"uploads": [pdf()]})
    mine = desk.paper.versions.first().files.get()
    mine.pk, mine.key, mine.version = None, uuid.uuid4(), version
    mine.save()
    where = {"token": desk.link().token, "key": mine.key}
    opened.client.handler.enforce_csrf_checks = False
    assert opened.client.post(reverse("put-in-remove", kwargs=where)).status_code == 404
    assert version.files.count() == 1


def test_without_a_file_nothing_is_sent_and_that_is_said(opened):
    opened.submit("Send")
    assert opened.status == 422
    assert "Select" in opened.page.text_content()


def test_a_file_that_is_no_document_is_refused_with_what_to_do(opened):
    send(opened, SimpleUploadedFile("x.docx", b"MZ is a program"))
    assert "Cannot be used" in opened.text


def test_the_address_stays_secret(opened):
    assert opened.response["Referrer-Policy"] == "same-origin"
    assert "noindex" in opened.response["X-Robots-Tag"]
    assert "no-store" in opened.response["Cache-Control"]
    assert PaperLink.objects.filter(digest__in=opened.url.split("/")).count() == 0


def test_from_its_page_a_link_leads_to_nothing_but_itself(opened, desk):
    """Everything that can be reached by following links and forms of the page."""
    token = desk.link().token
    opened.submit("Send", {"uploads": [pdf()]})
    reached = {address for address, _ in crawl(None, [desk.address()])}
    own = {address for address in reached if "/put-in/" in address}
    assert all(address.startswith(f"/put-in/{token}/") for address in own)
    desk_pages = {address for address in reached if address.startswith("/desk")}
    assert {Client().get(address).status_code for address in desk_pages} <= {302}


def test_holding_a_link_opens_no_other_address(opened, desk, settings):
    """A browser that used its link is to every other address what anybody is."""
    opened.submit("Send", {"uploads": [pdf()]})
    for row in TABLE:
        if row.kwargs is type(row).__dataclass_fields__["kwargs"].default and row.method == "get":
            address = reverse(row.name) + row.query
            held, bare = opened.client.get(address), Client().get(address)
            assert held.status_code == bare.status_code, address


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_kept_once(desk):
    desk.asked()
    address = desk.address()

    def send(_):
        try:
            return Client().post(address, {"uploads": pdf()}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, range(2))) == [302, 302]
    assert Paper.objects.get(pk=desk.paper.pk).current.files.count() == 1


def test_a_clean_copy_is_offered_shown_and_taken_through_the_link(opened, desk):
    send(opened, SimpleUploadedFile("plan.docx", changed()))
    page = opened.get(desk.address())
    assert "We made a clean copy: 4 changes accepted, 1 comment dropped." in page.text
    [address] = [link for link in page.page.xpath("//a/@href") if link.endswith("/clean.pdf")]
    assert page.client.get(address).getvalue().startswith(b"%PDF")
    page.submit("Use the clean copy: plan.docx")
    for work in Work.objects.open():
        jobs.run(work)
    assert "Received: 1 page" in opened.get(desk.address()).text
    assert page.client.get(address).status_code == 404


def test_a_paper_whose_only_file_cannot_be_used_is_not_said_to_have_come(opened, desk):
    send(opened, SimpleUploadedFile("plan.docx", changed()))
    assert "Paper: what came cannot be used yet" in opened.text
    assert "file received" not in opened.text
    page = desk.visitor().get(desk.url("meeting-papers"))
    assert "1 cannot be used for Winter plan" in page.text


def test_an_empty_file_is_refused_by_name_and_the_others_come_in(opened):
    send(opened, SimpleUploadedFile("nothing.pdf", b""), pdf())
    assert "The file is empty." in opened.text
    assert "Paper: 1 file received" in opened.text
