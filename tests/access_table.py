"""The whole access table, gathered from tests/access/."""

from tests.access import (
    Row,
    api,
    attendance,
    boards,
    calls,
    desk,
    interests,
    minutes,
    outcomes,
    packs,
    papers,
    questions,
    record,
    registers,
    room,
    strategy,
    takedowns,
)

TABLE: tuple[Row, ...] = (
    *api.ROWS,
    *boards.ROWS,
    *desk.ROWS,
    *papers.ROWS,
    *calls.ROWS,
    *packs.ROWS,
    *takedowns.ROWS,
    *minutes.ROWS,
    *outcomes.ROWS,
    *attendance.ROWS,
    *questions.ROWS,
    *interests.ROWS,
    *room.ROWS,
    *record.ROWS,
    *registers.ROWS,
    *strategy.ROWS,
)
# Addresses of allauth, which has tests of its own; they show nothing of ours.
FOREIGN_PREFIXES = (
    "account_",
    "socialaccount_",
    "mfa_",
    "usersessions_",
    "openid_connect_",
    "social/",
)
