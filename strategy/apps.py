from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """What the system wants: plans, priorities, metrics."""

    name = "strategy"
    label = "strategy"
