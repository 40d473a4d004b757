"""The agendas of the demo: what April and July 2023 printed, and sample meetings to come."""

from dataclasses import dataclass
from datetime import date, time

from meetings.demo.people import (
    BLAND,
    COLLINS,
    COTTINGHAM,
    DOUGLAS,
    EDEN,
    FERNEE,
    GARROOD,
    HEAVERSEDGE,
    HIGSON,
    LEVOIR,
    ROSENZWEIG,
    WILLIAMS,
    Somebody,
)


@dataclass(frozen=True)
class PaperOf:
    """A paper as it is enclosed: cover sheet as printed, and the files that are made for it."""

    title: str
    authors: tuple[tuple[Somebody, str], ...] = ()
    leads: tuple[tuple[Somebody, str], ...] = ()
    ticks: tuple[str, ...] = ()
    purpose: str = ""
    summary: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class ItemOf:
    """An agenda row."""

    title: str
    minutes: int
    leads: tuple[Somebody, ...] = ()
    lines: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    mode: str = "verbal"
    paper: PaperOf | None = None
    part: int = 1
    slides: str = ""
    asks: tuple[tuple[str, str], ...] = ()
    consent: str = ""
    consent_ends: date | None = None

    @property
    def kind(self) -> str:
        """What sort of row it is; a story is told with consent."""
        if self.consent:
            return "story"
        return "aob" if self.title == "Any other business" else "item"


@dataclass(frozen=True)
class MeetingOf:
    """A meeting with its rows."""

    board: str
    day: date
    starts: time
    ends: time
    venue: str
    items: tuple[ItemOf, ...]
    private: str = ""
    how_to_attend: str = "Come to the venue. You do not need to book a place."


PRIMARY = PaperOf(
    "Focus on Primary Care in the south east London health and care system",
    authors=((EDEN, ""), (FERNEE, "")),
    leads=((COTTINGHAM, "Executive Director of Planning"),),
    ticks=("information", "discussion"),
    purpose=(
        "Gives the partnership an overview of the national plan for recovering access to primary "
        "care and of the local response, with the part of community pharmacy."
    ),
    summary=(
        "Primary care is where most people first meet the NHS: 198 practices and 324 pharmacies.",
        "Several national plans bear on it, among them the Fuller stocktake and the delivery plan "
        "of May 2023.",
        "Practices, boroughs and the system each have their part; dates run to March 2024.",
        "Community pharmacy takes on more clinical services.",
    ),
    asks=(("note", "the contents of the report"),),
    files=("Primary care focus.pptx",),
)

STRATEGY = PaperOf(
    "Developing our South East London Integrated Care Strategy",
    authors=((COLLINS, ""), (HIGSON, ""), (LEVOIR, "")),
    leads=((HEAVERSEDGE, "Joint Medical Director"), (GARROOD, "Joint Medical Director")),
    ticks=("information", "discussion", "decision"),
    purpose=(
        "Brings members up to date and asks for their steer on focus and ambitions of the five "
        "strategic priorities, before the meeting in October."
    ),
    summary=(
        "The strategy of early 2023 committed to five priorities.",
        "For each, challenge, ambition, data and possible approaches are set out.",
        "Many partners are at work already; joint action should add to that.",
    ),
    asks=(
        ("agree", "the description of the challenge and the ambitions for each priority"),
        ("discuss", "the underlying issues, and whether any is missing"),
        ("comment on", "the evidence and the type of strategic approach"),
        ("consider", "next steps, and how members would like to take part before October 2023"),
    ),
    files=("Integrated care strategy update.pptx", "Annex to the strategy update.pdf"),
)

CHARTER = PaperOf(
    "Draft South East London Voluntary, Community and Social Enterprise (VCSE) Charter",
    authors=(
        (ROSENZWEIG, "Director of VCSE Collaboration and Partnership and ICP member"),
        (COLLINS, "Director of System Development"),
    ),
    leads=((BLAND, "Chief Executive Officer, NHS South East London ICB"),),
    ticks=("discussion",),
    purpose=(
        "Reports on the charter, shares the latest draft and asks for members’ views; a final "
        "version is to come in October for decision."
    ),
    summary=(
        "The draft makes four headline commitments that all organisations can sign.",
        "It asks members of the ICB and the ICP to take named actions in their own organisations.",
        "It proposes that partners go on working together, with a review after twelve months.",
    ),
    asks=(
        ("comment on", "the draft charter"),
        ("support", "the charter as work goes on, each in their own organisation"),
    ),
    files=("Draft VCSE charter.docx",),
)

