"""What fits where in a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from strategy.catalogue import SORTS
from strategy.sorts import Sort


@dataclass(frozen=True)
class Misfit:
    """What is wrong with a part: where in it, and in words."""

    where: str
    words: str


def beneath(parent: str) -> list[Sort]:
    """The sorts that may stand under a sort, or under the plan itself ("")."""
    return [sort for sort in SORTS.values() if parent in sort.under]


def misfits(sort: str, parent: str, values: Mapping[str, object]) -> Iterator[Misfit]:
    """What does not fit of a part's fields, given by name; `parent` is the sort above it."""
    known = SORTS.get(sort)
    if known is None:
        yield Misfit("kind", f"“{sort}” is no kind of part. Use one of: {', '.join(SORTS)}")
        return
    if parent not in known.under:
        above = " or ".join(each or "the plan" for each in known.under)
        yield Misfit("kind", f"A {known.one} stands under {above}")
    asked = {field.name: field for field in known.fields}
    for name, value in values.items():
        if name not in asked:
            yield Misfit(name, f"A {known.one} has no field “{name}”")
        elif not isinstance(value, str):
            yield Misfit(name, "Write text; put figures in quotation marks")
        elif asked[name].choices and value not in dict(asked[name].choices):
            yield Misfit(name, f"Use one of: {', '.join(dict(asked[name].choices))}")
