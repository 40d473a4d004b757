"""What goes into a pack and what comes out of it."""

from dataclasses import dataclass
from pathlib import Path

from icsgov.press.findings import Finding

DRAFTED = "drafted"


class AssemblyError(Exception):
    """The pack could not be made; ``piece`` is the key of the piece at fault, or empty."""

    def __init__(self, what: str, piece: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.piece = piece


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a drafted piece: its level from 1, its page from 1, its id if it has one."""

    level: int
    title: str
    page: int
    anchor: str = ""
    top: float | None = None  # points from the page's foot


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper, or part of one, on its way into a pack.

    ``source`` says in words where it comes from: DRAFTED for what the press rendered, else the
    name of the uploaded file. ``under`` are the titles of the outline that it stands under.
    ``first_label`` starts a series of its own ("35A", "35B" ...) beside the pack's numbers;
    ``labels`` names every page, where readers know some of them by earlier numbers; a page whose
    label is empty gets no stamp.
    ``digest`` is the SHA-256 of the PDF, where it is known.
    """

    key: str
    title: str
    pdf: bytes | Path
    lang: str = "en-GB"
    source: str = DRAFTED
    headings: tuple[Heading, ...] = ()
    under: tuple[str, ...] = ()
    slides: tuple[str | None, ...] = ()
    first_label: str | None = None
    labels: tuple[str, ...] = ()
    digest: str = ""

    @property
    def drafted(self) -> bool:
        """Whether the press made it, so that its margins are free and its links may cross."""
        return self.source == DRAFTED


@dataclass(frozen=True, slots=True)
class PackPage:
    """One page of the pack: its place in the file from 1, its printed label, where it is from."""

    number: int
    label: str
    piece: str
    file_page: int
    slide: str | None


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished pack. ``ua`` tells whether it claims PDF/UA; ``report`` says why not."""

    path: Path
    size: int
    pages: tuple[PackPage, ...]
    report: tuple[Finding, ...]
    ua: bool
    made: int
    reused: int
