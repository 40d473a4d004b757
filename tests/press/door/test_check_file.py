"""`manage.py check_file` says what the upload form says."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.press.door import good


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good.pdf").write_bytes(good.saved(good.pdf(2)))
    (tmp_path / "bad.docx").write_bytes(b"<html></html>")
    return tmp_path / "good.pdf", tmp_path / "bad.docx"


def test_a_good_file(files):
    out = io.StringIO()
    call_command("check_file", str(files[0]), stdout=out)
    first, second = out.getvalue().splitlines()
    assert first == (
        f"{files[0]}: accepted with warnings. This PDF can be used: 2 pages. "
        "There is 1 thing to look at."
    )
    assert second.startswith("  warning [untagged] The PDF has no tags")


def test_a_bad_file_among_them_is_exit_status_1(files):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_file", *map(str, files), "--json", stdout=out)
    assert ended.value.code == 1
    good_one, bad_one = map(json.loads, out.getvalue().splitlines())
    assert (good_one["outcome"], bad_one["outcome"]) == ("accepted with warnings", "refused")
    assert bad_one["reasons"][0]["code"] == "kind-not-taken"
    assert bad_one["file"] == str(files[1])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="absent"):
        call_command("check_file", str(tmp_path / "absent.pdf"))
