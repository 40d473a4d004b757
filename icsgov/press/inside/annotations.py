"""What lies on a PDF's pages: links are kept, form answers become ink, the rest stays out."""

import re
from collections import Counter
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from icsgov.press.inside.destinations import Destinations
from icsgov.press.inside.findings import Findings
from icsgov.press.inside.trees import array

WEB = re.compile(rb"(https?://|mailto:)[\x21-\x7e]+\Z", re.I)
# Kept of a link as it is; where it leads is rebuilt.
LINK_KEYS = ("/Rect", "/QuadPoints", "/Contents", "/F", "/StructParent")
# What a dropped annotation is counted as; any other kind is a note.
COUNTED_AS = {
    "/Link": "links",
    "/Popup": "popups",
    "/FileAttachment": "attachments",
    "/Sound": "media",
    "/Movie": "media",
    "/Screen": "media",
    "/RichMedia": "media",
    "/3D": "media",
    "/Redact": "redactions",
}
REPORTED = {
    "links": "links",
    "media": "media",
    "notes": "notes-on-pages",
    "redactions": "redactions",
}


@dataclass
class Annotations:
    """The annotations of one PDF. `kept` are the objects that stay."""

    pdf: Pdf
    places: Destinations
    findings: Findings
    counts: Counter[str] = field(default_factory=Counter)
    kept: set[tuple[int, int]] = field(default_factory=set)
    flattened: bool = False

    def rewrite(self, pages: list[Object]) -> None:
        """Leave only links that lead to this file, the web or an address; draw form answers."""
        links = [self._sort(page) for page in pages]
        if self.counts["fields"]:
            self._flatten()
        for page, own in zip(pages, links, strict=True):
            if own:
                page.Annots = Array(own)
            elif Name.Annots in page:
                del page.Annots
        for name, code in REPORTED.items():
            if self.counts[name]:
                self.findings.note(code, count=self.counts[name])

    def _sort(self, page: Object) -> list[Object]:
        """The page's kept links; what is left on the page are its form fields."""
        links, fields = [], []
        for each in array(page, "/Annots"):
            if not isinstance(each, Dictionary):
                continue
            kind = str(each.get(Name.Subtype))
            link = self._link(each) if kind == "/Link" else None
            if link is not None:
                links.append(link)
            elif kind == "/Widget":
                fields.append(each)
                self.counts["fields"] += 1
            else:
                self.counts[COUNTED_AS.get(kind, "notes")] += 1
        page.Annots = Array(fields)
        return links

    def _link(self, old: Object) -> Object | None:
        """A link with nothing in it but its place, its words and where it leads; or None."""
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Border=Array([0, 0, 0]))
        for key in LINK_KEYS:
            if key in old:
                link[key] = old[key]
        place, address = self.places.of_action(old), _address(old)
        if place is not None:
            link.Dest = place
        elif address is not None:
            link.A = Dictionary(S=Name.URI, URI=pikepdf.String(address))
        else:
            return None
        # In its old place in the file, where the structure tree looks for it.
        if old.is_indirect:
            self.pdf._replace_object(old.objgen, link)
            link = self.pdf.get_object(old.objgen)
        else:
            link = self.pdf.make_indirect(link)
        self.kept.add(link.objgen)
        return link

    def _flatten(self) -> None:
        """Draw the answers of form fields into the page."""
        form = self.pdf.Root.get(Name.AcroForm)
        if isinstance(form, Dictionary) and form.get_bool(Name.NeedAppearances, False):
            self.pdf.generate_appearance_streams()
        self.pdf.flatten_annotations()
        self.flattened = True
        self.findings.note("form-fields")


def _address(link: Object) -> str | None:
    """The web page or e-mail address a link leads to."""
    action = link.get(Name.A)
    if not isinstance(action, Dictionary) or action.get(Name.S) != Name.URI:
        return None
    address = action.get(Name.URI)
    if not isinstance(address, pikepdf.String) or not WEB.match(bytes(address)):
        return None
    return bytes(address).decode("ascii")
