"""What objects look like. The words of OParl 1.1 are theirs; words of ours begin with icsgov:."""

from datetime import date as Day
from datetime import datetime
from typing import Any, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

T = TypeVar("T")


class Thing(Schema):
    """What every object has. One that was taken back has only this, and `deleted`."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    type: str
    created: datetime | None = None
    modified: datetime | None = None
    deleted: bool | None = None
    web: str | None = Field(None, description="The page on which people read it.")


class File(Thing):
    """A file that can be fetched."""

    name: str | None = None
    fileName: str | None = None
    mimeType: str | None = None
    date: Day | None = None
    size: int | None = None
    accessUrl: str | None = None
    downloadUrl: str | None = None
    meeting: list[str] | None = None
    paper: list[str] | None = None
    sha256: str | None = Field(None, alias="icsgov:sha256Checksum")
    pages: int | None = Field(None, alias="icsgov:pages")
    release: int | None = Field(None, alias="icsgov:release")


class Location(Thing):
    """Where a meeting is."""

    description: str | None = None
    bodies: list[str] | None = None
    meetings: list[str] | None = None


class Consultation(Thing):
    """A paper that was before a meeting under an agenda item."""

    paper: str | None = None
    agendaItem: str | None = None
    meeting: str | None = None
    organization: list[str] | None = None
    role: str | None = None


class AgendaItem(Thing):
    """A row of an agenda."""

    meeting: str | None = None
    number: str | None = None
    order: int | None = None
    name: str | None = None
    public: bool | None = None
    consultation: str | None = None
    result: str | None = None
    resolutionText: str | None = None
    start: datetime | None = None
    kind: str | None = Field(None, alias="icsgov:kind")
    papers: list[str] | None = Field(None, alias="icsgov:paper")
    asks: list[str] | None = Field(None, alias="icsgov:asks")
    links: list[dict[str, str]] | None = Field(None, alias="icsgov:links")
    recording: str | None = Field(None, alias="icsgov:recording")


class Meeting(Thing):
    """A meeting of a board: announced, and then with its agenda, papers and minutes."""

    name: str | None = None
    meetingState: str | None = None
    cancelled: bool | None = None
    start: datetime | None = None
    end: datetime | None = None
    location: Location | None = None
    organization: list[str] | None = None
    resultsProtocol: File | None = None
    auxiliaryFile: list[File] | None = None
    agendaItem: list[AgendaItem] | None = None
    mode: str | None = Field(None, alias="icsgov:mode")
    how_to_attend: str | None = Field(None, alias="icsgov:howToAttend")
    private_session: str | None = Field(None, alias="icsgov:privateSession")
    minutes_state: str | None = Field(None, alias="icsgov:minutesState")
    recording: str | None = Field(None, alias="icsgov:recording")


class Paper(Thing):
    """A paper of a board."""

    body: str | None = None
    name: str | None = None
    reference: str | None = None
    date: Day | None = None
    paperType: str | None = None
    mainFile: File | None = None
    auxiliaryFile: list[File] | None = None
    underDirectionOf: list[str] | None = None
    consultation: list[Consultation] | None = None
    authors: list[str] | None = Field(None, alias="icsgov:authors")
    asks: list[str] | None = Field(None, alias="icsgov:asks")
    text: str | None = Field(None, alias="icsgov:text")
    links: list[dict[str, str]] | None = Field(None, alias="icsgov:links")


class Membership(Thing):
    """A dated seat on a board."""

    person: str | None = None
    organization: str | None = None
    role: str | None = None
    votingRight: bool | None = None
    startDate: Day | None = None
    endDate: Day | None = None
    standing: str | None = Field(None, alias="icsgov:standing")
    constituency: str | None = Field(None, alias="icsgov:constituency")


class Person(Thing):
    """Somebody who sits on a board."""

    body: str | None = None
    name: str | None = None
    familyName: str | None = None
    givenName: str | None = None
    affix: str | None = None
    title: list[str] | None = None
    membership: list[Membership] | None = None


class Organization(Thing):
    """A board."""

    body: str | None = None
    name: str | None = None
    shortName: str | None = None
    membership: list[str] | None = None
    meeting: str | None = None
    post: list[str] | None = None
    subOrganizationOf: str | None = None
    organizationType: str | None = None
    classification: str | None = None
    startDate: Day | None = None
    endDate: Day | None = None
    website: str | None = None
    memberCount: int | None = None
    purpose: str | None = Field(None, alias="icsgov:purpose")


class LegislativeTerm(Thing):
    """OParl has it for councils; boards of the NHS have none, so that its list is empty."""

    body: str | None = None
    name: str | None = None


class Body(Thing):
    """The integrated care system, with the lists of all there is."""

    system: str | None = None
    name: str
    shortName: str | None = None
    website: str | None = None
    contactEmail: str | None = None
    classification: str | None = None
    organization: str
    person: str
    meeting: str
    paper: str
    legislativeTerm: list[LegislativeTerm]
    agendaItem: str
    consultation: str
    file: str
    locationList: str
    legislativeTermList: str
    membership: str
    paragraphs: str = Field(alias="icsgov:minuteParagraph")
    decisions: str = Field(alias="icsgov:decision")
    actions: str = Field(alias="icsgov:action")
    questions: str = Field(alias="icsgov:question")
    forward: str = Field(alias="icsgov:forwardEntry")
    priorities: str = Field(alias="icsgov:priority")
    places: str = Field(alias="icsgov:place")


class System(Thing):
    """Where to begin."""

    oparlVersion: str
    body: str
    name: str | None = None
    contactEmail: str | None = None
    website: str | None = None


class Own(Thing):
    """What OParl has no word for: named by its type."""

    name: str | None = None
    number: str | None = None
    reference: str | None = None
    text: str | None = None
    state: str | None = None
    date: Day | None = None
    organization: str | None = None
    meeting: str | None = None
    details: dict[str, Any] | None = None
    links: list[dict[str, str]] | None = None


class Pagination(Schema):
    """How long the list is and where one stands in it."""

    totalElements: int
    elementsPerPage: int
    currentPage: int
    totalPages: int


class Links(Schema):
    """Ways to other pages of the list."""

    first: str
    prev: str | None = None
    self: str
    next: str | None = None
    last: str


class Page(Schema, Generic[T]):
    """A page of a list."""

    data: list[T]
    pagination: Pagination
    links: Links
