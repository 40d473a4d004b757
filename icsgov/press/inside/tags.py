"""A PDF's structure tree: kept where it reaches every page, and only what screen readers need."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from icsgov.press.inside.findings import Findings
from icsgov.press.inside.trees import drop, keep, listed, pairs
from icsgov.press.limits import Limits

ELEMENT_KEYS = frozenset("/Type /S /P /K /Pg /ID /Lang /Alt /E /ActualText /A /C /R /NS".split())
SPOKEN = (Name.Alt, Name.ActualText, Name.E)  # what is read out in place of what is drawn
ROOT_KEYS = frozenset("/Type /K /RoleMap /ClassMap /Namespaces".split())
SPACE_KEYS = frozenset("/Type /NS /RoleMapNS".split())
DRAWS = (b"BT", b" Do", b"BI")

Key = tuple[int, int]


class Tags:
    """The structure tree of one PDF, being cleaned."""

    def __init__(self, pdf: Pdf, kept: set[Key], findings: Findings, limits: Limits) -> None:
        self.pdf = pdf
        self.annotations = kept
        self.findings = findings
        self.limits = limits
        self.elements: dict[Key, Object] = {}
        self.pages: set[Key] = set()
        self.roles: dict[str, str] = {}
        self.undescribed = 0
        self.places: dict[Key, Key] = {}
        self.said: list[tuple[Key, str]] = []
        self.characters = 0

    def rewrite(self, pages: list[Object]) -> bool:
        """Whether the file is tagged: if so its tree is cleaned, if not the tree is dropped."""
        self.pages = {page.objgen for page in pages}
        root, mark = self.pdf.Root.get(Name.StructTreeRoot), self.pdf.Root.get(Name.MarkInfo)
        marked = isinstance(mark, Dictionary) and mark.get_bool(Name.Marked, False)
        if not marked or not isinstance(root, Dictionary):
            return self.drop(pages)
        self._clean_roles(root)
        self._walk(root)
        parents = self._parents(root, pages)
        if not self.elements or any(_drawn_untagged(page, parents) for page in pages):
            return self.drop(pages)
        for page in pages:
            if not isinstance(page.get(Name.StructParents, 0), pikepdf.Integer | int):
                del page.StructParents
        self._write(root, parents)
        return True

    def drop(self, pages: list[Object]) -> bool:
        """Leave nothing of a tree; false, as the answer of a file without tags."""
        self.undescribed = 0
        self.said.clear()
        drop(self.pdf.Root, "/StructTreeRoot", "/MarkInfo")
        for page in pages:
            drop(page, "/StructParents")
        return False

    def spoken(self, pages: list[Object]) -> list[str]:
        """The words of each page that are heard and not seen, such as what describes a picture.

        What stands on no page in particular is with those of the first.
        """
        told: dict[Key, list[str]] = {page.objgen: [] for page in pages}
        for element, words in self.said:
            told[self.places.get(element, pages[0].objgen)].append(words)
        return ["\n".join(words) for words in told.values()]

    def _clean_roles(self, root: Object) -> None:
        """Keep names that stand for names, and plain attributes of classes."""
        roles = root.get(Name.RoleMap)
        self.roles = {
            key: str(value)
            for key, value in (roles.items() if isinstance(roles, Dictionary) else ())
            if isinstance(value, Name)
        }
        classes = root.get(Name.ClassMap)
        if isinstance(classes, Dictionary):
            for key in list(classes.keys()):
                _clean_attributes(classes, key)
        spaces = [
            each for each in listed(root.get(Name.Namespaces)) if isinstance(each, Dictionary)
        ]
        for space in spaces:
            keep(space, SPACE_KEYS)

    def _walk(self, root: Object) -> None:
        """Clean every element once, parents first."""
        waiting = [root]
        while waiting:
            parent = waiting.pop()
            old = listed(parent.get(Name.K))
            kids = [kid for kid in old if self._keeps(kid)]
            if len(kids) < len(old):
                parent.K = Array(kids)
                if self._role(parent) == "/Link":
                    parent.S = Name.Span  # what it led to stays out
            for kid in reversed(kids):
                if self._is_element(kid):
                    self._clean(kid, parent)
                    waiting.append(kid)

    def _keeps(self, kid: Object) -> bool:
        """Whether an element keeps this kid: a piece of a page, or an element met once."""
        if not isinstance(kid, Dictionary):
            return isinstance(kid, pikepdf.Integer)
        if kid.get(Name.Type) in (Name.MCR, Name.OBJR):
            return self._refers(kid)
        new = kid.is_indirect and kid.objgen not in self.elements
        if new and isinstance(kid.get(Name.S), Name):
            self.elements[kid.objgen] = kid
            return True
        return False

    def _is_element(self, kid: Object) -> bool:
        return isinstance(kid, Dictionary) and kid.objgen in self.elements

    def _refers(self, reference: Object) -> bool:
        """Whether a marked-content or object reference leads to what is kept."""
        page, target = reference.get(Name.Pg), reference.get(Name.Obj)
        if page is not None and page.objgen not in self.pages:
            return False
        if reference.get(Name.Type) == Name.MCR:
            return isinstance(reference.get(Name.MCID), pikepdf.Integer)
        return isinstance(target, Stream) or (
            isinstance(target, Dictionary) and target.objgen in self.annotations
        )

    def _clean(self, element: Object, parent: Object) -> None:
        """Keep of one element what a reader needs."""
        if len(self.elements) > self.limits.tag_elements:
            self.findings.stop("too-complex")
        keys = element.keys()
        for key in keys - ELEMENT_KEYS:
            del element[key]
        element.P = parent
        if "/Pg" in keys and element.Pg.objgen not in self.pages:
            del element.Pg
        for key in ("/A", "/C"):
            if key in keys:
                _clean_attributes(element, key)
        if self._role(element) == "/Figure" and not _described(element):
            self.undescribed += 1
        self._hear(element, parent)

    def _hear(self, element: Object, parent: Object) -> None:
        """Note on which page an element stands, and what it says."""
        marks = [each for each in listed(element.get(Name.K)) if isinstance(each, Dictionary)]
        shown = [each.Pg.objgen for each in (element, *marks) if Name.Pg in each]
        place = next((page for page in shown if page in self.pages), None)
        if place is None:
            place = self.places.get(parent.objgen)
        if place is not None:
            self.places[element.objgen] = place
        for key in SPOKEN:
            words = element.get(key)
            if isinstance(words, pikepdf.String) and str(words).strip():
                self.said.append((element.objgen, str(words)))
                self.characters += len(str(words))
        if self.characters > self.limits.text_characters:
            self.findings.stop("too-complex")

    def _role(self, element: Object) -> str:
        role = str(element.get(Name.S))
        for _ in range(8):
            if role not in self.roles:
                break
            role = self.roles[role]
        return role

    def _parents(self, root: Object, pages: list[Object]) -> dict[int, Object]:
        """The part of the parent tree that pages, links and pictures of the file still use."""
        used = {int(number) for number in self._numbers(pages)}
        found: dict[int, Object] = {}
        for key, value in pairs(root.get(Name.ParentTree), "/Nums"):
            if isinstance(key, pikepdf.Integer) and int(key) in used:
                found[int(key)] = self._known(value)
        return found

    def _numbers(self, pages: list[Object]) -> Iterator[Object]:
        streams = [each for each in self.pdf.objects if isinstance(each, Stream)]
        links = [self.pdf.get_object(key) for key in self.annotations]
        for holder in (*pages, *links, *streams):
            for key in (Name.StructParents, Name.StructParent):
                number = holder.get(key)
                if isinstance(number, pikepdf.Integer):
                    yield number

    def _known(self, value: Object) -> Object:
        """The entry with every element that is not in the tree left out."""
        if isinstance(value, Array):
            return Array([each if self._is_element(each) else None for each in list(value)])
        return value if self._is_element(value) else Dictionary()

    def _write(self, root: Object, parents: dict[int, Object]) -> None:
        """Put the tree back: flat parent tree and ID tree, nothing unused."""
        keep(root, ROOT_KEYS)
        root.RoleMap = Dictionary({key: Name(role) for key, role in self.roles.items()})
        flat = [each for key in sorted(parents) for each in (key, parents[key])]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(flat)))
        root.ParentTreeNextKey = max(parents, default=-1) + 1
        named = {
            bytes(element.ID): element
            for element in self.elements.values()
            if isinstance(element.get(Name.ID), pikepdf.String)
        }
        if named:
            names = [each for key in sorted(named) for each in (named[key].ID, named[key])]
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)


def _described(element: Object) -> bool:
    words = [element.get(key) for key in (Name.Alt, Name.ActualText)]
    return any(isinstance(each, pikepdf.String) and str(each).strip() for each in words)


def _clean_attributes(holder: Object, key: str) -> None:
    """Leave plain values only: no user properties, nothing that leads elsewhere."""
    for attributes in listed(holder[key]):
        if isinstance(attributes, Dictionary):
            private = attributes.get(Name.O) == Name.UserProperties
            for name, value in list(attributes.items()):
                if private or isinstance(value, Dictionary | Stream):
                    del attributes[name]


def _drawn_untagged(page: Object, parents: dict[int, Object]) -> bool:
    """Whether a page draws something that no tag reaches."""
    number = page.get(Name.StructParents)
    if isinstance(number, pikepdf.Integer) and isinstance(parents.get(int(number)), Array):
        return False
    contents = [each for each in listed(page.get(Name.Contents)) if isinstance(each, Stream)]
    return any(mark in each.read_bytes() for each in contents for mark in DRAWS)
