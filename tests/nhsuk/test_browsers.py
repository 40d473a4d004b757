"""What a browser calls itself, in words."""

import pytest

from icsgov.nhsuk.browsers import browser_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (f"{WINDOWS} {WEBKIT} Chrome/126.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS} {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        (f"{PHONE} (KHTML, like Gecko) Version/17.5 Safari/604.1", "Safari on iPhone"),
        (f"{PHONE} (KHTML, like Gecko) CriOS/126.0 Safari/604.1", "Chrome on iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox on Linux",
        ),
        ("curl/8.5.0", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(header, words):
    assert browser_words(header) == words
