"""Where a recording begins at a second, as its host wants it said."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from icsgov.record.watching import Recording, clock, moment


@pytest.mark.parametrize(
    ("address", "begun"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=750s"),
        ("https://www.youtube.com/watch?v=a&t=9s", "https://www.youtube.com/watch?v=a&t=750s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=750s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=750s"),
        ("https://example.org/film.mp4", "https://example.org/film.mp4#t=750"),
        ("https://notyoutube.com/watch?v=abc", "https://notyoutube.com/watch?v=abc#t=750"),
    ],
)
def test_each_host_is_told_in_its_own_way(address, begun):
    assert moment(address, 750) == begun


def test_microsoft_stream_gets_what_its_share_button_writes():
    url = moment("https://board.sharepoint.com/stream.aspx?id=%2Ffilm", 750)
    said = parse_qs(urlsplit(url).query)
    assert said["id"] == ["/film"]
    coded = json.loads(base64.b64decode(said["nav"][0]))
    assert coded == {"playbackOptions": {"startTimeInSeconds": 750}}


def test_a_time_reads_as_people_say_it():
    assert [clock(0), clock(750), clock(3_661)] == ["0:00:00", "0:12:30", "1:01:01"]


def test_an_item_nobody_timed_has_no_place():
    film = Recording("https://www.youtube.com/watch?v=abc", {"k": 750})
    assert film.host == "youtube.com"
    assert film.of("other") is None and film.of("k").clock == "0:12:30"
