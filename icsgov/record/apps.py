from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Trees, builds, releases and what the public reads."""

    name = "icsgov.record"
    label = "record"
