"""The draft charter of July 2023 with the voluntary sector: its structure, in our own words."""

from meetings.demo.documents import Clause

CHARTER = (
    Clause(
        "Purpose",
        (
            "Voluntary, community and social enterprise organisations (the VCSE) know their "
            "communities in ways that public services cannot. Partners in South East London have "
            "worked with them and tested new ways of doing so.",
            "Better health, fewer inequalities, value for money and social development need "
            "closer collaboration and shared power across the system.",
            "The sector has named four obstacles.",
            "The charter is meant to remove or lessen them. Most joint work happens in boroughs "
            "and neighbourhoods, and stays there.",
            "After twelve months in operation the charter is reviewed and changed as needed.",
        ),
        (
            "It is not yet an equal strategic partner in planning as well as in delivery.",
            "Funding is short and unpredictable for some contracts.",
            "Dealing with the public sector is complex and costs front-line time.",
            "Its infrastructure is not sustainable.",
        ),
    ),
    Clause(
        "Approach",
        (
            "Obstacles were named together, and actions that any organisation can take.",
            "Neither the ICB nor the ICP can bind the organisations of the system. Their members "
            "can influence their own.",
            "The charter therefore makes four headline commitments that all can sign, gives the "
            "reason for each, names actions for members, and proposes to go on working together.",
        ),
    ),
    Clause(
        "A strategic partnership",
        (
            "The sector’s knowledge is needed to reach the aims of the integrated care strategy.",
            "It helps to understand needs, to allocate resources and to reshape services.",
            "That takes new opportunities to lead, and money to take them up.",
            "It asks for a change of culture in every organisation of the system, and of the "
            "sector for ways to bring its breadth to the table.",
            "The ICB and the members of the ICP champion the following.",
        ),
        (
            "An active part for the sector in strategy and planning.",
            "A wider range of partners, small and community-led ones among them.",
            "Funding and access to training in leadership and innovation.",
            "Fair pay for what the sector gives to strategic leadership.",
            "A structured process for sharing power, and full recovery of costs.",
        ),
        lead="The VCSE is a full strategic partner in direction and planning, besides delivery.",
    ),
    Clause(
        "Fair and sustainable funding",
        (
            "The strategy asks for prevention, holistic care and fewer inequalities.",
            "Only a small part of spending goes to VCSE organisations today.",
            "Money will have to move, within limits that everyone knows, and in ways that let "
            "organisations hire and invest.",
            "The ICB and the ICP will do the following.",
        ),
        (
            "Agree a minimum and growing share of budget to be spent with the sector.",
            "Turn inequalities funding to VCSE-led work where that serves communities best.",
            "Use more arrangements over several years.",
            "Fund in ways that let organisations bring their own ideas.",
        ),
        lead="Funding for the sector grows, and services are bought for their social value.",
    ),
    Clause(
        "Less bureaucracy, more innovation",
        (
            "Resources must reach the most effective organisations.",
            "Tendering suits some contracts and harms partnership in others.",
            "The ICB will review how it tenders, and make policies that fit different services.",
            "Board and partnership will learn what the law allows.",
            "The ICP will sponsor a project on what smaller organisations face when they bid.",
            "Principles for buying services should seek to do the following.",
        ),
        (
            "Enable partnership and innovation.",
            "Level the field for smaller organisations.",
            "Buy locally where that serves communities best.",
            "Avoid needless cost, with value for money and oversight.",
        ),
        lead="Procurement and monitoring are in proportion, and the field is level.",
    ),
    Clause(
        "Supporting infrastructure",
        (
            "To lead and deliver, the sector needs infrastructure like that of the NHS.",
            "The NHS has communications, data, analytics and estates that can be shared.",
            "The ICB and NHS organisations will give or ease access to the following.",
        ),
        (
            "Communications.",
            "Data and digital systems, within the law.",
            "Analytics and insight.",
            "NHS estate, at a low rent or for nothing where that is practical.",
            "Human resources infrastructure.",
        ),
        lead="The system invests in the sector’s infrastructure.",
    ),
)
