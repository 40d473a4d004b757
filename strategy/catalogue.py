"""The sorts of parts that plans are made of. How many there are of each is data."""

from typing import Final

from strategy.sorts import PLAN, Field, Sort


def _choices(*words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, word[:1].upper() + word[1:]) for word in words)


HORIZONS: Final = ("3 months", "6 months", "6 to 12 months", "12 months")
STRENGTHS: Final = ("champion", "will", "will review", "will sponsor", "should seek to")
ROLES: Final = ("executive lead", "clinical lead")
# What somebody leads, and is asked about in an update round.
LED: Final = ("priority", "area", "programme", "condition", "milestone", "commitment")
LINKABLE: Final = (
    "priority ambition theme area condition milestone charter-section commitment metric".split()
)
# What a picker offers; metrics and milestones would make it too long.
NAMED: Final = tuple(each for each in LINKABLE if each not in ("metric", "milestone"))
PLACE: Final = "place"  # a borough or the like, which things can be about
# What can be about places without being work at one of them.
ABOUT_PLACES: Final = tuple(
    "priority theme area condition charter-section commitment programme".split()
)
_SAID = "What it says"
_LISTED = ("priority", "theme")

_SORTS: tuple[Sort, ...] = (
    Sort(
        "revision",
        "revision",
        "revisions",
        (PLAN,),
        name="Produced or revised",
        text="What changed",
        chapter="Revisions",
        dated=True,
    ),
    Sort(
        "priority",
        "priority",
        "priorities",
        (PLAN,),
        name="Name",
        text="Purpose",
        fields=(
            Field("challenge", "Description of the challenge", "text"),
            Field("phase", "Phase of the work"),
        ),
        gathers=("progress",),
        chapter="Priorities",
        page=True,
        numbered=True,
        variants=True,
    ),
    Sort(
        "lead",
        "lead",
        "leads",
        (PLAN, *LED),
        name="Name as printed",
        text="Where it is said",
        fields=(
            Field("role", "Leads as", "choice", choices=_choices(*ROLES)),
            Field("title", "Job title as printed"),
            Field("email", "Email address", hint="For update rounds only", private=True),
        ),
        chapter="Who leads the plan",
    ),
    Sort("ambition", "ambition", "ambitions", _LISTED, text="Proposed ambition"),
    Sort("step", "step of the approach", "strategic approach", _LISTED, text=_SAID),
    Sort("note", "note", "notes", _LISTED, text=_SAID),
    Sort("finding", "finding", "data and evidence", _LISTED, text=_SAID),
    Sort("hypothesis", "hypothesis", "hypotheses", _LISTED, text=_SAID),
    Sort(
        "evidence",
        "evidence row",
        "evidence on what works",
        _LISTED,
        name="Issue",
        text="Finding",
        fields=(Field("example", "Example"),),
    ),
    Sort("example", "example of practice", "examples of practice", _LISTED, "Name", _SAID),
    Sort(
        "metric",
        "metric",
        "metrics",
        ("priority", "theme", "commitment", "condition", "programme", PLAN),
        name="What is measured",
        text="How it is measured",
        fields=(
            Field(
                "level",
                "Level",
                "choice",
                choices=_choices("long-term outcome", "medium-term output"),
            ),
            Field("standing", "Standing", "choice", choices=_choices("adopted", "example")),
            Field("unit", "Unit", hint="For example, % or days"),
            Field("better", "Better when", "choice", choices=_choices("higher", "lower")),
            Field("baseline", "Baseline as printed"),
            Field("sample", "Sample", "choice", choices=(("yes", "Made-up readings"),)),
        ),
        gathers=("targets", "readings"),
        chapter="Metrics",
        page=True,
    ),
    Sort("theme", "theme", "themes", (PLAN,), "Name", _SAID, chapter="Themes", page=True),
    Sort(
        "approach",
        "common approach",
        "common approaches",
        (PLAN,),
        "Name",
        _SAID,
        chapter="Common approaches",
    ),
    Sort(
        "option",
        "option for action",
        "options for action",
        (PLAN,),
        "Name",
        _SAID,
        chapter="Options for action",
    ),
    Sort(
        "cell",
        "cell of the matrix",
        "cells of the matrix",
        ("theme",),
        text=_SAID,
        across=("priority",),
    ),
    Sort(
        "phase",
        "phase",
        "phases",
        (PLAN,),
        name="Name",
        text="Aim",
        fields=(Field("timing", "Timing as printed"),),
        gathers=("schedules", "ticks"),
        chapter="Phases",
        numbered=True,
    ),
    Sort("activity", "activity", "activities", ("phase",), text=_SAID, gathers=("ticks",)),
    Sort("output", "output", "outputs", ("phase",), text=_SAID, gathers=("ticks",)),
    Sort("resource", "resource", "resourcing", ("phase",), text=_SAID),
    Sort(
        "engagement",
        "engagement",
        "engagement",
        ("phase",),
        name="Groups",
        text="Purpose",
        fields=(Field("methods", "Methods", "text"),),
    ),
    Sort(
        "system-priority",
        "system priority",
        "system priorities",
        (PLAN,),
        "Name",
        _SAID,
        chapter="System priorities",
    ),
    Sort(
        "principle",
        "operating principle",
        "operating principles",
        (PLAN,),
        "Name",
        _SAID,
        chapter="Operating principles",
    ),
    Sort(
        "way",
        "way of working",
        "ways of working",
        (PLAN,),
        "Name",
        _SAID,
        chapter="Ways of working",
    ),
    Sort(
        "workstream",
        "workstream",
        "workstreams",
        (PLAN,),
        "Name",
        "Key outputs",
        chapter="Workstreams",
        numbered=True,
    ),
    Sort(
        "area",
        "work area",
        "work areas",
        (PLAN,),
        name="Name",
        text="About",
        fields=(
            Field("horizon", "Horizon of what is next", "choice", choices=_choices(*HORIZONS)),
        ),
        gathers=("progress",),
        chapter="Work areas",
        page=True,
        numbered=True,
        variants=True,
    ),
    Sort("destination", "destination", "destination", ("area",), text=_SAID),
    Sort("development", "development approach", "development approach", ("area",), text=_SAID),
    Sort("point", "point", "points", ("area",), text=_SAID, gathers=("ticks",)),
    Sort(
        "condition",
        "condition for success",
        "conditions for success",
        (PLAN,),
        name="Condition",
        text="About",
        gathers=("assessments",),
        chapter="Conditions for success",
        page=True,
        numbered=True,
        variants=True,
    ),
    Sort(
        "delivery", "delivery area", "delivery areas", (PLAN,), "Name", _SAID, chapter="Milestones"
    ),
    Sort(
        "milestone",
        "milestone",
        "milestones",
        ("delivery", "priority", "area", "commitment"),
        name="Milestone",
        text=_SAID,
        gathers=("schedules", "ticks", "progress"),
        page=True,
    ),
    Sort(
        "map-theme",
        "theme and its pages",
        "themes and their pages",
        (PLAN,),
        "Theme",
        _SAID,
        fields=(Field("group", "Group"), Field("pages", "Pages as printed")),
        chapter="Where the plan says what",
        numbered=True,
    ),
    Sort(
        "organisation",
        "organisation",
        "organisations",
        (PLAN,),
        "Name",
        _SAID,
        gathers=("progress",),
        chapter="Organisations",
    ),
    Sort(
        "place", "place", "places", (PLAN,), "Name", _SAID, gathers=("progress",), chapter="Places"
    ),
    Sort(
        "rollout",
        "programme by place",
        "programmes by place",
        (PLAN, "area", "priority"),
        "Programme",
        _SAID,
        chapter="Progress by place",
    ),
    Sort(
        "at-place",
        "progress at a place",
        "progress at places",
        ("rollout",),
        text=_SAID,
        fields=(Field("state", "State"),),
        gathers=("progress", "ticks"),
        across=("place",),
    ),
    Sort(
        "charter-section",
        "section",
        "sections",
        (PLAN,),
        name="Heading",
        text="Headline commitment",
        chapter="Charter",
        page=True,
        numbered=True,
    ),
    Sort("clause", "clause", "clauses", ("charter-section",), text=_SAID, numbered=True),
    Sort(
        "commitment",
        "commitment",
        "commitments",
        ("charter-section",),
        text="Commitment",
        fields=(
            Field("party", "Committing party"),
            Field("strength", "Strength as printed", "choice", choices=_choices(*STRENGTHS)),
        ),
        gathers=("progress",),
        page=True,
        numbered=True,
    ),
    Sort(
        "response-area",
        "area of action",
        "areas of action",
        (PLAN,),
        "Name",
        _SAID,
        chapter="Areas of action",
        gathers=("progress",),
        numbered=True,
    ),
    Sort(
        "achievement",
        "achievement",
        "achievements",
        (PLAN, "response-area"),
        text=_SAID,
        chapter="Achievements",
    ),
    Sort(
        "programme",
        "programme",
        "programmes",
        (PLAN,),
        "Name",
        _SAID,
        gathers=("progress",),
        chapter="Programmes",
        page=True,
    ),
)
SORTS: Final = {sort.key: sort for sort in _SORTS}
# Who leads it stands in front, and what a response is about before where it is carried out.
_FIRST = ("Revisions", "Who leads the plan", "Areas of action", "Achievements")
CHAPTERS: Final = tuple(
    dict.fromkeys((*_FIRST, *(sort.chapter for sort in _SORTS if sort.chapter)))
)
