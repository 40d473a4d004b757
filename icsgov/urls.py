"""All addresses. What comes first here can be no board's short name (boards/models/boards.py)."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("icsgov.boards.urls")),
    path("", include("strategy.urls")),
    path("", include("meetings.urls")),
    path("", include("icsgov.record.urls")),
]
handler400 = "icsgov.boards.views.errors.bad_request"
handler404 = "icsgov.boards.views.errors.not_found"
handler403 = "icsgov.boards.views.errors.forbidden"
handler500 = "icsgov.boards.views.errors.server_error"
