"""The copy of front-end files: complete, small, and asking nothing of other hosts."""

import re
from pathlib import Path

import pytest

from icsgov.nhsuk import vendor

NODE_MODULES = vendor.ROOT / "node_modules"


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("build") / "vendor"
    vendor.copy_all(NODE_MODULES, target)
    return target


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_run_leaves_the_same_files(copied):
    first = files(copied)
    (copied / "left-over.css").write_text("")
    vendor.copy_all(NODE_MODULES, copied)
    assert files(copied) == first


def test_stylesheets_fetch_nothing_from_elsewhere(copied):
    sheets = {path.name: path.read_text() for path in copied.rglob("*.css")}
    assert sheets.keys() == {"nhsuk.css", "pdf_viewer.css", "fonts.css"}
    urls = [url for css in sheets.values() for url in re.findall(r"url\(\"?([^)\"]+)", css)]
    assert [url for url in urls if url.startswith(("/", "http"))] == []
    assert "Frutiger" not in sheets["nhsuk.css"]
    assert "font-family:Arimo,Arial,sans-serif" in sheets["nhsuk.css"]


def test_every_picture_and_font_named_is_there(copied):
    for sheet in copied.rglob("*.css"):
        named = re.findall(r"url\(\"?((?:images/|arimo)[^)\"]+)", sheet.read_text())
        assert named
        assert [name for name in named if not (sheet.parent / name).is_file()] == []


def test_arimo_comes_in_four_faces_with_its_licence(copied):
    names = {path.name for path in (copied / "fonts/arimo").iterdir()}
    faces = {f"arimo-{subset}-{weight}-{style}.woff2" for subset in ("latin", "latin-ext")
             for weight in (400, 700) for style in ("normal", "italic")}  # fmt: skip
    assert names == faces | {"LICENSE", "fonts.css"}


def test_the_nhs_components_are_one_module(copied):
    script = (copied / "nhsuk/nhsuk.js").read_text()
    assert "export{" in script
    assert "initAll" in script
    assert "sourceMappingURL" not in script


def test_the_whole_is_small(copied):
    assert sum(map(len, files(copied).values())) < 4_500_000


def test_a_package_that_is_not_installed_leaves_the_last_copy(copied, tmp_path):
    before = files(copied)
    with pytest.raises(FileNotFoundError):
        vendor.copy_all(tmp_path / "node_modules", copied)
    assert files(copied) == before
