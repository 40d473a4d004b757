"""People and seats as the partnership printed them in 2023, and sample readers who sign in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    """A person; names are split as they are sorted."""

    honorific: str
    given: str
    family: str
    initials: str = ""

    @property
    def called(self) -> str:
        """The name by which the rest of the demo data knows the person."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Place:
    """A seat of a named person: title and organisation as printed."""

    person: Somebody
    title: str
    organisation: str
    role: str = "member"
    constituency: str = ""


COUNCILS, NHS, VOLUNTARY, CARE = (
    "Local authorities",
    "NHS bodies",
    "Voluntary sector",
    "Primary and community care",
)

WILLIAMS = Somebody("Cllr", "Kieron", "Williams")
DOUGLAS = Somebody("", "Richard", "Douglas")
BLAND = Somebody("", "Andrew", "Bland")
EDEN = Somebody("", "Holly", "Eden")
GARROOD = Somebody("Dr", "Toby", "Garrood")
ROSENZWEIG = Somebody("", "Tal", "Rosenzweig")
COLLINS = Somebody("", "Ben", "Collins")
COTTINGHAM = Somebody("", "Sarah", "Cottingham")
FOX = Somebody("", "Mike", "Fox")
FERNEE = Somebody("", "Clare", "Fernee")
HIGSON = Somebody("", "Maria", "Higson")
LEVOIR = Somebody("", "Jessica", "Levoir")
HEAVERSEDGE = Somebody("", "Jonty", "Heaversedge")

ICB = "NHS South East London ICB"

PARTNERSHIP = (
    Place(WILLIAMS, "Leader", "Southwark Council", "chair", COUNCILS),
    Place(DOUGLAS, "Chair", "South East London ICB", "chair", NHS),
    Place(
        Somebody("Cllr", "Paul", "Bell"),
        "Cabinet Member for Health and Adult Social Care",
        "London Borough of Lewisham",
        constituency=COUNCILS,
    ),
    Place(BLAND, "Chief Executive Officer", ICB, constituency=NHS),
    Place(
        ROSENZWEIG,
        "Director of Voluntary Sector Collaboration and Partnerships",
        ICB,
        constituency=VOLUNTARY,
    ),
    Place(
        Somebody("", "Jill", "Lockett"),
        "Managing Director",
        "King’s Health Partners Academic Health Science Centre",
        constituency=NHS,
    ),
    Place(
        Somebody("Dr", "Gavin", "McColl"),
        "GP and Clinical Director, Southwark PCN",
        "Primary care services and networks",
        constituency=CARE,
    ),
    Place(Somebody("", "Michael", "Nutt"), "Chair", "Bromley Healthcare CIC", constituency=CARE),
    Place(
        Somebody("Cllr", "Denise", "Scott-McDonald", "DSM"),
        "Cabinet Member for Health and Adult Social Care",
        "Royal Borough of Greenwich",
        constituency=COUNCILS,
    ),
    Place(
        Somebody("", "David", "Quirke-Thornton", "DQT"),
        "Lead Director of Adult Social Care",
        "",
        constituency=COUNCILS,
    ),
    Place(
        Somebody("", "Charles", "Alexander"),
        "Chair",
        "Guy’s and St Thomas’ and King’s College Hospital NHS Foundation Trusts",
        constituency=NHS,
    ),
    Place(
        Somebody("Cllr", "Jim", "Dickson"),
        "Cabinet Member for Healthier Communities",
        "",
        constituency=COUNCILS,
    ),
    Place(
        Somebody("Sir", "Norman", "Lamb"),
        "Chair",
        "South London and Maudsley NHS Foundation Trust",
        constituency=NHS,
    ),
    Place(GARROOD, "Joint Medical Director", ICB, constituency=NHS),
    Place(
        Somebody("Cllr Baroness", "Teresa", "O’Neill", "TON"),
        "Leader of the Council",
        "London Borough of Bexley",
        constituency=COUNCILS,
    ),
    Place(HEAVERSEDGE, "", "", constituency=NHS),
    Place(Somebody("", "Folake", "Segun"), "", ""),
    Place(Somebody("", "Catherine", "Mbema"), "", ""),
    Place(Somebody("", "Andy", "Trotter"), "", ""),
    Place(COLLINS, "Director of ICS System Development", ICB, "attendee"),
    Place(COTTINGHAM, "Deputy Chief Executive and Executive Director of Planning", ICB, "attendee"),
    Place(FOX, "Chief Financial Officer", ICB, "attendee"),
)

BOARD = (
    Place(DOUGLAS, "Chair", ICB, "chair"),
    Place(BLAND, "Chief Executive Officer", ICB),
    Place(COTTINGHAM, "Deputy Chief Executive and Executive Director of Planning", ICB),
    Place(FOX, "Chief Financial Officer", ICB),
    Place(GARROOD, "Joint Chief Medical Officer", ICB),
)

# Titles on the July agenda differ from those in April's minutes; both stay as they were printed.
PRESENTERS = {
    "Andrew Bland": "ICB Chief Executive Officer",
    "Holly Eden": "ICB Director of Commissioning and Improvement",
    "Toby Garrood": "ICB Joint Chief Medical Officer",
    "Tal Rosenzweig": "Director of Voluntary Sector Engagement and Partnership",
    "Ben Collins": "Director of ICS Development",
}


@dataclass(frozen=True)
class Reader:
    """A sample account: what it is for, and the seat that makes it so."""

    key: str
    given: str
    family: str
    what: str

    @property
    def email(self) -> str:
        """The address it signs in with."""
        return f"{self.key}@example.org"


READERS = (
    Reader("secretary", "Sample", "Secretary", "Secretary of all three boards, with Part 2"),
    Reader("chair", "Sample", "Chair", "Vice-chair of the ICP and the ICB, with Part 2"),
    Reader("member", "Sample", "Member", "Member of all boards; Part 2 of the committee"),
    Reader("author", "Sample", "Author", "Author of a paper that is still to come"),
    Reader("assistant", "Sample", "Assistant", "Assistant of the sample author"),
    Reader("deputy", "Sample", "Deputy", "Deputy of a member at the committee’s next meeting"),
    Reader("owner", "Sample", "Owner", "Owner of the sample improvement plan"),
    Reader("administrator", "Sample", "Administrator", "Manages boards and people"),
)
PASSWORD = "board papers demo"  # noqa: S105 -- printed for everybody who tries the demo
