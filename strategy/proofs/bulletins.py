"""The proof of a bulletin: its entries by programme group, with the figures they print."""

from datetime import datetime
from uuid import UUID

from icsgov.record.proofs import Proof, proves
from icsgov.record.tree import Link, Node
from strategy.exporting import plain_fact
from strategy.kinds import BULLETIN
from strategy.models import Bulletin, BulletinEntry, Reading
from strategy.proofs.plans import midnight, stamp


@proves(BULLETIN)
def proof(key: UUID, part: int, now: datetime) -> Proof:
    """An edition as it would be released now (4 queries). Raises DoesNotExist for an unknown."""
    bulletin = Bulletin.objects.select_related("board").get(key=key)
    rows = bulletin.entries.select_related("programme").prefetch_related(
        "indicators__reading__part__targets"
    )
    entries = tuple(_node(entry) for entry in rows)
    return Proof(
        kind=BULLETIN,
        subject=bulletin.key,
        part=part,
        board=bulletin.board,
        path=bulletin.path,
        title=bulletin.title,
        filename=f"bulletin-{bulletin.address}",
        on=bulletin.on,
        root=Node(
            kind=BULLETIN,
            anchor="bulletin",
            thing=bulletin.key,
            title=bulletin.title,
            text=bulletin.about,
            on=bulletin.on,
            data={"board": bulletin.board.name, "dates": list(bulletin.dates)},
            children=entries,
        ),
        stamp=stamp(bulletin.board, bulletin.title, bulletin.on),
        dated=midnight(bulletin.board, bulletin.on),
        late_papers="renumber",
        faults=() if entries else ("The bulletin is empty. Add its entries first.",),
        warnings=() if bulletin.state == "cleared" else ("The bulletin is not cleared yet.",),
    )


def _node(entry: BulletinEntry) -> Node:
    indicators = [_figure(row.reading) for row in entry.indicators.all()]
    links = (
        (Link("supports", entry.programme.key, entry.programme.name),) if entry.programme else ()
    )
    return Node(
        kind="bulletin-entry",
        thing=entry.key,
        title=entry.group,
        text=entry.text,
        data={"indicators": indicators},
        links=links,
    )


def _figure(reading: Reading) -> dict[str, object]:
    targets = list(reading.part.targets.all())
    return {
        **plain_fact(reading),
        "metric": reading.part.name,
        "unit": reading.part.data.get("unit", ""),
        "better": reading.part.data.get("better", ""),
        "target": targets[-1].words if targets else "",
    }
