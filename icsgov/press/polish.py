"""What WeasyPrint's PDF/UA lacks, put right after it.

Header cells get their scope, IDs their tree, links their print flag and words, pictures their
place in points; the tree itself loses the elements that only repeat how lines break.
"""

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, String

from icsgov.press.links import PRINTS
from icsgov.press.pieces import Heading
from icsgov.press.sheets import sheet_of
from icsgov.press.structure import Tree, tidy

PIXEL = 0.75  # points


def polish(raw: bytes, headings: Sequence[Heading], anchors: Mapping[str, int]) -> bytes:
    """The same document with its tags and links in order, saved compactly."""
    names = {heading.anchor: heading.title for heading in headings if heading.anchor}
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = [page.obj for page in pdf.pages]
        links: dict[tuple[int, int], Dictionary] = {}
        for page in pages:
            for link in page.get("/Annots", []):
                links[link.objgen] = link
                link.F = PRINTS
                link.P = page
                target = str(link.get("/Dest", ""))
                if target:
                    link.Contents = String(names.get(target) or f"To page {anchors.get(target, 1)}")
        tree = tidy(
            pdf.Root.StructTreeRoot,
            pages,
            links.keys(),
            {page.objgen: _from_pixels(page) for page in pages},
        )
        _plant(pdf, tree)
        return _saved(pdf)


def _from_pixels(page: Dictionary) -> Matrix:
    """WeasyPrint notes where a picture is in pixels from the page's top."""
    return Matrix(PIXEL, 0, 0, -PIXEL, 0, sheet_of(page).height)


def _plant(pdf: pikepdf.Pdf, tree: Tree) -> None:
    """Make this tree the document's, with its parent tree and IDs."""
    root = pdf.Root.StructTreeRoot
    document = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(tree.tops))
    )
    for top in tree.tops:
        top.P = document
    numbers = []
    for key, (owner, value) in enumerate(tree.parents()):
        owner["/StructParent" if owner.get("/Subtype") == Name.Link else "/StructParents"] = key
        numbers += [key, value]
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(numbers) // 2
    if tree.ids:
        named = sorted(((bytes(element.ID), element) for element in tree.ids), key=lambda it: it[0])
        pairs = [each for name, element in named for each in (String(name), element)]
        root.IDTree = Dictionary(Names=Array(pairs))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    saved = io.BytesIO()
    generate = pikepdf.ObjectStreamMode.generate
    pdf.save(saved, object_stream_mode=generate, deterministic_id=True)
    return saved.getvalue()
