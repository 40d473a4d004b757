"""The system checks say what a machine lacks, without keeping the site down."""

import pytest
from django.core.checks import ERROR, WARNING, run_checks

from icsgov.press import cage, convert, door
from tests.press.door import good


def ours(**options):
    found = run_checks(tags=["security"], **options)
    return {check.id: check for check in found if str(check.id).startswith("press.")}


def test_nothing_is_missing_here():
    assert ours(include_deployment_checks=True) == {}


@pytest.fixture
def no_cage(monkeypatch):
    def refuse(*args, **options):
        raise cage.CageError("leave the namespaces: Operation not permitted")

    monkeypatch.setattr(cage, "available", lambda: "leave the namespaces: Operation not permitted")
    monkeypatch.setattr(cage, "call", refuse)


def test_without_a_cage_the_check_warns_and_for_production_fails(no_cage):
    assert ours()["press.W002"].level == WARNING
    found = ours(include_deployment_checks=True)["press.E001"]
    assert found.level == ERROR
    assert "uploads are refused: leave the namespaces" in found.msg
    assert "user namespaces" in found.hint


def test_without_a_cage_every_file_is_refused(no_cage, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(good.saved(good.pdf(1)))
    verdict = door.check(path, "paper.pdf")
    assert verdict.refused
    assert [reason.code for reason in verdict.reasons] == ["no-cage"]
    assert "Operation not permitted" in verdict.sentence


def test_without_libreoffice_the_check_names_the_packages(monkeypatch):
    monkeypatch.setattr(convert, "program", lambda: None)
    assert "libreoffice-impress-nogui" in ours()["press.W001"].hint


def test_settings_beyond_the_limits_are_told(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
    assert "press.W003" in ours()
