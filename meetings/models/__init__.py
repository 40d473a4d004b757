"""What the boards do: meetings, agendas and papers."""

from meetings.models.agenda import AgendaItem, Ask, ItemLead
from meetings.models.clearances import Clearance, Comment
from meetings.models.enclosures import Enclosure
from meetings.models.files import PaperFile, PaperImage
from meetings.models.meetings import Agreement, Meeting, MeetingPart, Series
from meetings.models.papers import Paper, PaperRole, PaperVersion

__all__ = [
    "AgendaItem",
    "Agreement",
    "Ask",
    "Clearance",
    "Comment",
    "Enclosure",
    "ItemLead",
    "Meeting",
    "MeetingPart",
    "Paper",
    "PaperFile",
    "PaperImage",
    "PaperRole",
    "PaperVersion",
    "Series",
]
