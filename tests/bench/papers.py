"""Papers of mixed origin for the press's benchmark, made afresh in a folder."""

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from PIL import Image, ImageDraw

from icsgov.press.render import Rendered, render

ROOT = Path(__file__).resolve().parents[2]
PRINT = (ROOT / "static" / "pdf" / "print.css").read_text()
SENTENCE = (
    "The committee heard that waiting times fell in four boroughs and asked for the figures by "
    "practice, since two returns are late and one was not yet checked against the plan. "
)
ORIGINS = ("drafted", "office", "drafted", "browser", "scan")
PAPERS = 20


@dataclass(frozen=True)
class Paper:
    """One paper: its origin, the text or file it was made of, and its PDF."""

    key: str
    origin: str
    pages: int
    source: str | Path
    pdf: bytes


def html(pages: int, mark: str = "") -> str:
    """About so many pages of headings, text, lists and tables."""
    row = f"<tr><th scope='row'>Borough</th><td>{SENTENCE[:60]}</td><td>64%</td><td>70%</td></tr>"
    one = (
        f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p>"
        f"<ul><li>{SENTENCE}</li><li>{SENTENCE}</li><li>{SENTENCE}</li></ul>"
        "<table><thead><tr><th>Where</th><th>What</th><th>May</th><th>June</th></tr></thead>"
        f"<tbody>{row * 6}</tbody></table><p>{SENTENCE * 3}</p>"
    )
    body = "".join(
        f"<h2{' class=new-page' * (n > 0)} id='s{n}'>{n + 1}. Section</h2>{one}"
        for n in range(pages)
    )
    return f"<h1>A paper {mark}</h1>{body}"


def draft(pages: int, mark: str = "") -> Rendered:
    """A paper as the press prints it."""
    return render(html(pages, mark), stylesheet=PRINT, title="A paper")


def office_file(path: Path, pages: int) -> Path:
    """A Word file of so many pages."""
    document = Document()
    for number in range(pages):
        if number:
            document.add_page_break()
        document.add_heading(f"{number + 1}. Section", 1)
        for _ in range(3):
            document.add_paragraph(SENTENCE * 3)
        table = document.add_table(rows=5, cols=3)
        for cell in table._cells:
            cell.text = SENTENCE[:40]
    document.save(path)
    return path


def converted(source: Path, folder: Path, tagged: bool = True) -> Path:
    """LibreOffice's own conversion, bare, with a profile that is there already."""
    kind = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to"]
    command += [kind if tagged else "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / source.with_suffix(".pdf").name


def browser_file(path: Path, pages: int) -> bytes:
    """A page as a browser prints it: tagged, by another maker's rules."""
    path.write_text(f"<html lang='en'><title>A page</title><body>{html(pages)}</body></html>")
    out = path.with_suffix(".pdf")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += ["--disable-background-networking", f"--print-to-pdf={out}", path.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return out.read_bytes()


def scan(pages: int) -> bytes:
    """Pictures of text, as a scanner sends them."""
    pictures = []
    for number in range(pages):
        picture = Image.new("L", (827, 1170), 255)
        draw = ImageDraw.Draw(picture)
        for line in range(100, 1070, 22):
            draw.text((90, line), f"{number} {SENTENCE[: 60 + line % 40]}", fill=40)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=100, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def make(folder: Path, pages: int) -> list[Paper]:
    """Twenty papers of together so many pages, give or take what each program fills."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = [pages // PAPERS + (at < pages % PAPERS) for at in range(PAPERS)]
    papers = []
    for at, count in enumerate(counts):
        origin = ORIGINS[at % len(ORIGINS)]
        source: str | Path = html(count, str(at))
        if origin == "drafted":
            pdf = draft(count, str(at)).pdf
        elif origin == "office":
            source = office_file(folder / f"{at}.docx", count)
            pdf = converted(source, folder).read_bytes()
        elif origin == "browser":
            pdf = browser_file(folder / f"{at}.html", count)
        else:
            pdf = scan(count)
        papers.append(Paper(f"paper-{at}", origin, count, source, pdf))
    return papers
