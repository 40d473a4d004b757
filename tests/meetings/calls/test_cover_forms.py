"""A cover sheet that goes out as a Word form and comes back: on the desk and by a link."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from icsgov.ledger.models import Change
from icsgov.record.kinds import AGENDA
from icsgov.record.proofs import prove
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings.models import Paper, PaperRole
from tests.meetings.calls.conftest import NOW
from tests.meetings.test_wordforms import filled_by_hand
from tests.visitor import Visitor


@pytest.fixture
def opened(desk):
    desk.asked()
    return Visitor().get(desk.address())


def url(paper, name):
    return reverse(name, kwargs={"key": paper.key})


def downloaded(visitor, address):
    response = visitor.client.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    return response.content


def with_paper(data):
    """The form with the paper itself after it."""
    file, out = docx.Document(io.BytesIO(data)), io.BytesIO()
    file.add_heading("The plan itself", 1)
    file.add_paragraph("Beds and staff.")
    file.save(out)
    return out.getvalue()


def send(page, data, name="cover.docx", button="Send"):
    page.submit(button, {"uploads": [SimpleUploadedFile(name, data)]})
    checked(page)


def checked(page):
    for work in Work.objects.open():
        assert jobs.run(work)
    page.get(page.url)


def form_of(opened, desk, text="More beds", label="Title"):
    data = downloaded(opened, f"{desk.address()}cover.docx")
    return filled_by_hand(label, text, data)


def stored(desk):
    return Paper.objects.get(pk=desk.paper.pk)


def test_an_author_fills_in_the_form_and_takes_what_was_read(opened, desk):
    opened.follow("Download the cover sheet for Word")
    opened.get(desk.address())
    send(opened, form_of(opened, desk))
    assert "A cover sheet." in opened.text
    assert "Paper: nothing received yet" in opened.text
    opened.follow("Look at what we read in cover.docx")
    assert "Here nowWinter planIn the formMore beds" in opened.text
    opened.submit("Take what is ticked")
    assert "The cover sheet has been read into its fields." in opened.text
    assert stored(desk).title == "More beds"
    assert stored(desk).current.files.count() == 0
    change = Change.objects.of(desk.paper).filter(verb="edited").first()
    assert (change.by, change.acting_for) == (None, "Avery Author")


def test_the_paper_behind_the_form_becomes_a_file_without_it(opened, desk):
    send(opened, with_paper(form_of(opened, desk)))
    opened.follow("Look at what we read in cover.docx")
    assert "The paper itself follows the cover sheet" in opened.text
    opened.submit("Take what is ticked")
    checked(opened)
    file = stored(desk).current.files.get()
    assert file.state == "ready"
    words = " ".join(page.text for page in file.normalised.texts.all())
    assert "Beds and staff." in words
    assert "More beds" not in words


def test_what_is_not_ticked_is_not_taken(opened, desk):
    send(opened, form_of(opened, desk))
    opened.follow("Look at what we read in cover.docx")
    opened.submit("Take what is ticked", {"take": []})
    assert "Nothing was taken from the cover sheet." in opened.text
    assert stored(desk).title == "Winter plan"


def test_a_field_that_changed_here_meanwhile_is_not_ticked_and_says_so(opened, desk):
    data = form_of(opened, desk)
    paper = stored(desk)
    paper.write(paper.version, None, NOW, title="Changed by the secretary")
    send(opened, data)
    opened.follow("Look at what we read in cover.docx")
    assert "It was changed here after the form was downloaded." in opened.text
    opened.submit("Take what is ticked")
    assert stored(desk).title == "Changed by the secretary"


def test_the_form_of_another_paper_is_refused_in_a_sentence(opened, desk):
    PaperRole.objects.create(paper=desk.other, person=desk.author, name="Avery Author")
    page = desk.visitor()
    data = downloaded(page, url(desk.other, "paper-cover-word"))
    send(opened, data)
    opened.follow("Look at what we read in cover.docx")
    assert "This cover sheet form is for another paper" in opened.text
    assert "Beds" not in opened.text
    opened.submit("Take the form out")
    assert stored(desk).title == "Winter plan"
    assert "No file yet." in opened.text


def test_a_form_that_was_taken_is_gone_for_whoever_comes_second(opened, desk):
    send(opened, form_of(opened, desk))
    opened.follow("Look at what we read in cover.docx")
    other = Visitor().get(opened.url)
    opened.submit("Take what is ticked")
    other.submit("Take what is ticked")
    assert other.status == 404


def test_the_secretary_takes_a_form_on_the_desk(desk):
    page = desk.visitor().get(url(desk.paper, "paper-cover"))
    blank = downloaded(page, url(desk.paper, "paper-cover-word"))
    data = filled_by_hand("Title", "More beds", blank)
    page.get(url(desk.paper, "paper-files"))
    send(page, data, button="Upload")
    page.follow("Look at what it says, and take it: cover.docx")
    page.submit("Take what is ticked")
    assert stored(desk).title == "More beds"


def test_a_pack_is_not_built_over_a_form_that_nobody_looked_at(opened, desk):
    send(opened, form_of(opened, desk))
    opened.submit("Hand the paper in")
    proof = prove(AGENDA, desk.meeting.key, 1, NOW)
    assert any("is a cover sheet that nobody has looked at" in each for each in proof.faults)


def test_the_board_of_who_owes_what_leads_to_a_form_that_waits(opened, desk):
    send(opened, form_of(opened, desk))
    page = desk.visitor().get(desk.url("meeting-papers"))
    page.follow("Look at the cover sheet form cover.docx for Winter plan")
    assert "In the formMore beds" in page.text
    assert "Tick what to take from the form" in page.text


def test_a_form_is_named_on_the_paper_and_never_as_being_checked(opened, desk):
    send(opened, form_of(opened, desk))
    page = desk.visitor().get(url(desk.paper, "paper"))
    assert "Being checked" not in page.text
    page.follow("Look at what the form says: cover.docx")
    assert "In the formMore beds" in page.text
