"""The proof of a progress report: the accepted answers of a round, what changed first."""

from datetime import datetime
from uuid import UUID

from icsgov.record.proofs import Proof, proves
from icsgov.record.tree import Node
from strategy.kinds import PROGRESS
from strategy.models import Update, UpdateRound
from strategy.proofs.plans import midnight, stamp


@proves(PROGRESS)
def proof(key: UUID, part: int, now: datetime) -> Proof:
    """The report of a round as it stands now (3 queries). Raises DoesNotExist for an unknown."""
    row = UpdateRound.objects.select_related("plan__board").get(key=key)
    updates = list(row.updates.filter(state="accepted").select_related("part"))
    before = _before(row, updates)
    nodes = [_node(update, before.get(update.part_id, "")) for update in updates]
    ordered = sorted(nodes, key=lambda node: not node.data["changed"])  # else as in the plan
    title = f"{row.plan.title}: progress, {row.title}"
    return Proof(
        kind=PROGRESS,
        subject=row.key,
        part=part,
        board=row.plan.board,
        path=f"{row.plan.path}/progress/{row.key}",
        title=title,
        filename=f"{row.plan.address}-progress",
        on=row.closes_on,
        root=Node(
            kind=PROGRESS,
            anchor="progress",
            thing=row.key,
            title=title,
            on=row.closes_on,
            data={
                "board": row.plan.board.name,
                "meeting": row.meeting,
                "missing": _missing(row),
            },
            children=tuple(ordered),
        ),
        stamp=stamp(row.plan.board, title, row.closes_on),
        dated=midnight(row.plan.board, row.closes_on),
        late_papers="renumber",
        faults=() if nodes else ("No answer has been accepted yet.",),
    )


def _before(row: UpdateRound, updates: list[Update]) -> dict[int, str]:
    """The rating that each part had in the last round before this one."""
    earlier = Update.objects.filter(
        state="accepted", part__in=[update.part for update in updates]
    ).exclude(round=row)
    return dict(earlier.order_by("given_at").values_list("part_id", "rating"))


def _node(update: Update, before: str) -> Node:
    changed = before != update.rating or update.text != update.last_text
    return Node(
        kind="progress-update",
        thing=update.key,
        label=update.part.number,
        title=update.part.name or update.part.text,
        text=update.text,
        state=update.rating,
        data={
            "lead": update.lead,
            "before": before,
            "last_text": update.last_text,
            "changed": changed,
        },
    )


def _missing(row: UpdateRound) -> list[str]:
    """Parts whose lead has not answered, or whose answer is not taken."""
    rows = row.updates.exclude(state="accepted").select_related("part")
    return [f"{update.part.called} ({update.lead})" for update in rows]
