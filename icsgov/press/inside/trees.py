"""Dictionaries, arrays and trees of a PDF, read without trusting them."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

DEEPEST = 50


def pairs(node: Object | None, leaf: str) -> Iterator[tuple[Object, Object]]:
    """Keys and values of the tree at `node`; `leaf` is "/Names" or "/Nums"."""
    yield from _pairs(node, leaf, DEEPEST, set())


def _pairs(
    node: Object | None, leaf: str, depth: int, seen: set[tuple[int, int]]
) -> Iterator[tuple[Object, Object]]:
    if not isinstance(node, Dictionary) or depth == 0 or node.objgen in seen:
        return
    if node.is_indirect:
        seen.add(node.objgen)
    flat = array(node, leaf)
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in array(node, "/Kids"):
        yield from _pairs(kid, leaf, depth - 1, seen)


def array(holder: Object, key: str) -> list[Object]:
    """The array at that key as a list; empty where there is none."""
    value = holder.get(key)
    return list(value) if isinstance(value, Array) else []


def drop(holder: Object, *keys: str) -> None:
    """Take keys away, where they are there."""
    for key in keys:
        if key in holder:
            del holder[key]


def keep(holder: Object, keys: frozenset[str]) -> None:
    """Take every key away that is not listed."""
    for key in holder.keys() - keys:
        del holder[key]


def listed(value: Object | None) -> list[Object]:
    """One or many, as a list: PDF lets either stand."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
