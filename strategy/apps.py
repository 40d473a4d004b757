from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """What the system wants: plans, priorities, metrics."""

    name = "strategy"
    label = "strategy"

    def ready(self) -> None:
        from strategy import access  # noqa: F401  (registers who may do what)
        from strategy.proofs import plans  # noqa: F401  (registers its proof and its kinds)
