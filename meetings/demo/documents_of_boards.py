"""What the demonstration's boards publish besides their meetings, and the glossary. All samples."""

from datetime import date, datetime
from typing import Final

from icsgov.boards.models import Board, User
from icsgov.record import glossary
from icsgov.record.models import Term
from meetings import documents

TERMS: Final = (
    ("ICB", "Integrated Care Board", "The NHS body that plans and pays for most local care."),
    (
        "ICP",
        "Integrated Care Partnership",
        "Councils, the NHS and charities, who agree together what matters most for health.",
    ),
    ("ICS", "Integrated Care System", "All of them together, for one area."),
    ("VCSE", "voluntary, community and social enterprise sector", ""),
    ("CORE20PLUS5", "an NHS approach to unfair differences in health", ""),
)
REFERENCE: Final = (
    "<p><strong>Sample for the demonstration.</strong> Not the terms of any real board.</p>"
    "<h2>What the partnership is for</h2><p>It brings the councils, the NHS and the voluntary "
    "sector together to agree a strategy for health and care, and looks at how it is going.</p>"
    "<h2>Who sits on it</h2><p>The leaders of the six councils, the chairs of the NHS bodies, and "
    "people who speak for residents and for the voluntary sector.</p>"
    "<h2>How it decides</h2><p>By agreement wherever it can. It can decide when half of its "
    "members take part.</p>"
    "<h2>How often it meets</h2><p>Four times a year, in public.</p>"
)
PAST: Final = (
    "<p><strong>Sample for the demonstration.</strong> In the place of a pack of earlier days.</p>"
    "<h2>Agenda</h2><ol><li>Welcome</li><li>Winter plans</li><li>Any other business</li></ol>"
)


def make(boards: dict[str, Board], by: User, now: datetime) -> None:
    """Terms of reference, the papers of an old meeting, and a glossary; each once."""
    for kind, title, body, on, review in (
        ("terms", "Terms of reference", REFERENCE, date(2022, 7, 1), date(2027, 7, 1)),
        ("pack", "Papers of the meeting on 7 February 2022", PAST, date(2022, 2, 7), None),
    ):
        if not boards["icp"].documents.filter(kind=kind).exists():
            _publish(boards["icp"], kind, title, body, on, review, by, now)
    if not Term.objects.exists():
        for short, full, meaning in TERMS:
            Term(short=short, full=full, meaning=meaning).create_by(by, now)
        glossary.release(by, now)


def _publish(
    board: Board,
    kind: str,
    title: str,
    body: str,
    on: date,
    review: date | None,
    by: User,
    now: datetime,
) -> None:
    made = documents.begin(board, kind, title, by, now, on=on, review=review)
    made.paper.write(made.paper.version, by, now, body=body)
    made.paper.cut("Saved", by, now)
    documents.release(made, "", by, now)
