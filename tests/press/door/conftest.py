"""Files on disk, a listener that nobody may call, and a look for processes left behind."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from icsgov.press import door
from icsgov.press.door import Received


@pytest.fixture
def receive(tmp_path: Path) -> Callable[..., Received]:
    """Hands bytes to the door under a name; asserts that nothing is left behind."""

    def hand_in(data: bytes, filename: str = "paper.pdf", **options: object) -> Received:
        source, folder = tmp_path / "upload", tmp_path / "received"
        source.write_bytes(data)
        folder.mkdir(exist_ok=True)
        received = door.receive(source, filename, folder, **options)
        kept = {path for path in (received.normalised, received.first_page) if path}
        assert set(folder.iterdir()) == kept
        assert inmates(folder) == []
        return received

    return hand_in


def inmates(folder: Path) -> list[int]:
    """Processes that live in a cage made for a job below `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            mounts = (process / "mountinfo").read_text()
        except OSError:
            continue
        if f"{folder}/" in mounts:
            found.append(int(process.name))
    return found


@pytest.fixture
def calls() -> Iterator[tuple[int, list[bytes]]]:
    """A loopback port that answers nobody, and who called."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    heard.append(caller.recv(500))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)
