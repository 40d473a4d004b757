"""Rows of the access table: desk."""

from tests.access import Row

ROWS: tuple[Row, ...] = ()
