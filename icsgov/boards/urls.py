"""Addresses for managing boards and people, and for accepting an invitation."""

from django.urls import path

from icsgov.boards.views import accounts, addresses, boards, letting_in, people

urlpatterns = [
    path("accounts/invitation/<str:token>/", accounts.invitation, name="invitation"),
    path("accounts/let-in/<str:token>/", letting_in.open_link, name="let-in-link"),
    path("desk/people/<uuid:key>/let-in/", letting_in.let_in, name="let-in"),
    path("desk/people/<uuid:key>/address/", addresses.correct, name="correct-address"),
    path("desk/boards/", boards.boards, name="boards"),
    path("desk/boards/new/", boards.new_board, name="new-board"),
    path("desk/boards/<slug:slug>/", boards.board, name="board"),
    path("desk/boards/<slug:slug>/edit/", boards.edit_board, name="edit-board"),
    path("desk/boards/<slug:slug>/rename/", boards.rename_board, name="rename-board"),
    path("desk/boards/<slug:slug>/rules/", boards.board_rules, name="board-rules"),
    path("desk/boards/<slug:slug>/rules/<str:name>/", boards.edit_rule, name="edit-rule"),
    path("desk/boards/<slug:slug>/seats/new/", people.new_seat, name="new-seat"),
    path("desk/seats/<uuid:key>/", people.edit_seat, name="edit-seat"),
    path("desk/seats/<uuid:key>/end/", people.end_seat, name="end-seat"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/new/", people.edit_person, name="new-person"),
    path("desk/people/<uuid:key>/", people.person, name="person"),
    path("desk/people/<uuid:key>/edit/", people.edit_person, name="edit-person"),
    path("desk/people/<uuid:key>/invite/", people.send_invitation, name="invite"),
    path("desk/organisations/new/", people.edit_organisation, name="new-organisation"),
    path("desk/organisations/<uuid:key>/", people.edit_organisation, name="edit-organisation"),
    path("desk/administrators/", people.administrators, name="administrators"),
    path("desk/administrators/<uuid:key>/end/", people.end_administrator, name="end-administrator"),
]
