"""Rows of the access table: papers, before and after they are handed in, and private ones."""

from typing import Any

from django.utils import timezone

from icsgov.boards.models import Withheld
from icsgov.record.models import Blob
from meetings.models import Comment, PaperFile, PaperImage
from tests import factories as make
from tests.access import HIDDEN, OPEN, REFUSED, Row, everyone, only

DONE, WRONG, CLASH, SIGNED_OUT = 302, 422, 409, 401
# Rows of one address are told apart by a query that the view does not read.
SECRETARIES = ("secretary", "secretary_part2")
# Whoever may see a paper that has not been handed in.
OWN = ("author", "lead", *SECRETARIES)


def readers(status: int = OPEN) -> dict[str, int]:
    """Everybody who has to do with a draft."""
    return only(*OWN, status=status)


def writers(status: int = OPEN) -> dict[str, int]:
    """Authors and secretaries; executive leads read."""
    return only("author", *SECRETARIES, status=status) | {"lead": REFUSED}


def keepers(status: int = OPEN) -> dict[str, int]:
    """Secretaries; authors and leads see the paper and may not."""
    return only(*SECRETARIES, status=status) | {"author": REFUSED, "lead": REFUSED}


def leaders(status: int = OPEN) -> dict[str, int]:
    """Who may return and clear a draft of their own: leads and secretaries."""
    return only("lead", *SECRETARIES, status=status) | {"author": REFUSED}


def handed_in(status: int = OPEN) -> dict[str, int]:
    """A paper that was submitted and of which the reader is no author: chairs join."""
    return only("chair", *SECRETARIES, status=status)


def part2(status: int = OPEN) -> dict[str, int]:
    """A private draft that is not one's own."""
    return only("secretary_part2", status=status)


def own(world: Any) -> dict[str, Any]:
    return {"key": world.paper.key}


def submitted(world: Any) -> dict[str, Any]:
    return {"key": world.submitted.key}


def private(world: Any) -> dict[str, Any]:
    return {"key": world.paper2.key}


def _withheld(world: Any) -> dict[str, Any]:
    """The draft, withheld from a member."""
    reader = make.user()
    row = Withheld.objects.create(
        board=world.board, thing=world.paper.key, person=reader.person, reason="x", at=make.NOW
    )
    return {"key": world.paper.key, "row": row.key}


def _file(paper: Any) -> PaperFile:
    version = paper.current or paper.cut("Handed in", None, timezone.now())
    blob = Blob.objects.keep(b"canary-file", "pdf", 1)
    found = version.files.first()
    return found or PaperFile.objects.create(
        version=version,
        original=blob,
        normalised=blob,
        thumbnail=Blob.objects.keep(b"canary-thumbnail", "png"),
        filename="canary-file.pdf",
        state="ready",
        kind="pdf",
    )


def own_file(world: Any) -> dict[str, Any]:
    return {"key": _file(world.paper).key}


def private_file(world: Any) -> dict[str, Any]:
    return {"key": _file(world.paper2).key}


def own_form(world: Any) -> dict[str, Any]:
    """A cover sheet form that came for the paper, with what the cage read in it."""
    file = _file(world.paper)
    said = {"properties": {}, "controls": [], "outside": [], "rest": False}
    PaperFile.objects.filter(pk=file.pk).update(state="form", verdict={"form": said})
    return {"key": file.key}


def own_version(world: Any) -> dict[str, Any]:
    return {"key": world.paper.key, "number": _file(world.paper).version.number}


def first_version(world: Any) -> dict[str, Any]:
    """The paper's key, once it has a first version."""
    own_version(world)
    return own(world)


def assisted(world: Any) -> dict[str, Any]:
    """A paper of somebody of another board, whom the author's assistant assists too."""
    board = world.other_board
    someone = make.user()
    make.seat(someone, board, "attendee", assistant=world.readers["assistant"].person)
    return {"key": make.paper(board, "canary-assisted", author=someone).key}


def own_comment(world: Any) -> dict[str, Any]:
    comment = Comment.objects.create(
        paper=world.paper, text="canary-comment", by=world.readers["author"], at=timezone.now()
    )
    return {"key": world.paper.key, "comment": comment.key}


def own_picture(world: Any) -> dict[str, Any]:
    image = PaperImage.objects.create(
        paper=world.paper, blob=Blob.objects.keep(b"canary-picture", "png"), alt="canary-alt"
    )
    return {"key": world.paper.key, "sha256": image.blob.sha256}


def with_(kwargs: Any, **more: Any) -> Any:
    """The same and more in the address."""
    return lambda world: {**kwargs(world), **more}


