"""Runs web, worker and clock together until one ends or Ctrl-C: ``serve.py [PORT]``.

For the demonstration and for one person's machine; a server runs the three as services
(deploy/systemd).
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PATIENCE = 10  # seconds between asking a program to end and ending it
PR_SET_PDEATHSIG = 1
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def commands(port: int) -> dict[str, list[str]]:
    """The three programs, by name."""
    gunicorn = [sys.executable, "-m", "gunicorn", "icsgov.wsgi:application"]
    size = ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    return {
        "web": [*gunicorn, *size, "--bind", f"127.0.0.1:{port}"],
        "worker": [*MANAGE, "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"],
        "clock": [*MANAGE, "tick", "--loop"],
    }


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a program that hears no Ctrl-C, so that ending is ours, and ends when we are killed."""
    libc = ctypes.CDLL(None)
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM),
    )


def is_taken(port: int) -> bool:
    """Whether somebody listens on the port; a socket may also find itself there."""
    with socket.socket() as probe:
        found = probe.connect_ex(("127.0.0.1", port)) == 0
        return found and probe.getsockname() != probe.getpeername()


def wait_for_first_end(running: dict[str, subprocess.Popen[bytes]], port: int) -> str:
    """Say when the web server answers; return the name of the program that ended first."""
    announced = False
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                return name
        if not announced and is_taken(port):
            announced = True
            print(f"\nicsgov is at http://127.0.0.1:{port}/ (Ctrl-C ends it)", flush=True)
        time.sleep(0.2)


def end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask all programs to end, then make them."""
    for process in running.values():
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def stop(signum: int, frame: FrameType | None) -> None:
    """Begin to end, undisturbed by a second Ctrl-C: it takes PATIENCE at most."""
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(port: int) -> int:
    if is_taken(port):
        print(f"Something else listens on port {port}. Try another: make demo PORT={port + 1}")
        return 1
    for signum in ENDINGS:
        signal.signal(signum, stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icsgov.settings")
    running = {}
    try:
        for name, command in commands(port).items():
            running[name] = start(command)
        name = wait_for_first_end(running, port)
        print(f"The {name} ended with status {running[name].returncode}, so the others end too.")
        return 1
    except KeyboardInterrupt:
        print("\nEnding.")
        return 0
    finally:
        end(running)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
