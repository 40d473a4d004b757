"""What stands on the slides of July 2023: published facts in our own words."""

from meetings.demo.documents import Slide
from strategy.demo.priorities import APPROACHES, OPTIONS, PHASES, PRIORITIES, Priority

PRIMARY_CARE = (
    Slide(
        "Primary care in South East London",
        (
            "6 Local Care Partnerships, each with its borough’s primary care team",
            "198 practices, 255 surgeries with their branches, about 5,000 members of staff",
            "35 primary care networks with 58 clinical directors",
            "324 community pharmacies and one pharmacy alliance",
            "216 dental and orthodontic contracts",
            "7 GP federations, 1 lead training hub and 5 further hubs",
        ),
        lead="For most people primary care is the first point of contact with the NHS.",
    ),
    Slide(
        "Ten years of plans",
        (
            "2019 to 2023: national and regional plans for general practice",
            "2022: the Fuller stocktake on integrating primary care",
            "May 2023: the national delivery plan for recovering access to primary care",
        ),
    ),
    Slide(
        "What the surveys say",
        rows=(
            ("Question", "Latest", "Earlier"),
            ("Easy to get through by phone", "52.7%", "67.6% (2021)"),
            ("Avoided making an appointment", "26.5%", "11.1% (2021)"),
            ("Confidence in the professional", "93.1% (2022)", "95.6% (2021)"),
        ),
    ),
    Slide(
        "Demand and workforce",
        (
            "29 million appointments in England in January 2023",
            "More GPs in all, but fewer who are qualified and permanent, in full-time equivalents",
        ),
    ),
    Slide(
        "The access recovery plan: four strands",
        rows=(
            ("Strand", "What it means"),
            ("Empower patients", "NHS App, self-referral, community pharmacy"),
            ("Modern general practice access", "Digital telephony, online access, navigation"),
            ("Build capacity", "Larger teams, new doctors, staff who stay"),
            ("Cut bureaucracy", "A better border with hospitals, fewer indicators"),
        ),
    ),
    Slide(
        "The access recovery plan: one of three",
        (
            "Elective recovery",
            "Urgent and emergency care recovery",
            "Recovering access to primary care",
        ),
        lead="Three national plans stand beside each other.",
    ),
    Slide(
        "Dates (1)",
        rows=(
            ("By", "What"),
            ("30 June 2023", "Networks’ access plans agreed"),
            ("1 July 2023", "Practices commit to cloud telephony"),
            ("September 2023", "Self-referral into community services"),
        ),
    ),
    Slide(
        "Dates (2)",
        rows=(
            ("By", "What"),
            ("Autumn 2023", "Report to the ICB’s board on access improvement"),
            ("31 October 2023", "Patients can see new entries in their records"),
            ("Quarter 4 of 2023/24", "Pharmacy First"),
            ("31 March 2024", "All analogue practices have moved to cloud telephony"),
        ),
    ),
    Slide(
        "Getting organised",
        (
            "Share information, and set up governance",
            "Make plain who does what",
            "Learn from the rest of London",
            "Plan communication",
        ),
    ),
    Slide(
        "In each borough",
        (
            "Practices and networks nominated for national support",
            "Training in care navigation and digital change",
            "Access improvement plans of practices and networks",
            "Baseline data",
        ),
    ),
    Slide(
        "Across South East London",
        (
            "Digital telephony and tools",
            "Baseline of capacity",
            "A system access improvement plan",
            "Self-referral pathways",
            "The border of primary and secondary care",
        ),
    ),
    Slide(
        "Opportunities",
        (
            "Better access for patients",
            "New areas of support in the plan",
            "Recognition that the whole system must act",
        ),
    ),
    Slide(
        "Risks",
        (
            "Access may crowd out proactive care",
            "Changes to contracts",
            "Workforce",
        ),
    ),
    Slide(
        "Questions",
        (
            "How do national plans fit South East London?",
            "What does delegation of pharmacy, dentistry and optometry make possible?",
            "How can momentum be kept in practices and networks?",
            "What can the wider system do?",
        ),
    ),
    Slide(
        "The Fuller stocktake (1)",
        (
            "Neighbourhood teams of teams for 30,000 to 50,000 people",
            "Resources and information shared for a community",
            "Services and staff aligned with communities",
        ),
    ),
    Slide(
        "The Fuller stocktake (2)",
        (
            "Clinical and operational staff aligned with neighbourhoods",
            "Back-office work shared through larger providers",
            "Estates reviewed across the system",
            "Neighbourhood teams everywhere by April 2024",
        ),
    ),
    Slide(
        "Community pharmacy: access",
        (
            "Consultations for minor illness, by referral",
            "Supply of urgent medicines",
            "Pharmacy First schemes, commissioned locally",
        ),
    ),
    Slide(
        "Community pharmacy: prevention",
        (
            "Blood pressure checks",
            "Stopping smoking after hospital",
            "Contraception",
            "Vaccination against flu and Covid-19",
            "Health and wellbeing champions",
        ),
    ),
    Slide(
        "Community pharmacy: long-term conditions",
        (
            "Checks of inhalers",
            "New Medicine Service",
            "Anticoagulation monitoring, commissioned locally",
        ),
    ),
    Slide(
        "New for community pharmacy",
        (
            "£645 million for new clinical services (the contract is £2.592 billion a year)",
            "7 common conditions without a visit to a GP",
            "2.5 million more blood pressure checks, up from 120,000 a month",
        ),
    ),
    Slide(
        "Independent prescribing",
        (
            "Every integrated care board tests prescribing in community pharmacy",
            "1 independent prescriber for every 10 pharmacies today",
            "3,000 national training places to March 2024",
            "New pharmacists will be prescribers from September 2026",
        ),
    ),
    Slide(
        "Pharmacy workforce",
        (
            "Apprenticeships and training of technicians",
            "Mainstream roles for independent prescribers",
            "National consultation on what technicians may supply",
        ),
    ),
    Slide(
        "What the partnership is asked",
        ("To note where primary care stands, and the part that community pharmacy can play",),
    ),
)


