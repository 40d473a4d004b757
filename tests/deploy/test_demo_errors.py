"""The demonstration shows our error pages, in a process with its very settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, django, logging
django.setup()
logging.disable(logging.CRITICAL)
from django.conf import settings
from django.test import Client
from icsgov import urls
from django.urls import path

def broken(request):
    raise ValueError("the inside of it")

broken.is_public = True
urls.urlpatterns.insert(0, path("broken/", broken))
client = Client(raise_request_exception=False, headers={"host": "localhost"})
asked = {
    "missing": lambda: client.get("/no-such-page/"),
    "host": lambda: client.get("/", headers={"host": "elsewhere.example"}),
    "field": lambda: client.post(
        "/accounts/login/", b"x=1&" * 3000, content_type="application/x-www-form-urlencoded"
    ),
    "broken": lambda: client.get("/broken/"),
}
found = {}
for name, ask in asked.items():
    answer = ask()
    found[name] = (answer.status_code, answer.content.decode())
static = client.get("/static/css/icsgov.css").status_code
print(json.dumps({"debug": settings.DEBUG, "found": found, "static": static}))
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """What the demonstration answers; its database has the tables and nothing in them."""
    env = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "icsgov.settings",
        "DJANGO_DEBUG": "1",
        "DEMO": "1",
        "DATA_DIR": str(tmp_path_factory.mktemp("demo")),
    }

    def run(*command):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "createcachetable")
    return json.loads(run("-c", ASK))


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("missing", 404, "Page not found"),
        ("host", 400, ""),
        ("field", 400, "The form has more fields than we take at once."),
        ("broken", 500, ""),
    ],
)
def test_an_error_shows_our_page_and_nothing_of_the_inside(demo, asked, status, words):
    found, said = demo["found"][asked]
    assert found == status
    assert words in said
    assert "nhsuk" in said
    for inside in ("DEBUG = True", "Traceback", "the inside of it", "urlpatterns", "ALLOWED_HOSTS"):
        assert inside not in said


def test_the_demonstration_is_no_debugging_site_and_still_finds_its_styles(demo):
    assert demo["debug"] is False
    assert demo["static"] == 200
