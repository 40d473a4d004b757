"""The cage: foreign files are opened in a process that can reach and keep nothing.

The process has no network, no other process, no right, an empty environment, a read-only view of
the machine's programs, one throwaway folder, and limits of time, memory and file size. It needs
Linux with user namespaces (or root). `walls` is what runs inside.
"""

import compileall
import json
import os
import selectors
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from icsgov.press import walls

PROJECT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
MOST_OUTPUT = 64 * MEGABYTE  # bytes kept of what a job writes to standard output
# What every job may read besides the machine's programs and libraries.
SYSTEM = ("/usr", "/etc/fonts", "/etc/ld.so.cache", "/etc/libreoffice", "/var/cache/fontconfig")

Hear = Callable[[bytes], None]


@dataclass(frozen=True)
class Ran:
    """How a caged process ended. `seconds` is wall time; `stderr` its last 64 kB."""

    returncode: int
    stdout: bytes
    stderr: str
    timed_out: bool
    seconds: float


class CageError(Exception):
    """The cage could not be made; the text says why."""


class JobError(Exception):
    """A caged job gave no answer: `why` is "time", "memory", "room" (on the disk) or "crash"."""

    def __init__(self, why: str, ran: Ran) -> None:
        super().__init__(f"{why}: exit status {ran.returncode}: {ran.stderr.strip()[-2000:]}")
        self.why = why
        self.ran = ran


@lru_cache(maxsize=1)
def available() -> str | None:
    """Why the cage cannot be made here, or None where it can; tried once per process."""
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        try:
            ran = run(["/usr/bin/env", "true"], folder=Path(folder), seconds=10)
        except CageError as error:
            return str(error)
    return None if ran.returncode == 0 else f"The test program failed: {ran.stderr.strip()}"


def run(
    argv: Sequence[str],
    *,
    folder: Path,
    seconds: float = 60,
    memory: int = 2_000 * MEGABYTE,
    cpu: int = 60,
    file_size: int = 500 * MEGABYTE,
    processes: int = 128,
    reads: Iterable[Path] = (),
    environment: dict[str, str] | None = None,
) -> Ran:
    """Run a program in the cage, in `folder`, the one place it may write.

    Limits are seconds of wall time, seconds of processor time, and bytes. `reads` are further
    files and folders it may read. Raises CageError where the cage cannot be made.
    """
    limits = _limits(memory, cpu, file_size, processes)
    order = _order(folder, limits, reads, environment) | {"argv": list(argv)}
    return _start(order, seconds, None)


def call(
    function: str,
    job: dict[str, Any],
    *,
    folder: Path,
    seconds: float = 60,
    memory: int = 2_000 * MEGABYTE,
    cpu: int = 60,
    file_size: int = 500 * MEGABYTE,
    processes: int = 128,
    reads: Iterable[Path] = (),
    progress: Callable[[str], None] | None = None,
) -> Any:
    """Call a Python function "package.module:name" of the project in the cage; give its answer.

    The function takes the job (what JSON can carry) and a function to tell its steps to; its
    module may import the press, modules of its own folder, and installed packages. Limits and
    CageError as in `run`; raises JobError where no answer came.
    """
    limits = _limits(memory, cpu, file_size, processes)
    package = PROJECT.joinpath(*function.partition(":")[0].split(".")[:-1])
    order = _order(folder, limits, [*reads, package, *_python()], None)
    order |= {"call": function, "job": job, "path": [*map(str, [*_python(), PROJECT])]}
    answers: list[Any] = []

    def hear(line: bytes) -> None:
        told = _told(line)
        if "answer" in told:
            answers.append(told["answer"])
        elif progress is not None and "step" in told:
            progress(str(told["step"])[:100])

    ran = _start(order, seconds, hear)
    if ran.returncode or ran.timed_out or not answers:
        raise JobError(_why(ran), ran)
    return answers[0]


