"""The five phases by which the strategy of 2023 is worked out, in our own words."""

from typing import Any

from strategy.demo.priorities import PHASES as NAMED

AIMS = (
    "Describe the challenge and propose ambitions.",
    "Find possible interventions for each priority.",
    "Agree on a few actions for each priority.",
    "Develop how to put them into practice.",
    "Deliver, and follow the metrics.",
)
ACTIVITIES = (
    ("Review the strategy and the forward view", "Interviews", "Analysis of data"),
    ("Analysis of data", "Review of literature", "Workshops", "Engagement of the public"),
    ("Use an agreed way of prioritising", "Events online and in person"),
    ("Develop options and the overall approach",),
    ("Implement solutions",),
)
OUTPUTS = (
    (
        "Challenges with data",
        "Review of the forward view",
        "Proposed ambitions and metrics",
        "Examples of practice",
        "An emerging approach",
    ),
    ("Refined ambitions", "Solutions with evidence and metrics", "A way to prioritise"),
    (
        "A few actions for each priority",
        "A logic model with metrics",
        "Report of what is done today",
    ),
    ("Actions by level", "An approach to change", "Funding and outline business case", "Measuring"),
    (),
)
RESOURCES = (
    ("Experts on the subjects", "System development team", "Consultants", "Nuffield Trust"),
    (
        "Experts on the subjects",
        "System development team",
        "Public engagement",
        "Help with metrics",
    ),
    ("Members of the partnership", "Experts on the subjects", "Public engagement"),
    ("Experts on the subjects", "Consultants", "Public engagement"),
    ("To be settled: a business case is needed",),
)
ENGAGED: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        (
            "Partners in the system, the voluntary sector, experts from elsewhere",
            "One to one and in groups",
            "Write problem statements from data, understand current work, propose ambitions.",
        ),
    ),
    (
        (
            "The public, voluntary sector, staff, Healthwatch",
            "Online; groups and conversations for each priority",
            "Gather ideas and see the challenges from other sides.",
        ),
    ),
    (
        (
            "Partners, the voluntary sector and Healthwatch",
            "A session in person for each priority; two online for the public",
            "Test the options and agree a short list.",
        ),
    ),
    (
        (
            "Members of the partnership and leaders of the ICB",
            "Groups, conversations and presentations",
            "Recommend how to implement.",
        ),
    ),
    (),
)


# The one phase whose timing names days; the others name months or a meeting.
DATED = {
    1: {
        "starts": "2023-07-17",
        "due": "2023-08-25",
        "words": NAMED[1][1],
        "source": "Enclosure C, 24 July 2023",
    }
}


def _phase(at: int) -> dict[str, Any]:
    name, timing = NAMED[at]
    done = [{"on": "2023-07-24", "source": "Enclosure C, 24 July 2023"}] if at == 0 else []
    return {
        "phase": name,
        "number": str(at + 1),
        "text": AIMS[at],
        "fields": {"timing": timing},
        "schedules": [DATED[at]] if at in DATED else [],
        "parts": [
            *({"activity": each, "ticks": done} for each in ACTIVITIES[at]),
            *({"output": each, "ticks": done} for each in OUTPUTS[at]),
            *({"resource": each} for each in RESOURCES[at]),
            *(
                {"engagement": groups, "fields": {"methods": methods}, "text": purpose}
                for groups, methods, purpose in ENGAGED[at]
            ),
        ],
    }


PHASES = tuple(_phase(at) for at in range(len(NAMED)))
