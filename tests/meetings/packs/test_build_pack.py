"""manage.py build_pack: a pack without a worker, with a report and an exit status."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from icsgov.record.models import Build, Release
from meetings.models import Meeting
from tests import factories as make
from tests import packs

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(meeting, tmp_path):
    """Runs the command; gives back what it printed and the file it wrote."""

    def go(*options: str, audience="public", address="2023-07-24", board="icp"):
        out, file = io.StringIO(), tmp_path / "pack.pdf"
        call_command(
            "build_pack",
            board,
            address,
            f"--audience={audience}",
            f"--output={file}",
            *options,
            stdout=out,
        )
        return out.getvalue(), file

    return go


def test_it_writes_the_pack_and_says_what_it_is(run):
    said, file = run()
    build = Build.objects.get()
    assert file.read_bytes() == build.pack.read()
    assert f"8 pages, {build.pack.size} bytes" in said
    assert f"sha256 {build.pack.sha256}" in said
    assert "pieces: " in said
    assert not Release.objects.exists()


def test_as_json(run):
    said, _ = run("--json")
    report = json.loads(said)
    assert report["pages"] == 8
    assert set(report["seconds"]) == {"render", "assemble", "inspect", "keep"}
    assert report["rendered"] + report["reused"] == 4


def test_the_same_desk_gives_the_same_file_for_every_audience(run):
    first = json.loads(run("--json")[0])
    again = json.loads(run("--json", audience="members")[0])
    assert again["sha256"] == first["sha256"]
    assert again["reused"] == 4


def test_warnings_are_printed(run, meeting):
    packs.paper(meeting.board, "Fresh", make.item(meeting), cleared=False)
    assert "warning: Enclosure C, “Fresh”, is not cleared" in run()[0]


def test_part_2(run, meeting):
    make.part2(meeting)
    packs.paper(meeting.board, "Private paper", make.item(meeting, "Private", part=2))
    assert "3 pages" in run("--part=2", audience="members")[0]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"board": "nix"}, "There is no meeting 2023-07-24 of a board called nix."),
        ({"address": "2020-01-01"}, "There is no meeting 2020-01-01"),
        ({"audience": "members", "part": 2}, "ICP 24 July 2023 has no Part 2."),
        ({"audience": "public", "part": 2}, "Part 2 is for members only."),
    ],
)
def test_what_cannot_be_built_is_a_reason_and_no_file(run, tmp_path, options, reason):
    more = [f"--part={options.pop('part')}"] if "part" in options else []
    with pytest.raises(CommandError, match=reason) as error:
        run(*more, **options)
    assert error.value.returncode == 1
    assert not (tmp_path / "pack.pdf").exists()


def test_a_private_meeting_has_no_public_pack(run, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(kind="private")
    with pytest.raises(CommandError, match="This meeting is for members only"):
        run()


def test_a_missing_paper_is_named(run, meeting, tmp_path):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting))
    with pytest.raises(CommandError, match="“Not here yet”, has not been handed in"):
        run()
    assert not (tmp_path / "pack.pdf").exists()


def test_what_hides_something_is_not_handed_out(run, monkeypatch, tmp_path):
    finding = {
        "code": "hidden",
        "page": 1,
        "piece": "Enclosure A",
        "sentence": "White text.",
        "what_to_do": "",
    }
    real = Build.save

    def save(self, *args, **kwargs):
        if "findings" in self.report:
            self.report["findings"] = [finding | {"blocks": True}]
        real(self, *args, **kwargs)

    monkeypatch.setattr(Build, "save", save)
    with pytest.raises(CommandError, match="Enclosure A: White text"):
        run()
    assert not (tmp_path / "pack.pdf").exists()


def test_a_file_that_cannot_be_written_is_a_reason(run, meeting, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command(
            "build_pack",
            "icp",
            "2023-07-24",
            "--audience=public",
            f"--output={tmp_path / 'no' / 'folder' / 'pack.pdf'}",
            stdout=io.StringIO(),
        )
