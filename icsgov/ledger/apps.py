from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Versions, state moves and the append-only list of changes."""

    name = "icsgov.ledger"
    label = "ledger"
