"""The plans of the demonstration and its bulletin; what is there already is left as it is."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from icsgov.boards.models import Board
from icsgov.record import publications
from icsgov.record.build import build
from icsgov.record.models import Release
from icsgov.record.models.releases import Audience
from icsgov.record.proofs import prove
from strategy import planfile
from strategy.demo import bulletin, strategy
from strategy.importing import apply
from strategy.kinds import BULLETIN, PLAN
from strategy.models import Bulletin, BulletinEntry, Indicator, Part, Plan, Reading

DATA = Path(__file__).parent / "data"
FILES = (
    "development-plan",
    "vcse-charter",
    "nel-strategy",
    "maternity-response",
    "programmes-2019",
    "sample-improvement",
)
Say = Callable[[str], None]


def load(now: datetime, by: Any, say: Say) -> None:
    """Bring the plans in, make the bulletin and release editions of the plans."""
    contents = bring_in(by, now, say)
    say("A bulletin")
    bulletin_made = make_bulletin(by, now)
    say("Editions of the plans, built and published")
    for content in contents:
        publish(PLAN, Plan.objects.get(address=content["address"]).key, by, now)
    publish(BULLETIN, bulletin_made.key, by, now)


def bring_in(by: Any, now: datetime, say: Say) -> list[Any]:
    """The plans on the desk; the boards icp, icb and sel are there. Gives the plan files."""
    say("Plans, priorities, metrics, milestones and commitments")
    _neighbour(by, now)
    contents = [strategy.plan(), *(planfile.load(DATA / f"{name}.yaml") for name in FILES)]
    for content in contents:
        if not Plan.objects.filter(address=content["address"]).exists():
            apply(planfile.read(content), by, now)
    return contents


def publish(kind: str, subject: UUID, by: Any, now: datetime) -> None:
    """Build an edition of a plan or bulletin and release it to everybody; once."""
    if not Release.objects.of(kind, subject).exists():
        release(kind, subject, by, now)


def release(kind: str, subject: UUID, by: Any, now: datetime, words: str = "") -> None:
    """Build the next edition and release it to everybody; `words` say what is new in it."""
    made = build(prove(kind, subject, 1, now), by=by, now=now)
    wish = publications.ask(made, {Audience.PUBLIC: None}, by=by, now=now, words=words)
    publications.publish(wish, by=by, now=now)


def _neighbour(by: Any, now: datetime) -> None:
    """The system of North East London, for its strategy; none of its boards meet here."""
    if not Board.objects.filter(slug="nel").exists():
        name = "North East London Integrated Care System"
        Board(short_name="NEL", name=name, kind=Board.Kind.SYSTEM, position=200).create_by(by, now)


def make_bulletin(by: Any, now: datetime) -> Bulletin:
    """The edition with its entries, each under its programme and with its readings."""
    known = Bulletin.objects.filter(address="may-2019").first()
    if known is not None:
        return known
    made = Bulletin(
        board=Board.objects.get(slug="sel"),
        address="may-2019",
        title=bulletin.TITLE,
        on=date(2019, 5, 1),
        dates=bulletin.DATES,
        about=bulletin.ABOUT,
    ).create_by(by, now)
    programmes = {part.name: part for part in Part.objects.filter(sort="programme")}
    for position, (group, text, metrics) in enumerate(bulletin.ENTRIES):
        entry = BulletinEntry(
            bulletin=made,
            programme=programmes[group],
            group=group,
            position=position,
            text=text,
        ).create_by(by, now)
        for reading in Reading.objects.filter(part__name__in=metrics):
            Indicator.objects.create(entry=entry, reading=reading)
    made.clear(by, now)
    return made
