"""The cover sheet as a Word form: which boxes it has, and what may be taken from one that came.

Nothing here opens a file: the cage reads it (icsgov/press/inside/form.py) and gives plain JSON.
A form that was rearranged, or is of another paper or another set of fields, is refused or asked
about; nothing is ever taken from a box that may not be the one it was.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from icsgov.boards.rules import CoverField, Rules
from meetings import bodies, covers

FORMAT: Final = "1"  # of the form: a later one may have other boxes
MARK: Final = "icsgov-"  # begins the tag of every box
PEOPLE: Final = f"{MARK}people"
END: Final = f"{MARK}end"
PLACEHOLDER: Final = "Click here to write"
LEAST_ASKS, MOST_ASKS = 4, 20
LONGEST: Final = {"line": 300, "text": 5_000}
TITLE = CoverField(covers.TITLE, "Title", "line", required=True)
DATES: Final = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %m %Y")
# Fields that the form shows and does not take: they are chosen on the site.
SHOWN: Final = ("people", "leads", *covers.PICKED)
# What a box of formatted text can hold and give back unchanged.
CARRIED: Final = frozenset("p h2 h3 h4 ul ol li strong em u sub sup a br".split())


@dataclass(frozen=True)
class Box:
    """One box of the form: its tag, the field it belongs to, and what it holds of it."""

    tag: str
    field: CoverField
    what: str = "value"
    at: int = 0


@dataclass(frozen=True)
class Doubt:
    """Something that a person has to look at; nothing is taken from `key` unless they say so."""

    words: str
    key: str = ""


@dataclass(frozen=True)
class Refused:
    """Nothing can be taken from the form, in a sentence, with what to do."""

    words: str


@dataclass(frozen=True)
class Reading:
    """What stands in a form, by the keys of the cover sheet, and what is doubtful in it."""

    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def doubtful(self) -> frozenset[str]:
        return frozenset(doubt.key for doubt in self.doubts if doubt.key)


@dataclass
class _Judged:
    values: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def typed_fields(rules: Rules) -> list[CoverField]:
    """The fields that are typed into a form, in the board's order; the title always is."""
    fields = [each for each in rules.cover_fields if each.kind not in SHOWN]
    if any(each.key == covers.TITLE for each in fields):
        return fields
    return [TITLE, *fields]


