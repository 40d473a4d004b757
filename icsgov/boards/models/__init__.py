"""People, boards, seats and rules."""

from icsgov.boards.models.boards import Board, BoardName
from icsgov.boards.models.deputies import Deputy
from icsgov.boards.models.invitations import Invitation
from icsgov.boards.models.letting_in import LettingIn
from icsgov.boards.models.people import Organisation, Person, User
from icsgov.boards.models.rules import BoardRule
from icsgov.boards.models.seats import Administrator, Seat
from icsgov.boards.models.withheld import Withheld

__all__ = [
    "Administrator",
    "Board",
    "BoardName",
    "BoardRule",
    "Deputy",
    "Invitation",
    "LettingIn",
    "Organisation",
    "Person",
    "Seat",
    "User",
    "Withheld",
]
