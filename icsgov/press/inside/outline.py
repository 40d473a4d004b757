"""A PDF's bookmarks: titles and pages, nothing else."""

from pikepdf import Dictionary, Name, Object, OutlineItem, Pdf, String

from icsgov.press.inside.destinations import Destinations

MOST = 5_000
DEEPEST = 12
LONGEST_TITLE = 300


def rewrite(pdf: Pdf, places: Destinations) -> None:
    """Build the outline anew; items that lead nowhere keep their title only if they have kids."""
    old = pdf.Root.get(Name.Outlines)
    if old is None:
        return
    items = _items(old, places, set(), DEEPEST) if isinstance(old, Dictionary) else []
    del pdf.Root[Name.Outlines]
    if items:
        with pdf.open_outline() as outline:
            outline.root.extend(items)


def _items(
    parent: Object, places: Destinations, seen: set[tuple[int, int]], depth: int
) -> list[OutlineItem]:
    found = []
    old = parent.get(Name.First)
    while isinstance(old, Dictionary) and old.objgen not in seen and len(seen) < MOST and depth:
        seen.add(old.objgen)
        item = _item(old, places)
        item.children.extend(_items(old, places, seen, depth - 1))
        if item.title and (item.destination is not None or item.children):
            found.append(item)
        old = old.get(Name.Next)
    return found


def _item(old: Object, places: Destinations) -> OutlineItem:
    title = old.get(Name.Title)
    text = str(title)[:LONGEST_TITLE].strip() if isinstance(title, String) else ""
    return OutlineItem(text, places.of_action(old))
