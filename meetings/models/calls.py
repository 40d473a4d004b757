"""Calls for papers, and the links by which authors put a paper in without an account."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from icsgov.boards.models import Person
from icsgov.boards.models.invitations import digest
from icsgov.boards.rights import standing
from icsgov.ledger.models import Versioned
from icsgov.nhsuk.dates import date_words
from meetings import workflow
from meetings.models.meetings import Meeting
from meetings.models.papers import Paper

SALT = "icsgov.paper-link"
ASTRAY = "This link ended, because the e-mail address that it was sent to was corrected."


class PaperCallQuerySet(models.QuerySet["PaperCall"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Calls for meetings of boards that the reader keeps."""
        return self.filter(meeting__board__in=standing(user, now).secretary)


class PaperCall(Versioned):
    """One turn of asking the authors of a meeting for their papers, in the secretary's words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calls")
    words = models.TextField()
    closes = models.DateField()
    by = models.ForeignKey("boards.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PaperCallQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: papers asked for"


@dataclass(frozen=True)
class Shut:
    """Why nothing can be put in by a link any more, or not now, in a sentence."""

    why: Literal["ended", "revoked", "withdrawn", "no author", "off", "handed in"]
    words: str


class PaperLinkQuerySet(models.QuerySet["PaperLink"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Links to papers of boards that the reader keeps."""
        kept = Paper.objects.visible_to(user, now).filter(board__in=standing(user, now).secretary)
        return self.filter(paper__in=kept)

    def open(self, on: date) -> Self:
        """Neither called back nor over on a day."""
        return self.filter(revoked_at=None, closes__gte=on)

    def astray(self, on: date) -> Self:
        """Ended with an old address of their authors, and would be open on a day."""
        return self.filter(astray=True, closes__gte=on)

    def by_token(self, token: str) -> "PaperLink | None":
        """The link that an address names, open or not."""
        return self.filter(digest=digest(token)).select_related("person", "paper__board").first()


class PaperLink(Versioned):
    """The right of one author to put one paper in, up to a day, and to nothing else.

    The address is made from the row and the site's secret; of it only the digest is kept. So a
    reminder can repeat it, and nobody can make it from the database alone. A new turn ends it.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paper_links")
    turn = models.PositiveIntegerField(default=1, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    closes = models.DateField(help_text="The last day on which it can be used.")
    asked_by = models.ForeignKey(
        "boards.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    astray = models.BooleanField(
        default=False,
        editable=False,
        help_text="Called back because the address that it went to was corrected.",
    )
    used_at = models.DateTimeField(null=True, blank=True)

    objects = PaperLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "person"], name="paper_link_once"),
            models.CheckConstraint(condition=Q(turn__gte=1), name="paper_link_turn"),
            models.CheckConstraint(
                condition=Q(astray=False) | Q(revoked_at__isnull=False), name="paper_link_astray"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.paper}"

    @property
    def token(self) -> str:
        """What stands in the address; nobody who lacks the site's secret can make it."""
        said = salted_hmac(SALT, f"{self.key}:{self.turn}", algorithm="sha256")
        return said.hexdigest()

    def for_sending(self) -> str:
        """The token, known again even where the site's secret was changed since."""
        token = self.token
        type(self).objects.filter(pk=self.pk).update(digest=digest(token))
        return token

    @classmethod
    @transaction.atomic
    def give(cls, paper: Paper, person: Person, closes: date, by: Any, now: datetime) -> Self:
        """The link of this author for this paper, open up to a day; one called back begins anew."""
        paper.hold()
        link = cls.objects.filter(paper=paper, person=person).first()
        if link is None:
            link = cls(paper=paper, person=person, closes=closes, asked_by=by, asked_at=now)
            link.digest = digest(link.token)
            link.save()
        else:
            turn = link.turn + (link.revoked_at is not None)
            link._set(turn=turn, closes=closes, revoked_at=None, asked_by=by, asked_at=now)
        words = f"{person}, up to {date_words(closes)}"
        paper.record_change("link given", by, now, words=words)
        return link

    @transaction.atomic
    def renew(self, closes: date, by: Any, now: datetime) -> None:
        """A new address up to a day; the one before ends."""
        self._set(turn=self.turn + 1, closes=closes, revoked_at=None, asked_by=by, asked_at=now)
        words = f"{self.person}, up to {date_words(closes)}"
        self.paper.record_change("link renewed", by, now, words=words)

    @transaction.atomic
    def revoke(self, by: Any, now: datetime, *, astray: bool = False) -> bool:
        """Call it back, or end it with the address it went to; False when it was so already."""
        rows = type(self).objects.filter(pk=self.pk, revoked_at=None)
        if not rows.update(revoked_at=now, astray=astray):
            return False
        self.revoked_at, self.astray = now, astray
        words = f"{self.person}, whose address was corrected" if astray else str(self.person)
        self.paper.record_change("link revoked", by, now, words=words)
        return True

    def note_use(self, now: datetime) -> None:
        """Something was put in by it."""
        type(self).objects.filter(pk=self.pk).update(used_at=now)
        self.used_at = now

    def _set(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.digest, self.astray = digest(self.token), False
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(**fields, digest=self.digest, astray=False)

    def shut(self, now: datetime, *, revoked: bool = True) -> Shut | None:
        """Why nothing can be put in by it, or could were it not called back; None for nothing."""
        paper = self.paper
        if revoked and self.revoked_at is not None:
            return Shut("revoked", ASTRAY if self.astray else "This link was called back.")
        if paper.board.today(now) > self.closes:
            return Shut("ended", f"This link ended on {date_words(self.closes)}.")
        if paper.state == Paper.State.WITHDRAWN:
            return Shut("withdrawn", "This paper is no longer asked for.")
        if not any(role.person_id == self.person_id for role in paper.authors):
            return Shut("no author", f"{self.person} is no longer an author of this paper.")
        under = paper.enclosure
        if under is None or under.item.meeting.state not in ("planned", "postponed"):
            return Shut("off", "The meeting that this paper is for takes no papers.")
        if paper.state not in workflow.AUTHOR_WRITES:
            words = "This paper has been handed in, so it cannot be changed for now."
            return Shut("handed in", words)
        return None