JULY = MeetingOf(
    "icp",
    date(2023, 7, 24),
    time(15),
    time(17),
    "3rd Floor, Coin Street Neighbourhood Centre",
    (
        ItemOf(
            "Welcome and introduction – opening business",
            10,
            (DOUGLAS, WILLIAMS),
            (
                "Receive apologies",
                "Minutes of the previous meeting and matters arising",
            ),
            mode="paper",
            asks=(("approve", "the minutes of the meeting on 25 April 2023 as a record"),),
        ),
        ItemOf(
            "Focus on Primary Care in the south east London health and care system",
            25,
            (EDEN,),
            ("How community pharmacy is developing, and with whom it works",),
            ("information", "discussion"),
            "paper",
            PRIMARY,
        ),
        ItemOf(
            "Developing our Integrated Care Strategy",
            35,
            (GARROOD, COLLINS),
            ("Proposed focus and ambitions for each of the five strategic priorities",),
            ("information", "discussion", "decision"),
            "paper",
            STRATEGY,
            slides="slides 10 to 14",
        ),
        ItemOf(
            "Draft South East London Voluntary, Community and Social Enterprise (VCSE) Charter",
            35,
            (ROSENZWEIG, COLLINS),
            ("A proposal for working with the voluntary sector",),
            ("discussion",),
            "paper",
            CHARTER,
        ),
        ItemOf(
            "Questions from the public",
            15,
            (DOUGLAS, WILLIAMS),
            ("Members of the public can put their questions",),
        ),
    ),
)

APRIL = MeetingOf(
    "icp",
    date(2023, 4, 25),
    time(15),
    time(17),
    "Bromley Central Library",
    (
        ItemOf("Welcome", 10, (WILLIAMS,)),
        ItemOf(
            "Update on the south east London health and care system pressures", 25, (COTTINGHAM,)
        ),
        ItemOf("Implementing our Integrated Care Strategy", 30, ()),
        ItemOf("Voluntary, Community and Social Enterprise (VCSE)", 25, (ROSENZWEIG,)),
        ItemOf("The Mental Health Concordat", 20, ()),
        ItemOf("Questions from the public", 10, (WILLIAMS,)),
    ),
)

SAMPLE_REPORT = PaperOf(
    "Sample report on winter plans",
    ticks=("discussion",),
    purpose="A sample, to show a paper that is drafted here.",
)

SAMPLE_LEASE = PaperOf(
    "Sample paper on a lease",
    ticks=("decision",),
    purpose="A sample, to show a private paper.",
    summary=("The terms of a lease are being negotiated (sample).",),
    asks=(("approve", "the terms of the sample lease"),),
    body="<h2>Terms</h2><p>This sample paper stands in Part 2. The public reads nothing of it "
    "unless the secretary releases it later.</p>",
)

SAMPLE_CONTRACT = PaperOf(
    "Sample paper on a contract for winter beds",
    ticks=("decision",),
    purpose="A sample, to show a paper that is withheld from a member.",
    summary=("Offers for winter beds are compared (sample).",),
    asks=(("agree", "which sample offer is taken"),),
    body="<h2>Offers</h2><p>Three sample offers came in, one of them from a company in which a "
    "sample member holds shares.</p><h2>How they compare</h2><p>By price and by distance, both "
    "made up.</p>",
)

SAMPLE_UPDATE = PaperOf(
    "Sample chief executive’s report",
    ticks=("information",),
    purpose="A sample, to show a report to the board.",
    summary=("A report made up for the demonstration.",),
    asks=(("note", "the sample report"),),
    body="<h2>Introduction</h2><p>This report is a sample. It shows how drafted text is printed "
    "and read.</p><h2>Winter</h2><p>Plans for winter are a sample, too.</p><ul><li>Beds</li>"
    "<li>Staff</li><li>Discharge</li></ul>",
)

PRIVATE_GROUND = (
    "Information on commercial negotiations: publicity would be prejudicial to the public "
    "interest (Public Bodies (Admission to Meetings) Act 1960, section 1(2))."
)


# The committee’s Part 2: the first paper is withheld from the sample member.
PRIVATE_ITEMS = tuple(
    ItemOf(title, 15, purposes=("decision",), mode="paper", paper=paper, part=2)
    for title, paper in (
        ("Contract for winter beds (sample)", SAMPLE_CONTRACT),
        ("Lease of a sample ward", SAMPLE_LEASE),
    )
)


def past_board() -> MeetingOf:
    """A sample meeting of the ICB with a Part 2."""
    return MeetingOf(
        "icb",
        date(2023, 7, 19),
        time(13, 30),
        time(16),
        "Sample hall",
        (
            ItemOf("Opening business and declarations of interest", 10, (DOUGLAS,)),
            ItemOf(
                "Chief executive’s report (sample)",
                40,
                (BLAND,),
                purposes=("information",),
                mode="paper",
                paper=SAMPLE_UPDATE,
            ),
            ItemOf("Progress of the improvement plan (sample)", 20, purposes=("discussion",)),
            ItemOf("Questions from the public", 15, (DOUGLAS,)),
            ItemOf(
                "Lease (sample)",
                20,
                purposes=("decision",),
                mode="paper",
                paper=SAMPLE_LEASE,
                part=2,
            ),
        ),
        PRIVATE_GROUND,
    )


def coming(board: str, day: date, *, private: str = "") -> MeetingOf:
    """A sample meeting that is being prepared."""
    return MeetingOf(
        board,
        day,
        time(14),
        time(16),
        "Sample hall",
        (
            ItemOf("Opening business", 10, lines=("Apologies", "Declarations of interest")),
            ItemOf(
                "Winter plans (sample)",
                40,
                purposes=("discussion",),
                mode="paper",
                paper=SAMPLE_REPORT,
            ),
            ItemOf("Questions from the public", 15),
            ItemOf("Any other business", 5),
            *(PRIVATE_ITEMS if private and board == "qpc" else ()),
        ),
        private,
    )
