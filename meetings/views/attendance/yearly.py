"""The year of a board: who came to which meeting, as a page and as a workbook."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.models import Board
from icsgov.record import workbooks
from meetings import attendance_access as access
from meetings.attending import yearly
from meetings.attending.yearly import Table
from meetings.exporters import attendance_xlsx


@require_safe
def year(request: HttpRequest, board: str) -> HttpResponse:
    """The year that is asked for (?year=2023-24 or 2023), or the present one."""
    now = timezone.now()
    found = access.get_board(request.user, board, now)
    shown = _table(request, found, now)
    context = {
        "board": found,
        "table": shown,
        "years": yearly.around(shown.year, found.today(now)),
        "key": [(yearly.LETTERS[mark], words) for mark, words in yearly.WORDS.items()],
    }
    return render(request, "meetings/attendance/year.html", context)


@require_safe
def workbook(request: HttpRequest, board: str) -> HttpResponse:
    """The same as a workbook of Excel."""
    now = timezone.now()
    shown = _table(request, access.get_board(request.user, board, now), now)
    name = f"{board}-attendance-{shown.year.name}.xlsx"
    return workbooks.answer(attendance_xlsx.write(shown), name)


def _table(request: HttpRequest, board: Board, now: datetime) -> Table:
    asked = request.GET.get("year", "")
    try:
        of = yearly.year(asked) if asked else yearly.year_of(board.today(now))
    except ValueError:
        raise Http404 from None
    return yearly.table(board, of, now)
