"""Finished packs as one file: their pages, bookmarks, numbers, links and tags under one root.

A second pack is copied as one graph, so that what leads from page to page still does. Where both
use the same number for something (a key of the parent tree, the ID of a cell, the name of a place)
the second one's is set apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Page, Pdf, String

from icsgov.press.sheets import INHERITED, inherited, sheet_of
from icsgov.press.structure import kids_of

UA = "pdfuaid:part"
OWNED = ("/StructParents", "/StructParent")
COUNTED: dict[str, Any] = {"/S": Name.D}  # how pages are numbered where a file does not say


def joined(sources: Mapping[str, Path]) -> Pdf:
    """These packs, one behind the other, each under a bookmark with its name.

    One alone is as it was. The first one's title and dates are the whole's.
    """
    (name, first), *others = sources.items()
    pdf = Pdf.open(first)
    if others:
        own = pdf.Root.get("/Outlines")
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
        _add_outline(pdf, name, own, 0)
    for called, source in others:
        with Pdf.open(source) as other:
            _append(pdf, called, other)
    return pdf


def _append(pdf: Pdf, name: str, other: Pdf) -> None:
    offset = len(pdf.pages)
    labels = _labels(pdf), _labels(other)
    whole = _is_tagged(pdf) and _is_tagged(other)
    _set_apart(other, _next_key(pdf), f"p{offset}-")
    copy = _copy(pdf, other)
    for page in copy.Pages:
        page.Type = Name.Page
        pdf.pages.append(Page(page))
    _add_labels(pdf, *labels, offset)
    _add_outline(pdf, name, copy.get("/Outlines"), offset)
    _add_places(pdf, copy.get("/Dests"))
    _add_tags(pdf, copy.get("/Tags"))
    if "/StructTreeRoot" in pdf.Root:
        pdf.Root.MarkInfo = Dictionary(Marked=whole)
    if not _claims(other):
        _disclaim(pdf)


def _copy(pdf: Pdf, other: Pdf) -> Object:
    """What is wanted of the other file, in this one.

    qpdf leaves out pages that something it copies leads to, so until then they are none.
    """
    pages = [page.obj for page in other.pages]
    for page in pages:
        for key in INHERITED:
            value = inherited(page, key)
            if value is not None:
                page[key] = value
    for page in pages:
        del page["/Parent"]
        page.Type = Name.Sheet
    root = other.Root
    wanted = {
        "/Pages": Array(pages),
        "/Outlines": root.get("/Outlines"),
        "/Dests": root.get("/Names", {}).get("/Dests"),
        "/Tags": root.get("/StructTreeRoot"),
    }
    found = {key: value for key, value in wanted.items() if value is not None}
    return pdf.copy_foreign(other.make_indirect(Dictionary(found)))


# Numbers of pages


def _labels(pdf: Pdf) -> dict[int, Object]:
    """What is printed on pages, by the page from 0 at which a series begins."""
    found = pdf.Root.get("/PageLabels")
    if found is None:
        return {0: Dictionary(COUNTED)}
    return {at: Dictionary(dict(value.items())) for at, value in NumberTree(found).items()}


def _add_labels(pdf: Pdf, own: dict[int, Object], more: dict[int, Object], offset: int) -> None:
    every = own | {offset + at: value for at, value in more.items()}
    nums = Array([each for pair in sorted(every.items()) for each in pair])
    pdf.Root.PageLabels = Dictionary(Nums=nums)


# The outline and named places


def _add_outline(pdf: Pdf, name: str, outline: Object | None, page: int) -> None:
    """A line that leads to the pack's first page. The pack's own lines are there already: the root
    of its outline becomes the line that holds them.
    """
    root = pdf.Root.Outlines
    line: Any = pdf.make_indirect(Dictionary()) if outline is None else outline
    if "/Type" in line:
        del line["/Type"]
    line.Title, line.Parent = String(name), root
    line.Dest = _top(pdf.pages[page].obj)
    if "/Last" in root:
        root.Last.Next, line.Prev = line, root.Last
    else:
        root.First = line
    root.Last = line
    root.Count = int(root.Count) + int(line.get("/Count", 0)) + 1


def _top(page: Dictionary) -> Array:
    sheet = sheet_of(page)
    x, y = sheet.to_page().transform((0, sheet.height))
    return Array([page, Name.XYZ, round(x, 2), round(y, 2), None])


def _add_places(pdf: Pdf, dests: Object | None) -> None:
    """Named places; a name that the first one has already keeps leading there."""
    if dests is None:
        return
    names = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        pdf.Root.Names = Dictionary(Dests=dests)
        return
    own = NameTree(names.Dests)
    for name, place in NameTree(dests).items():
        if name not in own:
            own[name] = place


# Tags


def _is_tagged(pdf: Pdf) -> bool:
    return bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))


def _next_key(pdf: Pdf) -> int:
    """The first number that the parent tree does not use."""
    return int(pdf.Root.get("/StructTreeRoot", {}).get("/ParentTreeNextKey", 0))


def _set_apart(other: Pdf, base: int, mark: str) -> None:
    """Move the keys of the parent tree, and mark the IDs of cells and notes."""
    root = other.Root.get("/StructTreeRoot")
    if root is None:
        return
    for each in _owners(other):
        for key in OWNED:
            if key in each:
                each[key] = int(each[key]) + base
    for leaf in _leaves(root.ParentTree, "/Nums"):
        leaf.Nums = Array([_moved(each, base) for each in leaf.Nums])
        leaf.Limits = Array([leaf.Nums[0], leaf.Nums[-2]])
    root.ParentTreeNextKey = int(root.ParentTreeNextKey) + base
    for leaf in _leaves(root.get("/IDTree"), "/Names"):
        pairs = zip(leaf.Names[::2], leaf.Names[1::2], strict=True)
        for at, (name, element) in enumerate(list(pairs)):
            leaf.Names[2 * at] = element.ID = _marked(name, mark)
        leaf.Limits = Array([leaf.Names[0], leaf.Names[-2]])
    for told in _attributes(root):
        if "/Headers" in told:
            told.Headers = Array([_marked(each, mark) for each in told.Headers])


def _owners(pdf: Pdf) -> Iterator[Object]:
    """What has a key in the parent tree: pages, forms, and links, which may be no objects."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) or each._type_name == "stream":
            yield each
    for page in pdf.pages:
        yield from (each for each in page.obj.get("/Annots", []) if not each.is_indirect)


