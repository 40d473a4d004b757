"""Registers as CSV, which any spreadsheet opens: nothing in them runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> str:
    """A value as a cell: what a spreadsheet would take for a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows under their heads, by RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def csv_answer(filename: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The rows as a file to save. It begins with a mark that tells Excel how to read it."""
    content = "\ufeff" + csv_text(heads, rows)
    response = HttpResponse(content.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response
