"""A paper as the desk shows it: where it stands, when it is due, what it lacks, who owes what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from icsgov.boards.models import Board, BoardRule, Seat
from icsgov.boards.rules import Rules
from icsgov.ledger.models import Change
from meetings import bodies, clearing, covers, tracks
from meetings.clearing import Step
from meetings.models import Enclosure, Meeting, Paper, PaperFile

Chairs = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Progress:
    """One paper on its way. Needs no query where the paper comes from `for_desk`."""

    paper: Paper
    enclosure: Enclosure | None
    rules: Rules
    today: date
    chairs: Sequence[str] = ()

    @property
    def meeting(self) -> Meeting | None:
        return self.enclosure.item.meeting if self.enclosure else None

    @property
    def due(self) -> date | None:
        """The last day for handing it in."""
        return self.paper.due_for(self.meeting)

    @cached_property
    def files(self) -> list[PaperFile]:
        """The files of the current version, in print order."""
        return list(self.paper.current.files.all()) if self.paper.current else []

    @property
    def is_checking(self) -> bool:
        """Whether the door is still at work on one of its files."""
        return any(file.state == PaperFile.State.CHECKING for file in self.files)

    @property
    def sent(self) -> list[PaperFile]:
        """The files that are pages of the paper: all but cover sheet forms."""
        return [file for file in self.files if not file.is_form]

    @property
    def refused(self) -> list[PaperFile]:
        """Files that cannot be used as they are."""
        return [file for file in self.files if file.state == PaperFile.State.REFUSED]

    @property
    def forms(self) -> list[PaperFile]:
        """Cover sheet forms that wait for somebody to look at them."""
        return [file for file in self.files if file.is_form]

    @property
    def usable(self) -> list[PaperFile]:
        """The files that are pages of the paper, or are still being checked."""
        return [file for file in self.sent if file not in self.refused]

    @property
    def first_page(self) -> PaperFile | None:
        """The first file of which there is a picture."""
        return next((file for file in self.files if file.thumbnail_id), None)

    @property
    def pages(self) -> int:
        """Pages of its files in the pack."""
        return sum(file.pages for file in self.files)

    @cached_property
    def missing(self) -> tuple[covers.Missing, ...]:
        """What the cover sheet lacks by the board's rule."""
        return covers.missing(self.paper.sheet, self.rules)

    @property
    def has_content(self) -> bool:
        """Whether there is a text, or a file that can be used, besides the cover sheet."""
        return bool(self.usable) or not bodies.is_blank(self.paper.body)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The clearances for the paper as it stands; an edit opens them all again."""
        paper = self.paper
        given = paper.current.clearances.all() if paper.current and paper.is_cut else ()
        return clearing.steps(self.rules, given, is_cleared=paper.state == "cleared")

    @property
    def is_cut(self) -> bool:
        return self.paper.is_cut

    @property
    def given_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_open)

    @cached_property
    def last_move(self) -> Change | None:
        """How it came to be where it stands, with the words that were said (1 query)."""
        return Change.objects.of(self.paper).filter(verb="moved").first()

    @property
    def open_steps(self) -> tuple[Step, ...]:
        return clearing.open_steps(self.steps) if self.paper.state == "submitted" else ()

    @cached_property
    def facts(self) -> tracks.Facts:
        paper, submitted = self.paper, self.paper.submitted_at
        return tracks.Facts(
            state=paper.state,
            today=self.today,
            due=self.due,
            mode=self.enclosure.item.mode if self.enclosure else "paper",
            submitted=paper.board.today(submitted) if submitted else None,
            steps=self.steps,
            authors=tuple(role.name for role in paper.authors),
            in_pack=bool(self.enclosure and self.enclosure.slug),
        )

    @property
    def tag(self) -> tracks.Tag:
        return tracks.tag(self.facts)

    @property
    def stops(self) -> tuple[tracks.Stop, ...]:
        return tracks.stops(self.facts)

    @property
    def is_late(self) -> bool:
        return tracks.is_late(self.facts)

    @property
    def owing(self) -> tracks.Owing | None:
        """Who has to do what next."""
        first = next(iter(self.open_steps), None)
        leads = [role.name for role in self.paper.leads]
        waits = clearing.waits_for(first.rule, leads, self.chairs) if first else ()
        return tracks.owing(self.facts, waits)


def progress(paper: Paper, now: datetime, *, under: Enclosure | None = None) -> Progress:
    """One paper's progress, under the enclosure given or where it goes last (a few queries)."""
    enclosure = under or paper.enclosure
    today = paper.board.today(now)
    rules = enclosure.item.meeting.rules if enclosure else paper.board.rules(today)
    chairs = chairs_of([paper.board], today)
    return Progress(paper, enclosure, rules, today, chairs[paper.board_id])


def progress_of_all(papers: Iterable[Paper], now: datetime) -> list[Progress]:
    """Many papers' progress, in two queries besides those of `for_desk`."""
    rows = list(papers)
    boards = list({paper.board_id: paper.board for paper in rows}.values())
    dated = _dated_rules(boards)
    made = []
    for paper in rows:
        today, enclosure = paper.board.today(now), paper.enclosure
        day = enclosure.item.meeting.date if enclosure else today
        rules = Rules.of(row for row in dated[paper.board_id] if row.starts <= day)
        if enclosure:
            enclosure.item.meeting.know_rules(rules)
        made.append(Progress(paper, enclosure, rules, today))
    return made


def chairs_of(boards: Sequence[Board], on: date) -> Chairs:
    """The names of those who chair each board on a day, in the order of their seats."""
    seats = Seat.objects.held(on).filter(board__in=boards, role=Seat.Role.CHAIR)
    names: dict[int, list[str]] = defaultdict(list)
    for seat in seats.select_related("person"):
        names[seat.board_id].append(seat.person.full_name)
    return names


def _dated_rules(boards: Sequence[Board]) -> Mapping[int, list[BoardRule]]:
    rows = BoardRule.objects.filter(board__in=boards).order_by("starts", "pk")
    found: dict[int, list[BoardRule]] = defaultdict(list)
    for row in rows:
        found[row.board_id].append(row)
    return found
