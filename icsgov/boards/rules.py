"""A board's rules as typed values. They are stored as dated rows; what is absent is as below."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Protocol, get_args

FieldKind = Literal[
    "line",
    "text",
    "rich",
    "date",
    "people",
    "leads",
    "purpose",
    "asks",
    "supports",
    "places",
    "tick",
]
StampPlace = Literal["bottom-right", "bottom-left", "bottom-centre", "top-right"]


class RuleError(ValueError):
    """A value that a rule cannot have; the message says which part and why."""


@dataclass(frozen=True)
class Days:
    """A number of days, working days (England) where `working`."""

    days: int
    working: bool = True


@dataclass(frozen=True)
class Clearance:
    """One step a paper goes through before it may be printed."""

    key: str
    label: str
    by: Literal["lead", "chair", "secretary", "person"] = "lead"


@dataclass(frozen=True)
class Purpose:
    """A tick on the cover sheet; `decides` where the board resolves something."""

    key: str
    label: str
    decides: bool = False


@dataclass(frozen=True)
class CoverField:
    """A field of the board's cover sheet, in print order."""

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class StandingItem:
    """An item that stands on every agenda of the board."""

    title: str
    kind: str = "item"
    minutes: int = 0
    lines: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quorum:
    """How many members must be there; the fraction is of the voting seats."""

    count: int = 0
    fraction: str = ""
    constituencies: tuple[str, ...] = ()
    chair_needed: bool = False
    deputies_count: bool = True


@dataclass(frozen=True)
class ReadingRoom:
    """How long members read, how long they keep notes, and what the secretary sees of it.

    Speeds are an hour's; `notes_months` counts from the meeting, 0 for as long as they like.
    """

    pages: int = 30
    words: int = 7_500
    notes_months: int = 12
    opened_shown: bool = False


@dataclass(frozen=True)
class Questions:
    """How the public asks: until when, about what, and how soon it is answered. 0 is no limit."""

    taken: bool = True
    per_person: int = 2
    longest: int = 200
    deadline: int = 3
    working: bool = True
    about_agenda: bool = False
    answer_days: int = 10
    keep_days: int = 28


@dataclass(frozen=True)
class Ground:
    """A published reason for which a question is not taken."""

    key: str
    label: str


GROUNDS = (
    Ground("not-ours", "It is not about something the board is responsible for."),
    Ground("one-person", "It is about the care, the complaint or the job of one person."),
    Ground("confidential", "An answer would give away confidential information."),
    Ground("offensive", "It is offensive, defamatory or about a person’s private life."),
    Ground("answered", "The board has answered the same question in the last 6 months."),
    Ground("legal", "It is about a matter that is before a court."),
)

COVER_FIELDS = (
    CoverField("title", "Title", "line", required=True),
    CoverField("date", "Meeting date", "date"),
    CoverField("authors", "Authors", "people", required=True),
    CoverField("leads", "Executive lead", "leads", required=True),
    CoverField("purpose", "Purpose of paper", "purpose", required=True),
    CoverField("summary", "Summary of main points", "rich", required=True),
    CoverField("recommendation", "Recommendation", "asks", required=True),
)

OPTIONAL_COVER_FIELDS = (
    CoverField("people", "What this means for local people", "rich"),
    CoverField("priorities", "Which priority does this support", "supports"),
    CoverField("places", "Which places is this about", "places"),
    CoverField("risks", "Risks", "rich"),
    CoverField("finance", "Financial impact", "rich"),
    CoverField("equality", "Equality impact", "rich"),
    CoverField("engagement", "Public and partner engagement", "rich"),
    CoverField("considered", "Previously considered by", "text"),
    CoverField("conflicts", "Conflicts of interest", "text"),
    CoverField("foi", "Freedom of Information status", "line"),
)

STANDING_ITEMS = (
    StandingItem(
        "Welcome and introduction – opening business",
        minutes=10,
        lines=(
            "Receive apologies",
            "Declarations of interest",
            "Minutes of the previous meeting and matters arising",
        ),
    ),
    StandingItem("Questions from the public", minutes=15, generated=("questions",)),
    StandingItem("Any other business", kind="aob", minutes=5),
)


@dataclass(frozen=True)
class Rules:
    """The rules of a board on one day."""

    notice: Days = Days(5, working=True)
    papers_due: Days = Days(10, working=True)
    clearances: tuple[Clearance, ...] = (
        Clearance("lead", "Executive lead", "lead"),
        Clearance("chair", "Chair", "chair"),
    )
    quorum: Quorum = Quorum()
    numbering: Literal["1.", "1", "1.0"] = "1."
    enclosures: Literal["letters", "by-item"] = "letters"
    paragraphs: Literal["1.01", "1.1", "1"] = "1.01"
    standing_items: tuple[StandingItem, ...] = STANDING_ITEMS
    purposes: tuple[Purpose, ...] = (
        Purpose("information", "Update / Information"),
        Purpose("discussion", "Discussion"),
        Purpose("decision", "Decision", decides=True),
    )
    cover_fields: tuple[CoverField, ...] = COVER_FIELDS
    stamp: str = "{board} {date}  Page {page} of {pages}"
    stamp_part2: str = "{board} Part 2 {date}  Page {page} of {pages}"
    mark_part2: str = "CONFIDENTIAL – NOT FOR PUBLICATION"
    stamp_place: StampPlace = "bottom-right"
    late_papers: Literal["suffix", "renumber"] = "suffix"
    second_person: bool = False
    chase_days: tuple[int, ...] = (5, 1)
    action_days: tuple[int, ...] = (7, 0)
    action_weekly: bool = True
    meets_in_public: bool = True
    public_questions: str = ""
    reading: ReadingRoom = ReadingRoom()
    questions: Questions = Questions()
    question_grounds: tuple[Ground, ...] = GROUNDS

    @staticmethod
    def of(rows: Iterable["RuleRow"]) -> "Rules":
        """The rules that dated rows make; a later row replaces an earlier one."""
        values = {row.name: parse(row.name, row.value) for row in rows}
        return replace(Rules(), **values)

    def purpose(self, key: str) -> Purpose | None:
        """The tick with this key, if the board has it."""
        return next((purpose for purpose in self.purposes if purpose.key == key), None)

    @property
    def takes_questions(self) -> bool:
        """Whether the public may ask; a board that meets in private takes none."""
        return self.meets_in_public and self.questions.taken

    def ground(self, key: str) -> Ground | None:
        """The ground with this key, if the board has it."""
        return next((ground for ground in self.question_grounds if ground.key == key), None)

    def decides(self, keys: Iterable[str]) -> bool:
        """Whether one of these ticks asks the board to resolve something."""
        ticked = set(keys)
        return any(purpose.decides for purpose in self.purposes if purpose.key in ticked)


