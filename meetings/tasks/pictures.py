"""Pictures for drafted texts: through the door like any file, kept without what a camera wrote."""

import io
from pathlib import Path

import pikepdf

from icsgov.press import door
from icsgov.press.kinds import Kind, sniff
from icsgov.record.models import Blob
from icsgov.work import scratch
from meetings.models import Paper, PaperImage

# A page of A4 between its margins at 300 dots an inch.
WIDEST, TALLEST = 2_000, 2_900
QUALITY = 88
NOT_A_PICTURE = "This is not a picture we can use. Choose a PNG or JPEG file."


class PictureRefused(ValueError):
    """A picture that cannot be used; the message says why and what to do."""


def take(paper: Paper, path: Path, filename: str, alt: str) -> PaperImage:
    """Keep a picture for the text of a paper. Raises PictureRefused."""
    kind = sniff(path)
    if kind not in (Kind.PNG, Kind.JPEG):
        raise PictureRefused(NOT_A_PICTURE)
    with scratch.folder("picture") as folder:
        received = door.receive(path, filename, folder)
        if received.normalised is None:
            raise PictureRefused(received.verdict.sentence)
        content = _rewritten(received.normalised, kind)
    blob = Blob.objects.keep(content, str(kind))
    image, _ = PaperImage.objects.update_or_create(paper=paper, blob=blob, defaults={"alt": alt})
    return image


def _rewritten(normalised: Path, kind: Kind) -> bytes:
    """The picture out of the clean PDF that the cage made of it, no larger than a page needs."""
    with pikepdf.open(normalised) as pdf:
        picture = pikepdf.PdfImage(next(iter(pdf.pages[0].get_images().values()))).as_pil_image()
    picture.thumbnail((WIDEST, TALLEST))
    written = io.BytesIO()
    if kind == Kind.JPEG:
        picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    else:
        picture.save(written, "PNG", optimize=True)
    return written.getvalue()
