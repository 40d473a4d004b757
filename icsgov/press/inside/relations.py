"""Relationships of an Office file: what it shows or takes from elsewhere."""

import posixpath

from icsgov.press.inside.parts import Part, local

# By the last word of the relationship's type. What is not named here is refused when external.
HARMLESS = {"hyperlink"}
TEMPLATES = {"attachedTemplate"}
DATA = {"externalLinkPath", "externalLinkLongPath", "xlPathMissing", "oleObject", "package"} | {
    "xlStartup",
    "xlAlternateStartup",
    "xlLibrary",
    "xlExternalLinkPath",
    "pivotCacheDefinition",
    "mailMergeSource",
    "mailMergeHeaderSource",
}
MEDIA = {"audio", "video", "media"}
PROGRAMS = {"vbaProject": "macros", "control": "active-content", "attachedToolbars": "macros"}


class Relations(Part):
    """One .rels part."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        if kind in MEDIA:
            self.tally.media += kind != "media"  # each film is named twice
        elif kind in PROGRAMS:
            self.findings.note(PROGRAMS[kind])
        elif attributes.get("TargetMode") == "External" or "://" in target:
            self._external(kind, target)
        elif kind == "aFChunk":
            self.findings.note("embedded-document", target=posixpath.basename(target))
        else:
            self._remember(attributes.get("Id", ""), target)

    def _external(self, kind: str, target: str) -> None:
        if kind in TEMPLATES:
            self.tally.template = True
        elif kind in DATA:
            self.tally.linked_data = True
        elif kind not in HARMLESS and target != "NULL":  # a picture that was lost
            self.findings.note("linked-content", target=target)

    def _remember(self, identifier: str, target: str) -> None:
        """Which part a relationship leads to, by the part it starts from."""
        folder, name = posixpath.split(self.name)
        base = posixpath.dirname(folder)
        start = posixpath.join(base, name.removesuffix(".rels"))
        end = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        self.tally.targets[start, identifier] = end
