"""The minutes as a Word file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from icsgov.record.kinds import MINUTES
from icsgov.record.proofs import prove
from meetings import minutes_access as access
from meetings.exporters import minutes_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def export(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """What the minutes say now, for somebody who works in Word; of Part 2 a record is kept."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    proof = prove(MINUTES, found.meeting.key, part, now)
    if part > 1:
        found.record_change("read", request.user, now, words="Took Part 2 as a Word file")
    response = HttpResponse(minutes_docx.word(proof.root), content_type=DOCX)
    name = f"{proof.filename}-minutes.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