def _moved(value: Any, base: int) -> Any:
    return value + base if isinstance(value, int) else value


def _marked(name: Object, mark: str) -> String:
    return String(mark + str(name))


def _leaves(tree: Object | None, key: str) -> list[Any]:
    """The leaves of a number or name tree; one that is a leaf itself is the only one."""
    if tree is None:
        return []
    if "/Kids" in tree:
        return [leaf for kid in tree.Kids for leaf in _leaves(kid, key)]
    return [tree] if len(tree.get(key, [])) else []


def _attributes(root: Object) -> Iterator[Object]:
    """What the elements of a tree say of themselves besides their type."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        told = element.get("/A")
        yield from told if isinstance(told, Array) else [told] if told is not None else []
        waiting += [kid for kid in kids_of(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _add_tags(pdf: Pdf, root: Object | None) -> None:
    """The papers of the second one as further parts of the one document."""
    own: Any = pdf.Root.get("/StructTreeRoot")
    if root is None or own is None:
        if root is not None:
            pdf.Root.StructTreeRoot = root
        return
    document, more = kids_of(own)[0], kids_of(root)[0]
    parts = kids_of(more)
    for part in parts:
        part.P = document
    document.K = Array([*kids_of(document), *parts])
    parents = [*_leaves(own.ParentTree, "/Nums"), *_leaves(root.ParentTree, "/Nums")]
    own.ParentTree = Dictionary(Kids=Array([pdf.make_indirect(each) for each in parents]))
    own.ParentTreeNextKey = root.ParentTreeNextKey
    named = [leaf for each in (own, root) for leaf in _leaves(each.get("/IDTree"), "/Names")]
    if named:
        named.sort(key=lambda leaf: bytes(leaf.Names[0]))
        own.IDTree = Dictionary(Kids=Array([pdf.make_indirect(each) for each in named]))


def _claims(pdf: Pdf) -> bool:
    """Whether its metadata claim PDF/UA."""
    return UA in pdf.open_metadata()


def _disclaim(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        if UA in about:
            del about[UA]


def tag_notes(pdf: Pdf, title: str, notes: Sequence[tuple[Object, Object, str]]) -> None:
    """Name annotations among the tags, in a part of their own at the end: page, it, its words.

    ISO 14289-1, 7.18.1: each stands in an element of its own, with words that tell what it is.
    """
    root: Any = pdf.Root.get("/StructTreeRoot")
    if root is None or not notes:
        return
    document = kids_of(root)[0]
    part = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Part, P=document, T=String(title))
    )
    key, elements, nums = _next_key(pdf), [], []
    for at, (page, annotation, words) in enumerate(notes):
        held = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Annot, P=part, Pg=page, Alt=words, K=held)
        )
        annotation.StructParent = key + at
        page.Tabs = Name.S
        elements.append(element)
        nums += [key + at, element]
    part.K = Array(elements)
    document.K = Array([*kids_of(document), part])
    leaf = Dictionary(Limits=Array([key, key + len(notes) - 1]), Nums=Array(nums))
    parents = [*_leaves(root.ParentTree, "/Nums"), leaf]
    root.ParentTree = Dictionary(Kids=Array([pdf.make_indirect(each) for each in parents]))
    root.ParentTreeNextKey = key + len(notes)
