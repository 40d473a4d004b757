"""How the agenda answers: the whole page, or the parts of it that htmx swaps in."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django_htmx.http import reswap, retarget

from icsgov.nhsuk.asked import by_htmx
from meetings import covers, minutes_access
from meetings.attending import counting
from meetings.directory import Directory
from meetings.forms.items import ItemForm, NewItem
from meetings.models import AgendaItem, Meeting
from meetings.preparation import Preparation, prepare

Marks = frozenset[str]


@dataclass(frozen=True)
class Shown:
    """What stands open on the reader's page, as marks: edit:KEY, open:KEY, add:KEY, add:part-1.

    `asked` is drawn anew; `kept` is there already, with what was typed in it, and is left alone.
    """

    asked: Marks = frozenset()
    kept: Marks = frozenset()
    focus: str = ""

    @staticmethod
    def of(data: QueryDict) -> "Shown":
        """What the address of the page asks for (?edit=KEY), and what the page wants kept."""
        asked = {f"{verb}:{key}" for verb in ("edit", "open", "add") for key in data.getlist(verb)}
        kept = set(data.getlist("keep")) - set(data.getlist("done")) - asked
        return Shown(frozenset(asked), frozenset(kept), next(iter(sorted(asked)), ""))

    @property
    def is_plain(self) -> bool:
        """Whether every row is closed and none is in focus."""
        return not (self.asked or self.kept or self.focus)

    def after(self, done: str, *asked: str, focus: str = "") -> "Shown":
        """What stands open once one of them is done with and others are asked for."""
        wanted = frozenset(filter(None, asked))
        kept = self.kept - {done} - wanted
        return replace(self, asked=wanted, kept=kept, focus=focus)


@dataclass(frozen=True)
class Said:
    """What happened, read out to those who do not see it; `wrong` where nothing did."""

    words: str = ""
    wrong: bool = False


@dataclass(frozen=True)
class Typed:
    """Forms with what was typed in them and could not be saved."""

    row: ItemForm | None = None
    new: NewItem | None = None

    @property
    def form(self) -> Any:
        return self.row or self.new


def page(
    request: HttpRequest,
    meeting: Meeting,
    now: datetime,
    shown: Shown,
    typed: Typed = Typed(),
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what is asked for open."""
    context = _context(request, meeting, now, shown)
    if typed.form:
        mark = next(iter(shown.asked), "")
        context |= {"row_form": typed.row, "new_form": typed.new, "form": typed.form}
        context |= {"new_mark": mark}
    return render(request, "meetings/meeting.html", context, status=status)


def update(
    request: HttpRequest, meeting: Meeting, now: datetime, shown: Shown, said: Said = Said()
) -> HttpResponse:
    """After a change: for htmx the agenda anew, without JavaScript the page again."""
    if by_htmx(request):
        context = _context(request, meeting, now, shown)
        return render(request, "meetings/meeting.html#update", {**context, "said": said})
    if said.words:
        (messages.warning if said.wrong else messages.success)(request, said.words)
    response = redirect("meeting", board=meeting.board.slug, address=meeting.address)
    response["Location"] += _address(shown)
    return response


def _address(shown: Shown) -> str:
    """The same as `shown`, for a page that is loaded anew: ?open=KEY#row-KEY."""
    asked = "&".join(mark.replace(":", "=") for mark in sorted(shown.asked))
    verb, _, key = shown.focus.partition(":")
    place = f"#{'add' if verb == 'add' else 'row'}-{key}" if key else ""
    return (f"?{asked}" if asked else "") + place


def row_answer(request: HttpRequest, form: ItemForm, now: datetime, status: int) -> HttpResponse:
    """A row that could not be saved, with what was typed: 422 for mistakes, 409 for a clash."""
    item = form.item
    mark = f"edit:{item.key}"
    shown = Shown(asked=frozenset({mark}), focus=mark)
    if not by_htmx(request):
        return page(request, item.meeting, now, shown, Typed(row=form), status)
    context = {"row_form": form, "shown": shown}
    response = render(request, "meetings/agenda/_row_form.html", context, status=status)
    return reswap(retarget(response, f"#row-{item.key}"), "outerHTML")


def _context(request: HttpRequest, meeting: Meeting, now: datetime, shown: Shown) -> dict[str, Any]:
    prepared = prepare(request.user, meeting, now)
    directory = Directory(meeting.board, meeting.date)
    return {
        "meeting": meeting,
        "prepared": prepared,
        "has_both": prepared.has_both,
        "shown": shown,
        "kinds": AgendaItem.Kind.choices,
        "verbs": covers.VERBS,
        "minutes_parts": minutes_access.parts(request.user, meeting, now),
        "people": directory.own if prepared.writes_rows else (),
        "forecast": counting.forecast(meeting) if prepared.has_whole else None,
        "row_form": _row_form(prepared, directory, shown),
        "now": now,
    }


def _row_form(prepared: Preparation, directory: Directory, shown: Shown) -> ItemForm | None:
    """The form for the row that is asked for; one at a time is drawn."""
    for row in prepared.rows:
        if row.may_write and f"edit:{row.item.key}" in shown.asked:
            return ItemForm(item=row.item, directory=directory)
    return None


def part_action(part: int) -> str:
    """What somebody must be allowed who writes a part of the agenda."""
    return "write part 2" if part > 1 else "write"
