"""Editions of plans for tests: the desk's own proof, with a small file for the press's work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.boards.models import Board
from icsgov.record.models import Release
from icsgov.record.proofs import prove
from icsgov.record.publish import FileOf, Line, release_tree
from tests import factories as make
from tests import packs


def release(
    kind: str, subject: UUID, board: Board, now: datetime = make.NOW, **more: Any
) -> Release:
    """Release what stands on the desk now."""
    proof = prove(kind, subject, 1, now)
    blob = packs.pdf_blob(2, proof.title)
    return release_tree(
        Line(board, kind, subject, proof.path),
        proof.root,
        title=proof.title,
        by=None,
        now=now,
        on=proof.root.on,
        files=[FileOf("", blob.sha256, "pack", f"{proof.filename}.pdf")],
        **more,
    )
