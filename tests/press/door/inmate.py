"""What runs in the cage in test_cage: it tries to get out."""

import os
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from icsgov.press import convert
from icsgov.press.kinds import Kind


def look_around(job: dict[str, object], tell: Callable[[str], None]) -> dict[str, object]:
    """What a caged process can see and do."""
    tell("looking")
    os.write(1, b"a library that prints does not disturb the answer\n")
    return {
        "network": _try(lambda: socket.create_connection(("127.0.0.1", job["port"]), 1)),
        "names": _try(lambda: socket.getaddrinfo("example.org", 80)),
        "canary": _try(lambda: Path(job["canary"]).read_text()),
        "project": _try(lambda: Path(job["settings"]).read_text()),
        "passwords": _try(lambda: Path("/etc/passwd").read_text()),
        "write": _try(lambda: Path("/usr/local/mark").write_text("x")),
        "write_code": _try(lambda: Path(__file__).with_name("mark").write_text("x")),
        "kill": _try(lambda: os.kill(job["parent"], 0)),
        "root": _try(lambda: os.setuid(0)),
        "user": os.getuid(),
        "environment": sorted(os.environ),
        "processes": os.getpid(),
        "here": sorted(path.name for path in Path().iterdir()),
    }


def _try(deed: Callable[[], object]) -> str:
    try:
        return f"done: {deed()!r}"
    except OSError as error:
        return f"refused: {error.strerror}"


def leave_a_child(job: dict[str, object], tell: Callable[[str], None]) -> str:
    """Start a process that leaves its group and session, and end."""
    subprocess.Popen(["/usr/bin/sleep", job["mark"]], start_new_session=True)
    return "left"


def sleep(job: object, tell: Callable[[str], None]) -> None:
    subprocess.Popen(["/usr/bin/sleep", "600"], start_new_session=True)
    tell("sleeping")
    time.sleep(600)


def spin(job: object, tell: Callable[[str], None]) -> None:
    while True:
        pass


def eat_memory(job: object, tell: Callable[[str], None]) -> int:
    return len(bytearray(4_000_000_000))


def write_much(job: object, tell: Callable[[str], None]) -> int:
    return Path("much").write_bytes(bytes(50_000_000))


def fill_the_disk(job: object, tell: Callable[[str], None]) -> None:
    """Fill the cage's own /tmp, which is small."""
    Path("/tmp/much").write_bytes(bytes(50_000_000))


def say_much(job: object, tell: Callable[[str], None]) -> None:
    while True:
        tell("x" * 1_000_000)


def convert_unchecked(job: dict[str, str], tell: Callable[[str], None]) -> str:
    """LibreOffice on a file that nobody looked at, with a profile that forbids nothing."""
    convert.SETTINGS = ()
    made = convert.Conversion(Path(job["soffice"]), "source", Kind.DOCX).finish()
    return made.name if made else "none"


def leave_links(job: object, tell: Callable[[str], None]) -> dict[str, object]:
    """Answer as the door expects, with links in place of the files."""
    for name in ("normalised.pdf", "first-page.png"):
        Path(name).symlink_to("/etc/passwd")
    return {"kind": "pdf", "reasons": [], "pages": 1}


def babble(job: object, tell: Callable[[str], None]) -> None:
    """Write to whatever is open, and leave."""
    for handle in range(3, 20):
        with suppress(OSError):
            os.write(handle, b'no answer\n["nor this"]\n')
    os._exit(0)


def fail(job: object, tell: Callable[[str], None]) -> None:
    raise ValueError("the file is odd")


def crash(job: object, tell: Callable[[str], None]) -> None:
    os.abort()
