import json
import logging
import sys

import pytest

from icsgov.logs import JSONFormatter


def record(message, *args, exc_info=None):
    return logging.LogRecord("icsgov.test", logging.WARNING, __file__, 1, message, args, exc_info)


def line(*args, **kwargs):
    return json.loads(JSONFormatter().format(record(*args, **kwargs)))


def test_a_line_is_one_json_object():
    made = record("Pack of %s built", "ICP “July”\n")
    made.created = 1690200000.25
    text = JSONFormatter().format(made)
    assert "\n" not in text
    assert json.loads(text) == {
        "time": "2023-07-24T12:00:00.250+00:00",
        "level": "WARNING",
        "logger": "icsgov.test",
        "message": "Pack of ICP “July”\n built",
    }


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("GET /search/?q=secret&page=2 200", "GET /search/?[query] 200"),
        ("Not Found: /icp/2023-07-24/", "Not Found: /icp/2023-07-24/"),
        ("Is it there? Yes.", "Is it there? Yes."),
        (
            "Bad link /join/MQ:1qABcd:abcdefghijklmnopqrstuvwxyz0123456789_-A/",
            "Bad link /join/[signed]/",
        ),
    ],
)
def test_query_strings_and_signed_links_are_left_out(message, expected):
    assert line(message)["message"] == expected


def test_an_error_brings_its_traceback_without_them():
    try:
        raise ValueError("cannot read /feed/?token=secret")
    except ValueError:
        made = line("Failed", exc_info=sys.exc_info())
    assert "ValueError: cannot read /feed/?[query]" in made["traceback"]
    assert "secret" not in made["traceback"].splitlines()[-1]
