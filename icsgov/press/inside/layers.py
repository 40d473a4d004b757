"""Hidden layers of a PDF: what is drawn in them is taken out of the pages."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream

from icsgov.press.inside.findings import Findings
from icsgov.press.inside.trees import array, listed

FILLS = frozenset("S s f F f* B B* b b*".split())
INKS = frozenset("Tj TJ ' \" Do sh INLINE IMAGE".split()) | {"INLINE IMAGE"}
DEEPEST = 20  # of a visibility expression

Key = tuple[int, int]


class Layers:
    """The optional content of one PDF and which of it is hidden when the file is opened."""

    def __init__(self, pdf: Pdf, findings: Findings) -> None:
        self.pdf = pdf
        self.findings = findings
        properties = pdf.Root.get(Name.OCProperties)
        self.properties = properties if isinstance(properties, Dictionary) else Dictionary()
        self.hidden = set(self._hidden())

    def remove(self, pages: list[Object]) -> None:
        """Take hidden layers out, and the marks of all layers."""
        if self.hidden:
            self.findings.note("hidden-layers", layers=", ".join(sorted(self._names())))
            self._hide_objects()
            for holder in self._holders(pages):
                self._hide_marked(holder)
        if len(self.properties.keys()):
            for found in self.pdf.objects:
                typed = isinstance(found, Dictionary) and Name.Type in found
                if (typed or isinstance(found, Stream)) and Name.OC in found:
                    del found[Name.OC]

    def _hidden(self) -> Iterator[Key]:
        """The groups that are off in the default configuration, or off on screen."""
        default = self.properties.get(Name.D)
        if not isinstance(default, Dictionary):
            return
        groups = {each.objgen for each in array(self.properties, "/OCGs")}
        on = {each.objgen for each in array(default, "/ON")}
        off = {each.objgen for each in array(default, "/OFF")}
        if default.get(Name.BaseState) == Name.OFF:
            off |= groups - on
        for usage in array(default, "/AS"):
            if isinstance(usage, Dictionary) and usage.get(Name.Event) == Name.View:
                for group in array(usage, "/OCGs"):
                    off = off | {group.objgen} if _off_on_screen(group) else off - {group.objgen}
        yield from off

    def _names(self) -> list[str]:
        groups = array(self.properties, "/OCGs")
        return [
            str(group.get(Name.Name, "?"))
            for group in groups
            if isinstance(group, Dictionary) and group.objgen in self.hidden
        ]

    def hides(self, mark: Object | None, depth: int = DEEPEST) -> bool:
        """Whether what carries this mark (a group or a membership) is hidden."""
        if not isinstance(mark, Dictionary) or depth == 0:
            return False
        if mark.get(Name.Type) != Name.OCMD:
            return mark.objgen in self.hidden
        rule = mark.get(Name.VE)
        if isinstance(rule, Array):
            return not self._shows(rule, depth - 1)
        off = [group.objgen in self.hidden for group in listed(mark.get(Name.OCGs))]
        policy = str(mark.get(Name.P, Name.AnyOn))
        shown = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(policy, not all(off))
        return bool(off) and not shown

    def _shows(self, rule: Object, depth: int) -> bool:
        """A visibility expression: [/And …], [/Or …], [/Not …] of groups."""
        if not isinstance(rule, Array):
            return not self.hides(rule, depth)
        if depth == 0 or not len(rule):
            return True
        word, *rest = list(rule)
        shown = [self._shows(each, depth - 1) for each in rest]
        if word == Name.Not:
            return not any(shown)
        return any(shown) if word == Name.Or else all(shown)

    def _hide_objects(self) -> None:
        """Empty every picture and form that is hidden as a whole."""
        for found in self.pdf.objects:
            if isinstance(found, Stream) and self.hides(found.get(Name.OC)):
                for key in set(found.keys()) - {"/Length"}:
                    del found[key]
                found.write(b"")
                found.Type, found.Subtype = Name.XObject, Name.Form
                found.BBox = Array([0, 0, 0, 0])

    def _holders(self, pages: list[Object]) -> Iterator[Object]:
        yield from pages
        for found in self.pdf.objects:
            if isinstance(found, Stream) and found.get(Name.Subtype) == Name.Form:
                yield found

    def _hide_marked(self, holder: Object) -> None:
        """Take the ink out of marked stretches of one drawing; all else keeps its state."""
        resources = holder.get(Name.Resources)
        marks = resources.get(Name.Properties) if isinstance(resources, Dictionary) else None
        if not isinstance(marks, Dictionary):
            return
        hidden = {key for key, mark in marks.items() if self.hides(mark)}
        if not hidden:
            return
        kept = pikepdf.unparse_content_stream(list(_without(hidden, holder)))
        if isinstance(holder, Stream):
            holder.write(kept)
        else:
            holder.Contents = self.pdf.make_stream(kept)
        for key in hidden:
            marks[key] = Dictionary()


def _off_on_screen(group: Object) -> bool:
    usage = group.get(Name.Usage) if isinstance(group, Dictionary) else None
    view = usage.get(Name.View) if isinstance(usage, Dictionary) else None
    return isinstance(view, Dictionary) and view.get(Name.ViewState) == Name.OFF


def _without(hidden: set[str], holder: Object) -> Iterator[object]:
    """The drawing's instructions without the ink of hidden stretches."""
    stack = [False]
    for instruction in pikepdf.parse_content_stream(holder):
        operator = instruction.operator.unparse().decode("latin-1")
        if operator in ("BDC", "BMC"):
            operands = list(instruction.operands)
            named = operator == "BDC" and len(operands) == 2 and operands[0] == Name.OC
            stack.append(stack[-1] or (named and str(operands[1]) in hidden))
        elif operator == "EMC" and len(stack) > 1:
            stack.pop()
        elif stack[-1] and operator in INKS:
            continue
        elif stack[-1] and operator in FILLS:
            yield pikepdf.ContentStreamInstruction([], Operator("n"))
            continue
        yield instruction