NAMES = tuple(f"{each.number}. {each.name}: {each.purpose}" for each in PRIORITIES)
OPENING = (
    Slide(
        "Contents",
        rows=(
            ("Part", "Slides"),
            ("Overview", "3 to 4"),
            ("Questions for the partnership", "5"),
            ("The process", "6 to 9"),
            ("Challenge and ambition of each priority", "10 to 14"),
            ("Emerging approach and options", "15 to 17"),
            ("Next steps", "18"),
            ("Annex", "19 to 44"),
        ),
    ),
    Slide(
        "Overview",
        (
            "A vision and five strategic priorities were published in February 2023",
            "Challenges and ambitions have been made clearer since",
            "The five share themes: earlier help, lasting relationships, joined-up support",
            "Much is under way; the question is where joint action speeds it up",
        ),
    ),
    Slide("Five strategic priorities", NAMES),
    Slide(
        "Questions for the partnership",
        (
            "Are the challenges and ambitions the right ones (slides 10 to 14)?",
            "Are the underlying issues well described?",
            "Does the emerging approach fit together (slides 15 to 17)?",
            "How would members like to take part before October 2023?",
        ),
    ),
    Slide("The process (1)", rows=(("Phase", "When"), *PHASES)),
    Slide(
        "The process (2): who was engaged",
        (
            "A steering group of directors of strategy, place leads and public health",
            "The voluntary sector’s alliance, and organisations of and for young mothers",
            "Services elsewhere that could be learned from",
        ),
    ),
    Slide(
        "The process (3): engagement to come",
        (
            "Partners and outside experts, one to one and in groups",
            "A session for each of the five priorities",
            "Two online sessions with the public",
        ),
    ),
    Slide(
        "The process (4): what each phase gives",
        rows=(
            ("Phase", "Gives"),
            ("Define and describe", "Challenges, ambitions, example metrics"),
            ("Deep dive", "Possible solutions with evidence"),
            ("Test and refine", "A small number of actions for each priority"),
            ("Implementation approach", "Roles, resources, outline business cases"),
            ("Delivery", "Solutions in place, metrics tracked"),
        ),
    ),
)


CLOSING = (
    Slide("An emerging approach (1)", rows=(("Theme", "Meaning"), *APPROACHES)),
    Slide(
        "An emerging approach (2): people’s experience",
        (
            "Outcomes matter, and so does what care feels like",
            "I statements test whether care is joined up",
            "They would be part of judging all work on the priorities",
        ),
    ),
    Slide("Options for joint action", rows=(("Option", "What it could be"), *OPTIONS)),
    Slide(
        "Next steps",
        rows=(
            ("When", "What"),
            ("After this meeting", "Refine challenges and ambitions"),
            ("August", "Review issues and options with partners"),
            ("September", "Assess options with large groups"),
            ("October", "Resources, then proposals to the partnership"),
        ),
    ),
)


def _summary(priority: Priority) -> Slide:
    return Slide(
        f"{priority.number}. {priority.name}",
        tuple(f"Ambition: {text}" for text in priority.ambitions),
        lead=priority.challenge,
    )


def strategy_slides() -> tuple[Slide, ...]:
    """Slides 2 to 18 of the strategy deck."""
    return (*OPENING, *(_summary(priority) for priority in PRIORITIES), *CLOSING)


def _annex_of(priority: Priority) -> tuple[Slide, ...]:
    name = priority.name
    return (
        Slide(f"{name}: data", priority.facts),
        Slide(f"{name}: underlying issues", priority.hypotheses, lead="To be tested from July on."),
        Slide(
            f"{name}: example metrics",
            (
                *(f"Outcome: {text}" for text in priority.outcomes),
                *(f"Output: {text}" for text in priority.outputs),
            ),
        ),
        Slide(f"{name}: examples to learn from", rows=(("Where", "What"), *priority.examples)),
        Slide(
            f"{name}: what works",
            rows=(
                ("Issue", "Finding"),
                *((row.issue, row.finding) for row in priority.evidence),
            ),
        ),
    )


def annex_slides() -> tuple[Slide, ...]:
    """Slides 19 to 44 of the strategy deck."""
    front = Slide(
        "Annex",
        ("Data, hypotheses, example metrics, examples and evidence for each priority",),
    )
    return (front, *(slide for priority in PRIORITIES for slide in _annex_of(priority)))
