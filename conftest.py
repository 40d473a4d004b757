"""Prepares a test run: its own data folder, its own settings, no way out of the machine."""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import pytest

DATA_DIR = Path(tempfile.mkdtemp(prefix="icsgov-test-"))
(DATA_DIR / "static").mkdir()
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "icsgov.settings",
    "DJANGO_DEBUG": "1",
    "DEMO": "0",
    "REQUIRE_MFA": "0",
    "DATA_DIR": str(DATA_DIR),
    "TASKS_BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
    # Playwright keeps an event loop on the main thread; the tests' own queries are meant.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
SOAK = os.environ.get("SOAK") == "1"

hypothesis.settings.register_profile(
    "icsgov", deadline=None, max_examples=2_000 if SOAK else 60, print_blob=True
)
hypothesis.settings.load_profile("icsgov")


def _set_up_django() -> None:
    """Load the settings, with a test database in a file: in memory, SQLite has no WAL."""
    import django
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(DATA_DIR / "test.sqlite3")
    django.setup()


_set_up_django()


def pytest_configure(config: pytest.Config) -> None:
    """Lets no worker of a run read the settings before it has a data folder of its own.

    pytest-django reads them at once where the environment names them, and a worker takes over the
    environment of the process that starts it.
    """
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        os.environ.pop("DJANGO_SETTINGS_MODULE")


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> Any:
    """Refuses every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Ends what still holds the test database when the last test is over.

    A request of a browser that closed, or the session of a worker that was killed, may outlive its
    test by a moment; PostgreSQL drops no database that somebody is using.
    """
    from django.db import connection

    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def soak() -> bool:
    """True in `make soak`: take the long counts."""
    return SOAK
