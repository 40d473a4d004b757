"""The structure tree of one file, made fit to stand beside others in one document.

Trees of different makers clash: two files give one name to two roles, one ID to two cells, one
number to two pages. Here each tree is rewritten in the standard types of PDF 1.7, so that no
role map, class map or namespace is needed; IDs become counters that the binder sets apart for
each piece; and what belongs to which page or link is taken from the tree itself, never from the
source's own parent tree, which may be wrong. Elements that say nothing are left out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Matrix, Name, Object, Rectangle, String

# fmt: off
STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
    "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Figure", "Formula", "Form",
))
# fmt: on
NEWER = {  # PDF 2.0's own types in words of 1.7
    "DocumentFragment": "Sect",
    "Aside": "Div",
    "Title": "P",
    "FENote": "Note",
    "Sub": "Span",
    "Em": "Span",
    "Strong": "Span",
    "Artifact": "NonStruct",
}
RENAMED = {"H": "H1", "Document": "Sect", "Private": "NonStruct"}
HEADINGS = {f"H{level}": level for level in range(1, 7)}
# Types whose element may hold content itself, so that a bare span in it says nothing.
HOLDS_CONTENT = frozenset(
    ("P", "Caption", "Lbl", "LBody", "TH", "TD", "Span", "Quote", "Note", "Reference", "BibEntry")
    + ("Code", "Link", "Figure", "Formula", "TOCI", *HEADINGS)
)
SAYS_NOTHING = frozenset(("NonStruct", "Span", "Div", "Part"))
ONE_PARAGRAPH = frozenset(("TH", "TD", "LBody", "Lbl", "Caption", *HEADINGS))
MAY_BE_EMPTY = frozenset(("TR", "TH", "TD", "LI", "LBody", "Lbl", "Figure", "Formula"))
NEEDS_WORDS = {"Figure": "picture", "Formula": "formula"}
SPOKEN = ("/Alt", "/ActualText", "/E", "/Lang")
KEPT_ATTRIBUTES = {
    "/Table": ("/Headers", "/Scope", "/RowSpan", "/ColSpan", "/Summary"),
    "/List": ("/ListNumbering",),
    "/Layout": ("/BBox",),
}
ObjGen = tuple[int, int]
DEEPEST = 200
ID_MARK = "icsid:"  # the binder replaces it with what sets the pieces apart


class TooDeep(Exception):
    """The tree is nested deeper than any document needs."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of marked content: on a page, or within a form (``stream``) that the page shows."""

    page: Dictionary
    number: int
    stream: Object | None = None


@dataclass(slots=True)
class Node:
    """One element while its tree is rewritten: its standard type, what it says, what it holds.

    ``items`` are nodes, marks and links (the annotation's dictionary).
    """

    element: Dictionary
    role: str
    page: Any
    says: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: list[Any] = field(default_factory=list)

    def bare(self, roles: Collection[str]) -> bool:
        """Whether it is of one of these types and says nothing beyond its content."""
        return self.role in roles and not self.says and not self.attributes

    def nodes(self, *roles: str) -> list["Node"]:
        """The nodes directly under it, of these types where any are given."""
        return [
            item
            for item in self.items
            if isinstance(item, Node) and (not roles or item.role in roles)
        ]


@dataclass(slots=True)
class Tree:
    """A file's structure, tidied: its top elements and what the binder must know of the rest."""

    tops: list[Dictionary] = field(default_factory=list)
    marks: dict[ObjGen, dict[int, Dictionary]] = field(default_factory=dict)
    links: dict[ObjGen, Dictionary] = field(default_factory=dict)
    owners: dict[ObjGen, Object] = field(default_factory=dict)
    ids: list[Dictionary] = field(default_factory=list)
    problems: list[tuple[int | None, str]] = field(default_factory=list)

    def parents(self) -> Iterator[tuple[Object, Object]]:
        """Each page, form and link with what the parent tree says of it."""
        for key, marks in self.marks.items():
            yield self.owners[key], Array([marks.get(each) for each in range(max(marks) + 1)])
        for key, element in self.links.items():
            yield self.owners[key], element


def tidy(
    root: Dictionary,
    pages: list[Dictionary],
    links: Collection[ObjGen],
    moves: dict[ObjGen, Matrix],
) -> Tree:
    """Rewrite the tree under this StructTreeRoot in place and say what is in it.

    ``links`` are the annotations that stay; ``moves`` how the content of pages was moved. Raises
    TooDeep; a broken tree may raise pikepdf's or Python's lookup errors.
    """
    reading = _Reading(root, pages, links, moves)
    tree = Tree(problems=reading.problems)
    for node in reading.tops():
        _write(node, tree)
        tree.tops.append(node.element)
    return tree


