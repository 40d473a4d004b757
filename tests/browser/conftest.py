"""The browser tests' fixtures."""

from tests.browsing import (  # noqa: F401
    base_url,
    browser_type_launch_args,
    complaints,
    signed_in,
    stranger,
    visit,
)
