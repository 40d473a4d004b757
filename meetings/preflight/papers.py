"""Checks of the papers under an item: there, readable, cleared, fit for everybody to read."""

from collections.abc import Iterator
from typing import Any

from meetings import bodies, covers
from meetings.drafts import Draft
from meetings.models import AgendaItem, Enclosure, Paper, PaperFile, PaperVersion
from meetings.outline import Row
from meetings.preflight.findings import (
    Blocker,
    Finding,
    Warning,
    called,
    mend_item,
    mend_paper,
)

HANDED_IN = (Paper.State.SUBMITTED, Paper.State.CLEARED)


def paper_findings(draft: Draft, row: Row) -> Iterator[Finding]:
    """What is wrong with the enclosures of a row."""
    for enclosure, letter in row.letters:
        paper = enclosure.paper
        if row.item.mode == AgendaItem.Mode.TO_FOLLOW:
            sentence = f"{_name(enclosure, letter)} is marked “to follow”: it is not printed."
            yield Warning("to-follow", sentence, mend_item(row), row.item.key)
        elif paper is None:
            yield from _generated(draft, row, enclosure)
        else:
            yield from _paper(draft, paper, _name(enclosure, letter))


def _generated(draft: Draft, row: Row, enclosure: Enclosure) -> Iterator[Finding]:
    """Minutes that nobody released cannot be printed; the register is made as it stands."""
    if enclosure.kind == Enclosure.Kind.INTERESTS:
        return
    if enclosure.source is not None and enclosure.kind == Enclosure.Kind.MINUTES:
        known = enclosure.source.minutes_rows.filter(part=draft.part.number)
        if known.exclude(state__in=("taken", "drafted", "cleared")).exists():
            return
    if enclosure.kind == Enclosure.Kind.QUESTIONS:
        return  # there is one only while there are questions to print
    what = enclosure.get_kind_display().lower()
    source = f" of {enclosure.source}" if enclosure.source else ""
    sentence = f"{called(row)}: the {what}{source} are not released, and cannot be printed."
    yield Blocker("not-generated", sentence, mend_item(row), row.item.key)


def _name(enclosure: Enclosure, letter: str) -> str:
    title = enclosure.paper.title if enclosure.paper else enclosure.get_kind_display()
    return f"Enclosure {letter}, “{title}”,"


def _paper(draft: Draft, paper: Paper, name: str) -> Iterator[Finding]:
    if paper.private and not draft.is_private:
        yield _blocker(
            paper,
            "private",
            f"{name} is private and stands in the public part. Move its item to Part 2, "
            "or take the private mark off.",
        )
    version = (paper.cleared or paper.current) if paper.state in HANDED_IN else None
    if version is None:
        yield _blocker(paper, "missing", f"{name} has not been handed in{_by(paper)}.")
        return
    yield from _content(draft, paper, version, name)
    if paper.state != Paper.State.CLEARED:
        yield _warning(paper, "not-cleared", f"{name} has not been cleared.")
    elif not paper.is_cut:
        yield _warning(
            paper,
            "changed-since",
            f"{name} was changed after version {version.number}, which is printed.",
        )


def _by(paper: Paper) -> str:
    """Whom to ask for it."""
    authors = [role.name for role in paper.roles.all() if role.role == "author"]
    return f" by {' and '.join(authors)}" if authors else ""


def _content(draft: Draft, paper: Paper, version: PaperVersion, name: str) -> Iterator[Finding]:
    """What is lacking in the version that is printed."""
    sheet = _sheet(paper, version)
    missing = covers.missing(sheet, draft.meeting.rules)
    files = list(version.files.all())
    blank = bodies.is_blank(version.body)
    if blank and not files and len(missing) > 1:
        yield _blocker(paper, "empty", f"{name} is empty. Write it or upload a file.")
        return
    if missing:
        labels = ", ".join(each.label.lower() for each in missing)
        yield _warning(paper, "cover", f"{name} lacks on its cover sheet: {labels}.")
    pictures = bodies.pictures(version.body)
    kept = {image.blob.sha256 for image in paper.images.all()}
    if any(picture.sha256 not in kept for picture in pictures):
        words = f"{name} shows a picture that is not kept with it. Put the picture in again."
        yield _blocker(paper, "picture-missing", words)
    yield from _pictures(paper, name, sum(not picture.alt.strip() for picture in pictures))
    for file in files:
        yield from _file(paper, file, f"{name} file “{file.filename}”")


def _sheet(paper: Paper, version: PaperVersion) -> dict[str, Any]:
    people: dict[str, list[str]] = {covers.AUTHORS: [], covers.LEADS: []}
    for role in paper.roles.all():
        people[covers.LEADS if role.role == "lead" else covers.AUTHORS].append(role.name)
    return {**people, **version.cover, covers.TITLE: version.title}


def _file(paper: Paper, file: PaperFile, name: str) -> Iterator[Finding]:
    verdict = file.verdict
    if file.state == PaperFile.State.CHECKING:
        yield _blocker(paper, "file-checking", f"{name} is still being checked.")
    elif file.state == PaperFile.State.REFUSED:
        yield _blocker(paper, _refusal(verdict), f"{name} was refused: {_why(verdict)}")
    elif not file.pages:
        yield _blocker(paper, "file-unreadable", f"{name} has no pages that can be printed.")
    else:
        yield from _readable(paper, file, name)


def _refusal(verdict: dict[str, Any]) -> str:
    """What the door refused it for, where that is one of the usual things."""
    codes = {reason["code"] for reason in verdict.get("reasons", ())}
    usual = codes & {"tracked-changes", "comments"}
    return usual.pop() if len(usual) == 1 else "file-refused"


def _why(verdict: dict[str, Any]) -> str:
    return verdict.get("sentence") or "It cannot be used. Upload it again."


def _readable(paper: Paper, file: PaperFile, name: str) -> Iterator[Finding]:
    scanned = file.verdict.get("scanned_pages", ())
    if scanned:
        pages = ", ".join(map(str, scanned))
        noun = "page" if len(scanned) == 1 else "pages"
        words = f"{name}: {noun} {pages} hold no text. Screen readers and search cannot read them."
        yield _warning(paper, "scanned", words)
    yield from _pictures(paper, name, file.verdict.get("images_without_alt", 0))
    if file.seen_at is None:
        yield _warning(paper, "not-seen", f"{name}: nobody has looked at its first page.")


def _pictures(paper: Paper, name: str, number: int) -> Iterator[Finding]:
    if number:
        noun = "picture has" if number == 1 else "pictures have"
        yield _warning(paper, "no-alt", f"{name}: {number} {noun} no description.")


def _blocker(paper: Paper, code: str, sentence: str) -> Blocker:
    return Blocker(code, sentence, mend_paper(paper), paper.key)


def _warning(paper: Paper, code: str, sentence: str) -> Warning:
    return Warning(code, sentence, mend_paper(paper), paper.key)