PAGES = (
    Row("papers-mine", everyone(OPEN) | {"anonymous": DONE}),
    Row("paper", readers(), own),
    Row("paper", handed_in(), submitted, query="?of=submitted"),
    Row("paper", part2(), private, query="?of=private"),
)
WRITING = (
    Row("paper-cover", writers(), own),
    Row("paper-cover", writers(WRONG) | {"anonymous": SIGNED_OUT}, own, "post"),
    Row("paper-cover-word", writers(), own),
    Row("paper-cover-word", part2(), private, query="?of=private"),
    Row("paper-text", writers(), own),
    Row("paper-text", writers(CLASH) | {"anonymous": SIGNED_OUT}, own, "post", {"body": "Words"}),
    Row(
        "paper-text",
        only(*SECRETARIES) | {"chair": REFUSED},
        submitted,
        query="?of=submitted",
    ),
    Row("paper-text", part2(), private, query="?of=private"),
    Row("paper-paste", writers(), own, "post", {"html": "<p>· a</p>"}),
    Row("paper-pictures", writers(), own),
    Row("paper-pictures", writers(WRONG), own, "post"),
    Row("paper-picture", readers(), own_picture),
    Row("paper-people", writers(), with_(own, role="author")),
    Row("paper-people", keepers(), with_(own, role="lead"), query="?of=leads"),
    # The author takes the last name off the list, and so the paper from the assistant.
    Row(
        "paper-people",
        writers(DONE) | {"assistant": HIDDEN},
        with_(own, role="author"),
        "post",
    ),
)
FILES = (
    Row("paper-files", readers(), own),
    Row("paper-files", part2(), private, query="?of=private"),
    Row("paper-upload", writers(WRONG), own, "post"),
    Row("paper-file", readers(), own_file),
    Row("paper-file", part2(), private_file, query="?of=private"),
    Row("paper-file-content", readers(), with_(own_file, what="original")),
    Row("paper-file-content", part2(), with_(private_file, what="pdf"), query="?of=private"),
    Row("paper-file-clean", writers(DONE), own_file, "post"),
    Row("paper-file-text", writers(DONE), own_file, "post"),
    Row("paper-file-form", writers(), own_form),
    Row("paper-file-confirm", writers(DONE), own_file, "post"),
    Row("paper-file-title", writers(DONE), own_file, "post", {"title": "New"}),
    Row("paper-file-replace", writers(WRONG), own_file, "post"),
    Row("paper-file-remove", writers(DONE), own_file, "post"),
    Row("paper-file-move", writers(DONE), own_file, "post", {"to": "up"}),
)
VERSIONS = (
    Row("paper-versions", readers(), own),
    Row("paper-versions", writers(WRONG), own, "post"),
    Row("paper-version", readers(), own_version),
    Row("paper-compare", readers(), first_version, query="?from=1&to=1"),
    Row("paper-restore", writers(DONE), own_version, "post"),
)
STEPS = (
    Row("paper-submit", writers(), own),
    Row(
        "paper-submit",
        only(*SECRETARIES, status=WRONG)
        | {"author": DONE, "assistant": REFUSED, "lead": REFUSED, "chair": REFUSED},
        own,
        "post",
    ),
    Row("paper-submit", only("assistant", status=DONE), assisted, "post", query="?assisted"),
    Row("paper-return", leaders(), own),
    Row("paper-return", handed_in(DONE), submitted, "post", {"words": "Shorter"}),
    Row("paper-clear", handed_in(), with_(submitted, step="chair")),
    Row("paper-clear", part2(), with_(private, step="chair"), query="?of=private"),
    Row(
        "paper-clear",
        only("chair", status=CLASH) | dict.fromkeys(SECRETARIES, REFUSED),
        with_(submitted, step="chair"),
        "post",
    ),
    Row("paper-withdraw", keepers(), own),
    Row("paper-withdraw", keepers(DONE), own, "post", {"words": "Not needed"}),
    Row("paper-expect", keepers(DONE), own, "post"),
    Row("paper-withhold", keepers(), own),
    Row("paper-withhold", keepers(WRONG), own, "post"),
    Row("paper-withhold", part2(), private),
    Row("paper-give-back", keepers(), _withheld),
    Row("paper-give-back", keepers(WRONG), _withheld, "post"),
    Row("paper-private", keepers(), own),
    Row("paper-private", keepers(DONE), own, "post"),
    Row("paper-unseal", part2(), private),
    Row("paper-unseal", part2(WRONG), private, "post", {"choice": ""}),
    Row("paper-due", keepers(), own),
    Row("paper-due", keepers(DONE), own, "post"),
    Row("paper-bring", keepers(), own),
    Row("paper-bring", keepers(WRONG), own, "post"),
    Row("paper-considered", writers(DONE), own, "post"),
    Row("paper-remind", keepers(DONE), own, "post"),
)
COMMENTS = (
    Row("paper-comment", readers(DONE), own, "post", {"text": "Good"}),
    Row("paper-comment", handed_in(DONE), submitted, "post", {"text": "Good"}, query="?submitted"),
    Row("paper-settle", readers(DONE), own_comment, "post"),
)
ROWS: tuple[Row, ...] = (*PAGES, *WRITING, *FILES, *VERSIONS, *STEPS, *COMMENTS)
