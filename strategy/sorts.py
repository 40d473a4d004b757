"""What a sort of part says of itself: where it may stand, what it is asked for, what it gathers."""

from dataclasses import dataclass
from typing import Final, Literal

Ask = Literal["line", "text", "choice"]
Gathers = Literal["targets", "readings", "assessments", "schedules", "ticks", "progress"]
PLAN: Final = ""


@dataclass(frozen=True)
class Field:
    """Something that is asked of a part besides its number, name and text.

    A `private` one stays on the desk: no release holds it.
    """

    name: str
    label: str
    ask: Ask = "line"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    private: bool = False


@dataclass(frozen=True)
class Sort:
    """A sort of part. `under` are the sorts that it may stand under, "" being the plan itself.

    `across` are the sorts that it is set against: a cell of a matrix, progress at a place. `name`
    and `text` say what these two hold; empty where the sort has none. `chapter` is its heading in
    a released plan. A part of a sort with a `page` has a page of its own.
    """

    key: str
    one: str
    many: str
    under: tuple[str, ...]
    name: str = ""
    text: str = ""
    fields: tuple[Field, ...] = ()
    gathers: tuple[Gathers, ...] = ()
    across: tuple[str, ...] = ()
    chapter: str = ""
    page: bool = False
    numbered: bool = False
    dated: bool = False
    variants: bool = False


GATHERED: Final[tuple[Gathers, ...]] = (
    "targets",
    "readings",
    "assessments",
    "schedules",
    "ticks",
    "progress",
)
