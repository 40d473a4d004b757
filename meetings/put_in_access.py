"""What a link lets its holder do: put one paper in. Nobody signs in here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from meetings.models import Paper, PaperFile, PaperLink, Shut
from meetings.progress import Progress, progress


@dataclass(frozen=True)
class Desk:
    """One author's link with its own paper: all that the holder of the link ever sees."""

    link: PaperLink
    row: Progress
    shut: Shut | None

    @property
    def paper(self) -> Paper:
        return self.row.paper

    @property
    def author(self) -> str:
        """For whom whoever holds the link acts."""
        return str(self.link.person)

    @property
    def is_over(self) -> bool:
        """Whether it shows nothing any more: ended, called back, or of no use."""
        return self.shut is not None and self.shut.why != "handed in"


def open_desk(token: str, now: datetime) -> Desk:
    """What the address with this token opens; 404 where no link has it."""
    link = PaperLink.objects.by_token(token)
    if link is None:
        raise Http404
    link.paper = Paper.objects.for_desk().get(pk=link.paper_id)
    return Desk(link, progress(link.paper, now), link.shut(now))


def own_file(desk: Desk, key: UUID) -> PaperFile:
    """A file of the paper as it stands now; 404 for every other."""
    for file in desk.row.files:
        if file.key == key:
            return file
    raise Http404
