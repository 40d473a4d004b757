"""Answers made from the record, kept in this process while the record says the same.

Every request asks the database for the record's stamp (one query), which each public release and
withdrawal changes in its own transaction. So a kept answer is never older than the
record, in whichever process something was released; nor older than LONGEST, nor than the next
hour at which something planned begins or ends (safety: a page cache lives at most 30 seconds).
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST: Final = 32 * 2**20  # bytes kept in each process
LARGEST: Final = 2**20


@dataclass(frozen=True)
class Answer:
    """A page, ready to be sent again: for `stamp`, from `made` until before `until`."""

    stamp: str
    made: datetime
    until: datetime
    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    def holds(self, stamp: str, now: datetime) -> bool:
        """Whether it is what would be made now."""
        return self.stamp == stamp and self.made <= now < self.until


class Shelf:
    """The last answers by address, up to a size; the one asked for longest ago goes first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, address: str, stamp: str, now: datetime) -> Answer | None:
        """What was kept for an address, if it holds; no stamp, no record to go by."""
        with self._lock:
            found = self._answers.get(address)
            if not stamp or found is None or not found.holds(stamp, now):
                return None
            self._answers.move_to_end(address)
            return found

    def put(self, address: str, answer: Answer) -> None:
        """Keep an answer, unless it is too large or holds for no time."""
        if not answer.stamp or len(answer.content) > LARGEST or answer.until <= answer.made:
            return
        with self._lock:
            before = self._answers.pop(address, None)
            self._size += len(answer.content) - (len(before.content) if before else 0)
            self._answers[address] = answer
            while self._size > self.most:
                _, dropped = self._answers.popitem(last=False)
                self._size -= len(dropped.content)

    def __len__(self) -> int:
        return len(self._answers)


SHELF = Shelf()
