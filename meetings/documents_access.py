"""Documents of boards loaded for their reader."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, may, rule, standing
from meetings.access import get_desk_board, visible
from meetings.models import BoardDocument, Paper


@rule(BoardDocument, "write", "release", "withdraw")
def _keep_document(seats: Standing, document: BoardDocument, now: datetime) -> bool:
    return document.board_id in seats.secretary


def get_document(user: Any, key: UUID, action: str, now: datetime) -> BoardDocument:
    """A document on the desk, if the reader may do this; "read" for those who see it."""
    rows = BoardDocument.objects.visible_to(user, now)
    found: BoardDocument = visible(rows.select_related("board", "paper__current"), key=key)
    if action != "read" and not may(user, action, found, now):
        raise PermissionDenied
    return found


def document_of(user: Any, paper: Paper, now: datetime) -> BoardDocument | None:
    """The document that a paper is or is to become, if the reader sees it."""
    return BoardDocument.objects.visible_to(user, now).filter(paper=paper).first()


def documents_of(user: Any, board: Board, now: datetime) -> QuerySet[BoardDocument]:
    """All documents of a board that the reader sees."""
    return BoardDocument.objects.visible_to(user, now).filter(board=board).in_order()


def get_kept_board(user: Any, slug: str, now: datetime) -> Board:
    """A board whose documents the reader keeps."""
    board = get_desk_board(user, slug, now)
    if board.pk not in standing(user, now).secretary:
        raise PermissionDenied
    return board
