"""What every page knows: names of the site, and the reader's ways in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Names for the header, and the demo banner. Reads neither user nor session."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "system_name": settings.SYSTEM_NAME,
        "demo_banner": settings.DEMO,
        "require_mfa": settings.REQUIRE_MFA,
    }
