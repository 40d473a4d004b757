"""Builds through the real press: what is in the pack, what it is called, what stops it."""

import io
import json
import logging
from datetime import timedelta

import pikepdf
import pypdfium2 as pdfium
import pytest

from icsgov.record import proofs
from icsgov.record.build import build
from icsgov.record.models import Blob, Build
from icsgov.record.models.releases import Audience
from icsgov.record.publications import ask as ask_to_publish
from icsgov.record.publications import publish
from icsgov.record.tasks import ask_for_build
from icsgov.record.tree import digest, to_json, walk
from icsgov.work.jobs import Cancelled, JobFailed
from icsgov.work.models import Work
from meetings.models import Ask, Paper
from meetings.ranks import between
from tests import factories as make
from tests import packs

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def meeting(board):
    return packs.meeting(board, joining_link="https://example.org/canary-joining")


def make_build(meeting, part=1, now=make.NOW, **more) -> Build:
    return build(proofs.prove("agenda", meeting.key, part, now), by=None, now=now, **more)


def texts(blob: Blob) -> list[str]:
    """The words of every page."""
    pdf = pdfium.PdfDocument(blob.read())
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()


def everything(blob: Blob) -> str:
    """All that a file holds, taken apart: objects, streams, metadata."""
    with pikepdf.open(io.BytesIO(blob.read())) as pdf:
        parts = [str(pdf.docinfo), *texts(blob)]
        for thing in pdf.objects:
            parts.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes().decode("latin-1"))
    return " ".join(parts)


def labels(made: Build) -> list[str]:
    return [page.pack_page for page in made.root.of_kind("page")]


def released(meeting, now, **wishes):
    made = make_build(meeting, now=now)
    wish = ask_to_publish(made, wishes or {Audience.PUBLIC: None}, by=None, now=now)
    return publish(wish, by=None, now=now)


def test_every_page_carries_the_stamp_and_its_number(meeting):
    made = make_build(meeting)
    pages = texts(made.pack)
    assert made.report["pages"] == made.pack.pages == len(pages) == 8
    for number, words in enumerate(pages, 1):
        assert f"ICP 24 July 2023 Page {number} of 8" in words
    with pikepdf.open(io.BytesIO(made.pack.read())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Integrated Care Partnership, 24 July 2023"
        assert str(pdf.Root.Lang) == "en-GB"


def test_the_agenda_names_the_pages_on_which_papers_begin(meeting):
    agenda, *_ = texts(make_build(meeting).pack)
    assert "page 2" in agenda
    assert "page 4" in agenda


def test_the_outline_leads_from_items_to_papers_to_headings(meeting):
    made = make_build(meeting)
    with pikepdf.open(io.BytesIO(made.pack.read())) as pdf, pdf.open_outline() as outline:
        lines = list(_lines(outline.root))
    assert lines[:5] == [
        (0, "Agenda"),
        (0, "2. A drafted paper"),
        (1, "Enclosure A: Drafted here"),
        (2, "Background"),
        (3, "The detail"),
    ]
    assert (2, "Cover sheet") in lines
    assert (2, "Shown as slides") in lines


def _lines(items, depth=0):
    for item in items:
        yield depth, item.title
        yield from _lines(item.children, depth + 1)


def test_the_tree_holds_every_page_under_what_is_printed_on_it(meeting):
    root = make_build(meeting).root
    where = {
        page.anchor: (page.pack_page, page.file_page, page.text) for page in root.of_kind("page")
    }
    assert list(where.values())[:3] == [("1", 1, ""), ("2", 1, ""), ("3", 2, "")]
    assert where["shown-as-slides-file-1.page-2"] == ("7", 2, "Slide page 2")
    anchors = [node.anchor for _, node in walk(root)]
    assert len(anchors) == len(set(anchors))


def test_each_paper_is_a_file_with_the_packs_page_numbers(meeting):
    files = {file["filename"]: file for file in make_build(meeting).report["files"]}
    assert [(file["role"], name) for name, file in files.items()] == [
        ("pack", "icp-2023-07-24-pack.pdf"),
        ("paper", "icp-2023-07-24-enclosure-a-drafted-here.pdf"),
        ("paper", "icp-2023-07-24-enclosure-b-shown-as-slides.pdf"),
        ("file", "icp-2023-07-24-enclosure-b-shown-as-slides-file-1.pdf"),
    ]
    paper = files["icp-2023-07-24-enclosure-b-shown-as-slides.pdf"]
    pages = texts(Blob.objects.get(sha256=paper["sha256"]))
    assert ["Page 4 of 8" in words for words in pages] == [True, False, False, False, False]
    assert "Page 8 of 8" in pages[-1]


def test_the_same_desk_gives_the_same_bytes_and_reuses_its_pieces(meeting):
    first = make_build(meeting)
    again = make_build(meeting, now=make.NOW + timedelta(days=3))
    assert again.report["sha256"] == first.report["sha256"]
    assert again.tree_sha256 == first.tree_sha256
    assert (again.report["rendered"], again.report["reused"]) == (0, 4)
    assert set(again.report["seconds"]) == {"render", "assemble", "inspect", "keep"}


def test_a_change_in_one_paper_sets_that_paper_anew_and_no_other(meeting):
    make_build(meeting)
    paper = Paper.objects.get(title="Drafted here")
    paper.write(paper.version, None, make.NOW, body="<p>Another text.</p>")
    paper.clear(None, make.NOW)
    made = make_build(meeting)
    assert made.report["reused"] == 3
    assert "Another text." in texts(made.pack)[2]


def test_a_picture_is_printed_and_can_be_fetched(meeting):
    paper = Paper.objects.get(title="Drafted here")
    sha256 = packs.add_picture(paper, PNG)
    paper.write(
        paper.version, None, make.NOW, body=f'<p>See: <img src="asset:{sha256}" alt="A dot"></p>'
    )
    paper.clear(None, make.NOW)
    made = make_build(meeting)
    with pikepdf.open(io.BytesIO(made.pack.read())) as pdf:
        assert any(page.get_images() for page in pdf.pages)
    assert {"anchor": "drafted-here-image", "sha256": sha256, "role": "image"}.items() <= {
        **made.report["files"][-1]
    }.items()


# What stops a build is named


def test_a_missing_paper_stops_the_build_and_stays_in_the_log(meeting):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting))
    with pytest.raises(JobFailed, match="Enclosure C, “Not here yet”, has not been handed in"):
        make_build(meeting)
    failed = Build.objects.get()
    assert failed.pack is None
    assert "Not here yet" in failed.report["error"]


