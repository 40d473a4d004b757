"""Every page of the day on which papers go out: accessible, narrow and wide; without JavaScript."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import calling, deputising, form_reading, publishing
from meetings.exporters import cover_docx
from meetings.models import Paper, PaperFile, PaperLink
from meetings.progress import progress
from meetings.tasks import calls, drops, receiving
from tests import factories as make
from tests import packs
from tests.browser import days
from tests.browser.days import paper, upload, url
from tests.browsing import VIEWS, assert_accessible
from tests.builds import built
from tests.meetings.papers.test_word_files import changed, texted
from tests.meetings.test_wordforms import filled_by_hand
from tests.packs import pdf_bytes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    return days.made()


def look_at(visit, addresses):
    for address in addresses:
        for width, scheme in VIEWS:
            assert_accessible(visit(address, width, scheme))


def received(number, name, content, tmp_path):
    """A file by the author's link, checked."""
    path = tmp_path / f"{number}"
    path.write_bytes(content)
    sent = [receiving.Upload(path, name)]
    receiving.put_in(paper(number), sent, None, timezone.now(), acting_for="Sam Sample")
    days.work()


def form_of(number):
    row = progress(Paper.objects.for_desk().get(pk=paper(number).pk), timezone.now())
    return filled_by_hand("Title", "Another title", cover_docx.word(form_reading.sheet(row)))


def sent_in(meeting, tmp_path):
    """All are asked; a form, a file with changes, a text, a file of no use and a paper came in."""
    now, by = timezone.now(), meeting.secretary
    lines = calling.board_of(by, meeting, now)
    wanted = [each for line in lines for each in line.wanted]
    calls.ask(meeting, wanted, "Please be brief.", meeting.date, by, now)
    files = (form_of(1), changed(), texted(), b"MZ nothing", pdf_bytes(1, "Words"))
    names = ("cover.docx", "changed.docx", "text.docx", "run.pdf", "plan.pdf")
    for number, (name, content) in enumerate(zip(names, files, strict=True), 1):
        received(number, name, content, tmp_path)
    paper(5).submit(by, now)
    PaperLink.objects.get(paper=paper(6)).revoke(by, now)
    Paper.objects.filter(title="Paper 7").update(due=meeting.date.replace(year=2020))
    type(days.author(8)).objects.filter(family_name="Number8").update(email="")


def dropped(meeting, tmp_path):
    made = []
    for name, words in (("Paper 9.pdf", "9"), ("scan.pdf", "scan"), ("broken.zip", "")):
        path = tmp_path / name
        path.write_bytes(pdf_bytes(1, words) if words else b"PK no zip")
        made.append(receiving.Upload(path, name))
    found = drops.drop(meeting, made, meeting.secretary, timezone.now())
    days.work()
    return found


def of_file(name, number):
    file = PaperFile.objects.get(version__paper=paper(number))
    return reverse(name, kwargs={"key": file.key})


def test_the_secretarys_pages_are_accessible(meeting, signed_in, visit, tmp_path):
    sent_in(meeting, tmp_path)
    drop = dropped(meeting, tmp_path)
    now = timezone.now()
    deputising.appoint(meeting, meeting.member.person, days.author(2), None, now)
    other = make.meeting(make.board("ICB"), meeting.date)
    make.seat(meeting.secretary, other.board, "secretary")
    make.item(other, "Where it goes on")
    signed_in(meeting.secretary)
    links = [PaperLink.objects.get(paper=paper(number)) for number in (1, 6)]
    look_at(
        visit,
        (
            "/desk/",
            *(f"{url(meeting, 'meeting-papers')}?by={by}" for by in ("item", "state")),
            url(meeting, "meeting-call"),
            url(meeting, "meeting-drop"),
            reverse("drop", kwargs={"key": drop.key}),
            url(meeting, "meeting-deputies"),
            *(reverse("paper-link", kwargs={"key": each.key}) for each in links),
            reverse("paper-bring", kwargs={"key": paper(3).key}),
            of_file("paper-file-form", 1),
            *(of_file("paper-file", number) for number in (2, 3, 4)),
            *(reverse("paper", kwargs={"key": paper(number).key}) for number in (1, 3)),
        ),
    )


def test_an_authors_pages_are_accessible(meeting, visit, tmp_path):
    sent_in(meeting, tmp_path)
    form = PaperFile.objects.get(version__paper=paper(1)).key
    look_at(
        visit,
        (
            *(days.link(number) for number in range(1, 8)),
            f"{days.link(1)}files/{form}/form/",
        ),
    )


def test_the_pages_of_assistants_and_deputies_are_accessible(meeting, signed_in, visit, tmp_path):
    sent_in(meeting, tmp_path)
    signed_in(meeting.assistant)
    submit = reverse("paper-submit", kwargs={"key": paper(11).key})
    look_at(visit, ("/desk/papers/mine/", "/reading/", submit, url(meeting, "own-replies")))
    gone_out = packs.meeting(meeting.board, day=meeting.date.replace(day=1))
    publishing.ask(
        gone_out, built(gone_out), {"members": None}, by=meeting.secretary, now=timezone.now()
    )
    deputy = make.user("Dee Deputy")
    deputising.appoint(gone_out, meeting.member.person, deputy.person, None, timezone.now())
    signed_in(deputy)
    look_at(visit, ("/reading/", f"/reading/icp/{gone_out.address}/"))


def test_the_forms_of_the_day_work_without_javascript(meeting, browser, live_server, signed_in):
    """Call, put in, hand in, drop and sort, by nothing but links and forms."""
    context = browser.new_context(java_script_enabled=False)
    page, base = context.new_page(), live_server.url
    signed_in(meeting.secretary, page)
    page.goto(base + url(meeting, "meeting"))
    days.call(page)
    author = browser.new_context(java_script_enabled=False).new_page()
    author.goto(base + days.link(1))
    days.fill_in_the_form(author)
    days.send(author, upload("plan.pdf", "Words"))
    days.hand_in(author)
    page.goto(base + url(meeting, "meeting-drop"))
    days.drop_what_came_by_mail(page, meeting)
    page.goto(base + url(meeting, "meeting-papers"))
    days.remind(page, "Paper 2")
    for each in (page, author):
        each.context.close()
