"""Calling for papers: every author gets a link by e-mail, and reminders that repeat it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from icsgov.boards.models import Person, Seat, User
from icsgov.nhsuk.dates import date_words
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message
from meetings import calling
from meetings.calling import Wanted
from meetings.models import Meeting, Paper, PaperCall, PaperLink
from meetings.progress import Progress, progress
from meetings.tasks import letters

CALL, ASSISTED, DUE, RETURNED = (
    "paper-call",
    "paper-called",
    "paper-due-link",
    "paper-returned-link",
)
WITH_LINK = (CALL, DUE, RETURNED)


@transaction.atomic
def ask(
    meeting: Meeting, wanted: Sequence[Wanted], words: str, closes: date, by: Any, now: datetime
) -> PaperCall:
    """Ask each of these authors for a paper, in one set of words; their assistants are told."""
    call = PaperCall(meeting=meeting, words=words, closes=closes, by=by, at=now)
    call.create_by(by, now)
    for each in wanted:
        link = PaperLink.give(each.paper, each.role.person, closes, by, now)
        send(link, now, call=call)
        _tell_assistants(each, call, now)
    return call


def send(link: PaperLink, now: datetime, *, call: PaperCall | None = None) -> bool:
    """Queue the letter with a link; False where its author has no address."""
    about = {"call": str(call.key)} if call else {}
    return _queue(CALL, link, now, **about)


def _queue(kind: str, link: PaperLink, now: datetime, *, once: str = "", **said: Any) -> bool:
    address = calling.address_of(link.person)
    if not address:
        return False
    account = getattr(link.person, "account", None)
    message = queue(
        kind,
        address,
        now=now,
        user=account,
        thing=link.paper.key,
        once=once,
        link=str(link.key),
        **said,
    )
    return message is not None


def _tell_assistants(wanted: Wanted, call: PaperCall, now: datetime) -> None:
    """Those who assist an author hear of the call; they sign in and act for them."""
    seats = Seat.objects.held(wanted.paper.board.today(now)).filter(person=wanted.role.person)
    assistants = set(seats.exclude(assistant=None).values_list("assistant", flat=True))
    accounts = User.objects.filter(person__in=assistants, is_active=True).select_related("person")
    letters.tell(ASSISTED, wanted.paper, accounts, now, call=str(call.key))


def links_without_account(paper: Paper, now: datetime) -> list[PaperLink]:
    """The open links of authors who cannot sign in."""
    authors = {role.person_id for role in paper.authors}
    rows = PaperLink.objects.open(paper.board.today(now)).filter(paper=paper, person__in=authors)
    found = list(rows.select_related("person__account"))
    for link in found:
        link.paper = paper
    return [link for link in found if not _signs_in(link.person)]


def _signs_in(person: Person) -> bool:
    account = getattr(person, "account", None)
    return account is not None and account.is_active


def remind(paper: Paper, now: datetime, *, once: str) -> list[Person]:
    """Remind authors who have only a link; those to whom a new letter goes."""
    return _tell_all(DUE, paper, now, once=once)


def tell_returned(paper: Paper, now: datetime) -> list[Person]:
    """Tell authors who have only a link that their paper came back."""
    return _tell_all(RETURNED, paper, now)


def _tell_all(kind: str, paper: Paper, now: datetime, *, once: str = "") -> list[Person]:
    links = links_without_account(paper, now)
    return [
        link.person
        for link in links
        if _queue(kind, link, now, once=f"{once}:link:{link.key}" if once else "")
    ]


def _link_of(message: Message) -> PaperLink | None:
    """The link a letter is about, with its paper."""
    key = message.context.get("link", "")
    rows = PaperLink.objects.filter(key=key) if key else PaperLink.objects.none()
    return rows.select_related("person", "paper__board").first()


def _open_link(message: Message, now: datetime) -> tuple[PaperLink, Progress] | None:
    """The link and its paper, while something can be put in by it."""
    link = _link_of(message)
    if link is None or link.shut(now) is not None:
        return None
    return link, progress(link.paper, now)


def address(link: PaperLink) -> str:
    """The whole address that a letter holds."""
    return f"{settings.SITE_URL}{reverse('put-in', kwargs={'token': link.for_sending()})}"


def own_link_words(user: Any, paper: Paper, now: datetime) -> str:
    """For an author who signs in and has a link too: how to send it without; "" for others."""
    rows = PaperLink.objects.filter(paper=paper, person=user.person_id)
    link = rows.select_related("person", "paper__board").first() if user.person_id else None
    if link is None or link.shut(now) is not None:
        return ""
    return f"Or send it without signing in, up to {date_words(link.closes)}:\n\n{address(link)}"


@composes(CALL)
def compose_call(message: Message, now: datetime) -> Composed | None:
    """The call with its link; nothing once the link was called back or the paper came in."""
    found = _open_link(message, now)
    if found is None:
        return None
    link, row = found
    due = f", due on {date_words(row.due)}" if row.due else ""
    return _letter(
        link, row, f"Please send us {letters.called(row)}{due}", _words_of(message), _facts(row)
    )


@composes(ASSISTED)
def compose_assisted(message: Message, now: datetime) -> Composed | None:
    """Tells an assistant that a paper is asked for, and where to act for its author."""
    row = letters.read(message, now)
    if row is None or row.paper.state not in ("expected", "returned"):
        return None
    names = ", ".join(role.name for role in row.paper.authors)
    return letters.composed(
        row,
        f"Asked for: {letters.called(row)}",
        f"{names} was asked for the paper below. You can submit it for them.",
        _facts(row),
        "Sign in to do so:",
    )


@composes(DUE)
def compose_due(message: Message, now: datetime) -> Composed | None:
    """A reminder that repeats the link; not sent once the paper was handed in."""
    found = _open_link(message, now)
    if found is None:
        return None
    link, row = found
    return _letter(link, row, f"Reminder: {letters.called(row)}{letters.due_words(row)}")


@composes(RETURNED)
def compose_returned(message: Message, now: datetime) -> Composed | None:
    """Tells an author without an account that the paper came back. The link shows why."""
    found = _open_link(message, now)
    if found is None or found[0].paper.state != Paper.State.RETURNED:
        return None
    link, row = found
    words = "The link shows what to change."
    return _letter(link, row, f"Returned to you: {letters.called(row)}", words)


def _words_of(message: Message) -> str:
    key = message.context.get("call", "")
    call = PaperCall.objects.filter(key=key).first() if key else None
    return call.words if call else ""


def _facts(row: Progress) -> str:
    due = f"\nDue: {date_words(row.due)}" if row.due else ""
    paper = letters.capital(letters.called(row))
    return f"Paper: {paper}\nFor: {letters.for_meeting(row)}{due}"


def _letter(link: PaperLink, row: Progress, subject: str, *sentences: str) -> Composed:
    """A letter to one author, with the link that lets them put this paper in and no more."""
    parts: Iterable[str] = (
        f"Dear {link.person.full_name},",
        *(sentences or (_facts(row),)),
        f"Send it here, up to {date_words(link.closes)}:",
        address(link),
        "The link is for you and for this paper alone: do not pass it on.\n",
    )
    return Composed(subject, "\n\n".join(part for part in parts if part))
