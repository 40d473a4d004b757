"""The partnership's bulletin of spring 2019, in our own words. It prints two dates."""

TITLE = "Our Healthier South East London: partnership update"
DATES = ["May 2019", "March 2019 edition"]
ABOUT = "News from the seven programme groups of the partnership."
# Programme, what it tells, and the metrics whose readings it prints.
ENTRIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Mental health",
        "Paid work helps people to recover. New funding brings employment support to four more "
        "boroughs, beside the services in Bromley and Greenwich.",
        ("Boroughs with an employment support service",),
    ),
    (
        "Community based care",
        "Primary care networks are being formed for all patients. Many have begun to appoint "
        "clinical directors, and engagement goes on through June.",
        ("National payment with the new network contract",),
    ),
    (
        "Children and young people",
        "All areas renewed their plans for children’s mental health. The target for access was "
        "nearly reached. Kooth offers free counselling online, and Bromley won funding for work in "
        "schools.",
        (
            "Children with a diagnosable condition who are reached by NHS funded care",
            "Ages for which Kooth offers counselling online",
        ),
    ),
    (
        "Workforce",
        "With south west London, the partnership looks for the best use of apprenticeship funding. "
        "A page on the web explains the levy.",
        (),
    ),
    (
        "Cancer Alliance",
        "Practices can offer a home test for signs of bowel cancer, and text messages remind women "
        "of breast screening.",
        ("Deaths from breast cancer that screening avoids each year",),
    ),
    (
        "Maternity",
        "Hospitals prepare digital care plans that belong to the woman, for pregnancy, birth and "
        "after.",
        ("Women booking for maternity care who are offered a personalised care plan",),
    ),
    (
        "Digital",
        "A new chief information officer joined in May. Four trusts have funding to become more "
        "digital; a hospice and a practice moved to the new network.",
        ("Trusts with national funding for digital maturity",),
    ),
)