def _told(line: bytes) -> dict[str, Any]:
    """What a line of a job says; nothing where it is not one of ours."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _why(ran: Ran) -> str:
    """The one word for why a job gave no answer."""
    if ran.timed_out or ran.returncode == 128 + signal.SIGXCPU:
        return "time"
    return {walls.OUT_OF_MEMORY: "memory", walls.NO_ROOM: "room"}.get(ran.returncode, "crash")


def _limits(memory: int, cpu: int, file_size: int, processes: int) -> dict[str, int]:
    return {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": cpu,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_NPROC": processes,
        "RLIMIT_NOFILE": 512,
        "RLIMIT_CORE": 0,
    }


def _order(
    folder: Path,
    limits: dict[str, int],
    reads: Iterable[Path],
    environment: dict[str, str] | None,
) -> dict[str, Any]:
    """What `walls` is told, all but what it is to do."""
    here = str(folder.resolve())
    least = {"HOME": here, "TMPDIR": here, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return {
        "parent": os.getpid(),
        "folder": here,
        "reads": [*SYSTEM, *(str(path.resolve()) for path in reads)],
        "limits": limits,
        "environment": least | (environment or {}),
        "argv": [],
    }


@lru_cache(maxsize=1)
def _python() -> tuple[Path, ...]:
    """Where the standard library and the installed packages lie; the press is always with them.

    What runs inside cannot keep its bytecode there, so it is compiled here, once per process.
    """
    compileall.compile_dir(Path(__file__).parent, quiet=2)
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    places = [Path(sysconfig.get_path(name)).resolve() for name in names]
    dynamic = [Path(each) for each in sys.path if each.endswith("lib-dynload")]
    return tuple(dict.fromkeys([*places, *dynamic, Path(__file__).resolve().parent]))


class _Listener:
    """Takes in what a process writes: standard output goes to `hear`, or stays in `out`."""

    def __init__(self, process: "subprocess.Popen[bytes]", hear: Hear | None) -> None:
        assert process.stdout and process.stderr
        self.hear = hear
        self.out = bytearray()
        self.err = bytearray()
        self.taken = 0
        self.selector = selectors.DefaultSelector()
        for pipe, take in ((process.stdout, self._take_out), (process.stderr, self._take_err)):
            self.selector.register(pipe, selectors.EVENT_READ, take)

    def until(self, deadline: float) -> bool:
        """Take in until both pipes are closed (true) or the time is up or too much was said."""
        while self.selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0 or self.taken > MOST_OUTPUT:
                return False
            for key, _ in self.selector.select(left):
                chunk = os.read(key.fd, 1 << 16)
                if chunk:
                    key.data(chunk)
                else:
                    self.selector.unregister(key.fileobj)
        return True

    def _take_out(self, chunk: bytes) -> None:
        self.taken += len(chunk)
        self.out += chunk
        if self.hear is not None and b"\n" in chunk:
            *lines, rest = self.out.split(b"\n")
            self.out = bytearray(rest)
            for line in lines:
                self.hear(bytes(line))

    def _take_err(self, chunk: bytes) -> None:
        self.err = (self.err + chunk)[-65_536:]


def _start(order: dict[str, Any], seconds: float, hear: Hear | None) -> Ran:
    """Start the walls, wait until all inside has ended or time is up, and kill what is left."""
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", walls.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        start_new_session=True,
    ) as process:
        listener = _Listener(process, hear)
        try:
            _hand_in(process, order)
            ended = listener.until(started + seconds) and _ends(process, started + seconds)
        finally:
            _kill(process)
        if not ended:
            listener.hear = None
            listener.until(time.monotonic() + 5)  # until the last of them has let go of the pipes
    error = listener.err.decode(errors="replace")
    if process.returncode == walls.NO_WALLS:
        raise CageError(error.strip() or "The cage could not be made.")
    passed = time.monotonic() - started
    timed_out = not ended and listener.taken <= MOST_OUTPUT
    return Ran(process.returncode, bytes(listener.out), error, timed_out, passed)


def _hand_in(process: "subprocess.Popen[bytes]", order: dict[str, Any]) -> None:
    assert process.stdin
    with suppress(BrokenPipeError), process.stdin as stdin:
        stdin.write(json.dumps(order).encode())


def _ends(process: "subprocess.Popen[bytes]", deadline: float) -> bool:
    """Whether the process ends by itself before the deadline."""
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the whole group, unless it has ended: then the kernel has emptied the cage already."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
