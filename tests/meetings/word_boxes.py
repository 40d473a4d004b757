"""Rearranging the boxes of a Word form, as people do by accident, and reading its parts."""

import copy
import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def with_document(data, root, properties=None):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                content = etree.tostring(root)
            elif name == "docProps/custom.xml" and properties is not None:
                content = properties(content)
            made.writestr(name, content)
    return out.getvalue()


def controls(root):
    return [each for each in root.iter(f"{W}sdt") if not _tag(each).startswith("icsgov-people")]


def _tag(control):
    return control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")


def rows(root):
    return list(root.iter(f"{W}tr"))


def move_row(root, dice):
    one, other = dice.sample(rows(root), 2)
    other.addnext(one)


def drop_row(root, dice):
    row = dice.choice(rows(root))
    row.getparent().remove(row)


def double_row(root, dice):
    row = dice.choice(rows(root))
    row.addnext(copy.deepcopy(row))


def swap_boxes(root, dice):
    """Two boxes change places; their tags go with them."""
    one, other = dice.sample([each for each in controls(root) if each.getnext() is None], 2)
    here, there = one.getparent(), other.getparent()
    here.append(other)
    there.append(one)


def swap_labels(root, dice):
    one, other = dice.sample(rows(root), 2)
    first, second = one.find(f"{W}tc"), other.find(f"{W}tc")
    one.insert(1, copy.deepcopy(second))
    one.remove(first)
    other.insert(1, first)
    other.remove(second)


def swap_tags(root, dice):
    one, other = dice.sample(controls(root), 2)
    tags = [each.find(f"{W}sdtPr/{W}tag") for each in (one, other)]
    values = [each.get(f"{W}val") for each in tags]
    for each, other_value in zip(tags, reversed(values), strict=True):
        each.set(f"{W}val", other_value)


def unwrap_box(root, dice):
    """The box is taken away, its words stay."""
    box = dice.choice(controls(root))
    for each in list(box.find(f"{W}sdtContent")):
        box.addprevious(each)
    box.getparent().remove(box)


def drop_box(root, dice):
    box = dice.choice(controls(root))
    box.getparent().remove(box)


def double_box(root, dice):
    box = dice.choice(controls(root))
    box.addnext(copy.deepcopy(box))


def lift_box(root, dice):
    """A box is dragged out of the table, to the end of the page."""
    box = dice.choice(controls(root))
    root.find(f"{W}body").insert(0, box)


REARRANGED = (
    move_row,
    drop_row,
    double_row,
    swap_boxes,
    swap_labels,
    swap_tags,
    unwrap_box,
    drop_box,
    double_box,
    lift_box,
)
