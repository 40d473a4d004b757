from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """What the system wants: plans, priorities, metrics."""

    name = "strategy"
    label = "strategy"

    def ready(self) -> None:
        # They register rules, messages, proofs and kinds.
        from strategy import access, tasks  # noqa: F401
        from strategy.proofs import bulletins, plans, progress  # noqa: F401
