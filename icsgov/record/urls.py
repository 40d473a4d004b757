"""Addresses of the public record. They are permanent, and answer without sign-in."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from icsgov.record.addresses import MEETING
from icsgov.record.views import (
    boards,
    documents,
    files,
    follow,
    glossary,
    home,
    meetings,
    minutes,
    personal,
    questions,
    search,
    sitemap,
    statement,
)

MINUTES = f"{MEETING}minutes/releases/<int:number>/"
DOCUMENT = "<slug:board>/documents/<slug:address>/"
RELEASE = f"{MEETING}releases/<int:number>/"


def followed(under: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """Everything, a search, a priority, a borough, a board: the same ways for each."""
    return [
        path(under, view, name=name),
        path(f"{under}search/", view, name=f"{name}-search"),
        path(f"{under}priorities/<uuid:key>/", view, name=f"{name}-priority"),
        path(f"{under}boroughs/<slug:borough>/", view, name=f"{name}-borough"),
        path(f"{under}<slug:board>/", view, name=f"{name}-board"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("icsgov.record.api.urls")),
    path("", home.home, name="home"),
    path("health/", home.health, name="health"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap, name="sitemap-part"),
    path("robots.txt", home.robots, name="robots"),
    path(".well-known/security.txt", home.security, name="security"),
    path("desk/accessibility/", statement.edit, name="accessibility-edit"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("cookies/", home.cookies, name="cookies"),
    path("files/<uuid:key>/<str:filename>", files.public_file, name="public-file"),
    path("search/", search.search_page, name="search"),
    path("glossary/", glossary.public_glossary, name="glossary"),
    path("glossary/edit/", glossary.desk, name="desk-glossary"),
    path("glossary/edit/<uuid:key>/", glossary.edit, name="desk-term"),
    path("glossary/edit/<uuid:key>/remove/", glossary.remove, name="desk-term-remove"),
    path("follow/", follow.ways, name="follow"),
    path("follow/email/", follow.by_email, name="follow-email"),
    path("follow/confirm/<slug:token>/", follow.confirm, name="follow-confirm"),
    path("follow/end/<slug:token>/", follow.end, name="follow-end"),
    *followed("feeds/", follow.feed, "feed"),
    *followed("calendar/", follow.calendar, "calendar"),
    path("questions/", questions.register, name="questions"),
    path("questions/questions.csv", questions.as_csv, name="questions-csv"),
    path("questions/<slug:slug>/", questions.question, name="public-question"),
    path("desk/builds/<uuid:key>/personal/", personal.personal, name="build-personal"),
    path("<slug:board>/", boards.board, name="public-board"),
    path("<slug:board>/next/", boards.next_meeting, name="public-next"),
    path("<slug:board>/latest/", boards.latest_papers, name="public-latest"),
    path(DOCUMENT, documents.document, name="public-document"),
    path(f"{DOCUMENT}releases/<int:number>/", documents.document, name="public-document-release"),
    path(MEETING, meetings.meeting, name="public-meeting"),
    path(f"{MEETING}minutes/", minutes.minutes, name="public-minutes"),
    path(f"{MEETING}minutes/minutes.pdf", minutes.pdf, name="public-minutes-pdf"),
    path(MINUTES, minutes.minutes, name="public-minutes"),
    path(f"{MINUTES}minutes.pdf", minutes.pdf, name="public-minutes-pdf"),
    path(f"{MEETING}<slug:item>/extract.pdf", minutes.extract, name="public-extract"),
    path(f"{MEETING}pack.pdf", meetings.pack, name="public-pack"),
    path(RELEASE, meetings.release, name="public-release"),
    path(f"{RELEASE}pack.pdf", meetings.pack, name="public-release-pack"),
    path(f"{RELEASE}<slug:slug>/", meetings.release_paper, name="public-release-paper"),
    path(f"{MEETING}<slug:slug>/", meetings.paper, name="public-paper"),
]
