from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Work rows, the clock and the outbox of messages."""

    name = "icsgov.work"
    label = "work"
