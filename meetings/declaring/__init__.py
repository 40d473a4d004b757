"""Interests: declared, ended, confirmed in rounds, matched with items, acted on at meetings."""
