from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Boards, people, seats and rights."""

    name = "icsgov.boards"
    label = "boards"

    def ready(self) -> None:
        from icsgov.boards import access, account_mail, addresses, letting_in, tasks  # noqa: F401 -- they register rules and messages
