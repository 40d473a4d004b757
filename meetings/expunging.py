"""What the desk forgets of a paper that is taken down: texts, files, remarks, what notes quote.

That there was a paper, who did what to it and when, stays; what it said does not. A member's own
words stay theirs: a note loses what it quotes.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from icsgov.ledger.models import Change
from icsgov.record.expunging import TITLE, Line, follows, forgets, stands_alone
from icsgov.record.kinds import DOCUMENT, MINUTES
from icsgov.record.models import Build, Release
from icsgov.work.models import Work
from meetings.minuting import releasing
from meetings.models import (
    BoardDocument,
    Clearance,
    Comment,
    DropFile,
    Enclosure,
    MemberQuestion,
    Minutes,
    Note,
    Paper,
    PaperFile,
    PaperImage,
    PaperVersion,
    Paragraph,
    WebText,
)
from meetings.outcomes import releasing as outcomes

GONE = "Taken down with its paper."


@stands_alone
def documents(thing: UUID) -> Iterable[Line]:
    """A board's document is a paper that is released by itself."""
    rows = BoardDocument.objects.filter(paper__key=thing)
    return [(DOCUMENT, key) for key in rows.values_list("key", flat=True)]


@follows
def reopen_minutes(release: Release, reason: str, by: Any, now: datetime) -> Iterable[Release]:
    """Minutes that nobody can read any more are open again, so that a redacted text can follow.

    Nobody has their numbers, so they are numbered anew. What the history says of paragraphs goes;
    who wrote when stays.
    """
    about = (release.kind, release.subject, release.part)
    if release.kind != MINUTES or Release.objects.line(*about).readable(now).exists():
        return ()
    rows = Minutes.objects.filter(meeting__key=release.subject, part=release.part)
    for minutes in rows:
        paragraphs = Paragraph.objects.filter(section__minutes=minutes)
        Change.objects.filter(thing__in=paragraphs.values("key")).update(
            words="", before={}, after={}
        )
        paragraphs.update(label=None)
        reset = {"cleared_by": None, "cleared_at": None, "confirmed_on": None}
        rows.filter(pk=minutes.pk).update(state=Minutes.State.TAKEN, **reset)
        minutes.record_change("reopened", by, now, words="Every release was taken down.")
    return ()


@forgets
def forget(thing: UUID, by: Any, now: datetime) -> Iterable[int]:
    """Empty the paper on the desk and withdraw it; the ids of the blobs it let go of."""
    paper = Paper.objects.filter(key=thing).first()
    if paper is None:
        return ()
    titles = _titles(paper)
    blobs = _files(paper)
    if paper.can_move("withdrawn"):
        paper.withdraw("", by, now)
    _texts(paper)
    _remarks(paper)
    _quotes(thing)
    _history(paper, titles)
    _failures(titles)
    return blobs


@follows
def outcomes_gone(release: Release, reason: str, by: Any, now: datetime) -> Iterable[Release]:
    """With minutes goes what their readers had by them; the releases of it, old ones too."""
    rows = Minutes.objects.filter(meeting__key=release.subject, part=release.part)
    minutes = rows.first() if release.kind == MINUTES else None
    if minutes is None:
        return ()
    releasing.after_withdrawal(minutes, reason, by, now)
    return list(outcomes.gone_with(minutes, release.audience))


def _titles(paper: Paper) -> set[str]:
    """What it was ever called."""
    versions = PaperVersion.objects.filter(paper=paper).values_list("title", flat=True)
    return {title for title in (paper.title, *versions) if title}


def _files(paper: Paper) -> set[int]:
    """Let go of every file and picture, those dropped on the meeting too."""
    own = PaperFile.objects.filter(version__paper=paper)
    originals = list(own.values_list("original", flat=True))
    dropped = DropFile.objects.filter(Q(paper=paper) | Q(original__in=originals))
    pictures = PaperImage.objects.filter(paper=paper)
    blobs = set(pictures.values_list("blob", flat=True))
    rows: tuple[QuerySet[Any], ...] = (own, dropped)
    for each in rows:
        for three in each.values_list("original", "normalised", "thumbnail"):
            blobs |= {blob for blob in three if blob}
        each.delete()
    pictures.delete()
    return blobs | _web_texts(originals)


def _web_texts(originals: Iterable[int]) -> set[int]:
    """Let go of the texts made of Word files that no other paper has; the ids of their pictures."""
    needed = PaperFile.objects.filter(original__in=originals).values("original")
    texts = WebText.objects.filter(original__in=originals).exclude(original__in=needed)
    pictures = {blob for blob in texts.values_list("pictures", flat=True) if blob}
    texts.delete()
    return pictures


def _texts(paper: Paper) -> None:
    """Working text and versions say nothing any more; a frozen address is forgotten."""
    blank = {"title": TITLE, "cover": {}, "body": ""}
    PaperVersion.objects.filter(paper=paper).update(**blank, cause=GONE)
    Paper.objects.filter(pk=paper.pk).update(**blank, private_reason="")
    Enclosure.objects.filter(paper=paper).update(slug="")
    address = f"document-{paper.key.hex[:12]}"
    BoardDocument.objects.filter(paper=paper).update(address=address)


def _remarks(paper: Paper) -> None:
    """What people wrote to each other about it."""
    Comment.objects.filter(paper=paper).update(text=GONE)
    Clearance.objects.filter(paper=paper).exclude(words="").update(words=GONE)
    asked = MemberQuestion.objects.filter(paper=paper)
    asked.exclude(answer="").update(answer=GONE)
    asked.update(text=GONE)


def _quotes(thing: UUID) -> None:
    """Notes lose what they quote and where they stood; their owners' own words stay."""
    Note.objects.filter(thing=thing).update(
        title=TITLE, quote="", prefix="", suffix="", edition_words="", rects=[], ink=[], placed={}
    )


def _history(paper: Paper, titles: Iterable[str]) -> None:
    """The history keeps who, when and what kind of step; not the words."""
    Change.objects.filter(thing=paper.key).update(words="", before={}, after={})
    enclosed = Enclosure.objects.filter(paper=paper).values_list("item__key", "item__meeting__key")
    things = [key for pair in enclosed for key in pair]
    for change in Change.objects.filter(thing__in=things):
        if _names(change, titles):
            Change.objects.filter(pk=change.pk).update(words=GONE, before={}, after={})


def _failures(titles: Iterable[str]) -> None:
    """What work and builds that came to nothing say of it, by name."""
    for title in titles:
        named = Q(words__contains=title) | Q(error__contains=title)
        Work.objects.filter(named).update(words="", error=GONE)
    for build in Build.objects.filter(pack=None):
        if any(title in str(build.report.get("error", "")) for title in titles):
            Build.objects.filter(pk=build.pk).update(report={"error": GONE})


def _names(change: Change, titles: Iterable[str]) -> bool:
    said = f"{change.words} {change.before} {change.after}"
    return any(title in said for title in titles)