def test_a_lost_file_is_named(meeting):
    blob = packs.pdf_blob(3, "Slide", landscape=True)
    blob.path.unlink()
    with pytest.raises(JobFailed, match="The file of “Enclosure B: Shown as slides, Shown as s"):
        make_build(meeting)


def test_a_file_that_broke_on_the_disk_is_named(board):
    meeting = make.meeting(board)
    blob = packs.pdf_blob(1, "Broken")
    packs.paper(board, "Broken", make.item(meeting), files=(blob,))
    blob.path.write_bytes(blob.read()[:200])
    with pytest.raises(JobFailed, match="Broken"):
        make_build(meeting)
    blob.path.unlink()


def test_a_lost_picture_is_named(meeting):
    paper = Paper.objects.get(title="Drafted here")
    sha256 = packs.add_picture(paper, b"no picture at all")
    paper.write(paper.version, None, make.NOW, body=f'<p><img src="asset:{sha256}" alt="Lost"></p>')
    paper.clear(None, make.NOW)
    Blob.objects.get(sha256=sha256).path.unlink()
    with pytest.raises(JobFailed, match="The picture “Lost” is missing"):
        make_build(meeting)


def test_a_build_can_be_stopped_and_leaves_nothing_behind(meeting, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    blobs = Blob.objects.count()

    def stop(done, total, words):
        assert done < total
        if words.startswith("Binding"):
            raise Cancelled

    with pytest.raises(Cancelled):
        make_build(meeting, progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert Blob.objects.count() == blobs
    assert Build.objects.get().report == {"error": "Cancelled"}


def test_progress_is_told_piece_by_piece(meeting):
    told = []
    make_build(meeting, progress=lambda *said: told.append(said))
    steps = len(told) - 1  # after the last step it asks once more whether it may keep the pack
    assert [done for done, _, _ in told] == list(range(steps + 1))
    assert {total for _, total, _ in told} == {steps}
    assert told[1][2] == "Printing Enclosure A: Drafted here"


# In the background


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """Runs what was asked for, as the worker would after the request."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_build_in_the_background_ends_in_a_pack(meeting, worker):
    with worker():
        work = ask_for_build("agenda", meeting.key, 1, by=None, now=make.NOW)
    work.refresh_from_db()
    made = Build.objects.get()
    assert work.state == Work.State.DONE
    assert work.result == {"build": str(made.key)}
    assert (made.work, made.report["pages"]) == (work, 8)


def test_one_part_is_built_once_at_a_time_and_parts_beside_each_other(meeting):
    make.part2(meeting)
    first = ask_for_build("agenda", meeting.key, 1, by=None, now=make.NOW)
    assert ask_for_build("agenda", meeting.key, 1, by=None, now=make.NOW) == first
    assert ask_for_build("agenda", meeting.key, 2, by=None, now=make.NOW) != first


def test_a_failure_in_the_background_says_what_to_mend(meeting, worker):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting))
    with worker():
        work = ask_for_build("agenda", meeting.key, 1, by=None, now=make.NOW)
    work.refresh_from_db()
    assert work.state == Work.State.FAILED
    assert "“Not here yet”" in work.error


# Part 1 and Part 2


def test_adding_to_part_2_changes_no_byte_of_part_1(meeting):
    before = make_build(meeting)
    make.part2(meeting)
    private = make.item(meeting, "Private", part=2)
    Ask.objects.create(item=private, verb="approve", text="the plan")
    packs.paper(meeting.board, "Private paper", private, files=(packs.pdf_blob(2, "Private"),))
    after = make_build(meeting)
    assert after.report["sha256"] == before.report["sha256"]
    assert after.tree_sha256 == before.tree_sha256


def test_part_2_has_its_own_pages_stamp_and_mark(meeting):
    make.part2(meeting)
    packs.paper(meeting.board, "Private paper", make.item(meeting, "Private", part=2))
    made = make_build(meeting, 2)
    assert labels(made) == ["1", "2", "3"]
    for number, words in enumerate(texts(made.pack), 1):
        assert f"ICP Part 2 24 July 2023 Page {number} of 3" in words
        assert "CONFIDENTIAL – NOT FOR PUBLICATION" in words


def test_a_public_pack_holds_nothing_private(meeting, caplog):
    """Canary words in every private place: none is in the file, its metadata or the log."""
    canaries = ["canary-part2", "canary-draft", "canary-comment", "canary-joining", "canary-own"]
    make.part2(meeting, reason="canary-part2 reason")
    private = make.item(meeting, "canary-part2 item", part=2, lead=make.person("canary-part2 Lead"))
    packs.paper(
        meeting.board,
        "canary-part2 paper",
        private,
        files=(packs.pdf_blob(1, "canary-part2"),),
    )
    paper = Paper.objects.get(title="Drafted here")
    author = make.user()
    paper.comments.create(text="canary-comment", by=author, at=make.NOW)
    make.item(meeting, "Story", kind="story", consent="canary-comment agreed")
    Paper.objects.filter(pk=paper.pk).update(state="submitted", body="<p>canary-draft</p>")
    with caplog.at_level(logging.DEBUG):
        made = make_build(meeting)
    told = [json.dumps(to_json(made.root)), json.dumps(made.report["files"]), caplog.text]
    for sha256 in {file["sha256"] for file in made.report["files"]}:
        told.append(everything(Blob.objects.get(sha256=sha256)))
    assert [word for word in canaries if any(word in words for words in told)] == []
    control = everything(make_build(meeting, 2).pack) + " ".join(texts(make_build(meeting, 2).pack))
    assert "canary-part2" in control


# Late papers


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("suffix", ["1", "2", "3", "3A", "3B", "4", "5", "6", "7", "8"]),
        ("renumber", [str(number) for number in range(1, 11)]),
    ],
)
def test_a_late_paper_leaves_the_numbers_that_readers_know(meeting, late, expected):
    meeting.board.rule_rows.create(name="late_papers", value=late, starts=make.date(2020, 1, 1))
    (first,) = released(meeting, make.NOW)
    _, before, after = meeting.items.in_order()
    item = make.item(meeting, "Late item", rank=between(before.rank, after.rank))
    packs.paper(meeting.board, "Late paper", item)
    made = make_build(meeting, now=make.NOW + timedelta(hours=1))
    assert labels(made) == expected
    assert made.report["follows"] == str(first.key)
    with pikepdf.open(io.BytesIO(made.pack.read())) as pdf:
        assert [page.label for page in pdf.pages] == expected
    of = "8" if late == "suffix" else "10"
    assert f"Page {expected[3]} of {of}" in texts(made.pack)[3]


def test_a_pack_that_nobody_has_read_is_numbered_anew(meeting):
    hour = make.NOW + timedelta(days=1)
    released(meeting, make.NOW, public=hour)
    packs.paper(meeting.board, "More", make.item(meeting, rank="0"))
    made = make_build(meeting, now=make.NOW + timedelta(hours=1))
    assert labels(made) == [str(number) for number in range(1, 11)]


def test_a_build_keeps_tree_and_bytes_together(meeting):
    made = Build.objects.get(pk=make_build(meeting).pk)
    assert digest(made.root) == made.tree_sha256
    assert made.proof_sha256 == proofs.prove("agenda", meeting.key, 1, make.NOW).sha256
