from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Trees, builds, releases and what the public reads."""

    name = "icsgov.record"
    label = "record"

    def ready(self) -> None:
        from icsgov.record import (
            following,  # noqa: F401  (registers its letters and what the clock asks for)
            profiles,  # noqa: F401  (registers what it publishes)
            takedowns,  # noqa: F401  (registers who confirms one, and how bytes are destroyed)
            tasks,  # noqa: F401  (registers how builds are run)
            upkeep,  # noqa: F401  (registers what the clock tidies)
        )
