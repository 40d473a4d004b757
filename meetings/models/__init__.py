"""What the boards do: meetings, agendas, papers, and the record of what came of them."""

from meetings.models.agenda import AgendaItem, Ask, ItemLead
from meetings.models.asking import MemberQuestion
from meetings.models.attendance import Attendance, Rsvp
from meetings.models.calendars import OwnCalendar
from meetings.models.calls import PaperCall, PaperLink, Shut
from meetings.models.clearances import Clearance, Comment
from meetings.models.documents import BoardDocument
from meetings.models.drops import Drop, DropFile
from meetings.models.enclosures import Enclosure
from meetings.models.files import PaperFile, PaperImage
from meetings.models.forward import ForwardEntry
from meetings.models.interests import Interest, InterestReturn, InterestRound, ItemInterest
from meetings.models.meetings import Agreement, Meeting, MeetingPart, Series
from meetings.models.minutes import (
    Correction,
    Minutes,
    MinuteSection,
    Paragraph,
    Remark,
    Speaker,
)
from meetings.models.notes import Note, ReadState
from meetings.models.outcomes import (
    Action,
    ActionLink,
    ActionOwner,
    ActionUpdate,
    Adoption,
    Decision,
    ProposedOutcome,
)
from meetings.models.papers import Paper, PaperRole
from meetings.models.presence import Presence
from meetings.models.questions import Question, QuestionContact, QuestionLink, Visitor
from meetings.models.recordings import Recording
from meetings.models.room import Tap
from meetings.models.striking import AlreadyStruck, Strikable
from meetings.models.versions import PaperVersion
from meetings.models.web_texts import WebText
from meetings.models.word_copies import Proposal, WordCopy, WordReturn

__all__ = [
    "Action",
    "ActionLink",
    "ActionOwner",
    "ActionUpdate",
    "Adoption",
    "AgendaItem",
    "Agreement",
    "AlreadyStruck",
    "Ask",
    "Attendance",
    "BoardDocument",
    "Clearance",
    "Comment",
    "Correction",
    "Decision",
    "Drop",
    "DropFile",
    "Enclosure",
    "ForwardEntry",
    "Interest",
    "InterestReturn",
    "InterestRound",
    "ItemInterest",
    "ItemLead",
    "Meeting",
    "MeetingPart",
    "MemberQuestion",
    "MinuteSection",
    "Minutes",
    "Note",
    "OwnCalendar",
    "Paper",
    "PaperCall",
    "PaperFile",
    "PaperImage",
    "PaperLink",
    "PaperRole",
    "PaperVersion",
    "Paragraph",
    "Presence",
    "Proposal",
    "ProposedOutcome",
    "Question",
    "QuestionContact",
    "QuestionLink",
    "ReadState",
    "Recording",
    "Remark",
    "Rsvp",
    "Series",
    "Shut",
    "Speaker",
    "Strikable",
    "Tap",
    "Visitor",
    "WebText",
    "WordCopy",
    "WordReturn",
]
