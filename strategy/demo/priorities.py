"""South East London's five strategic priorities as its partnership discussed them in July 2023."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """What was found to work, and where."""

    issue: str
    finding: str
    example: str = ""


@dataclass(frozen=True)
class Priority:
    """One priority: the challenge, the ambition, and what they rest on."""

    number: int
    name: str
    purpose: str
    challenge: str
    ambitions: tuple[str, ...]
    approach: tuple[str, ...]
    note: str
    facts: tuple[str, ...]
    hypotheses: tuple[str, ...]
    outcomes: tuple[str, ...]
    outputs: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]


PREVENTION = Priority(
    number=1,
    name="Prevention and wellbeing",
    purpose="Prevent ill health and help people to stay well.",
    challenge=(
        "Proven preventive services, such as vaccination, health checks and screening, do not "
        "reach everyone in deprived and disadvantaged communities. Illness that could have been "
        "avoided is found late, and years of healthy life are lost."
    ),
    ambitions=(
        "Narrow the gap in uptake of screening and prevention between deprived groups and others.",
        "Meet or exceed the main immunisation and screening targets within 10 years.",
        "Close the gap in access for deprived and disadvantaged groups within 10 years.",
    ),
    approach=(
        "Start where uptake is lowest: the most deprived neighbourhoods.",
        "Learn from services that are built around one community and know it well.",
        "Support community organisations to bring prevention to people in places they trust.",
    ),
    note="Focuses first on those for whom uptake is lowest, where most can be gained.",
    facts=(
        "10.9% of children aged 5 to 10 are not fully vaccinated with MMR (WHO target: 5%).",
        "6.2% of children aged 1 to 9 are not vaccinated against polio.",
        "Bowel screening 52.1% (April 2019 to October 2022; national target 60%).",
        "Breast screening 45.7% (April 2019 to October 2022; national target 80%).",
        "Cervical screening 66.3% (April 2019 to January 2023; national target 80%).",
        "Breast screening is 11% lower in the most deprived fifth than in the whole population.",
        "About 20% of women do not book maternity care in the first 10 weeks.",
    ),
    hypotheses=(
        "We do not reach people who move often, are not registered, or speak other languages.",
        "Reasons for not coming differ from one small group to the next, and we know too few.",
        "Trust in services, or in the people who deliver them, is low in some communities.",
        "Other worries, such as housing and food, come first.",
        "Several appointments and long journeys cost people time and money.",
    ),
    outcomes=(
        "Fewer people die of preventable disease, such as screened cancers within 5 years.",
        "A smaller difference in preventable deaths between Core20PLUS5 groups and others.",
        "Lower mortality of mothers and babies, and a smaller difference between groups.",
    ),
    outputs=(
        "Uptake of MMR at age 5 to 10, absolute and relative.",
        "Uptake of breast, bowel and cervical screening, absolute and relative.",
        "Share of Core20PLUS5 groups with prevention at a single point of contact.",
        "Measured trust between services and communities.",
    ),
    examples=(
        (
            "Lambeth Portuguese Wellbeing Partnership",
            "Practices and a community centre reach Portuguese speakers, 30% of the people in "
            "one part of Lambeth, through churches, cafés and events.",
        ),
        (
            "Churchill Gardens, Pimlico",
            "Local workers each know about 100 families. Households are 46% more likely to take "
            "up immunisation and 82% more likely to take up screening and checks.",
        ),
        (
            "Deep-End general practice",
            "Practices in deprived neighbourhoods offer more on one site and keep the same staff.",
        ),
        (
            "Fast-Track Cities",
            "Partners across London aim for no new HIV infections and no stigma by 2030.",
        ),
    ),
    evidence=(
        Evidence("Sustained relationships", "Teams that stay learn why people do not come."),
        Evidence(
            "Reciprocity",
            "Help with what matters most to people opens the door for prevention.",
            "Hope Citadel, Greater Manchester",
        ),
        Evidence(
            "Working with local people",
            "Organisations of a community find trust sooner than services do.",
            "Lambeth Portuguese Wellbeing Partnership",
        ),
        Evidence("Choice", "People come more often to a professional they chose themselves."),
        Evidence("Services together", "Several checks in one visit raise uptake of each."),
    ),
)

EARLY_YEARS = Priority(
    number=2,
    name="Early years",
    purpose="Give children a good start, and support mothers, babies and families.",
    challenge=(
        "Some of the most vulnerable parents and babies are found too late, and not all get "
        "support that is intensive enough in the first 1001 days."
    ),
    ambitions=(
        "Reduce the difference in birth complications and stillbirths for vulnerable mothers.",
        "Show measurable gains in mothers’ health and in a good start, such as healthy weight "
        "at birth and readiness for school.",
        "Publish maternal outcomes across partners and act on differences between groups.",
    ),
    approach=(
        "Find vulnerable families before birth and stay with them for the first 1001 days.",
        "Review who offers intensive support in each borough, and raise standards together.",
        "Use neighbourhood work to meet families that services do not know.",
    ),
    note="Work across the system starts with the most vulnerable families.",
    facts=(
        "6.8% smoked in pregnancy in 2018/19 (London 6.0%; Lambeth 4.7%, Bexley 9.0%).",
        "24.2% of babies do not have breast milk as their first feed.",
        "22% of parents book maternity care after the first 10 weeks.",
        "Infant mortality 4.12 in 1,000 (London 3.5, England 3.9; 2019 to 2021).",
        "Stillbirths: 17.9 in 1,000 for Black children, 5.1 for White children.",
        "No borough reaches the 95% target for vaccination at 12 months or 2 years.",
        "23.8% of reception-aged children are overweight (London 21.9%, England 22.3%).",
    ),
    hypotheses=(
        "High thresholds leave intensive support to a small number of families.",
        "Help comes late for families that are not connected to services.",
        "Staff change often, and relationships are lost with them.",
        "Narrow remits keep staff from helping with what matters most.",
        "Some families deeply distrust services.",
    ),
    outcomes=(
        "A smaller difference in stillbirths and pre-term births by ethnicity.",
        "Fewer reception-aged children overweight or with an avoidable long-term condition.",
        "Better community resilience for parents where community solutions are in place.",
    ),
    outputs=(
        "More parents register with maternity services in the first 10 weeks.",
        "Community solutions reach more places and more families.",
        "More children vaccinated at 12 months and 2 years, up to the 95% target.",
        "Fewer A&E attendances by children up to 2 years.",
    ),
    examples=(
        ("Young Mums’ Support Network, Battersea", "Mothers support young mothers."),
        (
            "PACT, Southwark",
            "Parents run workshops and groups. Of mothers who struggled with their mental "
            "health, 68% had recovered after 6 months.",
        ),
        ("Mum’s Aid, Greenwich", "Visits at home, and help with benefits and housing."),
        ("Strengthening Families, Salford", "One team works across agencies and office hours."),
    ),
    evidence=(
        Evidence("Early intervention", "Support from conception on makes a safe birth likelier."),
        Evidence("Relationships", "The same person from conception into early years."),
        Evidence("Teams", "Key worker, midwife, social worker and GP share what they know."),
        Evidence("Whole person", "Staff may help with the full range of challenges."),
        Evidence("Strengths", "Support starts from what a family can do."),
    ),
)

YOUNG_MINDS = Priority(
    number=3,
    name="Children’s and young people’s mental health",
    purpose="Quick access to effective support for common mental health challenges.",
    challenge=(
        "Children’s mental health has become worse since the pandemic, and some cannot reach "
        "early support that they trust, so that problems grow."
    ),
    ambitions=(
        "Fewer children and young people develop emotional and mental health problems; more "
        "attend school and do well; waits for specialist support become shorter.",
        "Every child can reach a broad range of support through schools and other hubs, "
        "starting in the most deprived parts of South East London.",
    ),
    approach=(
        "Build partnerships of schools, health, councils and the voluntary sector.",
        "Develop community-led support beside public services.",
        "Begin in a few disadvantaged neighbourhoods.",
    ),
    note="Early support, first for children in the most deprived places.",
    facts=(
        "About 1 in 10 children has some form of mental ill health.",
        "Children in contact with services rose by 10.1% to 15,385 in the year to March 2023.",
        "About half of lasting problems begin by 14, three quarters by 24.",
        "4.6% of children were in contact with services in 2021/22: less than half the need.",
        "144 attendances of those under 21 at mental health emergency departments in 2022/23.",
    ),
    hypotheses=(
        "More children struggle, for many social and economic reasons.",
        "Partners do not work as one system around a child.",
        "Families in difficulty are not noticed soon enough.",
        "Thresholds and waits leave many without support.",
        "There is less early, non-medical support than there was.",
    ),
    outcomes=(
        "Less estimated mental health need among children and young people.",
        "Fewer emergency attendances and admissions for mental health crises.",
        "A smaller difference in school absence for those with poor mental health.",
        "A smaller difference in access by ethnicity.",
    ),
    outputs=(
        "More contacts in early services, fewer in secondary and emergency ones.",
        "Tailored services in more places.",
        "More children and young people take part in designing services.",
        "Measured trust and cultural competence.",
    ),
    examples=(
        (
            "Mulberry Hub, Lewisham",
            "People from 13 to 25 see a GP, counsellor or youth worker in one place (since "
            "spring 2023).",
        ),
        ("Lessness Heath Primary School, Bexley", "The whole school works for wellbeing."),
        ("Bromley Y", "Wellbeing services across the borough and in schools."),
        ("Off the Record, Bristol", "Counselling, peer groups and arts, run with young people."),
    ),
    evidence=(
        Evidence("Prevention", "Resilience is built in early years and primary school."),
        Evidence("Whole systems", "Schools, care, police and health act together locally."),
        Evidence("Schools", "Schools notice, support and connect children."),
        Evidence("Family", "Help for the whole family works better for some."),
        Evidence("Co-production", "Support is better when young people design it."),
    ),
)

ADULT_MINDS = Priority(
    number=4,
    name="Adults’ mental health",
    purpose="Quick early support, so that challenges do not become worse.",
    challenge=(
        "Some adults from deprived or disadvantaged groups cannot reach early support that is "
        "quick, trusted and effective, and come to services in crisis."
    ),
    ambitions=(
        "Fewer people from disadvantaged groups come into crisis, and the gap to others closes.",
        "Adults find early support that is joined up and fits their culture and community.",
    ),
    approach=(
        "Invest in partnerships of public services and community organisations.",
        "Help community organisations to grow, first in the most deprived neighbourhoods.",
        "Treat social causes with social support, beside NHS services.",
    ),
    note="Early support for the whole person.",
    facts=(
        "Need for psychiatric services is put at 20% to 55% above the average of England.",
        "Adults in contact with services rose by 15.2% in the year to March 2023.",
        "Use of the Mental Health Act: about 138 in 100,000 (2020/21), third of all systems.",
        "64% of referrals from April to December 2020 were in crisis.",
        "Average wait for a first psychological therapy: 22.8 days (2021/22).",
        "£162 a head spent on mental health (London £158, England £195; August 2022).",
    ),
    hypotheses=(
        "Hardship has grown, and with it the number of people who struggle.",
        "Racism, isolation and low trust keep people from services.",
        "Primary care has little time, and specialist services long waits.",
        "Help with housing, debt and work is scattered.",
        "Strong voluntary services exist, but only here and there.",
    ),
    outcomes=(
        "Fewer suicides, and less use of the Mental Health Act.",
        "Fewer A&E attendances and admissions in mental health crises.",
        "A smaller share of referrals made in crisis.",
        "A smaller gap in healthy life expectancy for disadvantaged groups.",
    ),
    outputs=(
        "Early community services reach more places and people.",
        "Better survey answers on access and fit of early services.",
        "Shorter waits to first contact and to first treatment.",
    ),
    examples=(
        ("Mosaic Clubhouse, Brixton", "A club that members help to run, with a crisis service."),
        ("Community mental health, Bradford", "Social workers lead joint teams."),
        ("NAViGO, Grimsby", "A social enterprise: somewhere to live, something to do."),
    ),
    evidence=(
        Evidence("Early support", "Find people at an early stage and act quickly."),
        Evidence("Social support", "Friendship and activity beside talking therapies.", "NAViGO"),
        Evidence("Community-led", "Peers and local groups reach people services do not."),
        Evidence("Culture", "Support that knows the effects of racism and trauma."),
        Evidence("Partnership", "Councils, health and the voluntary sector share one aim."),
    ),
)

PRIMARY_CARE = Priority(
    number=5,
    name="Primary care and people with long-term conditions",
    purpose="Convenient primary care, and better support for long-term conditions.",
    challenge=(
        "Many people with long-term conditions, or with complex health and social needs, get "
        "care that is neither proactive nor joined up, and lose independence."
    ),
    ambitions=(
        "More people with long-term conditions report good care, live independently and enjoy "
        "good lives, through integrated neighbourhood teams.",
    ),
    approach=(
        "Design teams that span primary, community and social care.",
        "Learn together across the six boroughs while teams are set up.",
        "Look again at how community and specialist services fit together.",
    ),
    note="National work deals with access; the priority turns to complex needs.",
    facts=(
        "Long-term conditions range from 163.0 (Southwark) to 190.4 (Bromley) in 1,000 people.",
        "About 21% of adults have more than one.",
        "Diabetes ranges from 3.0% to 7.7% by ward; 39.7% of those with it are also obese.",
        "92% of practices are rated Good or Outstanding.",
        "74.7% of appointments took place within 7 days of booking (May 2023).",
        "48.7% found it not easy to get through by phone (GP survey 2022).",
    ),
    hypotheses=(
        "More people have conditions that became worse in the pandemic.",
        "Some are hardly known to services.",
        "Practices lack time for proactive care.",
        "Many small services overlap, and continuity is lost.",
        "Medical and social care stand apart.",
    ),
    outcomes=(
        "Lower prevalence of long-term conditions where it is highest.",
        "Slower and rarer change from one condition to several, with smaller differences.",
        "More people with long-term conditions live independently (I statements).",
    ),
    outputs=(
        "More people use community primary care as first and lasting contact.",
        "People and the voluntary sector take a larger part in design and delivery.",
        "Earlier diagnosis and treatment of named diseases, such as heart disease.",
    ),
    examples=(
        (
            "Teams for frail people, Greenwich",
            "A 12-month pilot with 53% fewer A&E attendances, 31% fewer stays and 30% fewer bed "
            "days than in the 6 months before.",
        ),
        ("Bromley by Bow Centre, Tower Hamlets", "A practice and a community centre in one."),
        ("Focused Care, Greater Manchester", "Workers stay with households until life changes."),
    ),
    evidence=(
        Evidence("Finding people early", "Data and outreach, also to those not registered."),
        Evidence("Proactive care", "Plans made with people, and fast help when things turn."),
        Evidence("Teams", "Clear roles, and everyone at the top of their skills."),
        Evidence("Relationships", "One team over years rather than many services."),
        Evidence("Whole person", "Health, wellbeing and social needs together."),
    ),
)

PRIORITIES = (PREVENTION, EARLY_YEARS, YOUNG_MINDS, ADULT_MINDS, PRIMARY_CARE)

APPROACHES = (
    ("Focus", "The most vulnerable people and most deprived places first."),
    ("Tailored approaches", "Services that fit the people they are meant for."),
    ("Neighbourhoods", "Small places, and relationships within them."),
    ("Whole person care", "Generalist support in place of one service for each issue."),
    ("Social approaches to health", "Social problems get social answers."),
    ("Building on assets", "Grow what boroughs have, rather than replace it."),
    ("Synergies", "One relationship can serve several priorities."),
    ("Community resilience", "Work and growth for local people and organisations."),
)

OPTIONS = (
    ("Funding", "Seek more funding where access or quality differ."),
    ("The partnership’s resources", "Members use what they have in other ways, together."),
    ("Shared understanding", "Work out common principles once, for all."),
    ("Spread and scale", "Help what works to spread, by the Spread and Scale Academy’s way."),
    ("Collaborative improvement", "Services learn from each other with experts at hand."),
    ("Service change across South East London", "Change the shape of some services."),
    ("Shared infrastructure", "Such as for sharing information and working as teams."),
    ("Reprioritisation", "Put other work on hold to make room."),
)

PHASES = (
    ("Define and describe", "Up to the partnership’s meeting on 24 July"),
    ("Deep dive into solutions", "17 July to 25 August (6 weeks)"),
    ("Test and refine options", "August to September 2023"),
    ("Implementation approach", "September to October 2023"),
    ("Delivery", "November 2023 onwards"),
)
