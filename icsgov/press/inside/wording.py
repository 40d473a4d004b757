"""The words of a Word file, cut where the file was marked: the one job `press.wording` has."""

import re
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from icsgov.press.inside.findings import Findings, Refused
from icsgov.press.inside.labels import Numbering
from icsgov.press.inside.package import Package
from icsgov.press.inside.upload import Tell
from icsgov.press.kinds import Kind
from icsgov.press.limits import Limits

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
p[style-name='List Paragraph'] => p:fresh
u => u
"""


def read(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """The file `job["source"]`, cut at content controls and bookmarks named `job["prefix"]`….

    The answer has the reasons, and, where the file is not refused, `passages`: pairs of a name
    without its prefix ("" for what stands outside all marks) and HTML.
    """
    findings = Findings()
    answer: dict[str, Any] = {}
    with suppress(Refused):  # the findings say why
        source, limits = Path(job["source"]), Limits(**job["limits"])
        kind = Package(source, findings, limits).examine()
        if kind is not Kind.DOCX:
            findings.stop("not-word")
        findings.stop_if_refused()
        tell("reading")
        answer["passages"] = Marked(source, job["prefix"]).passages()
    return answer | {"reasons": [asdict(found) for found in findings.reasons]}


class Marked:
    """A Word file whose parts bear names."""

    def __init__(self, source: Path, prefix: str) -> None:
        self.source, self.prefix = source, prefix
        self.seam = secrets.token_hex(12)  # nobody who wrote the file can know it

    def passages(self) -> list[tuple[str, str]]:
        """The HTML between the marks, in order."""
        import mammoth

        html = mammoth.convert_to_html(
            BytesIO(self._with_seams()),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
        ).value
        cut = re.split(rf"<p>{self.seam}:(\w*)</p>", html)
        pairs = zip(["", *cut[1::2]], cut[0::2], strict=True)
        return [(name, text) for name, text in pairs if name or text.strip()]

    def _with_seams(self) -> bytes:
        """The file with a line of its own before every mark and behind it."""
        out = BytesIO()
        with zipfile.ZipFile(self.source) as archive, zipfile.ZipFile(out, "w") as made:
            for name in archive.namelist():
                data = archive.read(name)
                made.writestr(name, self._seamed(archive, data) if name == DOCUMENT else data)
        return out.getvalue()

    def _seamed(self, archive: zipfile.ZipFile, data: bytes) -> bytes:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, parser)
        body = root.find(f"{W}body")
        if body is None:
            return data
        self._drop_fixed(body)
        Numbering(archive).print_labels(body)
        self._sew(body)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _drop_fixed(self, body: Any) -> None:
        """Take out what was not to be changed; where its control is lost, a bookmark is around."""
        fixed = [each for each in body.iter(f"{W}sdt") if _tag(each) == f"{self.prefix}fixed"]
        for control in fixed:
            control.getparent().remove(control)
        if not fixed:
            for mark in list(body.iter(f"{W}bookmarkStart")):
                if mark.get(f"{W}name", "").startswith(f"{self.prefix}p"):
                    _empty(mark)

    def _sew(self, body: Any) -> None:
        is_controlled = any(_tag(each).startswith(self.prefix) for each in body.iter(f"{W}sdt"))
        inside = ""
        for block in list(body):
            names = [name.removeprefix(self.prefix) for name in self._names(block)]
            # Where content controls were lost, what follows a bookmark belongs to it.
            name = names[0] if names else ("" if is_controlled else inside)
            if name != inside or names:
                block.addprevious(_line(f"{self.seam}:{name}"))
            inside = name

    def _names(self, block: Any) -> Iterator[str]:
        """The marks of a block: its own content control's first, then bookmarks in it."""
        if block.tag == f"{W}sdt" and _tag(block).startswith(self.prefix):
            yield _tag(block)
        for mark in block.iter(f"{W}bookmarkStart"):
            if mark.get(f"{W}name", "").startswith(self.prefix):
                yield mark.get(f"{W}name")


def _empty(mark: Any) -> None:
    """Take the words out that stand in a bookmark, within its paragraph."""
    paragraph = next(mark.iterancestors(f"{W}p"), None)
    inside = False
    for each in list(paragraph.iter()) if paragraph is not None else ():
        if each is mark:
            inside = True
        elif each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == mark.get(f"{W}id"):
            return
        elif inside and each.tag in (f"{W}t", f"{W}tab") and each.getparent().tag == f"{W}r":
            each.getparent().remove(each)


def _tag(control: Any) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return found.get(f"{W}val", "") if found is not None else ""


def _line(words: str) -> Any:
    """A paragraph that says only this."""
    from lxml.etree import Element, SubElement

    made = Element(f"{W}p")
    SubElement(SubElement(made, f"{W}r"), f"{W}t").text = words
    return made