def kids_of(element: Dictionary) -> list[Any]:
    """The value of /K as a list."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


class _Reading:
    """One walk over one tree."""

    def __init__(
        self,
        root: Dictionary,
        pages: list[Dictionary],
        links: Collection[ObjGen],
        moves: dict[ObjGen, Matrix],
    ) -> None:
        self.root = root
        self.roles = {key[1:]: str(to)[1:] for key, to in _pairs(root.get("/RoleMap"))}
        self.classes = dict(_pairs(root.get("/ClassMap")))
        self.numbers = {page.objgen: index for index, page in enumerate(pages, 1)}
        self.links = links
        self.moves = moves
        self.seen: set[ObjGen] = set()
        self.problems: list[tuple[int | None, str]] = []
        self.ids: list[dict[bytes, String]] = [{}]  # of each table that is open, innermost last
        self.named = 0
        self.level = 0
        self.jumped = False

    def tops(self) -> list[Node]:
        """The nodes that stand directly under the piece's own Part."""
        items = self._items_of(self.root, "Part", None, 0)
        nodes = [item for item in items if isinstance(item, Node)]
        if len(nodes) == 1 and nodes[0].role == "Document":
            nodes = nodes[0].nodes()
        for node in nodes:
            node.role = RENAMED.get(node.role, node.role)
        return nodes

    def _items_of(self, element: Dictionary, role: str, page: Any, depth: int) -> list[Any]:
        """What stands under this element: nodes, marks and links."""
        if depth > DEEPEST:
            raise TooDeep
        items: list[Any] = []
        for kid in kids_of(element):
            if isinstance(kid, int):
                items += self._mark(page, kid, None)
            elif not isinstance(kid, Dictionary):
                continue
            elif kid.get("/Type") == Name.MCR:
                items += self._mark(kid.get("/Pg", page), kid.get("/MCID"), kid.get("/Stm"))
            elif kid.get("/Type") == Name.OBJR:
                items += [kid.Obj] if _key(kid.get("/Obj")) in self.links else []
            elif "/S" in kid and kid.objgen not in self.seen:
                self.seen.add(kid.objgen)
                items += self._simpler(self._node(kid, page, role, depth), role)
        return items

    def _mark(self, page: Any, number: Any, stream: Any) -> list[Mark]:
        fits = _key(page) in self.numbers and isinstance(number, int) and number >= 0
        return [Mark(page, number, stream)] if fits else []

    def _node(self, element: Dictionary, page: Any, outer: str, depth: int) -> Node:
        role = self._role(element, depth)
        node = Node(element, role, element.get("/Pg", page))
        if role in HEADINGS:
            self._heading(node)
        if role == "Table":
            self.ids.append({})
        node.says = {key: element[key] for key in SPOKEN if key in element}
        if "/ID" in element or role == "Note":  # a note must have one: ISO 14289-1, 7.9
            node.says["/ID"] = self._new_id(element.get("/ID"))
        node.attributes = self._attributes(element, node)
        if role in NEEDS_WORDS and not {"/Alt", "/ActualText"} & node.says.keys():
            self._problem(node, f"a {NEEDS_WORDS[role]} has no description in words")
        node.items = self._items_of(element, role, node.page, depth + 1)
        if role == "L" and len(node.nodes("LI", "L", "Caption")) < len(node.items):
            self._problem(node, "a list holds something that is no item")
        if role == "TR":
            _say_scope(node, outer)
        if role == "Table":
            self._end_table(node)
        return node

    def _simpler(self, node: Node, outer: str) -> list[Any]:
        """The node, or its items where it says nothing that its parent does not say."""
        only = node.items[0] if len(node.items) == 1 else None
        if isinstance(only, Node) and node.role in ONE_PARAGRAPH and only.bare({"P"}):
            node.items = only.items
        if not node.items and node.role not in MAY_BE_EMPTY:
            return []
        fits = outer in HOLDS_CONTENT or all(isinstance(item, Node) for item in node.items)
        return node.items if fits and node.bare(SAYS_NOTHING) else [node]

    def _role(self, element: Dictionary, depth: int) -> str:
        """The element's type in the standard's own words."""
        name, seen = str(element.S)[1:], set()
        space = element.get("/NS")
        mapped = space.get("/RoleMapNS", {}).get("/" + name) if space is not None else None
        if mapped is not None:
            name = str(mapped[0] if isinstance(mapped, Array) else mapped)[1:]
        while name in self.roles and name not in seen:
            seen.add(name)
            name = self.roles[name]
        name = name if name in STANDARD else NEWER.get(name, name)
        if name not in STANDARD:
            name = "Div" if any(isinstance(kid, Dictionary) for kid in kids_of(element)) else "Span"
        return name if name == "Document" and depth == 0 else RENAMED.get(name, name)

    def _heading(self, node: Node) -> None:
        level = HEADINGS[node.role]
        if level > self.level + 1 and not self.jumped:
            self.jumped = True
            self._problem(node, f"headings jump from level {self.level} to level {level}")
        self.level = level

    def _new_id(self, old: Object | None) -> String:
        new = String(f"{ID_MARK}{self.named}")
        self.named += 1
        if old is not None:
            self.ids[-1][bytes(old)] = new
        return new

    def _attributes(self, element: Dictionary, node: Node) -> dict[str, dict[str, Any]]:
        """What a reader is told beyond the type; layout and makers' private matter is dropped."""
        kept: dict[str, dict[str, Any]] = {}
        for found in [*self._classes_of(element), *_dictionaries(element.get("/A"))]:
            owner = str(found.get("/O"))
            values = {key: found[key] for key in KEPT_ATTRIBUTES.get(owner, ()) if key in found}
            if values:
                kept.setdefault(owner, {}).update(values)
        layout = kept.pop("/Layout", None)
        if layout and node.role in NEEDS_WORDS:
            kept["/Layout"] = {"/BBox": self._moved(layout["/BBox"], node.page)}
        return kept

    def _classes_of(self, element: Dictionary) -> list[Dictionary]:
        names = element.get("/C")
        names = names if isinstance(names, Array) else [names]
        found = [self.classes.get(str(name)) for name in names if isinstance(name, Name)]
        return [each for value in found for each in _dictionaries(value)]

    def _end_table(self, table: Node) -> None:
        """Point the table's cells at their headers' new IDs; note a table without headers."""
        ids = self.ids.pop()
        rows = table.nodes("TR")
        rows += [row for group in table.nodes("THead", "TBody", "TFoot") for row in group.nodes()]
        cells = [cell for row in rows for cell in row.nodes("TH", "TD")]
        for cell in cells:
            told = cell.attributes.get("/Table", {})
            old = told.pop("/Headers", ())
            old = old if isinstance(old, Array) else [old] if old else []
            new = [ids[bytes(each)] for each in old if bytes(each) in ids]
            if new:
                told["/Headers"] = Array(new)
            elif not told:
                cell.attributes.pop("/Table", None)
        if len(rows) > 1 and not any(cell.role == "TH" for cell in cells):
            self._problem(table, "a table has no header row")

    def _moved(self, box: Any, page: Any) -> Array:
        key = _key(page)
        move = self.moves.get(key) if key else None
        if move is None:
            return box
        moved = move.transform(Rectangle(*(float(side) for side in box)))
        return Array([round(side, 3) for side in (moved.llx, moved.lly, moved.urx, moved.ury)])

    def _problem(self, node: Node, sentence: str) -> None:
        self.problems.append((self.numbers.get(_key(node.page)), sentence))


