"""Rows of the access table for the addresses of record."""

from tests.access import Row

ROWS: tuple[Row, ...] = ()
