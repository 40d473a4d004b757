"""Rows of the access table: packs."""

from tests.access import Row

ROWS: tuple[Row, ...] = ()
