"""One upload, from foreign file to clean PDF: the one job the door gives to the cage."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from icsgov.press import convert
from icsgov.press.inside.findings import Findings, Refused
from icsgov.press.kinds import OFFICE, Kind
from icsgov.press.limits import Limits
from icsgov.press.reasons import kind_not_taken

if TYPE_CHECKING:
    from icsgov.press.inside.normalise import Normalised
    from icsgov.press.inside.pages import Pages

Tell = Callable[[str], None]

NORMALISED, FIRST_PAGE, REST = "normalised.pdf", "first-page.png", "rest.docx"


def receive(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Check, convert and rewrite the file `job["source"]` of the current folder.

    The answer has the kind, the reasons, and, where the file is not refused, what `door.Received`
    holds; the clean PDF and the picture of its first page stay in the folder. A cover sheet form is
    not converted: what stands in it is under "form", what follows it stays in the folder.
    """
    findings, limits = Findings(), Limits(**job["limits"])
    upload = Upload(Path(job["source"]), Kind(job["kind"]), findings, limits)
    answer: dict[str, Any] = {}
    with suppress(Refused):  # the findings say why
        answer = upload.run(job["soffice"], tell)
    reasons = [asdict(found) for found in findings.reasons]
    return answer | {"kind": upload.kind, "reasons": reasons}


class Upload:
    """One file on its way through the press."""

    def __init__(self, source: Path, kind: Kind, findings: Findings, limits: Limits) -> None:
        self.source = source
        self.kind = kind
        self.findings = findings
        self.limits = limits

    def run(self, soffice: str | None, tell: Tell) -> dict[str, Any]:
        """What `receive` answers for a file that is not refused."""
        tell("checking")
        pdf = self.source
        if self.kind is Kind.ZIP:
            self._examine()
            form = self._form()
            if form is not None:
                return {"form": form}
            pdf = self._convert(soffice, tell)
        elif self.kind in (Kind.PNG, Kind.JPEG):
            pdf = self._from_picture()
        normalise, pages = _tools()
        tell("rewriting")
        made = normalise.rewrite(pdf, Path(NORMALISED), self.findings, self.limits)
        read = pages.read(Path(NORMALISED), Path(FIRST_PAGE), self.limits.text_characters)
        self._report(made, read)
        return {
            "pages": made.pages,
            "tagged": made.tagged,
            "images_without_alt": made.images_without_alt,
            "title": pages.plain(made.title),
            "page_texts": read.texts,
            "spoken": [pages.plain(words) for words in made.spoken],
            "slides": read.numbers,
            "scanned_pages": read.scanned,
        }

    def _examine(self) -> None:
        """Settle what kind of Office file it is; what may not be in it is refused at once."""
        from icsgov.press.inside.package import Package

        self.kind = Package(self.source, self.findings, self.limits).examine()
        if self.kind not in OFFICE:
            self.findings.add(kind_not_taken(self.kind))
        self.findings.stop_if_refused()

    def _form(self) -> dict[str, Any] | None:
        """What stands in a cover sheet form; None for every other file."""
        if self.kind is not Kind.DOCX:
            return None
        from icsgov.press.inside import form

        return form.read(self.source, Path(REST), Path())

    def _convert(self, soffice: str | None, tell: Tell) -> Path:
        """The Office file as a PDF."""
        if soffice is None:
            self.findings.stop("no-office", packages=convert.PACKAGES)
        tell("converting")
        conversion = convert.Conversion(Path(soffice), self.source.name, self.kind)
        _tools()  # loaded while LibreOffice works
        return conversion.finish() or self.findings.stop("not-converted")

    def _from_picture(self) -> Path:
        from icsgov.press.inside import picture

        target = Path("picture.pdf")
        picture.to_pdf(self.source, target, self.kind, self.findings, self.limits)
        return target

    def _report(self, made: "Normalised", read: "Pages") -> None:
        """What readers of the pages will lack."""
        if read.blank:
            self.findings.stop("blank")
        if self.kind in (Kind.PNG, Kind.JPEG):
            self.findings.note("scan")
            return
        if read.scanned:
            self.findings.note("pages-without-text", pages=_ranges(read.scanned))
        if not made.tagged:
            self.findings.note("untagged-office" if self.kind in OFFICE else "untagged")
        elif made.images_without_alt:
            self.findings.note("pictures-without-description", count=made.images_without_alt)


def _tools() -> tuple[ModuleType, ModuleType]:
    """The modules that open PDFs: a tenth of a second to load, so only when needed."""
    from icsgov.press.inside import normalise, pages

    return normalise, pages


def _ranges(numbers: list[int]) -> str:
    """Page numbers as a person writes them: 1, 3 to 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join(" to ".join(str(number) for number in run) for run in runs)
