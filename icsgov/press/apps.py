from django.apps import AppConfig


class PressConfig(AppConfig):
    """Files in, packs out: no models and no requests."""

    name = "icsgov.press"
    label = "press"

    def ready(self) -> None:
        from icsgov.press import checks  # noqa: F401  (registers them)
