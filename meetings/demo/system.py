"""The system, its boards, the people on them, and sample readers with accounts."""

from datetime import date, datetime

from icsgov.boards.models import Administrator, Board, Organisation, Person, Seat, User
from icsgov.boards.tasks import board_saved, set_rule
from meetings.demo.people import BOARD, PARTNERSHIP, PASSWORD, READERS, Place, Reader, Somebody

SINCE = date(2022, 7, 1)
# Sample readers sit since a later day, so that they stand on no agenda of 2023.
SAMPLE_SINCE = date(2024, 1, 1)
SYSTEM = ("SEL", "South East London Integrated Care System", "system", "")
BOARDS = (
    (
        "ICP",
        "Integrated Care Partnership",
        "partnership",
        "Brings the NHS, councils, the voluntary sector and others together to set the strategy "
        "for health and care in South East London.",
    ),
    (
        "ICB",
        "Integrated Care Board",
        "board",
        "Plans and pays for NHS services in South East London, and answers for them.",
    ),
    (
        "QPC",
        "Quality and Performance Committee",
        "committee",
        "Looks at the quality and the performance of services for the Integrated Care Board.",
    ),
)
STANDING = [
    {"title": "Welcome and introduction – opening business", "minutes": 10},
    {"title": "Questions from the public", "minutes": 15},
]


def make_boards(by: User | None, now: datetime) -> dict[str, Board]:
    """The boards by address, made where they are not there."""
    system = _board(SYSTEM, None, 1, by, now)
    boards: dict[str, Board] = {}
    for position, row in enumerate(BOARDS, 1):
        parent = boards["icb"] if row[2] == "committee" else system
        board = _board(row, parent, position, by, now)
        boards[board.slug] = board
    if not boards["icp"].rule_rows.exists():
        set_rule(
            boards["icp"], "standing_items", STANDING, by, now, starts=SINCE, source="As printed"
        )
    return boards


def _board(
    row: tuple[str, str, str, str],
    parent: Board | None,
    position: int,
    by: User | None,
    now: datetime,
) -> Board:
    short, name, kind, purpose = row
    known = Board.objects.filter(slug=short.lower()).first()
    if known is not None:
        return known
    board = Board(
        short_name=short,
        name=name,
        kind=kind,
        purpose=purpose,
        parent=parent,
        position=position,
        starts=SINCE,
    )
    return board.create_by(by, now)


def person(someone: Somebody) -> Person:
    """The row of a named person; they have no account."""
    found, _ = Person.objects.get_or_create(
        given_names=someone.given,
        family_name=someone.family,
        defaults={"honorific": someone.honorific, "initials": someone.initials},
    )
    return found


def make_seats(boards: dict[str, Board], by: User | None, now: datetime) -> None:
    """Seats of the named people, and of the sample readers."""
    for slug, places in (("icp", PARTNERSHIP), ("icb", BOARD), ("qpc", BOARD[2:])):
        for position, place in enumerate(places, 1):
            _seat(boards[slug], place, position)
    readers = {reader.key: make_reader(reader) for reader in READERS}
    for board in boards.values():
        _reader_seat(board, readers["secretary"], "secretary", "Board secretary", part2=True)
        private = board.slug == "qpc"
        _reader_seat(board, readers["member"], "member", "Member", part2=private)
        board_saved(board, by, now)
    for slug in ("icp", "icb"):
        _reader_seat(boards[slug], readers["chair"], "chair", "Vice-chair", part2=True)
    author = _reader_seat(boards["icp"], readers["author"], "attendee", "Director of samples")
    Seat.objects.filter(pk=author.pk).update(assistant=readers["assistant"].person)
    Administrator.objects.get_or_create(
        person=readers["administrator"].person, defaults={"starts": SINCE}
    )
    for board in boards.values():
        board_saved(board, by, now)


def make_reader(reader: Reader) -> User:
    """A sample person with an account."""
    row, _ = Person.objects.get_or_create(given_names=reader.given, family_name=reader.family)
    known = User.objects.filter(email=reader.email).first()
    return known or User.objects.create_user(reader.email, PASSWORD, person=row)


def _seat(board: Board, place: Place, position: int) -> None:
    organisation = None
    if place.organisation:
        organisation, _ = Organisation.objects.get_or_create(name=place.organisation)
    Seat.objects.get_or_create(
        board=board,
        person=person(place.person),
        defaults={
            "role": place.role,
            "title": place.title,
            "organisation": organisation,
            "constituency": place.constituency,
            "voting": place.role != "attendee",
            "position": position,
            "starts": SINCE,
        },
    )


def _reader_seat(board: Board, reader: User, role: str, title: str, *, part2: bool = False) -> Seat:
    seat, _ = Seat.objects.get_or_create(
        board=board,
        person=reader.person,
        role=role,
        defaults={
            "title": f"{title} (sample)",
            "part2": part2,
            "voting": role in Seat.MEMBERS,
            "position": 200,
            "starts": SAMPLE_SINCE,
        },
    )
    return seat
