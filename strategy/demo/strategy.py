"""South East London's integrated care strategy of 2023 as a plan file."""

from collections.abc import Iterable
from typing import Any

from strategy.demo.phases import PHASES
from strategy.demo.priorities import APPROACHES, OPTIONS, PRIORITIES, Priority

SOURCE = "Enclosure C, 24 July 2023"
ADDRESS = "sel-strategy"
LEADS = ("Jonty Heaversedge", "Toby Garrood")
SAMPLE = "Sample, made up to show a chart"
# Figures that the paper prints with a national target: metric, target, reading, period.
SCREENING = (
    ("Bowel cancer screening", "at least 60%", "52.1%", "April 2019 to October 2022", "2022-10-31"),
    (
        "Breast cancer screening",
        "at least 80%",
        "45.7%",
        "April 2019 to October 2022",
        "2022-10-31",
    ),
    ("Cervical screening", "at least 80%", "66.3%", "April 2019 to January 2023", "2023-01-31"),
)
QUARTERS = (
    ("2021-06-30", "71", "74"),
    ("2021-09-30", "72.5", "74.5"),
    ("2021-12-31", "70", "75"),
    ("2022-03-31", "74", "75.5"),
    ("2022-06-30", "77.5", "76"),
    ("2022-09-30", "79", "76"),
    ("2022-12-31", "81.5", "76.5"),
    ("2023-03-31", "83", "77"),
)


def plan() -> dict[str, Any]:
    """The whole plan, in the format of docs/plan-format.md."""
    return {
        "format": 1,
        "address": ADDRESS,
        "board": "icp",
        "kind": "strategy",
        "status": "current",
        "title": "South East London integrated care strategy",
        "about": (
            "Five priorities for the next five years, and how the partnership works out what to do "
            "about them. Ambitions and metrics are proposals of July 2023."
        ),
        "period": "Five years from February 2023",
        "starts": "2023-02-01",
        "source": SOURCE,
        "parts": [
            {
                "revision": "Priorities published",
                "on": "2023-02-01",
                "text": "Published in February; the day is not stated.",
            },
            {
                "revision": "Ambitions proposed",
                "on": "2023-07-24",
                "text": "Challenges made clearer, ambitions and approaches proposed.",
            },
            *map(_priority, PRIORITIES),
            *map(_lead, LEADS),
            *({"approach": name, "text": text} for name, text in APPROACHES),
            *({"option": name, "text": text} for name, text in OPTIONS),
            *PHASES,
            _sample(),
        ],
    }


def _lead(name: str) -> dict[str, Any]:
    """Of the whole strategy: the paper names nobody for a single priority."""
    return {
        "lead": name,
        "text": "Named on the cover sheet of the paper, for all five priorities together.",
        "fields": {"role": "executive lead", "title": "Joint medical director"},
    }


def _priority(priority: Priority) -> dict[str, Any]:
    return {
        "priority": priority.name,
        "number": str(priority.number),
        "text": priority.purpose,
        "fields": {"challenge": priority.challenge, "phase": "Define and describe"},
        "parts": [
            *_said("ambition", priority.ambitions),
            *_said("step", priority.approach),
            *_said("note", (priority.note,)),
            *_said("finding", priority.facts),
            *_said("hypothesis", priority.hypotheses),
            *({"example": name, "text": text} for name, text in priority.examples),
            *(
                {"evidence": row.issue, "text": row.finding, "fields": _example(row.example)}
                for row in priority.evidence
            ),
            *_metrics("long-term outcome", priority.outcomes),
            *_metrics("medium-term output", priority.outputs),
            *(_screening() if priority.number == 1 else ()),
        ],
    }


def _said(sort: str, texts: Iterable[str]) -> list[dict[str, Any]]:
    return [{sort: text} for text in texts]


def _example(words: str) -> dict[str, str]:
    return {"example": words} if words else {}


def _metrics(level: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """Example metrics: the paper states neither targets nor readings for them."""
    return [
        {"metric": name.rstrip("."), "fields": {"level": level, "standing": "example"}}
        for name in names
    ]


def _screening() -> list[dict[str, Any]]:
    """What the paper prints of screening, against the national targets."""
    return [
        {
            "metric": name,
            "fields": {"standing": "example", "unit": "%", "better": "higher"},
            "targets": [{"words": target, "source": f"{SOURCE} (national target)"}],
            "readings": [{"printed": printed, "period": period, "on": on, "source": SOURCE}],
        }
        for name, target, printed, period, on in SCREENING
    ]


def _sample() -> dict[str, Any]:
    readings = [
        {"printed": f"{value}%", "on": on, "period": on[:7], "comparator": ours, "source": SAMPLE}
        | ({"place": "England"} if ours else {})
        for on, *pair in QUARTERS
        for value, ours in zip(pair, (False, True), strict=True)
    ]
    again = {
        "printed": "78%",
        "on": "2022-06-30",
        "period": "2022-06",
        "source": f"{SAMPLE}, revised",
    }
    return {
        "metric": "Sample: people seen within seven days",
        "text": "Not a real measure: it shows how a chart looks, and what two sources do to it.",
        "fields": {"unit": "%", "better": "higher", "sample": "yes", "baseline": "71%"},
        "targets": [{"words": "at least 80% by March 2023", "source": SAMPLE}],
        "readings": [*readings, again],
    }
