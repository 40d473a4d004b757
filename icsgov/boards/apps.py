from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Boards, people, seats and rights."""

    name = "icsgov.boards"
    label = "boards"
