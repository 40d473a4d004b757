"""The register of interests of a board, for everybody: made from its release alone."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from icsgov.record.csvs import csv_answer
from icsgov.record.publish import tree_of
from icsgov.record.views.answers import from_the_record
from meetings import interests_access as access

HEADS = (
    "Name",
    "Title and organisation",
    "Kind",
    "Organisation of the interest",
    "Interest",
    "What is done about it",
    "From",
    "Until",
    "Declared on",
)


@from_the_record
def register(request: HttpRequest, now: datetime, board: str) -> HttpResponse:
    """Everybody on the board with what they declared."""
    release = access.register_of(board, now)
    if release.path != f"{board}/interests":
        return redirect(f"/{release.path}/", permanent=True)
    node = tree_of(release)
    context = {"node": node, "release": release, "board_href": f"/{board}/"}
    return render(request, "meetings/interests/public.html", context)


@from_the_record
def csv(request: HttpRequest, now: datetime, board: str) -> HttpResponse:
    """The same as a file: a row for each interest, and one for who declared none."""
    node = tree_of(access.register_of(board, now))
    rows: list[tuple[Any, ...]] = []
    for person in node.children:
        about = (person.title, person.data["standing"])
        for row in person.children:
            data = row.data
            what = (data["kind"], row.title, row.text, data["action"])
            rows.append((*about, *what, data["starts"], data["ends"], row.on))
        if not person.children:
            rows.append((*about, "", "", "No interests declared" if person.data["nil"] else ""))
    return csv_answer(f"{board}-interests.csv", HEADS, rows)
