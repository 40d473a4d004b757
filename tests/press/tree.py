"""Walks a structure tree as a screen reader would, and checks that all its parts agree."""

import re

from pikepdf import Array, Dictionary, Name, Stream

_MCID = re.compile(rb"/MCID\s+(\d+)")


def kids(element) -> list:
    held = element.get("/K")
    return [] if held is None else list(held) if isinstance(held, Array) else [held]


def elements(element):
    """Every element under this one, in reading order."""
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def parts(pdf) -> list:
    """The pieces' own Parts, in order."""
    (document,) = kids(pdf.Root.StructTreeRoot)
    assert str(document.S) == "/Document"
    return kids(document)


def roles(element) -> list[str]:
    return [str(each.S)[1:] for each in elements(element)]


def leaves(node):
    """A number or name tree's pairs; checks its limits and order."""
    for key in ("/Nums", "/Names"):
        if key in node:
            flat = list(node[key])
            pairs = list(zip(flat[::2], flat[1::2], strict=True))
            keys = [_plain(first) for first, _ in pairs]
            assert keys == sorted(set(keys))
            if "/Limits" in node:
                assert [_plain(each) for each in node.Limits] == [keys[0], keys[-1]]
            yield from pairs
    found = []
    for kid in node.get("/Kids", []):
        pairs = list(leaves(kid))
        found += [_plain(first) for first, _ in pairs]
        yield from pairs
    assert found == sorted(set(found))


def _plain(value):
    return value if isinstance(value, int) else bytes(value)


def check_tree(pdf) -> None:
    """Everything that must agree in a tagged document does."""
    root = pdf.Root.StructTreeRoot
    everything = list(elements(root))
    known = {each.objgen for each in everything}
    for holder in [root, *everything]:
        for kid in kids(holder):
            if isinstance(kid, Dictionary) and "/S" in kid:
                assert kid.P.objgen == holder.objgen
    parents = dict(leaves(root.ParentTree))
    assert all(key < root.ParentTreeNextKey for key in parents)
    owned = _check_content(pdf, parents, known)
    _check_references(everything, parents, owned)
    identities = [each for each in everything if "/ID" in each]
    tree = {bytes(name): each.objgen for name, each in leaves(root.get("/IDTree", Dictionary()))}
    assert tree == {bytes(each.ID): each.objgen for each in identities}
    for each in everything:
        for attributes in _dictionaries(each.get("/A")):
            for header in attributes.get("/Headers", []):
                assert bytes(header) in tree


def _dictionaries(value) -> list:
    held = value if isinstance(value, Array) else [value]
    return [each for each in held if isinstance(each, Dictionary)]


def _check_content(pdf, parents, known) -> set:
    """Every number in every page's content leads through the parent tree to an element."""
    owned = set()
    owners = [(page.obj, page) for page in pdf.pages]
    owners += [(each, None) for each in pdf.objects if _has_parents(each)]
    for owner, page in owners:
        data = _content(page) if page is not None else owner.read_bytes()
        numbers = {int(each) for each in _MCID.findall(data)}
        if not numbers:
            assert "/StructParents" not in owner
            continue
        row = parents[owner.StructParents]
        for number in numbers:
            assert row[number].objgen in known
            owned.add((owner.objgen, number, row[number].objgen))
    return owned


def _has_parents(each) -> bool:
    return isinstance(each, Stream) and "/StructParents" in each


def _content(page) -> bytes:
    held = page.obj.Contents
    return b"\n".join(each.read_bytes() for each in (held if isinstance(held, Array) else [held]))


def _check_references(everything, parents, owned) -> None:
    """Every element's content is its own also by the parent tree, and nothing else is."""
    claimed = set()
    for each in everything:
        for kid in kids(each):
            if isinstance(kid, int):
                claimed.add((each.Pg.objgen, kid, each.objgen))
            elif kid.get("/Type") == Name.MCR:
                owner = kid.get("/Stm", kid.Pg)
                claimed.add((owner.objgen, kid.MCID, each.objgen))
            elif kid.get("/Type") == Name.OBJR:
                assert parents[kid.Obj.StructParent].objgen == each.objgen
                assert kid.Obj.objgen in {link.objgen for link in kid.Pg.Annots}
    assert claimed == owned
