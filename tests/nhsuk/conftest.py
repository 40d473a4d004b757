"""A browser of this machine, and passwords that are quick to check."""

import pytest

from tests.browsing import base_url, browser_type_launch_args, complaints, visit  # noqa: F401


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
