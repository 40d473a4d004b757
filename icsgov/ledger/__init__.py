"""Versions, state moves and the append-only list of changes."""