def _say_scope(row: Node, outer: str) -> None:
    """Say of each header cell of a row what it heads, where the file does not (PDF 14.8.5.7)."""
    cells = row.nodes("TH", "TD")
    data = any(cell.role == "TD" for cell in cells)
    for index, cell in enumerate(cells):
        if cell.role == "TH":
            heads_row = data and index == 0 and outer != "THead"
            told = cell.attributes.setdefault("/Table", {})
            told.setdefault("/Scope", Name.Row if heads_row else Name.Column)


def _write(node: Node, tree: Tree) -> None:
    """Put the node's element into its new form, and its content into the tree's books."""
    element = node.element
    first = next((item.page for item in node.items if isinstance(item, Mark)), None)
    kids = [_kid(item, node, first, tree) for item in node.items]
    for key in list(element):
        del element[key]
    element.S = Name("/" + node.role)
    for key, value in node.says.items():
        element[key] = value
    if "/ID" in node.says:
        tree.ids.append(element)
    told = [Dictionary({"/O": Name(key), **values}) for key, values in node.attributes.items()]
    for key, values in (("/A", told), ("/K", kids)):
        if values:
            element[key] = values[0] if len(values) == 1 else Array(values)
    if first is not None:
        element.Pg = first
    for item in node.nodes():
        _write(item, tree)
        item.element.P = element


def _kid(item: Any, node: Node, first: Dictionary | None, tree: Tree) -> Any:
    """One item as it stands in /K."""
    if isinstance(item, Node):
        return item.element
    if not isinstance(item, Mark):
        tree.owners[item.objgen] = item
        tree.links[item.objgen] = node.element
        return Dictionary(Type=Name.OBJR, Obj=item, Pg=item.P)
    owner = item.page if item.stream is None else item.stream
    tree.owners[owner.objgen] = owner
    tree.marks.setdefault(owner.objgen, {})[item.number] = node.element
    if item.stream is None and first is not None and item.page.objgen == first.objgen:
        return item.number
    kid = Dictionary(Type=Name.MCR, Pg=item.page, MCID=item.number)
    if item.stream is not None:
        kid.Stm = item.stream
    return kid


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    yield from value.items() if isinstance(value, Dictionary) else ()


def _dictionaries(value: Any) -> list[Dictionary]:
    values = value if isinstance(value, Array) else [value]
    return [each for each in values if isinstance(each, Dictionary)]


def _key(value: Any) -> ObjGen | None:
    return value.objgen if isinstance(value, Object) else None
