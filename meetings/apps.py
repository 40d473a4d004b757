from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """What the boards do: agendas, papers, packs."""

    name = "meetings"
    label = "meetings"
