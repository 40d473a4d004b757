"""Sample questions: every asker is “a member of the public”, every text is invented."""

from datetime import datetime, timedelta

from icsgov.boards.models import Board, User
from meetings.models import Meeting, Question
from meetings.questions import asking, moderating

SAMPLE = "(Sample question.)"
ANSWERED = (
    f"How will the board know whether people find it easier to see a practice? {SAMPLE}",
    "(Sample answer.) The board gets a report on access twice a year. It shows how many people "
    "got an appointment within two weeks, and what patients say about it.",
)
REJECTED = f"When will my relative’s operation take place? {SAMPLE}"
OPEN = f"Which of the five priorities gets more money next year, and which gets less? {SAMPLE}"
NEW = f"Will the papers of the next meeting be published in easy read? {SAMPLE}"


def make(meeting: Meeting, by: User, now: datetime) -> None:
    """Before the meeting: two that were taken, one about an item, and one that was not."""
    if Question.objects.filter(meeting=meeting).exists():
        return
    first, rejected, second = (
        _ask(meeting, words, by, now + timedelta(hours=hour))
        for hour, words in enumerate((ANSWERED[0], REJECTED, OPEN))
    )
    item = meeting.items.filter(part=1, enclosures__isnull=False).first()
    if item is not None:
        moderating.rewrite(first, by, now, version=first.version, item=item)
    later = now + timedelta(days=1)
    for each in (first, second):
        moderating.accept(each, by, later, answerer_name="Board secretary (sample)")
    ground = meeting.rules.ground("one-person")
    moderating.reject(rejected, by, later, ground=ground.label if ground else SAMPLE)


def answer_first(meeting: Meeting, by: User) -> None:
    """After the meeting: the first question is answered, the other one is still open."""
    first = Question.objects.printed().filter(meeting=meeting).first()
    if first is not None and first.state == Question.State.ACCEPTED:
        at = meeting.opens_at + timedelta(days=2)
        moderating.answer(first, by, at, words=ANSWERED[1], how=Question.How.BOTH)


def ask_coming(boards: dict[str, Board], by: User, now: datetime) -> None:
    """One for a meeting to come, which the secretary has to read."""
    coming = Meeting.objects.filter(board=boards["icp"]).coming(now.date()).first()
    if coming is not None and not Question.objects.filter(meeting=coming).exists():
        _ask(coming, NEW, by, now)


def _ask(meeting: Meeting, words: str, by: User, now: datetime) -> Question:
    """Entered by the sample secretary; nobody stands behind it, so there is no contact."""
    question = Question(
        board=meeting.board, meeting=meeting, channel=Question.Channel.EMAIL, asked=words
    )
    asking.receive(question, None, now, by=by)
    return question