class RuleRow(Protocol):
    """What `Rules.of` reads of a stored row."""

    name: str
    value: Any


def _build(kind: type, value: Any, where: str) -> Any:
    """A dataclass from a JSON object; says which name is unknown or wrong."""
    if not isinstance(value, Mapping):
        raise RuleError(f"{where}: needs names and values")
    known = {field.name: field for field in fields(kind)}
    unknown = set(value) - set(known)
    if unknown:
        raise RuleError(f"{where}: “{sorted(unknown)[0]}” is not known here")
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in value.items()}
    try:
        made = kind(**given)
    except TypeError as error:
        raise RuleError(
            f"{where}: {str(error).partition(') ')[2] or 'something is missing'}"
        ) from error
    _check_types(made, where)
    return made


def _check_types(made: Any, where: str) -> None:
    for field in fields(made):
        value = getattr(made, field.name)
        expected = _LITERALS.get((type(made), field.name))
        if expected and value not in expected:
            raise RuleError(f"{where}: {field.name} is one of {', '.join(expected)}")
        if isinstance(field.default, bool) and not isinstance(value, bool):
            raise RuleError(f"{where}: {field.name} is true or false")
        if field.type is int and (isinstance(value, bool) or not isinstance(value, int)):
            raise RuleError(f"{where}: {field.name} is a whole number")
        if field.type is str and not isinstance(value, str):
            raise RuleError(f"{where}: {field.name} is text")


_LITERALS: dict[tuple[type, str], tuple[str, ...]] = {
    (Clearance, "by"): ("lead", "chair", "secretary", "person"),
    (CoverField, "kind"): get_args(FieldKind),
}


def _rows(kind: type) -> Callable[[Any, str], Any]:
    def build(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise RuleError(f"{where}: needs a list")
        made = tuple(_build(kind, row, f"{where}, row {n}") for n, row in enumerate(value, 1))
        keys = [row.key for row in made if hasattr(row, "key")]
        if len(keys) != len(set(keys)):
            raise RuleError(f"{where}: two rows have the same key")
        return made

    return build


def _one(kind: type) -> Callable[[Any, str], Any]:
    return lambda value, where: _build(kind, value, where)


def _choice(*choices: str) -> Callable[[Any, str], Any]:
    def build(value: Any, where: str) -> str:
        if value not in choices:
            raise RuleError(f"{where}: one of {', '.join(choices)}")
        return str(value)

    return build


def _truth(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise RuleError(f"{where}: true or false")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise RuleError(f"{where}: text")
    return value


def _stamp(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        text.format(board="ICP", date="24 July 2023", page="1", pages="9")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise RuleError(f"{where}: knows only {{board}} {{date}} {{page}} {{pages}}") from error
    return text


def _numbers(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(n) is int and n >= 0 for n in value):
        raise RuleError(f"{where}: a list of whole numbers")
    return tuple(value)


_PARSERS: dict[str, Callable[[Any, str], Any]] = {
    "notice": _one(Days),
    "papers_due": _one(Days),
    "clearances": _rows(Clearance),
    "quorum": _one(Quorum),
    "numbering": _choice("1.", "1", "1.0"),
    "enclosures": _choice("letters", "by-item"),
    "paragraphs": _choice("1.01", "1.1", "1"),
    "standing_items": _rows(StandingItem),
    "purposes": _rows(Purpose),
    "cover_fields": _rows(CoverField),
    "stamp": _stamp,
    "stamp_part2": _stamp,
    "mark_part2": _text,
    "stamp_place": _choice(*get_args(StampPlace)),
    "late_papers": _choice("suffix", "renumber"),
    "second_person": _truth,
    "chase_days": _numbers,
    "action_days": _numbers,
    "action_weekly": _truth,
    "meets_in_public": _truth,
    "public_questions": _text,
    "reading": _one(ReadingRoom),
    "questions": _one(Questions),
    "question_grounds": _rows(Ground),
}
NAMES = tuple(_PARSERS)


def parse(name: str, value: Any) -> Any:
    """The typed value of one rule; raises RuleError naming the part that is wrong."""
    if name not in _PARSERS:
        raise RuleError(f"There is no rule called “{name}”.")
    return _PARSERS[name](value, name)
