"""Where links and bookmarks of a PDF lead: names are resolved, so that no name table is needed."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from icsgov.press.inside.trees import pairs

FITS = {"/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV"}


class Destinations:
    """The named places of one PDF and its pages."""

    def __init__(self, pdf: Pdf, pages: list[Object]) -> None:
        self.pages = {page.objgen: page for page in pages}
        self.order = pages
        self.names: dict[bytes, Object] = {}
        names = pdf.Root.get(Name.Names)
        if isinstance(names, Dictionary):
            for key, value in pairs(names.get(Name.Dests), "/Names"):
                if isinstance(key, pikepdf.String):
                    self.names.setdefault(bytes(key), value)
        old = pdf.Root.get(Name.Dests)
        if isinstance(old, Dictionary):
            self.names |= {key[1:].encode(): value for key, value in old.items()}

    def resolve(self, target: Object | None) -> Array | None:
        """An explicit destination on a page of this file, or None."""
        if isinstance(target, pikepdf.String):
            target = self.names.get(bytes(target))
        elif isinstance(target, Name):
            target = self.names.get(str(target)[1:].encode())
        if isinstance(target, Dictionary):
            target = target.get(Name.D)
        return self._explicit(target) if isinstance(target, Array) and len(target) else None

    def _explicit(self, target: Array) -> Array | None:
        page, *rest = list(target)
        if isinstance(page, pikepdf.Integer) and 0 <= int(page) < len(self.order):
            page = self.order[int(page)]
        if not isinstance(page, Dictionary) or page.objgen not in self.pages:
            return None
        fit = rest[0] if rest and isinstance(rest[0], Name) and str(rest[0]) in FITS else Name.Fit
        numbers = [
            each if isinstance(each, pikepdf.Integer | pikepdf.Real) else None for each in rest[1:5]
        ]
        return Array([page, fit, *(numbers if fit != Name.Fit else [])])

    def of_action(self, holder: Object) -> Array | None:
        """Where a link or bookmark leads inside the file, by /Dest or a GoTo action."""
        action = holder.get(Name.A)
        if isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
            return self.resolve(action.get(Name.D))
        return self.resolve(holder.get(Name.Dest))
