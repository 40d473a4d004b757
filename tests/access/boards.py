"""Rows of the access table for the addresses of boards."""

from tests.access import Row

ROWS: tuple[Row, ...] = ()
