"""The cache of pieces: complete or absent, and never mistaken."""

import os

import pytest

from icsgov.press import cache as module
from icsgov.press.cache import Cache, piece_key


def test_what_is_put_is_got_and_both_are_counted(tmp_path):
    kept = Cache(tmp_path)
    assert kept.get("ab12") is None
    kept.put("ab12", b"bytes")
    assert kept.get("ab12") == b"bytes"
    assert (kept.made, kept.reused) == (1, 1)


def test_another_cache_on_the_same_folder_sees_it(tmp_path):
    Cache(tmp_path).put("ab12", b"bytes")
    assert Cache(tmp_path).get("ab12") == b"bytes"


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        Cache(tmp_path).put("ab12", b"bytes")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [(("a", "b"), ("ab",)), (("a", "b"), ("b", "a")), (("a",), ("a", "")), (("1",), (b"2",))],
)
def test_other_inputs_other_key(one, other):
    assert piece_key(*one) != piece_key(*other)


def test_the_same_inputs_have_the_same_key_as_text_or_bytes():
    assert piece_key("a", "b") == piece_key(b"a", "b")


def test_other_engines_other_key(monkeypatch):
    before = piece_key("a")
    monkeypatch.setattr(module, "engines", lambda: "weasyprint=71")
    assert piece_key("a") != before


def test_pruning_takes_what_is_old(tmp_path):
    kept = Cache(tmp_path)
    kept.put("ab12", b"old")
    kept.put("cd34", b"new")
    os.utime(tmp_path / "ab" / "12", (1_000, 1_000))
    assert kept.prune(before=2_000) == 1
    assert (kept.get("ab12"), kept.get("cd34")) == (None, b"new")
