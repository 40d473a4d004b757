"""How much of a file we take in."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one upload may cost. Bytes are bytes, lengths points (1/72 inch), times seconds.

    `form_bytes`, `json_bytes` and `files_per_request` are held by Django's settings and the API;
    a system check compares the settings with them.
    """

    # the upload
    file_bytes: int = 100 * MEGABYTE  # one file
    paper_bytes: int = 200 * MEGABYTE  # all files of one paper
    files_per_request: int = 60
    form_bytes: int = 5 * MEGABYTE  # a form without its files
    json_bytes: int = 1 * MEGABYTE  # a JSON body

    # what it turns into
    pages: int = 1_000  # per file
    page_side: float = 3_400.0  # the longer side of a page: A0 is 3,370
    pixels: int = 100_000_000  # per picture: A4 at 1,000 dots an inch
    text_characters: int = 10_000_000  # per file

    # unpacking
    zip_entries: int = 5_000
    zip_bytes: int = 500 * MEGABYTE  # all parts unpacked, nested archives included
    zip_ratio: int = 200  # unpacked to packed, looked at above zip_ratio_from
    zip_ratio_from: int = 5 * MEGABYTE
    zip_depth: int = 3  # archives within archives
    bundle_files: int = 500  # in a zip or an e-mail that somebody sends us
    xml_elements: int = 5_000_000  # all parts together
    xml_depth: int = 200
    stream_bytes: int = 64 * MEGABYTE  # one page's drawing in a PDF, unpacked
    streams_bytes: int = 2_000 * MEGABYTE  # all of a PDF, unpacked, one after the other
    tag_elements: int = 500_000  # of a PDF's structure tree

    # the work
    seconds: int = 60  # wall time, the whole upload
    cpu_seconds: int = 60  # each process
    memory_bytes: int = 2_000 * MEGABYTE  # address space of each process
    written_bytes: int = 500 * MEGABYTE  # each file it writes


LIMITS = Limits()
