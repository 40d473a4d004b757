"""Registers as CSV: what a spreadsheet would run is kept from running, the rest stays as it is."""

import csv
import io
from datetime import date

import pytest

from icsgov.record.csvs import csv_answer, harmless


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [("a = b", "a = b"), (None, ""), (7, "7")])
def test_all_else_stays(value, cell):
    assert harmless(value) == cell


def test_a_file_can_be_read_back():
    answer = csv_answer("a.csv", ["On", "Words"], [[date(2023, 7, 24), 'He said "no",\nthen left']])
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["On", "Words"], ["2023-07-24", 'He said "no",\nthen left']]
