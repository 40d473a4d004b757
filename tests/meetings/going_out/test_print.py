"""Papers in print: what each may have, for the printer, and where it goes."""

import io
import zipfile

import pypdfium2
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from icsgov.record import access as record
from icsgov.record import personal_packs
from icsgov.record.build import build
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from meetings import publishing, withholding
from meetings.models import Paper
from tests import factories as make
from tests import releases
from tests.meetings.going_out.outgoing import address, leaves

pytestmark = pytest.mark.django_db


def test_the_file_for_the_printer_begins_every_paper_on_a_new_sheet(desk, printed, pressed):
    where = address("pack-print-papers", pressed, person=printed.key, ending="pdf")
    texts = leaves(desk.get(where).content)
    assert len(texts) % 2 == 0
    assert "Welcome" in texts[0]
    begins = [at for at, text in enumerate(texts) if "Enclosure:" in text or "Slide page 1" in text]
    assert begins
    assert all(at % 2 == 0 for at in begins)
    whole = leaves(record.pack_file(pressed).blob.read())
    assert [text for text in texts if text.strip()] == [text for text in whole if text.strip()]


def test_the_zip_has_the_agenda_first_and_a_file_for_each_paper(desk, printed, pressed):
    where = address("pack-print-papers", pressed, person=printed.key, ending="zip")
    with zipfile.ZipFile(io.BytesIO(desk.get(where).content)) as archive:
        names = archive.namelist()
        files = [leaves(archive.read(name)) for name in names]
    assert names == ["00_Agenda.pdf", "01_A_Drafted_here.pdf", "02_B_Shown_as_slides.pdf"]
    assert all(len(pages) % 2 == 0 for pages in files)
    assert "Slide" not in "".join(files[1])


def test_addresses_come_as_a_workbook_and_as_labels(desk, board, printed, release):
    make.seat(make.person("Eve =Formula"), board, in_print=True, print_to="=1+1")
    content = desk.get(address("pack-print-addresses", release)).content
    sheet = load_workbook(io.BytesIO(content)).active
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("Pia Paper", "Leader") in [line[:2] for line in lines]
    assert not any(str(cell or "").startswith("=") for line in lines for cell in line)
    labels = desk.get(address("pack-print-labels", release)).content
    text = pypdfium2.PdfDocument(labels)[0].get_textpage().get_text_range()
    assert "Pia Paper" in text
    assert "SE1 1AA" in text


def test_who_needs_no_print_has_no_file(desk, robin, release):
    where = address("pack-print-papers", release, person=robin.person.key, ending="pdf")
    assert desk.get(where).status_code == 404
    page = desk.get(address("pack-print", release)).content.decode()
    assert "Nobody needs this release in print." in page
    assert desk.get(address("pack-print-labels", release)).status_code == 404


def test_a_member_without_part_2_gets_no_print_of_it(desk, board, meeting, printed):
    make.part2(meeting)
    private = releases.publish(meeting, part=2, audience=releases.MEMBERS)
    where = address("pack-print-papers", private, person=printed.key, ending="pdf")
    assert desk.get(where).status_code == 404


def test_the_list_costs_the_same_for_five_readers_and_for_fifty(
    desk, board, release, django_assert_max_num_queries
):
    for _ in range(50):
        make.seat(make.user(), board)
    with django_assert_max_num_queries(22):
        desk.get(address("pack-going-out", release))


def test_print_is_of_the_pack_that_each_may_read(desk, board, meeting, robin, printed, kept_from):
    board.seats.filter(person=robin.person).update(in_print=True)
    now = timezone.now()
    made = build(prove("agenda", meeting.key, 1, now), by=None, now=now)
    personal_packs.settle(made, now)
    publishing.ask(meeting, made, {"members": None}, by=None, now=now)
    release = Release.objects.of("agenda", meeting.key).get()
    page = desk.get(address("pack-print", release)).content.decode()
    assert "Papers are withheld from Robin Reader." in page
    assert page.count("One PDF for the printer") == 2
    for person, has in ((printed, True), (robin.person, False)):
        where = address("pack-print-papers", release, person=person.key, ending="pdf")
        said = " ".join(leaves(desk.get(where).content))
        assert ("Drafted here" in said) is has
        assert "Slide page 1" in said


def test_until_their_own_pack_is_made_there_is_nothing_to_print(
    desk, board, meeting, robin, release
):
    board.seats.filter(person=robin.person).update(in_print=True)
    paper = Paper.objects.get(title="Drafted here")
    withholding.withhold(paper, robin.person, "Conflict", None, timezone.now())
    assert (
        "There is nothing to print for them yet."
        in desk.get(address("pack-print", release)).content.decode()
    )
    where = address("pack-print-papers", release, person=robin.person.key, ending="pdf")
    assert desk.get(where).status_code == 404
