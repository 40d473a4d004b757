"""Copies the few front-end files that pages need from node_modules to build/vendor.

Run as ``python -m icsgov.nhsuk.vendor``; needs neither Django nor a network.
"""

import re
import shutil
from pathlib import Path

from icsgov.nhsuk import palette

ROOT = Path(__file__).resolve().parents[2]
FONT_STACK = "Arimo,Arial,sans-serif"
FONT_FACE = """@font-face {{
  font-family: Arimo;
  font-style: {style};
  font-weight: {weight};
  font-display: swap;
  src: url({file}) format("woff2");
  unicode-range: {range};
}}
"""
# The ranges @fontsource gives the two subsets that English and the languages of Europe use.
SUBSETS = ("latin", "latin-ext")
WEIGHTS = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))
PDFJS_FILES = {
    "build/pdf.min.mjs": "pdf.min.mjs",
    "build/pdf.worker.min.mjs": "pdf.worker.min.mjs",
    "web/pdf_viewer.mjs": "pdf_viewer.mjs",
    "LICENSE": "LICENSE",
}
# Pictures in JPEG 2000 and JBIG2 and colour profiles; the sandbox for PDF scripts stays out.
PDFJS_WASM = ("openjpeg.wasm", "jbig2.wasm", "qcms_bg.wasm")


def copy_all(node_modules: Path, target: Path) -> None:
    """Fill `target` anew; FileNotFoundError where a package is not installed."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    copy_nhsuk(node_modules / "nhsuk-frontend/dist/nhsuk", fresh / "nhsuk")
    copy_pdfjs(node_modules / "pdfjs-dist", fresh / "pdfjs")
    copy_arimo(node_modules / "@fontsource/arimo", fresh / "fonts/arimo")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def copy_nhsuk(source: Path, target: Path) -> None:
    """The stylesheet in our colours and font, its icons, and its components as one ES module."""
    target.mkdir(parents=True)
    css = nhsuk_css((source / "nhsuk-frontend.min.css").read_text())
    (target / "nhsuk.css").write_text(css)
    script = (source / "nhsuk-frontend.min.js").read_text()
    (target / "nhsuk.js").write_text(_without_source_map(script))
    _copy_pictures(css, source / "assets", target)


def nhsuk_css(css: str) -> str:
    """The NHS stylesheet with nothing fetched from elsewhere.

    Frutiger needs a licence and comes from a foreign host, so its faces go and Arimo, which has
    Arial's widths, takes its place.
    """
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"Frutiger W01,arial,sans-serif", FONT_STACK, css, flags=re.IGNORECASE)
    return palette.named(_without_source_map(css.replace("url(/assets/", "url(")))


def copy_pdfjs(source: Path, target: Path) -> None:
    """The viewer components of pdf.js, its decoders and the fonts that a PDF may not embed."""
    target.mkdir(parents=True)
    for name, new_name in PDFJS_FILES.items():
        shutil.copyfile(source / name, target / new_name)
    css = _without_source_map((source / "web/pdf_viewer.css").read_text())
    (target / "pdf_viewer.css").write_text(css)
    _copy_pictures(css, source / "web", target)
    (target / "wasm").mkdir()
    for name in PDFJS_WASM:
        shutil.copyfile(source / "wasm" / name, target / "wasm" / name)
    shutil.copytree(source / "standard_fonts", target / "standard_fonts")
    shutil.copytree(source / "iccs", target / "iccs")


def copy_arimo(source: Path, target: Path) -> None:
    """Arimo in regular and bold, upright and italic, with the stylesheet that names it."""
    target.mkdir(parents=True)
    shutil.copyfile(source / "LICENSE", target / "LICENSE")
    faces = []
    for weight, style in WEIGHTS:
        for subset in SUBSETS:
            name = f"arimo-{subset}-{weight}-{style}.woff2"
            shutil.copyfile(source / "files" / name, target / name)
            ranges = _unicode_range(source, subset, weight)
            face = FONT_FACE.format(style=style, weight=weight, file=name, range=ranges)
            faces.append(face)
    (target / "fonts.css").write_text("".join(faces))


def _unicode_range(source: Path, subset: str, weight: int) -> str:
    css = (source / f"{weight}.css").read_text()
    face = rf"/\* arimo-{subset}-{weight}-normal \*/.*?unicode-range: ([^;]+);"
    found = re.search(face, css, re.DOTALL)
    if found is None:
        raise ValueError(f"{source}: no unicode-range for {subset} {weight}")
    return found.group(1)


def _copy_pictures(css: str, source: Path, target: Path) -> None:
    for name in sorted(set(re.findall(r"url\(\"?(images/[^)\"]+)", css))):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def _without_source_map(text: str) -> str:
    return re.sub(r"(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "", text)


if __name__ == "__main__":
    copy_all(ROOT / "node_modules", ROOT / "build/vendor")