def digest(rules: Rules) -> str:
    """Which set of fields a form was made for: it changes with every label, kind and tick."""
    said = [
        FORMAT,
        [(each.key, each.label, each.kind) for each in rules.cover_fields],
        [(tick.key, tick.label) for tick in rules.purposes],
    ]
    plain = json.dumps(said, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def ask_rows(sheet: Mapping[str, Any], rules: Rules) -> int:
    """How many rows for what the board is asked: all there are, and room for more."""
    held = [len(sheet.get(each.key, ())) for each in rules.cover_fields if each.kind == "asks"]
    return min(MOST_ASKS, max([LEAST_ASKS, *(number + 2 for number in held)]))


def carries(html: str) -> bool:
    """Whether a box can hold a formatted text and give it back as it was."""
    root = bodies.tree(html)
    if any(each.tag not in CARRIED or each.get("start") for each in root.iterdescendants()):
        return False
    return not any(
        each.tag in ("ul", "ol") and (each.getnext() is not None and each.getnext().tag == each.tag)
        for each in root.iterdescendants()
    )


def boxes(rules: Rules, rows: int, left: Sequence[str] = ()) -> list[Box]:
    """Every box of a form in order; `left` are the fields that cannot be changed in one."""
    made: list[Box] = []
    for number, each in enumerate(typed_fields(rules)):
        if each.key not in left:
            made += _boxes(f"{MARK}{number}", each, rules, rows)
    return made


def _boxes(tag: str, of: CoverField, rules: Rules, rows: int) -> Iterator[Box]:
    if of.kind == "purpose":
        for at, _ in enumerate(rules.purposes):
            yield Box(f"{tag}-tick-{at}", of, "tick", at)
        yield Box(f"{tag}-text", of, "text")
    elif of.kind == "asks":
        for at in range(rows):
            yield Box(f"{tag}-verb-{at}", of, "verb", at)
            yield Box(f"{tag}-ask-{at}", of, "ask", at)
    else:
        yield Box(tag, of)


def judge(
    answer: Mapping[str, Any], paper: str, rules: Rules, day: date | None = None
) -> Reading | Refused:
    """What may be taken from a form for this paper; `answer` is the cage's."""
    said = answer.get("properties", {})
    if not {"icsgov.paper", "icsgov.form", "icsgov.rows"} <= said.keys():
        return Refused(
            "This looks like a cover sheet form, but what says which paper it is for is lost. "
            "Download the form again and copy your words into it."
        )
    if said["icsgov.paper"] != paper:
        return Refused(
            "This cover sheet form is for another paper, so nothing was taken from it. "
            "Download the form of this paper and use that."
        )
    if said["icsgov.form"] != digest(rules):
        return Refused(
            "The board’s cover sheet has changed since this form was downloaded. "
            "Download the form again and copy your words into it."
        )
    rows = int(said["icsgov.rows"]) if str(said["icsgov.rows"]).isdecimal() else 0
    left = [key for key in str(said.get("icsgov.left", "")).split(",") if key]
    return _judge(answer, boxes(rules, min(rows, MOST_ASKS), left), rules, day)


def _judge(
    answer: Mapping[str, Any], wanted: Sequence[Box], rules: Rules, day: date | None
) -> Reading | Refused:
    controls = [each for each in answer["controls"] if not each["tag"].startswith((PEOPLE, END))]
    found = Counter(each["tag"] for each in controls)
    known = {box.tag: box for box in wanted}
    twice = [tag for tag, count in found.items() if count > 1 or tag not in known]
    if twice:
        name = known[twice[0]].field.label if twice[0] in known else "a box we do not know"
        return Refused(
            f"The form was rearranged: “{name}” stands in it more than once or in another form. "
            "Download the form again and copy your words into it."
        )
    by_tag = {each["tag"]: each for each in controls}
    judged = _Judged()
    _doubt_places(judged, controls, wanted, by_tag)
    for number in dict.fromkeys(box.field.key for box in wanted):
        own = [box for box in wanted if box.field.key == number]
        _take(judged, own, by_tag, rules, day)
    extra = tuple(text for text in answer["outside"] if text not in _printed(rules))
    return Reading(judged.values, tuple(judged.doubts), extra)


def _doubt_places(
    judged: _Judged,
    controls: Sequence[Mapping[str, Any]],
    wanted: Sequence[Box],
    by_tag: Mapping[str, Any],
) -> None:
    """Boxes that are gone, stand in another order, or beside another label."""
    order = [box.tag for box in wanted if box.tag in by_tag]
    moved = {tag for tag, at in zip(order, controls, strict=True) if tag != at["tag"]}
    for box in wanted:
        label, key = box.field.label, box.field.key
        if box.tag not in by_tag:
            judged.doubts.append(Doubt(f"A box of “{label}” is gone from the form.", key))
        elif box.tag in moved:
            judged.doubts.append(Doubt(f"“{label}” stands in another place of the form.", key))
        elif by_tag[box.tag]["label"] != label:
            beside = by_tag[box.tag]["label"] or "nothing"
            judged.doubts.append(Doubt(f"The box of “{label}” stands beside “{beside}”.", key))
    judged.doubts[:] = dict.fromkeys(judged.doubts)


def _take(
    judged: _Judged,
    own: Sequence[Box],
    by_tag: Mapping[str, Any],
    rules: Rules,
    day: date | None,
) -> None:
    """The value of one field; a doubt where it cannot be read."""
    of = own[0].field
    if any(box.tag not in by_tag for box in own):
        return
    said = {(box.what, box.at): by_tag[box.tag] for box in own}
    try:
        judged.values[of.key] = _value(of, said, rules, day)
    except (ValueError, bodies.TooMuch) as error:
        judged.doubts.append(Doubt(f"“{of.label}”: {error}", of.key))


def _value(
    of: CoverField, said: Mapping[tuple[str, int], Any], rules: Rules, day: date | None
) -> Any:
    if of.kind == "purpose":
        ticks = [tick.key for at, tick in enumerate(rules.purposes) if _ticked(said["tick", at])]
        return covers.tidy({"ticks": ticks, "text": _short(said["text", 0], "text")})
    if of.kind == "asks":
        return _asks(said)
    box = said["value", 0]
    if of.kind == "tick":
        return _ticked(box)
    if of.kind == "rich":
        return "" if _is_empty(box) else bodies.clean(box["html"])
    if of.kind == "date":
        return _date(_short(box, "line"), day)
    return _short(box, of.kind)


def _ticked(box: Mapping[str, Any]) -> bool:
    if box["checked"] is None:
        raise ValueError("the tick box was replaced by something else.")
    return bool(box["checked"])


def _is_empty(box: Mapping[str, Any]) -> bool:
    return box["text"].strip() in ("", PLACEHOLDER)


def _short(box: Mapping[str, Any], kind: str) -> str:
    """Plain words; a line is one line."""
    text = "" if _is_empty(box) else str(box["text"]).strip()
    if kind == "line":
        text = " ".join(text.split())
    if len(text) > LONGEST[kind]:
        raise ValueError(f"it is longer than {LONGEST[kind]:,} characters.")
    return text


def _asks(said: Mapping[tuple[str, int], Any]) -> list[dict[str, str]]:
    rows = sorted({at for _, at in said})
    made = [
        {"verb": _short(said["verb", at], "line")[:60], "text": _short(said["ask", at], "text")}
        for at in rows
    ]
    return [row for row in made if any(row.values())]


def _date(text: str, day: date | None) -> str:
    """The day as ISO writes it; "" for none and for the day of the meeting, which may move."""
    if not text:
        return ""
    for form in DATES:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
        return "" if found == day else found.isoformat()
    raise ValueError(f"we cannot read “{text[:60]}” as a date.")


def _printed(rules: Rules) -> frozenset[str]:
    """The words that the form itself prints outside its boxes."""
    labels = [each.label for each in (TITLE, *rules.cover_fields)]
    hints = [each.hint for each in rules.cover_fields if each.hint]
    ticks = [tick.label for tick in rules.purposes]
    return frozenset((*labels, *hints, *ticks, *FIXED))


FIXED: Final = (
    "Cover sheet",
    "Fill in the boxes with Word and save the file. Then send it the way it came to you. "
    "Do not move or rename the boxes: we read each one back into its own field.",
    "This part holds a table, a picture or a note. Change it on the page of the paper.",
    "In words",
    "The board is asked to",
    "The cover sheet ends here. You can put the paper itself below this line, or send it as a "
    "file of its own. The cover sheet is left out of it.",
)
HEADING, HOW, LEFT, IN_WORDS, ASKED, ENDS = FIXED
