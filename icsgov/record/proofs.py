"""Proofs: what a thing on the desk would say if it were released now.

The apps above register who makes a proof of each kind; the build asks here.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from icsgov.boards.models import Board
from icsgov.boards.rules import StampPlace
from icsgov.record.publish import frozen_anchors
from icsgov.record.tree import Node, digest, with_anchors


@dataclass(frozen=True)
class StampRule:
    """What is printed on every page: words with {board} {date} {page} {pages}, and a mark."""

    words: str
    board: str
    date: str
    mark: str = ""
    place: StampPlace = "bottom-right"

    def text(self, page: str = "{page}", pages: str = "{pages}") -> str:
        """The words on one page: ICP 24 July 2023  Page 37 of 79; or with places left for both."""
        return self.words.format(board=self.board, date=self.date, page=page, pages=pages)


@dataclass(frozen=True)
class Proof:
    """A frozen tree, and all that the press needs besides it.

    `dated` is the date that the files carry: the same desk gives the same bytes whenever it is
    printed. `faults` are sentences that name what makes a pack impossible; `warnings` what a
    person should know and may still print. `whole` ends the name of the file of all of it.
    """

    kind: str
    subject: UUID
    part: int
    board: Board
    path: str
    title: str
    filename: str
    on: date
    root: Node
    stamp: StampRule
    dated: datetime
    late_papers: str = "suffix"
    whole: str = "pack"
    language: str = "en-GB"
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, Any]:
        """What the press needs besides the tree, as plain JSON: to bind the same pack again."""
        return {
            "filename": self.filename,
            "stamp": asdict(self.stamp),
            "dated": self.dated.isoformat(),
            "language": self.language,
            "whole": self.whole,
        }

    @cached_property
    def sha256(self) -> str:
        """Changes when anything changes that readers would see."""
        return digest(self.root)


Maker = Callable[[UUID, int, datetime], Proof]
_MAKERS: dict[str, Maker] = {}


def proves(kind: str) -> Callable[[Maker], Maker]:
    """Register the function that makes proofs of this kind from a subject's key and a part."""

    def register(function: Maker) -> Maker:
        _MAKERS[kind] = function
        return function

    return register


def prove(kind: str, subject: UUID, part: int, now: datetime) -> Proof:
    """The proof of a thing's part; what was released before keeps its anchor."""
    proof = _MAKERS[kind](subject, part, now)
    anchored = with_anchors(proof.root, frozen_anchors(kind, subject, part))
    return replace(proof, root=anchored)
