"""The cage, from the inside: a program of its own that builds the walls and then does the job.

It stands alone (standard library only) and is started by `cage`, which hands it one JSON order on
standard input. It leaves the network, the other processes and the file system behind (Linux
namespaces), keeps the job's folder and what the job reads, gives up every right, takes its limits,
and then either becomes a program (`argv`) or calls one Python function (`call`).

    outer       leaves the namespaces, starts the keeper, hands on its exit status
      keeper    process 1 of the cage: mounts; when it ends, the kernel kills all that is left
        job     no rights, limits taken
"""

import ctypes
import errno
import gc
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

NO_WALLS = 125  # exit status: the walls could not be built; the reason is on standard error
OUT_OF_MEMORY = 124  # exit status: a Python job met its limit of memory or file size
NO_ROOM = 123  # exit status: the disk is full
NOBODY = 65534
NEW_ROOT = "/proc"  # hidden by the new root, so nothing has to be made to mount it on

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
APART = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT = 1, 2, 4, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
AT_FDCWD, AT_RECURSIVE, MNT_DETACH = -100, 0x8000, 2
# The generic number and, where it differs, the machine's own.
SYS_MOUNT_SETATTR = 442
SYS_PIVOT_ROOT = {"x86_64": 155}.get(os.uname().machine, 41)
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> None:
    """Raise OSError where a system call failed."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    words = [word.encode() if word else None for word in (source, target, kind)]
    _must(libc.mount(*words, ctypes.c_ulong(flags), data.encode()), f"mount {target}")


def _read_only(path: str) -> None:
    """Make a mount and all beneath it read-only, without setuid programs and devices."""
    attributes = (ctypes.c_uint64 * 4)(MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    arguments = (AT_FDCWD, path.encode(), AT_RECURSIVE, ctypes.byref(attributes), 32)
    _must(libc.syscall(SYS_MOUNT_SETATTR, *arguments), f"make read-only {path}")


def _bring(path: str, *, writable: bool = False) -> None:
    """Show a file or folder of the machine at the same path inside."""
    target = NEW_ROOT + path
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    _mount(path, target, None, MS_BIND | MS_REC)
    if not writable:
        _read_only(target)


def _bring_system() -> None:
    """The programs and libraries of the machine, and four harmless devices."""
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        if os.path.islink(f"/{name}"):
            os.symlink(os.readlink(f"/{name}"), f"{NEW_ROOT}/{name}")
        elif os.path.isdir(f"/{name}"):
            _bring(f"/{name}")
    for device in ("null", "zero", "random", "urandom"):
        _bring(f"/dev/{device}", writable=True)


def _furnish(order: dict[str, Any]) -> None:
    """Build the file system of the cage and move into it."""
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", NEW_ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    _bring_system()
    # Before what is brought: a checkout may itself lie under /tmp.
    os.makedirs(f"{NEW_ROOT}/tmp", exist_ok=True)
    _mount("tmpfs", f"{NEW_ROOT}/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,mode=1777")
    for path in order["reads"]:
        if os.path.exists(path):
            _bring(path)
    _bring(order["folder"], writable=True)
    # LibreOffice asks whether this file exists; no real /proc is shown.
    os.mkdir(f"{NEW_ROOT}/proc")
    os.close(os.open(f"{NEW_ROOT}/proc/version", os.O_CREAT | os.O_WRONLY, 0o444))
    os.chdir(NEW_ROOT)
    _must(libc.syscall(SYS_PIVOT_ROOT, b".", b"."), "change the root")
    _must(libc.umount2(b".", MNT_DETACH), "leave the old root")
    os.chdir("/")
    _mount(None, "/", None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV)


def _hand_over(folder: str) -> None:
    """Give the job's folder to nobody: run by root, the job itself is not root."""
    for path, _folders, files in os.walk(folder):
        os.chown(path, NOBODY, NOBODY)
        for name in files:
            os.chown(os.path.join(path, name), NOBODY, NOBODY, follow_symlinks=False)


def _leave(folder: str) -> None:
    """Leave the machine's namespaces: as root, or else through a user namespace of one's own."""
    if os.getuid() == 0 and _is_mapped(NOBODY) and libc.unshare(APART) == 0:
        _hand_over(folder)
        return
    user, group = os.getuid(), os.getgid()
    _must(libc.unshare(APART | CLONE_NEWUSER), "leave the namespaces")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {user} 1"),
        ("gid_map", f"{NOBODY} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _is_mapped(user: int) -> bool:
    """Whether root can become that user here: a container's root knows some users only."""
    with open("/proc/self/uid_map") as file:
        ranges = [[int(word) for word in line.split()] for line in file]
    return any(first <= user < first + count for first, _, count in ranges)


def _give_up_rights() -> None:
    """Become nobody where root, drop every capability, and never gain one again."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _must(libc.capset(ctypes.byref(header), (ctypes.c_uint32 * 6)()), "drop capabilities")
    _must(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "forgo new rights")


def _take_limits(limits: dict[str, int]) -> None:
    for name, most in limits.items():
        # Room above, so that the signal that names the processor time is the one that ends.
        room = 5 if name == "RLIMIT_CPU" else 0
        resource.setrlimit(getattr(resource, name), (most, most + room))


def _die_with_parent() -> None:
    _must(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "die with the parent")


def _exit_as(process: int) -> NoReturn:
    """Wait for a child, and for whoever else ends meanwhile; exit as it did."""
    while True:
        ended, status = os.wait()
        if ended == process:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _call(order: dict[str, Any]) -> None:
    """Call one Python function; what it tells goes line by line, as JSON, to standard output."""
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # whatever a library prints is no answer

        def tell(**line: Any) -> None:
            answers.write(json.dumps(line) + "\n")
            answers.flush()

        gc.disable()  # a process for one job: its memory goes when it ends
        sys.path[:] = order["path"]
        module, _, name = order["call"].partition(":")
        function: Callable[..., Any] = getattr(importlib.import_module(module), name)
        tell(answer=function(order["job"], lambda step: tell(step=step)))


def _job(order: dict[str, Any]) -> None:
    os.chdir(order["folder"])
    _take_limits(order["limits"])
    os.environ.clear()
    os.environ.update(order["environment"])
    if order["argv"]:
        os.execve(order["argv"][0], order["argv"], order["environment"])
    try:
        _call(order)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            os._exit(NO_ROOM)
        if error.errno == errno.EFBIG:
            os._exit(OUT_OF_MEMORY)
        raise


def _build(order: dict[str, Any]) -> None:
    """Build the walls; returns in the job's own process alone. The two outer ones never return."""
    _die_with_parent()
    if os.getppid() != order["parent"]:
        os._exit(NO_WALLS)  # whoever asked has died already
    _leave(order["folder"])
    keeper = os.fork()
    if keeper:
        _exit_as(keeper)
    _die_with_parent()
    _furnish(order)
    job = os.fork()
    if job:
        _exit_as(job)
    _give_up_rights()


def main() -> None:
    """Read the order, build the walls, do the job."""
    order = json.load(sys.stdin)
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    try:
        _build(order)
    except (OSError, AttributeError) as error:
        os.write(2, f"{error}\n".encode())
        os._exit(NO_WALLS)
    _job(order)


if __name__ == "__main__":
    main()
