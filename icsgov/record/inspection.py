"""The gate before publishing, over every file that a build would release."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from icsgov.press.cache import Cache, piece_key
from icsgov.press.findings import Finding
from icsgov.press.inspector import inspect
from icsgov.work.jobs import JobFailed


def inspect_file(
    path: Path, sha256: str, names: Mapping[int, str], called: str, cache: Cache
) -> list[Finding]:
    """What the file holds that readers should not get; the same bytes are looked at once.

    `names` gives each page, from 1, the title of its paper. Raises JobFailed for what cannot be
    opened.
    """
    key = piece_key("inspected", sha256, json.dumps(dict(names)))
    kept = cache.get(key)
    if kept is not None:
        return [Finding(**plain) for plain in json.loads(kept)]
    try:
        found = inspect(path, names=names)
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        raise JobFailed(f"“{called}” could not be opened to be checked. Build again.") from error
    cache.put(key, json.dumps([each.as_dict() for each in found]).encode())
    return list(found)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Each thing once, though a pack, its papers and their files all show it."""
    return list({(each.code, each.piece, each.sentence): each for each in findings}.values())
