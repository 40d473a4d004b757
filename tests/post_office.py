"""A mail server of our own, on this machine: it takes, refuses, dawdles or falls silent."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.MULTILINE | re.IGNORECASE)


class PostOffice:
    """Speaks SMTP on a port of its own; `taken` are the Message-IDs of what it took.

    `refused` are addresses to which it says no for good, `later` those it wants asked again;
    `seconds` pass before each answer; with `silent` nothing is ever answered; a message that
    was received is answered for after `hold` seconds.
    """

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.asked = 0
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.seconds = 0.0
        self.hold = 0.0
        self.silent = False
        self.received = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        # A thread that waits for visitors keeps the port until it is told.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            self.asked += 1
            threading.Thread(target=self._talk, args=(visitor,), daemon=True).start()

    def _talk(self, visitor: socket.socket) -> None:
        with suppress(OSError), visitor, visitor.makefile("rb") as lines:
            if self.silent:
                lines.read()
                return
            self._say(visitor, "220 ready")
            for line in lines:
                if not self._answer(visitor, line.decode().strip(), lines):
                    return

    def _answer(self, visitor: socket.socket, line: str, lines: Iterator[bytes]) -> bool:
        verb = line.upper()
        if verb.startswith("RCPT"):
            address = line.partition("<")[2].partition(">")[0]
            no = "550 5.1.1 No such mailbox here" if address in self.refused else ""
            self._say(visitor, no or ("451 Later" if address in self.later else "250 ok"))
        elif verb == "DATA":
            self._say(visitor, "354 go on")
            self._receive(lines)
            time.sleep(self.hold)
            self._say(visitor, "250 taken")
        elif verb == "QUIT":
            self._say(visitor, "221 bye")
            return False
        else:
            self._say(visitor, "250 ok")
        return True

    def _receive(self, lines: Iterator[bytes]) -> None:
        content = b""
        for line in lines:
            if line == b".\r\n":
                break
            content += line
        found = MESSAGE_ID.search(content)
        self.taken.append(found[1].decode() if found else "")
        self.received.set()

    def _say(self, visitor: socket.socket, words: str) -> None:
        time.sleep(self.seconds)
        visitor.sendall(words.encode() + b"\r\n")


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A mail server for the length of a block."""
    office = PostOffice()
    try:
        yield office
    finally:
        office.close()
