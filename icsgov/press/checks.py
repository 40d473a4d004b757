"""What this machine lacks for taking in files. Uploads are refused; the rest works."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from icsgov.press import cage, convert
from icsgov.press.limits import LIMITS

HINT = (
    "Files are opened in a process of their own, without network and rights, which needs Linux "
    "with user namespaces (kernel.unprivileged_userns_clone=1, user.max_user_namespaces above 0) "
    "or root. Until then every upload is refused."
)


@register(Tags.security)
def office_files(**_: Any) -> list[CheckMessage]:
    """Warn where LibreOffice is missing: Word, PowerPoint and Excel files are refused."""
    if convert.program() is not None:
        return []
    return [
        Warning(
            "LibreOffice is not installed, so Word, PowerPoint and Excel files are refused.",
            hint=f"Install {convert.PACKAGES}.",
            id="press.W001",
        )
    ]


@register(Tags.security)
def files_can_be_opened(**_: Any) -> list[CheckMessage]:
    """Warn where the cage cannot be made, on every start, without keeping the site down."""
    reason = cage.available()
    return [] if reason is None else [Warning(_no_cage(reason), hint=HINT, id="press.W002")]


@register(Tags.security, deploy=True)
def files_can_be_opened_in_production(**_: Any) -> list[CheckMessage]:
    """Fail `check --deploy` where the cage cannot be made."""
    reason = cage.available()
    return [] if reason is None else [Error(_no_cage(reason), hint=HINT, id="press.E001")]


@register(Tags.security)
def forms_are_bounded(**_: Any) -> list[CheckMessage]:
    """Warn where the settings let in larger forms than the press's limits name."""
    most = {
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LIMITS.form_bytes,
        "DATA_UPLOAD_MAX_NUMBER_FILES": LIMITS.files_per_request,
    }
    over = [name for name, limit in most.items() if (getattr(settings, name) or limit + 1) > limit]
    return [Warning(f"{name} is above {most[name]:,}.", id="press.W003") for name in over]


def _no_cage(reason: str) -> str:
    return f"Foreign files cannot be opened safely here, so uploads are refused: {reason}"
