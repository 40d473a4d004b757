"""Rows of the access table: papers."""

from tests.access import Row

ROWS: tuple[Row, ...] = ()
